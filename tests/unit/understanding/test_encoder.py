"""The sentence vectors are those of all-MiniLM-L6-v2, one at a time or many at once, for any text."""

from __future__ import annotations

import time

import numpy as np
import pytest

from sendguide.understanding.encoder import DIMENSION, FEW, SentenceEncoder, load_encoder

TEXTS = ["mediation", "", "They refused to assess my son, what now?", "😀", "appeal " * 300, "ما هي الوساطة"]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    """The encoder of this process."""
    return load_encoder()


def test_vectors_have_the_promised_shape_and_length_one(encoder: SentenceEncoder):
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSION)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_many_at_once_are_the_same_as_one_at_a_time(encoder: SentenceEncoder):
    together = encoder.encode(TEXTS + ["mediation"] * FEW)  # on several cores
    single = np.concatenate([encoder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(together[: len(TEXTS)], single, atol=1e-5)
    np.testing.assert_allclose(together[-1], single[0], atol=1e-5)


def test_no_texts_have_no_vectors(encoder: SentenceEncoder):
    assert encoder.encode([]).shape == (0, DIMENSION)


def test_what_means_the_same_is_closer_than_what_does_not(encoder: SentenceEncoder):
    asked, same, other = encoder.encode(
        [
            "How much does mediation cost?",
            "Is there a fee for the meeting with a mediator?",
            "When are the bins emptied?",
        ]
    )
    assert float(asked @ same) > float(asked @ other) + 0.2


@pytest.mark.parametrize("text", ["a" * 10_000, "appeal " * 1_500, "😀" * 10_000, "?" * 10_000])
def test_ten_thousand_characters_take_no_longer_than_the_longest_text_that_is_read(encoder: SentenceEncoder, text: str):
    started = time.perf_counter()
    vector = encoder.encode([text])
    assert time.perf_counter() - started < 5.0
    assert np.isfinite(vector).all()


def test_the_weights_are_read_once_in_a_process(encoder: SentenceEncoder):
    assert load_encoder() is encoder
