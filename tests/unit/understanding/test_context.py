"""A short message that points back is read with what was just talked about; a message that says enough is not."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.understanding.context import MOST_WORDS, may_lean, with_and_without, with_subject

Floats = npt.NDArray[np.float32]

LABELS = ["certificate", "cost", "greet"]
TOPICS = {"certificate": "the mediation certificate", "cost": "mediation"}
CERTIFICATE, COST, GREET = np.eye(3, dtype=np.float32) * 0.7 + 0.1


LEAN = {
    "": True,
    "how long does it take": True,
    "why": True,
    "word " * MOST_WORDS: True,
    "word " * (MOST_WORDS + 1): False,
    "my son is eight and was refused an assessment in May so how long does it take": False,
    "word " * 2_000: False,
}


@pytest.mark.parametrize(("text", "expected"), LEAN.items(), ids=range(len(LEAN)))
def test_only_a_short_message_may_lean(text: str, expected: bool):
    assert may_lean(text) is expected


def test_the_subject_is_said_beside_the_words_of_the_message():
    assert with_subject("how long does it take", "mediation") == "how long does it take (mediation)"


POINTING = ["how long does it take", "do they have to come", "And if they say no?", "what if we lose", "is that free"]
POINTING += ["Why", "who pays for them", "BUT IS THAT TRUE", "so is the other one better"]
PLAIN = ["who pays", "how long does mediation take", "item", "thesis", "is mediation free", "sandwiches"]


@pytest.mark.parametrize("text", POINTING)
def test_the_subject_weighs_more_where_a_word_points_back(text: str):
    assert with_and_without(text, COST, CERTIFICATE).argmax() == CERTIFICATE.argmax()


@pytest.mark.parametrize("text", PLAIN)
def test_the_words_of_the_message_weigh_more_where_none_does(text: str):
    assert with_and_without(text, COST, CERTIFICATE).argmax() == COST.argmax()


ROWS = st.lists(st.floats(1e-7, 1.0), min_size=3, max_size=3).map(
    lambda values: np.array(values, dtype=np.float32) / np.float32(sum(values))
)


@given(st.sampled_from(POINTING + PLAIN), ROWS, ROWS)
def test_what_is_pooled_adds_up_to_one(text: str, alone: Floats, together: Floats):
    pooled = with_and_without(text, alone, together)
    assert (pooled >= 0).all()
    assert pooled.sum() == pytest.approx(1.0, abs=1e-5)


@given(st.sampled_from(POINTING + PLAIN), ROWS)
def test_two_readings_that_agree_are_the_pooled_one(text: str, row: Floats):
    np.testing.assert_allclose(with_and_without(text, row, row), row, atol=1e-5)
