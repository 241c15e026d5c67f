"""The ways of understanding a message that are compared. Each learns from texts and labels and gives probabilities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import numpy as np

from benchmarks.understanding.diet import diet
from benchmarks.understanding.metrics import Floats
from benchmarks.understanding.search import keywords_in_content, keywords_in_examples_too
from sendguide.understanding.classifier import IntentClassifier, Linear, TrainingOptions
from sendguide.understanding.encoder import SentenceEncoder, load_encoder
from sendguide.understanding.ngrams import NgramFeatures

SHARE_BEFORE, TEMPERATURE_BEFORE = 0.3, 0.55
"""The vectors' share of the vote, and how sharp it was, before the vectors were tuned (ADR 0003)."""

NEAREST_SHARPNESS = 20.0
"""How sharp the softmax over cosines is; it changes the confidence, not the order of the ids."""


DIET = ("DIET", "DIET+vectors")
"""The contenders that take hours."""


class Model(Protocol):
    """What was learnt."""

    @property
    def labels(self) -> list[str]:
        """The ids in column order."""

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """Shape (texts, labels); rows add up to 1."""


Contender = Callable[[Sequence[str], Sequence[str]], Model]
Features = Callable[[Sequence[str]], Any]


@dataclass(frozen=True)
class Vote:
    """Linear models over kinds of features; their probabilities are pooled as a weighted product.

    Attributes:
        labels: the ids in column order.
        voters: (share, features, model).
        temperature: the pooled votes are divided by this.
    """

    labels: list[str]
    voters: tuple[tuple[float, Features, Linear], ...]
    temperature: float = 1.0

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """Shape (texts, labels)."""
        votes = [share * model.log_probabilities(kind(texts)) for share, kind, model in self.voters]
        return _softmax(np.sum(votes, axis=0) / self.temperature)


@dataclass(frozen=True)
class Nearest:
    """Each id is as likely as its nearest example is near."""

    labels: list[str]
    vectors: Floats
    starts: list[int]
    encoder: SentenceEncoder

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """Shape (texts, labels)."""
        cosines = self.encoder.encode(texts) @ self.vectors.T
        return _softmax(NEAREST_SHARPNESS * np.maximum.reduceat(cosines, self.starts, axis=1))


def ours(texts: Sequence[str], labels: Sequence[str]) -> Model:
    """The classifier of the product, as it is trained by default."""
    return IntentClassifier.train(texts, labels, load_encoder())


def ngrams(texts: Sequence[str], labels: Sequence[str]) -> Model:
    """The n-gram half of ours."""
    return _vote(texts, labels, [(1.0, _counted(texts))])


def vectors(texts: Sequence[str], labels: Sequence[str]) -> Model:
    """Logistic regression on sentence vectors as published."""
    return _vote(texts, labels, [(1.0, load_encoder().encode)])


def vote_before(texts: Sequence[str], labels: Sequence[str]) -> Model:
    """N-grams and sentence vectors as published vote: what we had before the vectors were tuned."""
    kinds = [(1 - SHARE_BEFORE, _counted(texts)), (SHARE_BEFORE, load_encoder().encode)]
    return _vote(texts, labels, kinds, temperature=TEMPERATURE_BEFORE)


def nearest(texts: Sequence[str], labels: Sequence[str]) -> Model:
    """The nearest example by sentence vector as published."""
    order = sorted(range(len(texts)), key=lambda place: labels[place])
    ordered = [labels[place] for place in order]
    names = sorted(set(labels))
    encoded = load_encoder().encode([texts[place] for place in order])
    return Nearest(names, encoded, [ordered.index(name) for name in names], load_encoder())


def contenders(epochs: int) -> dict[str, tuple[str, Contender]]:
    """Name, description and maker of every contender, ours first.

    Args:
        epochs: for those with DIET.
    """
    return {
        "ours": ("tuned sentence vectors and n-grams vote (the classifier of the product)", ours),
        "n-grams": ("logistic regression on n-grams", ngrams),
        "vectors": ("logistic regression on sentence vectors as published", vectors),
        "vote before": (f"n-grams and vectors as published vote, share {SHARE_BEFORE}", vote_before),
        "nearest": ("the nearest example by sentence vector as published", nearest),
        "BM25": ("keyword search in the answers; no training data", keywords_in_content),
        "BM25+examples": ("keyword search in the answers and the examples", keywords_in_examples_too),
        DIET[0]: (f"stock `rasa init` pipeline, {epochs} epochs", partial(diet, epochs=epochs, with_vectors=False)),
        DIET[1]: (
            f"the same with our sentence vectors, {epochs} epochs",
            partial(diet, epochs=epochs, with_vectors=True),
        ),
    }


def _counted(texts: Sequence[str]) -> Features:
    return NgramFeatures.learn(texts, min_count=TrainingOptions().min_count).matrix


def _vote(
    texts: Sequence[str], labels: Sequence[str], kinds: Sequence[tuple[float, Features]], temperature: float = 1.0
) -> Vote:
    names = sorted(set(labels))
    columns = {name: column for column, name in enumerate(names)}
    numbers = [columns[label] for label in labels]
    fitted = [(share, kind, Linear.fit(kind(texts), numbers, TrainingOptions())) for share, kind in kinds]
    return Vote(names, tuple(fitted), temperature)


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
