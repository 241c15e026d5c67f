"""Teaches the upper layers of the sentence encoder our subject, in TensorFlow (which Rasa brings), inside `rasa train`.

The lower layers stay as published: what they make of every example is computed once, so that a pass over the data costs
a third of tuning everything. A softmax over the answer ids stands on the pooled, unit-length vector (cosine softmax,
Wang et al. 2018) and starts from the mean of each id's examples. ADR 0007 has the alternatives and their figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sendguide.understanding.encoder import DIMENSION, LAYERS, SentenceEncoder

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class TuningOptions:
    """How to tune, with the values chosen by cross-validation over writers (ADR 0007).

    Attributes:
        frozen_layers: lower layers that stay as they are; the encoder has six.
        epochs: passes over the examples.
        learning_rate: of the layers; falls to zero along a straight line.
        head_learning_rate: of the softmax on top.
        smoothing: share of the probability that is spread over all ids, against over-confidence.
        dropout: share of values set to zero while learning.
        scale: how sharp the softmax over cosines is.
        batch_tokens: word pieces (padding included) in one step.
        seed: of the order of examples and of dropout.
    """

    frozen_layers: int = 4
    epochs: int = 2
    learning_rate: float = 5e-4
    head_learning_rate: float = 1e-2
    smoothing: float = 0.05
    dropout: float = 0.1
    scale: float = 10.0
    batch_tokens: int = 1024
    seed: int = 2026


@dataclass(frozen=True)
class Tuned:
    """The outcome: new `weights` of the upper layers by name, and the softmax (`head`: 384 by ids, `bias`: ids)."""

    weights: dict[str, Floats]
    head: Floats
    bias: Floats


def tune(encoder: SentenceEncoder, texts: Sequence[str], labels: Integers, options: TuningOptions) -> Tuned:
    """Tunes the upper layers on examples.

    Args:
        encoder: the encoder as published.
        texts: example messages.
        labels: the number of each example's answer id, from 0.
        options: how.
    """
    import tensorflow as tf

    # The same examples give the same model: what was measured is what is served, and a gate fails for a reason.
    tf.config.experimental.enable_op_determinism()
    upper = _Upper(tf, encoder, options)
    states = encoder.states(texts, layers=options.frozen_layers)
    head = tf.Variable(_class_means(encoder, texts, labels))
    bias = tf.Variable(tf.zeros(head.shape[1]))
    chance = np.random.default_rng(options.seed)
    steps = options.epochs * sum(1 for _ in _batches(states, options, chance))
    step = _step(tf, upper, head, bias, options, steps)
    for _ in range(options.epochs):
        for batch in _batches(states, options, chance):
            padded, mask = _padded([states[index] for index in batch])
            step(padded, mask, labels[batch].astype(np.int32))
    return Tuned(upper.arrays(), head.numpy(), bias.numpy())


def upper_names(encoder: SentenceEncoder, options: TuningOptions) -> list[str]:
    """The names of the weights that are tuned."""
    return sorted(name for name in encoder.weights if name.startswith(tuple(_upper_layers(options))))


def _upper_layers(options: TuningOptions) -> list[str]:
    return [f"encoder.layer.{layer}." for layer in range(options.frozen_layers, LAYERS)]


def _step(tf: Any, upper: _Upper, head: Any, bias: Any, options: TuningOptions, steps: int) -> Any:
    layers = list(upper.variables.values())
    falling = tf.keras.optimizers.schedules.PolynomialDecay
    adam = tf.keras.optimizers.legacy.Adam
    slow, quick = (adam(falling(rate, steps, 0.0)) for rate in (options.learning_rate, options.head_learning_rate))
    shapes = [tf.TensorSpec((None, None, DIMENSION)), tf.TensorSpec((None, None)), tf.TensorSpec((None,), tf.int32)]

    def step(states: Any, mask: Any, labels: Any) -> None:
        with tf.GradientTape() as tape:
            logits = options.scale * (tf.math.l2_normalize(upper.pooled(states, mask), 1) @ head) + bias
            wanted = tf.one_hot(labels, tf.shape(logits)[1]) * (1 - options.smoothing)
            wanted += options.smoothing / tf.cast(tf.shape(logits)[1], tf.float32)
            loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(wanted, logits))
        gradients = tape.gradient(loss, [*layers, head, bias])
        clipped, _ = tf.clip_by_global_norm(gradients[:-2], 1.0)
        slow.apply_gradients(zip(clipped, layers))
        quick.apply_gradients(zip(gradients[-2:], [head, bias]))

    return tf.function(step, input_signature=shapes)


class _Upper:
    """The upper layers as TensorFlow variables: the arithmetic of `SentenceEncoder`, with dropout."""

    def __init__(self, tf: Any, encoder: SentenceEncoder, options: TuningOptions) -> None:
        self._tf = tf
        self._options = options
        self._heads, self._epsilon = encoder.heads, encoder.epsilon
        self._layers = _upper_layers(options)
        self.variables = {name: tf.Variable(encoder.weights[name]) for name in upper_names(encoder, options)}
        self._chance = tf.random.Generator.from_seed(options.seed)

    def arrays(self) -> dict[str, Floats]:
        return {name: variable.numpy() for name, variable in self.variables.items()}

    def pooled(self, states: Any, mask: Any) -> Any:
        tf = self._tf
        blocked = ((1.0 - mask) * -1e9)[:, None, None, :]
        for name in self._layers:
            attended = self._dense(self._attention(states, blocked, name), f"{name}attention.output.dense")
            states = self._norm(states + self._drop(attended), f"{name}attention.output.LayerNorm")
            inner = tf.nn.gelu(self._dense(states, f"{name}intermediate.dense"))
            outer = self._dense(inner, f"{name}output.dense")
            states = self._norm(states + self._drop(outer), f"{name}output.LayerNorm")
        return tf.reduce_sum(states * mask[:, :, None], 1) / tf.reduce_sum(mask[:, :, None], 1)

    def _attention(self, states: Any, blocked: Any, name: str) -> Any:
        tf, width = self._tf, DIMENSION // self._heads
        rows, length = tf.shape(states)[0], tf.shape(states)[1]
        joined = self._times(states, self.variables[f"{name}joined.weight"]) + self.variables[f"{name}joined.bias"]
        split = tf.transpose(tf.reshape(joined, (rows, length, 3, self._heads, width)), (2, 0, 3, 1, 4))
        scores = tf.matmul(split[0], split[1], transpose_b=True) / np.float32(np.sqrt(width)) + blocked
        mixed = tf.matmul(tf.nn.softmax(scores), split[2])
        return tf.reshape(tf.transpose(mixed, (0, 2, 1, 3)), (rows, length, DIMENSION))

    def _dense(self, states: Any, name: str) -> Any:
        weights = self._tf.transpose(self.variables[f"{name}.weight"])
        return self._times(states, weights) + self.variables[f"{name}.bias"]

    def _times(self, states: Any, weights: Any) -> Any:
        tf = self._tf
        shape = tf.shape(states)
        flat = tf.reshape(states, (shape[0] * shape[1], weights.shape[0])) @ weights
        return tf.reshape(flat, (shape[0], shape[1], weights.shape[1]))

    def _norm(self, states: Any, name: str) -> Any:
        tf = self._tf
        centred = states - tf.reduce_mean(states, -1, keepdims=True)
        spread = tf.math.rsqrt(tf.reduce_mean(centred * centred, -1, keepdims=True) + self._epsilon)
        return centred * spread * self.variables[f"{name}.weight"] + self.variables[f"{name}.bias"]

    def _drop(self, states: Any) -> Any:
        kept = self._chance.uniform(self._tf.shape(states)) >= self._options.dropout
        return states * self._tf.cast(kept, states.dtype) / (1.0 - self._options.dropout)


def _class_means(encoder: SentenceEncoder, texts: Sequence[str], labels: Integers) -> Floats:
    """Unit vectors, one column an id: where the softmax starts. The mean of every eighth example is good enough."""
    chosen = [np.flatnonzero(labels == label)[::8] for label in range(int(labels.max()) + 1)]
    means = np.stack([encoder.encode([texts[index] for index in some]).mean(axis=0) for some in chosen])
    means = means - means.mean(axis=0)
    unit: Floats = (means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)).T.astype(np.float32)
    return unit


def _batches(states: list[Floats], options: TuningOptions, chance: np.random.Generator) -> Iterator[Integers]:
    """Examples of nearly the same length together, in random order: little padding, and every pass is different."""
    order = sorted(range(len(states)), key=lambda index: (len(states[index]) // 3, chance.random()))
    batches: list[list[int]] = [[]]
    for index in order:
        if (len(batches[-1]) + 1) * len(states[index]) > options.batch_tokens and batches[-1]:
            batches.append([])
        batches[-1].append(index)
    for number in chance.permutation(len(batches)):
        yield np.array(batches[number])


def _padded(states: list[Floats]) -> tuple[Floats, Floats]:
    length = max(len(rows) for rows in states)
    padded = np.zeros((len(states), length, DIMENSION), dtype=np.float32)
    mask = np.zeros((len(states), length), dtype=np.float32)
    for row, values in enumerate(states):
        padded[row, : len(values)] = values
        mask[row, : len(values)] = 1.0
    return padded, mask
