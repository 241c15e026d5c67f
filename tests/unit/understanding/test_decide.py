"""From a ranking to what is done: sure, unsure between a few, lost, or danger first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.answers.compose import MAX_OPTIONS
from sendguide.content.loader import Content
from sendguide.safety.finding import Finding, Strength
from sendguide.understanding.decide import (
    COSTLY,
    CRISIS_PREFIX,
    MOST_OPTIONS,
    NEAR_MISSES,
    NOT_AN_OPTION,
    SEND_LAW,
    Certainty,
    Decision,
    Thresholds,
    decide,
    kept_apart,
)

LINES = Thresholds(
    sure=0.45,
    margin=0.15,
    sure_costly=0.65,
    certain=0.70,
    lost=0.12,
    unknown=0.85,
    option=0.03,
    crisis=0.30,
    crisis_sentence=0.80,
    crisis_sentence_words=0.60,
    near_crisis=0.10,
    topic=0.30,
    topic_after_no=0.30,
    several=0.70,
    several_unsure=0.90,
)
"""Fixed here, so that the lines in use can be moved (ADR 0004) without touching these tests."""

SURE, UNSURE, LOST, CRISIS = Certainty.SURE, Certainty.UNSURE, Certainty.LOST, Certainty.CRISIS
CHECK_IN = Certainty.CHECK_IN
MIND, HARM = "crisis_mental_health", "crisis_safeguarding"
DEADLINE = "appeal_deadline"
Ranking = list[tuple[str, float]]


def _exact(answer_id: str | None) -> Finding | None:
    """What the screen found: an outright phrase of danger, or nothing."""
    return Finding("suicide_self_harm", Strength.EXACT, answer_id) if answer_id else None


CASES = {
    "far ahead": ([("a", 0.9), ("b", 0.05)], None, Decision(SURE, ("a",), 0.9)),
    "alone": ([("a", 1.0)], None, Decision(SURE, ("a",), 1.0)),
    "small talk for sure": ([("greet", 0.8), ("a", 0.1)], None, Decision(SURE, ("greet",), 0.8)),
    "too close together": ([("a", 0.5), ("b", 0.4)], None, Decision(UNSURE, ("a", "b"), 0.5)),
    "not likely enough": ([("a", 0.4), ("b", 0.1)], None, Decision(UNSURE, ("a", "b"), 0.4)),
    "three at most": ([("a", 0.5), ("b", 0.4), ("c", 0.3), ("d", 0.3)], None, Decision(UNSURE, ("a", "b", "c"), 0.5)),
    "three when vague": ([("a", 0.3), ("b", 0.2), ("c", 0.1), ("d", 0.1)], None, Decision(UNSURE, tuple("abc"), 0.3)),
    "the unlikely is left out": ([("a", 0.4), ("b", 0.2), ("c", 0.02)], None, Decision(UNSURE, ("a", "b"), 0.4)),
    "two at least": ([("a", 0.44), ("b", 0.01), ("c", 0.01)], None, Decision(UNSURE, ("a", "b"), 0.44)),
    "small talk is no option": ([("greet", 0.4), ("a", 0.3), ("b", 0.2)], None, Decision(UNSURE, ("a", "b"), 0.4)),
    "nothing is likely": ([("a", 0.11), ("b", 0.1)], None, Decision(LOST, (), 0.11)),
    "danger": ([(MIND, 0.9), ("a", 0.1)], None, Decision(CHECK_IN, (MIND,), 0.9, "a")),
    "danger inside a topic": ([("a", 0.6), (HARM, 0.35)], None, Decision(CHECK_IN, (HARM,), 0.35, "a")),
    "no danger to speak of": ([("a", 0.7), (MIND, 0.2)], None, Decision(SURE, ("a",), 0.7)),
    "danger over both ids": ([("a", 0.6), (MIND, 0.2), (HARM, 0.15)], None, Decision(CHECK_IN, (MIND,), 0.35, "a")),
    "danger by its words": ([("a", 0.9), ("b", 0.1)], MIND, Decision(CRISIS, (MIND,), 0.0, "a")),
    "the words name the danger": ([(HARM, 0.8), (MIND, 0.1)], MIND, Decision(CRISIS, (MIND,), 0.9)),
    "thanks is no topic": ([("thanks", 0.6), (MIND, 0.31)], None, Decision(CHECK_IN, (MIND,), 0.31)),
    "a near thing is offered": ([("a", 0.4), (MIND, 0.15), ("b", 0.2)], None, Decision(UNSURE, ("a", MIND, "b"), 0.4)),
    "a far thing is not": ([("a", 0.4), (MIND, 0.05), ("b", 0.2)], None, Decision(UNSURE, ("a", "b"), 0.4)),
    "nothing to offer": ([("greet", 0.4), ("a", 0.3)], None, Decision(LOST, ("a",), 0.4)),
    "a guess is no topic": ([("a", 0.2), (MIND, 0.1)], HARM, Decision(CRISIS, (HARM,), 0.1)),
    "likely but not certain": ([("a", 0.6), ("b", 0.2)], None, Decision(SURE, ("a",), 0.6, also=("b",))),
    "two more at most": (
        [("a", 0.6), ("b", 0.1), ("c", 0.1), ("d", 0.1)],
        None,
        Decision(SURE, ("a",), 0.6, also=("b", "c")),
    ),
    "just certain": ([("a", 0.7), ("b", 0.2)], None, Decision(SURE, ("a",), 0.7)),
    "the unlikely is not added": ([("a", 0.6), ("b", 0.02)], None, Decision(SURE, ("a",), 0.6)),
    "small talk is not added": ([("a", 0.6), ("thanks", 0.2)], None, Decision(SURE, ("a",), 0.6)),
    "a near thing is added": ([("a", 0.6), (MIND, 0.2)], None, Decision(SURE, ("a",), 0.6, also=(MIND,))),
    "a costly id must be surer": ([(DEADLINE, 0.6), ("a", 0.2)], None, Decision(UNSURE, (DEADLINE, "a"), 0.6)),
    "sure enough for a costly id": (
        [(DEADLINE, 0.65), ("a", 0.2)],
        None,
        Decision(SURE, (DEADLINE,), 0.65, also=("a",)),
    ),
    "a costly id costs nothing as the second": (
        [("a", 0.5), (DEADLINE, 0.2)],
        None,
        Decision(SURE, ("a",), 0.5, also=(DEADLINE,)),
    ),
    "danger is before cost": ([(DEADLINE, 0.6), (MIND, 0.35)], None, Decision(CHECK_IN, (MIND,), 0.35, DEADLINE)),
}


@pytest.mark.parametrize(("ranking", "danger", "decision"), CASES.values(), ids=CASES.keys())
def test_a_ranking_leads_to_a_decision(ranking: Ranking, danger: str | None, decision: Decision):
    found = decide(ranking, LINES, found=_exact(danger))
    assert (found.certainty, found.ids) == (decision.certainty, decision.ids)
    assert (found.topic, found.also) == (decision.topic, decision.also)
    assert found.confidence == pytest.approx(decision.confidence)


@pytest.mark.parametrize("name", sorted(COSTLY))
def test_the_line_for_answers_that_cost_a_year_is_higher(name: str):
    between = (LINES.sure + LINES.sure_costly) / 2
    assert decide([(name, between), ("a", 0.2)], LINES).certainty is UNSURE
    assert decide([("mediation_cost", between), ("a", 0.2)], LINES).certainty is SURE


def test_no_more_is_offered_than_a_reply_shows():
    assert MOST_OPTIONS == MAX_OPTIONS


def test_costly_ids_are_answer_ids(content: Content):
    assert set(content.answers) >= COSTLY


APART = {
    "two of ours": (("mediation_cost", "appeal_how"), None, ("mediation_cost", "appeal_how")),
    "a near miss alone": (("oos_legal_near_miss",), None, ("oos_legal_near_miss",)),
    "not sure of either": (("oos_legal_near_miss", "mediation_cost"), None, ("oos_legal_near_miss",)),
    "surely a near miss": (
        ("oos_education_near_miss", "complaint", "appeal_how"),
        "oos_education_near_miss",
        ("oos_education_near_miss", "complaint"),
    ),
    "surely ours, then a near miss": (
        ("appeal_how", "oos_education_near_miss"),
        "appeal_how",
        ("appeal_how", "oos_education_near_miss"),
    ),
}


@pytest.mark.parametrize(("ids", "sure", "kept"), APART.values(), ids=APART.keys())
def test_our_mediation_is_not_told_beside_another_one(ids: tuple[str, ...], sure: str | None, kept: tuple[str, ...]):
    assert kept_apart(ids, sure) == kept


def test_near_misses_and_what_they_must_not_get_are_answer_ids(content: Content):
    assert set(content.answers) >= NEAR_MISSES
    assert all(any(name.startswith(start) for name in content.answers) for start in SEND_LAW)


UNKNOWN = {
    "a sure guess at letters": (0.8, False, LOST),
    "as sure as can be": (0.9, False, SURE),
    "words that were seen": (0.8, True, SURE),
}


@pytest.mark.parametrize(("value", "knows_words", "certainty"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_words_that_were_never_seen_are_not_guessed_at(value: float, knows_words: bool, certainty: Certainty):
    assert decide([("a", value), ("b", 0.05)], LINES, knows_words=knows_words).certainty is certainty


def test_danger_counts_whatever_the_words():
    assert decide([("a", 0.5), (MIND, 0.4)], LINES, knows_words=False).ids == (MIND,)


def test_the_lines_in_use_are_in_order():
    lines = Thresholds()
    assert 0 < lines.option < lines.lost < lines.sure <= lines.sure_costly <= lines.certain <= 1
    assert lines.lost < lines.unknown <= 1
    assert 0 < lines.near_crisis < lines.crisis < lines.crisis_sentence_words
    assert lines.crisis_sentence_words <= lines.crisis_sentence < lines.crisis_calm
    assert 0.3 <= lines.several <= lines.several_unsure < 1


IDS = ["greet", "thanks", "deny", "appeal_how", "appeal_right", "legal_aid", "oos_general", DEADLINE, MIND, HARM]


def _ranked(items: Ranking) -> Ranking:
    total = max(1.0, sum(value for _, value in items))
    return sorted(((name, value / total) for name, value in items), key=lambda item: -item[1])


PAIRS = st.tuples(st.sampled_from(IDS), st.floats(0.0, 1.0))
RANKINGS = st.lists(PAIRS, min_size=1, unique_by=lambda item: item[0]).map(_ranked)
DANGERS = st.sampled_from([None, MIND, HARM])


@given(RANKINGS, DANGERS)
def test_danger_is_never_passed_over(ranking: Ranking, danger: str | None):
    total = sum(value for name, value in ranking if name.startswith(CRISIS_PREFIX))
    certainty = decide(ranking, LINES, found=_exact(danger)).certainty
    assert (certainty is CRISIS) == (danger is not None)
    assert (certainty is CHECK_IN) == (danger is None and total >= LINES.crisis)


NEAR = Finding("suicide_self_harm", Strength.NEAR, MIND)
FIGURE = Finding("worn_out", Strength.CALM, warmth=True)
DENIED = Finding("denied", Strength.CALM)


@pytest.mark.parametrize(
    ("found", "heard", "certainty"),
    [
        (None, None, CHECK_IN),
        (None, HARM, CHECK_IN),
        (NEAR, None, CRISIS),
        (FIGURE, None, SURE),
        (DENIED, HARM, SURE),
    ],
    ids=["the classifier alone", "in one sentence", "a near phrase and the classifier", "a figure of speech", "denied"],
)
def test_the_screen_and_the_classifier_weigh_together(found: Finding | None, heard: str | None, certainty: Certainty):
    decision = decide([(MIND, 0.8), ("a", 0.15), ("b", 0.05)], LINES, found=found, heard=heard)
    assert decision.certainty is certainty
    assert decision.warmth == (found is FIGURE)
    assert decision.ids == (("a",) if certainty is SURE else (heard or MIND,) if found is None else (MIND,))


def test_a_near_phrase_alone_is_asked_about_and_the_topic_goes_along():
    decision = decide([("a", 0.9), (MIND, 0.05)], LINES, found=NEAR)
    assert (decision.certainty, decision.ids, decision.topic) == (CHECK_IN, (MIND,), "a")


def test_a_classifier_that_is_very_sure_asks_whatever_the_screen_says():
    assert decide([(MIND, 0.999), ("a", 0.001)], LINES, found=DENIED).certainty is CHECK_IN


@given(RANKINGS)
def test_calm_words_never_lead_to_danger_by_another_name(ranking: Ranking):
    decision = decide(ranking, LINES, found=DENIED)
    total = sum(value for name, value in ranking if name.startswith(CRISIS_PREFIX))
    assert decision.certainty is CHECK_IN if total >= LINES.crisis_calm else not {MIND, HARM} & set(decision.ids)
    assert 0 <= decision.confidence <= 1.0001


@given(RANKINGS, DANGERS)
def test_a_decision_names_only_ids_that_were_ranked_or_seen(ranking: Ranking, danger: str | None):
    found = decide(ranking, LINES, found=_exact(danger))
    known = {name for name, _ in ranking} | {danger}
    assert set(found.ids) <= known
    assert len(set(found.ids)) == len(found.ids) <= MOST_OPTIONS
    assert found.topic is None or (found.topic in known and found.topic not in NOT_AN_OPTION)
    assert found.topic is None or not found.topic.startswith(CRISIS_PREFIX)


@given(RANKINGS, DANGERS)
def test_more_is_offered_only_after_an_answer_that_is_not_certain(ranking: Ranking, danger: str | None):
    found = decide(ranking, LINES, found=_exact(danger))
    assert not found.also or (found.certainty is SURE and found.confidence < LINES.certain)
    assert len(found.also) <= 2
    assert set(found.also) <= {name for name, _ in ranking} - NOT_AN_OPTION - set(found.ids)


@given(RANKINGS)
def test_an_unsure_decision_offers_two_or_three_topics_wherever_there_are_two(ranking: Ranking):
    found = decide(ranking, LINES)
    topics = [name for name, _ in ranking if name not in NOT_AN_OPTION]
    if found.certainty is UNSURE and len(topics) >= 2:
        assert 2 <= len(found.ids) <= MOST_OPTIONS
        assert set(found.ids) & NOT_AN_OPTION == set()


@given(RANKINGS)
def test_what_is_answered_outright_is_the_likeliest_and_well_ahead(ranking: Ranking):
    found = decide(ranking, LINES)
    if found.certainty is SURE:
        assert found.ids == (ranking[0][0],)
        assert found.confidence >= (LINES.sure_costly if found.ids[0] in COSTLY else LINES.sure)
        assert len(ranking) == 1 or found.confidence - ranking[1][1] >= LINES.margin
