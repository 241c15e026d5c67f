"""Which answer a message asks for: two logistic regressions that vote, one on n-grams and one on a sentence vector.

Words and word pieces catch the exact terms and misspellings ("medation"); the sentence vector catches what is said in
other words. Their votes are pooled as a weighted product of probabilities (logarithmic opinion pool, Genest and Zidek
1986), which did better than one model over both kinds of feature: ADR 0003 has the figures.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

Floats = npt.NDArray[np.float32]
SMALLEST = np.float32(1e-7)


@dataclass(frozen=True)
class TrainingOptions:
    """What can be tuned, with the values chosen by cross-validation over writers (ADR 0003).

    Attributes:
        strength: inverse regularisation of both models (scikit-learn's `C`).
        vector_share: weight of the sentence vector's vote, 0 to 1; the n-grams have the rest.
        min_count: n-grams seen in fewer examples are ignored.
        max_iterations: steps of the solver; it is stopped there even if it could still move a little.
        temperature: pooled votes are divided by this, so that confidence means how often the guide is right.
    """

    strength: float = 10.0
    vector_share: float = 0.3
    min_count: int = 3
    max_iterations: int = 100
    temperature: float = 0.55


@dataclass(frozen=True)
class Linear:
    """A linear model over some features: `weights` of shape (features, labels) and `bias` of shape (labels,)."""

    weights: Floats
    bias: Floats

    @classmethod
    def fit(cls, features: Any, labels: Sequence[str], options: TrainingOptions) -> tuple[Linear, list[str]]:
        """Trains on a (sparse) matrix; also returns the label names in column order."""
        model = LogisticRegression(C=options.strength, max_iter=options.max_iterations, tol=1e-3)
        with warnings.catch_warnings():  # stopping early is meant: more steps change no prediction, ADR 0003
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(features, list(labels))
        weights = np.ascontiguousarray(model.coef_.T.astype(np.float32))
        return cls(weights, model.intercept_.astype(np.float32)), [str(name) for name in model.classes_]

    def log_probabilities(self, features: Any) -> Floats:
        """Shape (rows, labels)."""
        logits = features @ self.weights + self.bias
        logits = logits - logits.max(axis=1, keepdims=True)
        out: Floats = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        return out


class IntentClassifier:
    """A trained classifier. Make one with `train` or `load`; it holds arrays only, never pickled code."""

    def __init__(
        self, labels: list[str], ngrams: Linear, vectors: Linear, features: NgramFeatures, options: TrainingOptions
    ) -> None:
        self.labels = labels
        self._ngrams = ngrams
        self._vectors = vectors
        self._features = features
        self._options = options

    @classmethod
    def train(
        cls, texts: Sequence[str], vectors: Floats, labels: Sequence[str], *, options: TrainingOptions | None = None
    ) -> IntentClassifier:
        """Learns from examples. Deterministic: the same examples give the same weights.

        Args:
            texts: the example messages.
            vectors: their sentence vectors, shape (len(texts), dimension).
            labels: the answer id of each.
            options: what to tune; the defaults are the chosen values.

        Raises:
            ValueError: with fewer than two different labels.
        """
        options = options or TrainingOptions()
        features = NgramFeatures.learn(texts, min_count=options.min_count)
        ngrams, names = Linear.fit(features.matrix(texts), labels, options)
        by_vector, _ = Linear.fit(vectors, labels, options)
        return cls(names, ngrams, by_vector, features, options)

    def probabilities(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """Shape (len(texts), len(self.labels)): how likely each label is; rows add up to 1."""
        share = np.float32(self._options.vector_share)
        votes = (1 - share) * self._ngrams.log_probabilities(self._features.matrix(texts))
        votes = votes + share * self._vectors.log_probabilities(vectors)
        votes = votes / np.float32(self._options.temperature)
        powers = np.exp(votes - votes.max(axis=1, keepdims=True)) + SMALLEST
        out: Floats = (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)
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
        np.savez(
            folder / "classifier.npz",
            ngram_weights=self._ngrams.weights,
            ngram_bias=self._ngrams.bias,
            vector_weights=self._vectors.weights,
            vector_bias=self._vectors.bias,
            **self._features.frequencies(),
        )

    @classmethod
    def load(cls, folder: Path) -> IntentClassifier:
        """Reads what `save` wrote.

        Raises:
            FileNotFoundError: when the folder holds no classifier. Never an untrained one in silence.
        """
        settings = json.loads((folder / "classifier.json").read_text(encoding="utf-8"))
        with np.load(folder / "classifier.npz", allow_pickle=False) as arrays:
            features = NgramFeatures.restore(settings["vocabularies"], dict(arrays))
            ngrams = Linear(arrays["ngram_weights"], arrays["ngram_bias"])
            vectors = Linear(arrays["vector_weights"], arrays["vector_bias"])
        return cls(settings["labels"], ngrams, vectors, features, TrainingOptions(**settings["options"]))


class NgramFeatures:
    """Weighted counts (tf-idf) of word pairs and of word pieces of two to five letters."""

    def __init__(self, vectorizers: dict[str, TfidfVectorizer]) -> None:
        self._vectorizers = vectorizers

    @classmethod
    def learn(cls, texts: Sequence[str], *, min_count: int) -> NgramFeatures:
        """Learns the vocabulary of some examples."""
        vectorizers = _new_vectorizers(min_count)
        for vectorizer in vectorizers.values():
            vectorizer.fit(texts)
        return cls(vectorizers)

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """One row a text, as a sparse matrix."""
        return hstack([vectorizer.transform(texts) for vectorizer in self._vectorizers.values()]).tocsr()

    def knows_words(self, text: str) -> bool:
        """Whether any word of a text is in the vocabulary."""
        return bool(self._vectorizers["words"].transform([text]).nnz)

    def vocabularies(self) -> dict[str, list[str]]:
        """The n-grams in column order."""
        return {
            name: [gram for gram, _ in sorted(vectorizer.vocabulary_.items(), key=lambda item: item[1])]
            for name, vectorizer in self._vectorizers.items()
        }

    def frequencies(self) -> dict[str, npt.NDArray[np.float64]]:
        """The inverse document frequencies, one array a vectorizer."""
        return {f"idf_{name}": vectorizer.idf_ for name, vectorizer in self._vectorizers.items()}

    @classmethod
    def restore(cls, vocabularies: dict[str, list[str]], arrays: dict[str, Any]) -> NgramFeatures:
        """Rebuilds from `vocabularies()` and `frequencies()`."""
        vectorizers = _new_vectorizers(1)
        for name, vectorizer in vectorizers.items():
            vectorizer.vocabulary_ = {gram: column for column, gram in enumerate(vocabularies[name])}
            vectorizer.idf_ = arrays[f"idf_{name}"]
        return cls(vectorizers)


def _new_vectorizers(min_count: int) -> dict[str, TfidfVectorizer]:
    common: dict[str, Any] = {"sublinear_tf": True, "dtype": np.float32, "strip_accents": "unicode"}
    pairs = {"ngram_range": (1, 2), "min_df": min(2, min_count), "token_pattern": r"(?u)\b\w+\b"}
    pieces = {"ngram_range": (2, 5), "min_df": min_count, "analyzer": "char_wb"}
    return {"words": TfidfVectorizer(**pairs, **common), "pieces": TfidfVectorizer(**pieces, **common)}
