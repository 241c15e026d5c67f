"""From a ranking to what is done: sure, unsure between a few, lost, or danger first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.understanding.decide import CRISIS_PREFIX, NOT_AN_OPTION, Certainty, Decision, Thresholds, decide

LINES = Thresholds(sure=0.45, margin=0.15, lost=0.12, option=0.03, crisis=0.30, crisis_together=0.30, topic=0.30)
"""Fixed here, so that the lines in use can be moved (ADR 0004) without touching these tests."""

SURE, UNSURE, LOST, CRISIS = Certainty.SURE, Certainty.UNSURE, Certainty.LOST, Certainty.CRISIS
MIND, HARM = "crisis_mental_health", "crisis_safeguarding"
Ranking = list[tuple[str, float]]


CASES = {
    "far ahead": ([("a", 0.9), ("b", 0.05)], None, Decision(SURE, ("a",), 0.9)),
    "alone": ([("a", 1.0)], None, Decision(SURE, ("a",), 1.0)),
    "small talk for sure": ([("greet", 0.8), ("a", 0.1)], None, Decision(SURE, ("greet",), 0.8)),
    "too close together": ([("a", 0.5), ("b", 0.4)], None, Decision(UNSURE, ("a", "b"), 0.5)),
    "not likely enough": ([("a", 0.4), ("b", 0.1)], None, Decision(UNSURE, ("a", "b"), 0.4)),
    "three at most": ([("a", 0.3), ("b", 0.2), ("c", 0.1), ("d", 0.1)], None, Decision(UNSURE, ("a", "b", "c"), 0.3)),
    "the unlikely is left out": ([("a", 0.4), ("b", 0.2), ("c", 0.02)], None, Decision(UNSURE, ("a", "b"), 0.4)),
    "two at least": ([("a", 0.44), ("b", 0.01), ("c", 0.01)], None, Decision(UNSURE, ("a", "b"), 0.44)),
    "small talk is no option": ([("greet", 0.4), ("a", 0.3), ("b", 0.2)], None, Decision(UNSURE, ("a", "b"), 0.4)),
    "nothing is likely": ([("a", 0.11), ("b", 0.1)], None, Decision(LOST, (), 0.11)),
    "danger": ([(MIND, 0.9), ("a", 0.1)], None, Decision(CRISIS, (MIND,), 0.9)),
    "danger inside a topic": ([("a", 0.6), (HARM, 0.35)], None, Decision(CRISIS, (HARM,), 0.35, "a")),
    "no danger to speak of": ([("a", 0.7), (MIND, 0.2)], None, Decision(SURE, ("a",), 0.7)),
    "danger over both ids": ([("a", 0.6), (MIND, 0.2), (HARM, 0.15)], None, Decision(CRISIS, (MIND,), 0.35, "a")),
    "danger by its words": ([("a", 0.9), ("b", 0.1)], MIND, Decision(CRISIS, (MIND,), 0.0, "a")),
    "the words name the danger": ([(HARM, 0.8), (MIND, 0.1)], MIND, Decision(CRISIS, (MIND,), 0.9)),
    "thanks is no topic": ([("thanks", 0.6), (MIND, 0.31)], None, Decision(CRISIS, (MIND,), 0.31)),
    "a near thing is offered": ([("a", 0.4), (MIND, 0.15), ("b", 0.2)], None, Decision(UNSURE, ("a", MIND, "b"), 0.4)),
    "a far thing is not": ([("a", 0.4), (MIND, 0.05), ("b", 0.2)], None, Decision(UNSURE, ("a", "b"), 0.4)),
    "nothing to offer": ([("greet", 0.4), ("a", 0.3)], None, Decision(LOST, ("a",), 0.4)),
    "a guess is no topic": ([("a", 0.2), (MIND, 0.1)], HARM, Decision(CRISIS, (HARM,), 0.1)),
}


@pytest.mark.parametrize(("ranking", "danger", "decision"), CASES.values(), ids=CASES.keys())
def test_a_ranking_leads_to_a_decision(ranking: Ranking, danger: str | None, decision: Decision):
    found = decide(ranking, LINES, danger=danger)
    assert (found.certainty, found.ids, found.topic) == (decision.certainty, decision.ids, decision.topic)
    assert found.confidence == pytest.approx(decision.confidence)


IDS = ["greet", "thanks", "deny", "appeal_how", "appeal_right", "legal_aid", "oos_general", MIND, HARM]


def _ranked(items: Ranking) -> Ranking:
    total = max(1.0, sum(value for _, value in items))
    return sorted(((name, value / total) for name, value in items), key=lambda item: -item[1])


PAIRS = st.tuples(st.sampled_from(IDS), st.floats(0.0, 1.0))
RANKINGS = st.lists(PAIRS, min_size=1, unique_by=lambda item: item[0]).map(_ranked)
DANGERS = st.sampled_from([None, MIND, HARM])


@given(RANKINGS, DANGERS)
def test_danger_is_never_passed_over(ranking: Ranking, danger: str | None):
    total = sum(value for name, value in ranking if name.startswith(CRISIS_PREFIX))
    assert (decide(ranking, LINES, danger=danger).certainty is CRISIS) == (danger is not None or total >= LINES.crisis)


@given(RANKINGS, DANGERS)
def test_a_decision_names_only_ids_that_were_ranked_or_seen(ranking: Ranking, danger: str | None):
    found = decide(ranking, LINES, danger=danger)
    known = {name for name, _ in ranking} | {danger}
    assert set(found.ids) <= known
    assert len(set(found.ids)) == len(found.ids) <= 3
    assert found.topic is None or (found.topic in known and found.topic not in NOT_AN_OPTION)
    assert found.topic is None or not found.topic.startswith(CRISIS_PREFIX)


@given(RANKINGS)
def test_an_unsure_decision_offers_two_or_three_topics_wherever_there_are_two(ranking: Ranking):
    found = decide(ranking, LINES)
    topics = [name for name, _ in ranking if name not in NOT_AN_OPTION]
    if found.certainty is UNSURE and len(topics) >= 2:
        assert 2 <= len(found.ids) <= 3
        assert set(found.ids) & NOT_AN_OPTION == set()


@given(RANKINGS)
def test_what_is_answered_outright_is_the_likeliest_and_well_ahead(ranking: Ranking):
    found = decide(ranking, LINES)
    if found.certainty is SURE:
        assert found.ids == (ranking[0][0],)
        assert found.confidence >= LINES.sure
        assert len(ranking) == 1 or found.confidence - ranking[1][1] >= LINES.margin
