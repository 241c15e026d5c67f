"""A short message that points back is read with what was just talked about; a message that says enough is not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.understanding.context import MOST_WORDS, leaning, may_lean, pool, with_subject
from sendguide.understanding.sentences import Part, clauses

Floats = npt.NDArray[np.float32]

LABELS = ["certificate", "cost", "greet"]
TOPICS = {"certificate": "the mediation certificate", "cost": "mediation"}
CERTIFICATE, COST, GREET = np.eye(3, dtype=np.float32) * 0.7 + 0.1


class Asked:
    """A classifier that writes down what it was asked and always answers the same."""

    labels = LABELS

    def __init__(self, row: Floats) -> None:
        self.row = row
        self.texts: list[str] = []

    def probabilities(self, texts: Sequence[str]) -> Floats:
        self.texts += texts
        return np.stack([self.row] * len(texts))


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
    assert pool(text, COST, CERTIFICATE).argmax() == CERTIFICATE.argmax()


@pytest.mark.parametrize("text", PLAIN)
def test_the_words_of_the_message_weigh_more_where_none_does(text: str):
    assert pool(text, COST, CERTIFICATE).argmax() == COST.argmax()


ROWS = st.lists(st.floats(1e-7, 1.0), min_size=3, max_size=3).map(
    lambda values: np.array(values, dtype=np.float32) / np.float32(sum(values))
)


@given(st.sampled_from(POINTING + PLAIN), ROWS, ROWS)
def test_what_is_pooled_adds_up_to_one(text: str, alone: Floats, together: Floats):
    pooled = pool(text, alone, together)
    assert (pooled >= 0).all()
    assert pooled.sum() == pytest.approx(1.0, abs=1e-5)


@given(st.sampled_from(POINTING + PLAIN), ROWS)
def test_two_readings_that_agree_are_the_pooled_one(text: str, row: Floats):
    np.testing.assert_allclose(pool(text, row, row), row, atol=1e-5)


def _read(text: str, rows: list[Floats], answer: Floats) -> tuple[list[str], Floats]:
    classifier = Asked(answer)
    parts = clauses(text)
    assert len(parts) == len(rows)
    return classifier.texts, leaning(parts, np.stack(rows), classifier, TOPICS)


def test_a_part_that_points_back_is_read_with_the_subject_of_the_part_before():
    asked, read = _read("what is a certificate and how do i get it", [CERTIFICATE, COST], CERTIFICATE)
    assert asked == ["how do i get it (the mediation certificate)"]
    assert read.argmax(axis=1).tolist() == [0, 0]


def test_the_first_part_has_nothing_to_lean_on():
    asked, read = _read("how long is it and who pays", [COST, COST], GREET)
    assert asked == []
    np.testing.assert_array_equal(read, [COST, COST])


NOT_READ_AGAIN = {
    "no word points back": ("what is a certificate and who pays", [CERTIFICATE, COST]),
    "the part before has no subject": ("good morning all. is it free", [GREET, COST]),
    "too long to lean": (f"what is a certificate. can i get it {'today ' * MOST_WORDS}", [CERTIFICATE, COST]),
    "one part": ("is it free", [COST]),
}


@pytest.mark.parametrize(("text", "rows"), NOT_READ_AGAIN.values(), ids=NOT_READ_AGAIN.keys())
def test_other_parts_are_not_read_again(text: str, rows: list[Floats]):
    asked, read = _read(text, rows, GREET)
    assert asked == []
    np.testing.assert_array_equal(read, rows)


def test_all_parts_that_lean_are_read_at_once_and_the_rows_given_stay_as_they_are():
    parts = [Part(text, 0, len(text), True) for text in ("what is a certificate", "how do i get it", "is it free")]
    rows = np.stack([CERTIFICATE, COST, COST])
    given_rows, classifier = rows.copy(), Asked(CERTIFICATE)
    leaning(parts, rows, classifier, TOPICS)
    assert classifier.texts == ["how do i get it (the mediation certificate)", "is it free (mediation)"]
    np.testing.assert_array_equal(rows, given_rows)
