"""Which answer a message asks for: two models that vote, one on n-grams and one on a sentence vector tuned to it.

Words and word pieces catch the exact terms and misspellings ("medation"); the sentence vector catches what is said in
other words. Their votes are pooled as a weighted product of probabilities (logarithmic opinion pool, Genest and Zidek
1986), which did better than one model over both kinds of feature: ADR 0003 has the figures.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from sendguide.understanding.encoder import SentenceEncoder
from sendguide.understanding.ngrams import NgramFeatures
from sendguide.understanding.pooling import as_probabilities
from sendguide.understanding.tuning import TuningOptions, tune, upper_names

Floats = npt.NDArray[np.float32]
SMALLEST = np.float32(1e-7)


@dataclass(frozen=True)
class TrainingOptions:
    """What can be tuned, with the values chosen by cross-validation over writers (ADR 0003).

    Attributes:
        strength: inverse regularisation of the n-gram model (scikit-learn's `C`).
        vector_share: weight of the sentence vector's vote, 0 to 1; the n-grams have the rest.
        min_count: n-grams seen in fewer examples are ignored.
        max_iterations: steps of the solver; it is stopped there even if it could still move a little.
        temperature: pooled votes are divided by this, so that confidence means how often the guide is right.
        tuning: of the sentence encoder.
    """

    strength: float = 10.0
    vector_share: float = 0.4
    min_count: int = 3
    max_iterations: int = 60
    temperature: float = 0.65
    tuning: TuningOptions = field(default_factory=TuningOptions)


@dataclass(frozen=True)
class Linear:
    """A linear model over some features: `weights` of shape (features, labels) and `bias` of shape (labels,)."""

    weights: Floats
    bias: Floats

    @classmethod
    def fit(cls, features: Any, labels: Sequence[int], options: TrainingOptions) -> Linear:
        """Trains on a (sparse) matrix; columns are in the order of the label numbers."""
        model = LogisticRegression(C=options.strength, max_iter=options.max_iterations, tol=1e-3)
        with warnings.catch_warnings():  # stopping early is meant: more steps change no prediction, ADR 0003
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(features, list(labels))
        return cls(np.ascontiguousarray(model.coef_.T.astype(np.float32)), model.intercept_.astype(np.float32))

    def log_probabilities(self, features: Any) -> Floats:
        """Shape (rows, labels)."""
        logits = features @ self.weights + self.bias
        logits = logits - logits.max(axis=1, keepdims=True)
        out: Floats = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        return out


class IntentClassifier:
    """A trained classifier. Make one with `train` or `load`; it holds arrays only, never pickled code.

    Args:
        labels: the answer ids in column order.
        features: how texts become n-gram counts.
        ngrams: the model over them.
        encoder: the encoder with tuned upper layers.
        vectors: the model over its sentence vectors.
        options: how they were trained.
    """

    def __init__(
        self,
        labels: list[str],
        features: NgramFeatures,
        ngrams: Linear,
        encoder: SentenceEncoder,
        vectors: Linear,
        options: TrainingOptions,
    ) -> None:
        self.labels = labels
        self._features = features
        self._ngrams = ngrams
        self._encoder = encoder
        self._vectors = vectors
        self._options = options

    @classmethod
    def train(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        encoder: SentenceEncoder,
        *,
        options: TrainingOptions | None = None,
    ) -> IntentClassifier:
        """Learns from examples. The same ones give the same model on the same kind of machine.

        Args:
            texts: the example messages.
            labels: the answer id of each.
            encoder: the encoder as published, which is tuned here.
            options: what to tune; the defaults are the chosen values.

        Raises:
            ValueError: with fewer than two different labels.
        """
        options = options or TrainingOptions()
        names = sorted(set(labels))
        numbers = np.array([names.index(label) for label in labels])
        features = NgramFeatures.learn(texts, min_count=options.min_count)
        with ThreadPoolExecutor(1) as beside:  # the n-gram model's sparse products use one core, and not its lock
            fitting = beside.submit(Linear.fit, features.matrix(texts), numbers.tolist(), options)
            tuned = tune(encoder, texts, numbers, options.tuning)
            ngrams = fitting.result()
        vectors = Linear(tuned.head * np.float32(options.tuning.scale), tuned.bias)
        return cls(names, features, ngrams, encoder.tuned(tuned.weights), vectors, options)

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """Shape (len(texts), len(self.labels)): how likely each label is; rows add up to 1."""
        return self._pooled(self._ngram_votes(texts), self._encoder.encode(texts))

    def of_parts(self, text: str, places: Sequence[tuple[int, int]]) -> tuple[Floats, Floats]:
        """A text and parts of it, for little more than the whole alone costs.

        Args:
            text: the message.
            places: where each part begins and ends.

        Returns:
            Two arrays of shape (1 + len(places), labels), the whole first: how likely each label is, where the sentence
            vector knows what stands around a part; and how likely by the part's own words (n-grams) alone.
        """
        different = list(dict.fromkeys([text, *(text[start:end] for start, end in places)]))
        rows = [different.index(text), *(different.index(text[start:end]) for start, end in places)]
        votes = self._ngram_votes(different)[rows]
        alone = as_probabilities(votes / np.float32(self._options.temperature))
        return self._pooled(votes, self._encoder.encode_parts(text, places)), alone

    def _ngram_votes(self, texts: Sequence[str]) -> Floats:
        return self._ngrams.log_probabilities(self._features.matrix(texts))

    def _pooled(self, votes: Floats, vectors: Floats) -> Floats:
        share = np.float32(self._options.vector_share)
        pooled = (1 - share) * votes + share * self._vectors.log_probabilities(vectors)
        likely = as_probabilities(pooled / np.float32(self._options.temperature)) + SMALLEST
        out: Floats = likely / likely.sum(axis=1, keepdims=True)
        return out

    def knows_words(self, text: str) -> bool:
        """Whether any word of a message was seen in training: letters that mean nothing must not be guessed at."""
        return self._features.knows_words(text)

    def save(self, folder: Path) -> None:
        """Writes `classifier.json` and `classifier.npz` into `folder`."""
        settings = {
            "labels": self.labels,
            "options": asdict(self._options),
            "vocabularies": self._features.vocabularies(),
        }
        (folder / "classifier.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
        tuned = upper_names(self._encoder, self._options.tuning)
        np.savez(
            folder / "classifier.npz",
            ngram_weights=self._ngrams.weights,
            ngram_bias=self._ngrams.bias,
            vector_weights=self._vectors.weights,
            vector_bias=self._vectors.bias,
            **self._features.frequencies(),
            **{name: self._encoder.weights[name] for name in tuned},
        )

    @classmethod
    def load(cls, folder: Path, encoder: SentenceEncoder) -> IntentClassifier:
        """Reads what `save` wrote.

        Args:
            folder: where it is.
            encoder: the encoder as published, for the layers that were not tuned.

        Raises:
            FileNotFoundError: when the folder holds no classifier. Never an untrained one in silence.
        """
        settings = json.loads((folder / "classifier.json").read_text(encoding="utf-8"))
        tuning = TuningOptions(**settings["options"].pop("tuning"))
        options = TrainingOptions(**settings["options"], tuning=tuning)
        with np.load(folder / "classifier.npz", allow_pickle=False) as arrays:
            features = NgramFeatures.restore(settings["vocabularies"], dict(arrays))
            ngrams = Linear(arrays["ngram_weights"], arrays["ngram_bias"])
            vectors = Linear(arrays["vector_weights"], arrays["vector_bias"])
            tuned = encoder.tuned({name: arrays[name] for name in upper_names(encoder, tuning)})
        return cls(settings["labels"], features, ngrams, tuned, vectors, options)
