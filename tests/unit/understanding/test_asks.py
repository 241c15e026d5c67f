"""A long message leans toward what it asks; several asks are all answered, in order; one ask is not taken for two."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.understanding.asks import MOST_ASKS, AskModel, Candidate, candidates, weigh_asks
from sendguide.understanding.sentences import Part, clauses, sentences

Floats = npt.NDArray[np.float32]
COST, TIME, WHO, HELLO = range(4)


def _row(*values: float) -> Floats:
    row: Floats = np.array(values, dtype=np.float32)
    return row / row.sum()


def _rows(*rows: Floats) -> Floats:
    return np.stack(rows)


MESSAGE = _row(0.5, 0.2, 0.2, 0.1)
MOSTLY_COST, MOSTLY_TIME, MOSTLY_WHO = _row(0.91, 0.03, 0.03, 0.03), _row(0.03, 0.91, 0.03, 0.03), _row(1, 1, 30, 1)


# --- weight on the ask ----------------------------------------------------------------------------------------------
UNCHANGED = {
    "no sentence": "",
    "one sentence that tells": "they said no to my son",
    "two that tell": "He is in year 3. They said no to him.",
}


@pytest.mark.parametrize("text", UNCHANGED.values(), ids=UNCHANGED.keys())
def test_without_an_ask_beside_a_story_the_message_counts_as_it_is(text: str):
    told = sentences(text)
    np.testing.assert_array_equal(weigh_asks(MESSAGE, told, [MOSTLY_TIME] * len(told)), MESSAGE)


def test_a_story_leans_toward_the_sentence_that_asks():
    told = sentences("They said no to him. How long does it take?")
    weighed = weigh_asks(MESSAGE, told, [MOSTLY_COST, MOSTLY_TIME])
    assert weighed[TIME] > MESSAGE[TIME]
    assert weighed[COST] == MESSAGE[COST], "what the whole message says is not pushed out"


def test_what_a_sentence_tells_does_not_count():
    told = sentences("They said no to him. How long does it take?")
    one, other = (weigh_asks(MESSAGE, told, [first, MOSTLY_TIME]) for first in (MOSTLY_COST, MOSTLY_WHO))
    np.testing.assert_array_equal(one, other)


def test_sentences_that_ask_count_the_same_in_any_order():
    told = sentences("How long does it take? He is in year 3. Who comes to it?")
    rows = [MOSTLY_TIME, MOSTLY_COST, MOSTLY_WHO]
    one, other = weigh_asks(MESSAGE, told, rows), weigh_asks(MESSAGE, told, rows[::-1])
    np.testing.assert_allclose(one, other, atol=1e-6)


ROWS = st.lists(st.floats(1e-7, 1.0), min_size=4, max_size=4).map(lambda values: _row(*values))


@given(ROWS, st.lists(st.tuples(ROWS, st.booleans()), max_size=5))
def test_no_reading_is_pushed_out_by_the_other(message: Floats, told: list[tuple[Floats, bool]]):
    parts = [Part("who pays", 0, 8, asks) for _, asks in told]
    weighed = weigh_asks(message, parts, [row for row, _ in told])
    assert weighed.shape == message.shape
    assert (weighed >= message).all()
    assert (weighed <= 1).all()


# --- which ids may be asked for -------------------------------------------------------------------------------------
TWO = clauses("how much is it and how long does it take")


def test_the_likeliest_of_the_message_and_of_each_part_may_be_asked_for():
    found = candidates(MESSAGE, TWO, _rows(MOSTLY_COST, MOSTLY_TIME), excluded=())
    assert [item.column for item in found] == [COST, TIME, WHO, HELLO]
    assert [item.part for item in found[:2]] == [0, 1]
    assert len({len(item.features) for item in found}) == 1
    assert all(np.isfinite(item.features).all() for item in found)


def test_of_many_ids_only_the_likely_ones_are_looked_at():
    message = np.full(70, 1 / 70, dtype=np.float32) + np.linspace(0.01, 0, 70, dtype=np.float32)
    part = np.full(70, 0.001, dtype=np.float32)
    part[[60, 61]] = 0.5, 0.4
    found = candidates(message / message.sum(), TWO, _rows(part, part), excluded=())
    assert [item.column for item in found] == [0, 1, 2, 3, 4, 60, 61]


@pytest.mark.parametrize("excluded", [{HELLO}, {COST}, {COST, TIME, WHO}, {COST, TIME, WHO, HELLO}])
def test_small_talk_and_danger_are_never_one_of_several(excluded: set[int]):
    found = candidates(MESSAGE, TWO, _rows(MOSTLY_COST, MOSTLY_TIME), excluded)
    assert {item.column for item in found} == {COST, TIME, WHO, HELLO} - excluded


@given(ROWS, ROWS, ROWS, st.sets(st.integers(0, 3)))
def test_whatever_the_numbers_what_is_excluded_never_appears(message: Floats, one: Floats, two: Floats, out: set[int]):
    found = candidates(message, TWO, _rows(one, two), out)
    assert out.isdisjoint(item.column for item in found)
    assert all(np.isfinite(item.features).all() for item in found)


# --- which of them are ----------------------------------------------------------------------------------------------
def _learned() -> AskModel:
    """A model that has seen asks that stand out in their part, and ones that do not."""
    rng = np.random.default_rng(7)
    features, asked = [], []
    for place in range(60):
        is_asked = place % 2 == 0
        features.append((float(rng.normal(2.0 if is_asked else -2.0)), float(rng.normal())))
        asked.append(is_asked)
    return AskModel.fit(features, asked)


def _candidate(column: int, part: int, value: float) -> Candidate:
    return Candidate(column, part, (value, 0.0))


def test_it_learns_what_speaks_for_an_ask():
    model = _learned()
    sure, open_, no = (model.probability(_candidate(0, 0, value)) for value in (3.0, 0.0, -3.0))
    assert 0.95 < sure <= 1.0
    assert 0.2 < open_ < 0.8
    assert 0.0 <= no < 0.05
    assert len(model.weights) == 2


FOUND = {
    "nothing": ([], []),
    "one that is sure": ([(5, 0, 3.0)], [5]),
    "one that is not": ([(5, 0, -9.0)], [5]),
    "two in the order of the message": ([(1, 1, 4.0), (2, 0, 3.0)], [2, 1]),
    "one sure, one not": ([(1, 0, -2.0), (2, 1, 3.0)], [2]),
    "none sure: only the likeliest": ([(1, 0, -4.0), (2, 1, -3.0)], [2]),
    "three": ([(1, 2, 3.0), (2, 1, 4.0), (3, 0, 5.0)], [3, 2, 1]),
    "never a fourth": ([(1, 0, 3.0), (2, 1, 4.0), (3, 2, 5.0), (4, 3, 6.0)], [2, 3, 4]),
    "two in one part: the likelier first": ([(1, 0, 3.0), (2, 0, 4.0)], [2, 1]),
}


@pytest.mark.parametrize(("found", "asked"), FOUND.values(), ids=FOUND.keys())
def test_what_is_asked_for(found: list[tuple[int, int, float]], asked: list[int]):
    assert _learned().asked([_candidate(*item) for item in found], first=0.0, others=0.7) == asked


CANDIDATES = st.lists(
    st.builds(_candidate, st.integers(0, 69), st.integers(0, 9), st.floats(-5, 5)),
    min_size=1,
    max_size=12,
    unique_by=lambda item: item.column,
)


@given(CANDIDATES, st.floats(0.0, 1.0))
def test_always_one_never_more_than_three_and_in_order(found: list[Candidate], sure: float):
    asked = _learned().asked(found, first=0.0, others=sure)
    parts = {item.column: item.part for item in found}
    assert 1 <= len(asked) == len(set(asked)) <= MOST_ASKS
    assert [parts[column] for column in asked] == sorted(parts[column] for column in asked)


@given(CANDIDATES)
def test_the_surer_it_must_be_the_fewer_are_asked(found: list[Candidate]):
    model = _learned()
    bold, careful = (set(model.asked(found, first=sure, others=sure)) for sure in (0.3, 0.8))
    assert careful <= bold


def test_when_the_whole_is_unclear_even_the_likeliest_must_be_sure():
    found = [_candidate(1, 0, -4.0), _candidate(2, 1, -3.0)]
    assert _learned().asked(found, first=0.9, others=0.9) == []
