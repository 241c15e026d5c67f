"""The sentence vectors are those of all-MiniLM-L6-v2, one at a time or many at once, for any text."""

from __future__ import annotations

import numpy as np
import pytest

from sendguide.understanding.encoder import DIMENSION, FEW, SentenceEncoder, load_encoder
from tests.support.clock import bounded

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


TOLD = "They refused to assess my son. How much does mediation cost?"
PLACES = [(0, 30), (31, len(TOLD))]


def test_the_whole_of_a_text_in_parts_is_the_text(encoder: SentenceEncoder):
    vectors = encoder.encode_parts(TOLD, PLACES)
    assert vectors.shape == (3, DIMENSION)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    np.testing.assert_allclose(vectors[0], encoder.encode([TOLD])[0], atol=1e-5)


def test_a_part_is_nearest_to_what_it_says(encoder: SentenceEncoder):
    _, told, asked = encoder.encode_parts(TOLD, PLACES)
    cost, refusal = encoder.encode(["is there a fee for mediation", "no to an assessment"])
    assert float(asked @ cost) > float(told @ cost)
    assert float(told @ refusal) > float(asked @ refusal)


@pytest.mark.parametrize("place", [(0, 0), (3, 3), (9_000, 9_006)])
def test_a_part_that_the_encoding_does_not_reach_is_encoded_alone(encoder: SentenceEncoder, place: tuple[int, int]):
    text = "appeal " * 1_500
    vectors = encoder.encode_parts(text, [place])
    np.testing.assert_allclose(vectors[1], encoder.encode([text[slice(*place)]])[0], atol=1e-5)


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
    with bounded():
        vector = encoder.encode([text])
    assert np.isfinite(vector).all()


def test_the_weights_are_read_once_in_a_process(encoder: SentenceEncoder):
    assert load_encoder() is encoder
