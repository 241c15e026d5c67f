"""What a message looks like to the n-gram model: words, pairs of words, and pieces of words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer


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
        """One row a text, as a sparse matrix of 32-bit floats: with 64, a product would first copy all weights."""
        return hstack([vectorizer.transform(texts) for vectorizer in self._vectorizers.values()], "csr", np.float32)

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
