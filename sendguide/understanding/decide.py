"""Sure, unsure between a few, or lost: what to do with a ranking of answer ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from sendguide.content.models import COURTESIES
from sendguide.safety.finding import Finding

CRISIS_PREFIX = "crisis_"
NOT_AN_OPTION = COURTESIES
"""Small talk is never offered as 'did you mean'."""

NEAR_MISSES = frozenset({"oos_education_near_miss", "oos_legal_near_miss", "oos_benefits_money"})
"""Out of scope, and so near to it that an answer about mediation or appeals would be believed."""

SEND_LAW = ("mediation_", "section_i_only", "appeal_", "tribunal_")
"""How the ids of answers begin that must never be given to a near miss."""

MOST_OPTIONS = 3
"""How many ids are offered at most when the guide is unsure: the reply shows no more either (`compose.MAX_OPTIONS`)."""

COSTLY = frozenset({"appeal_deadline", "mediation_certificate_needed", "section_i_only", "cease_to_maintain"})
"""Answers that cost a child a year when they are given to another question: asked back sooner (ADR 0004)."""


class Certainty(str, Enum):
    """How sure the guide is of what was asked."""

    CRISIS = "crisis"
    CHECK_IN = "check_in"
    SURE = "sure"
    UNSURE = "unsure"
    LOST = "lost"


@dataclass(frozen=True)
class Thresholds:
    """When to answer, ask back or give up. Values chosen in ADR 0004 on cross-validation over writers.

    Attributes:
        sure: answer when the first id is at least this likely ...
        margin: ... and ahead of the second by at least this much;
        sure_costly: ... a costly id must be this likely.
        certain: below this, the next likeliest ids are offered after the answer.
        lost: give up when even the first id is less likely than this ...
        unknown: ... or, when no word of the message was ever seen in training, less likely than this.
        option: an id is offered as an option when at least this likely.
        crisis: a check-in when the crisis ids together are at least this likely in the whole message ...
        crisis_sentence: ... or in one of its sentences ...
        crisis_sentence_words: ... or by the words of one sentence alone, whatever stands around it.
        crisis_calm: ... but this likely when the screen found figures of speech, or danger that is denied or long past.
        near_crisis: a crisis id is offered as an option when at least this likely.
        topic: after help, another topic of the message is offered when at least this likely.
        topic_after_no: beside a check-in, another topic must be this likely if there is no danger.
        several: beside a sure answer another ask is answered when it is asked for with at least this probability.
        several_ahead: ... and before the sure one, though it is asked before it, only with this.
        several_unsure: when the whole is unclear, all of several asks must be asked for with at least this.
    """

    sure: float = 0.88
    margin: float = 0.15
    sure_costly: float = 0.92
    certain: float = 0.98
    lost: float = 0.15
    unknown: float = 0.85
    option: float = 0.01
    crisis: float = 0.35
    crisis_sentence: float = 0.90
    crisis_sentence_words: float = 0.90
    crisis_calm: float = 0.999
    near_crisis: float = 0.15
    topic: float = 0.005
    topic_after_no: float = 0.60
    several: float = 0.75
    several_ahead: float = 0.90
    several_unsure: float = 0.90


@dataclass(frozen=True)
class Decision:
    """What to do, and with which ids.

    Attributes:
        certainty: how sure the guide is.
        ids: what to answer, in order; or, when unsure, the options.
        confidence: 0 to 1.
        topic: to be offered after help in a crisis.
        also: to be offered after an answer that may not have been meant.
        warmth: whether a kind line should come first, for words of a hard time.
    """

    certainty: Certainty
    ids: tuple[str, ...]
    confidence: float
    topic: str | None = None
    also: tuple[str, ...] = ()
    warmth: bool = False


def decide(
    ranking: Sequence[tuple[str, float]],
    thresholds: Thresholds,
    *,
    found: Finding | None = None,
    heard: str | None = None,
    knows_words: bool = True,
) -> Decision:
    """Turns a ranking into a decision.

    Args:
        ranking: (id, probability), best first; at least one.
        thresholds: where to draw the lines.
        found: what the phrase screen found, if anything. Only its phrases bring help first: the classifier alone takes
            blows at school and sensory needs for danger (ADR 0004), so what it alone says brings a check-in.
        heard: the crisis id that one sentence speaks of by the classifier, if one does so clearly.
        knows_words: whether any word of the message was seen in training.
    """
    crisis = [(name, value) for name, value in ranking if name.startswith(CRISIS_PREFIX)]
    total = sum(value for _, value in crisis)
    if found is not None and found.answer_id is not None:
        if found.is_exact or total >= thresholds.crisis:
            return Decision(Certainty.CRISIS, (found.answer_id,), total, _topic(ranking, thresholds.topic))
        return _check_in(found.answer_id, ranking, total, thresholds)
    if crisis and total >= (thresholds.crisis_calm if found else thresholds.crisis):
        return _check_in(heard or crisis[0][0], ranking, total, thresholds)
    if heard and not found:
        return _check_in(heard, ranking, total, thresholds)
    if found is None:
        return _topical(ranking, thresholds, knows_words=knows_words)
    others = _without_crisis(ranking, total)
    if not others:
        return Decision(Certainty.LOST, (), 0.0, warmth=found.warmth)
    return replace(_topical(others, thresholds, knows_words=knows_words), warmth=found.warmth)


def _check_in(answer_id: str, ranking: Sequence[tuple[str, float]], total: float, thresholds: Thresholds) -> Decision:
    """A check-in; "no" to it is answered with the topic, so that must be likelier than one that is only offered."""
    topic = _topic(_without_crisis(ranking, total), thresholds.topic_after_no)
    return Decision(Certainty.CHECK_IN, (answer_id,), total, topic)


def _without_crisis(ranking: Sequence[tuple[str, float]], total: float) -> Sequence[tuple[str, float]]:
    """The ranking of the other ids, when the words are no danger: they share what the crisis ids had."""
    others = [(name, value) for name, value in ranking if not name.startswith(CRISIS_PREFIX)]
    return [(name, min(1.0, value / (1.0 - total))) for name, value in others] if total < 1.0 else others


def _topical(ranking: Sequence[tuple[str, float]], thresholds: Thresholds, *, knows_words: bool) -> Decision:
    best, confidence = ranking[0]
    second = ranking[1][1] if len(ranking) > 1 else 0.0
    if confidence < (thresholds.lost if knows_words else thresholds.unknown):
        return Decision(Certainty.LOST, (), confidence)
    sure = thresholds.sure_costly if best in COSTLY else thresholds.sure
    if confidence >= sure and confidence - second >= thresholds.margin:
        also = _likely(ranking[1:], thresholds)[:2] if confidence < thresholds.certain else ()
        return Decision(Certainty.SURE, (best,), confidence, also=also)
    options = _options(ranking, thresholds)
    return Decision(Certainty.UNSURE if len(options) > 1 else Certainty.LOST, options, confidence)


def kept_apart(ids: Sequence[str], sure: str | None) -> tuple[str, ...]:
    """Several ids to answer, without EHC mediation and the SEND Tribunal beside a near miss.

    Args:
        ids: what seems to be asked for.
        sure: the id that the whole message surely asks for, if there is one. If it is no near miss, one may follow it.
    """
    if NEAR_MISSES.isdisjoint(ids) or (sure is not None and sure not in NEAR_MISSES):
        return tuple(ids)
    return tuple(name for name in ids if not name.startswith(SEND_LAW))


def _topic(ranking: Sequence[tuple[str, float]], least: float) -> str | None:
    others = (name for name, value in ranking if value >= least and name not in NOT_AN_OPTION)
    return next((name for name in others if not name.startswith(CRISIS_PREFIX)), None)


def _options(ranking: Sequence[tuple[str, float]], thresholds: Thresholds) -> tuple[str, ...]:
    likely = _likely(ranking, thresholds)
    return likely[:MOST_OPTIONS] if len(likely) > 1 else tuple(name for name, _ in _possible(ranking, thresholds)[:2])


def _likely(ranking: Sequence[tuple[str, float]], thresholds: Thresholds) -> tuple[str, ...]:
    return tuple(name for name, value in _possible(ranking, thresholds) if value >= thresholds.option)


def _possible(ranking: Sequence[tuple[str, float]], thresholds: Thresholds) -> list[tuple[str, float]]:
    return [
        (name, value)
        for name, value in ranking
        if name not in NOT_AN_OPTION and (not name.startswith(CRISIS_PREFIX) or value >= thresholds.near_crisis)
    ]
