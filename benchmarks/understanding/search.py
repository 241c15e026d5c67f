"""Keyword search with Okapi BM25 (Robertson and Zaragoza 2009), as a council's site search would do it.

The weighting is a few lines over scikit-learn's counts: `rank-bm25`, the usual package, is not among our dependencies.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer

from benchmarks.understanding.metrics import Floats
from sendguide.content.loader import content_store

SATURATION, LENGTH_SHARE = 1.5, 0.75
"""The usual k1 and b: how soon more of the same word stops counting, and how much long texts are held back."""


class KeywordSearch:
    """Finds the answers whose words a message shares; an answer scores as much as its best document.

    Args:
        documents: (answer id, text), any number for each id.
    """

    def __init__(self, documents: Sequence[tuple[str, str]]) -> None:
        ordered = sorted(documents, key=lambda item: item[0])
        owners = [owner for owner, _ in ordered]
        self.labels = sorted(set(owners))
        self._starts = [owners.index(label) for label in self.labels]
        self._counter = CountVectorizer(strip_accents="unicode", dtype=np.float32)
        self._weights = _okapi(self._counter.fit_transform([text for _, text in ordered])).T.tocsr()

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """Shape (texts, labels). The softmax of the scores: a search gives no probabilities, only an order."""
        scores = (self._counter.transform(texts) @ self._weights).toarray()
        best = np.maximum.reduceat(scores, self._starts, axis=1)
        powers = np.exp(best - best.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _okapi(counts: csr_matrix) -> csr_matrix:
    """Weights: tf (k1 + 1) / (tf + k1 (1 - b + b length / mean length)) * ln(1 + (N - n + 0.5) / (n + 0.5))."""
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    held_back = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths / lengths.mean())
    holding = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log1p((counts.shape[0] - holding + 0.5) / (holding + 0.5))
    table = counts.tocoo()
    weights = table.data * (SATURATION + 1) / (table.data + held_back[table.row]) * rarity[table.col]
    return csr_matrix((weights.astype(np.float32), (table.row, table.col)), shape=counts.shape)


def keywords_in_content(texts: Sequence[str], labels: Sequence[str]) -> KeywordSearch:
    """Over the words of the answers alone; the examples are not looked at."""
    return KeywordSearch(_pages())


def keywords_in_examples_too(texts: Sequence[str], labels: Sequence[str]) -> KeywordSearch:
    """Over the words of the answers, and every example as a document of its own."""
    return KeywordSearch([*_pages(), *zip(labels, texts, strict=True)])


def _pages() -> list[tuple[str, str]]:
    answers = content_store().current().answers.values()
    return [(item.id, "\n".join((item.question, item.text, item.easy_read, item.more or ""))) for item in answers]
