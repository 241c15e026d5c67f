"""Sure, unsure between a few, or lost: what to do with a ranking of answer ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

CRISIS_PREFIX = "crisis_"
NOT_AN_OPTION = frozenset({"greet", "thanks", "goodbye", "affirm", "deny"})
"""Small talk is never offered as 'did you mean'."""


class Certainty(str, Enum):
    """How sure the guide is of what was asked."""

    CRISIS = "crisis"
    SURE = "sure"
    UNSURE = "unsure"
    LOST = "lost"


@dataclass(frozen=True)
class Thresholds:
    """When to answer, ask back or give up. Values chosen in ADR 0004 on cross-validation over writers.

    Attributes:
        sure: answer when the first id is at least this likely ...
        margin: ... and ahead of the second by at least this much.
        lost: give up when even the first id is less likely than this.
        option: an id is offered as an option when at least this likely.
        crisis: help first when the crisis ids together are at least this likely.
    """

    sure: float = 0.60
    margin: float = 0.15
    lost: float = 0.12
    option: float = 0.02
    crisis: float = 0.25


@dataclass(frozen=True)
class Decision:
    """What to do, and with which ids: the one to answer (with the topic to offer after a crisis), or the options."""

    certainty: Certainty
    ids: tuple[str, ...]
    confidence: float
    topic: str | None = None


def decide(ranking: Sequence[tuple[str, float]], thresholds: Thresholds, *, danger: str | None = None) -> Decision:
    """Turns a ranking into a decision.

    Args:
        ranking: (id, probability), best first; at least one.
        thresholds: where to draw the lines.
        danger: the crisis id that the phrase screen found, if any.
    """
    crisis = [(name, value) for name, value in ranking if name.startswith(CRISIS_PREFIX)]
    total = sum(value for _, value in crisis)
    if danger or total >= thresholds.crisis:
        topic = next((n for n, v in ranking if not n.startswith(CRISIS_PREFIX) and v >= thresholds.crisis), None)
        return Decision(Certainty.CRISIS, (danger or crisis[0][0],), total, _as_option(topic))
    best, confidence = ranking[0]
    second = ranking[1][1] if len(ranking) > 1 else 0.0
    if confidence >= thresholds.sure and confidence - second >= thresholds.margin:
        return Decision(Certainty.SURE, (best,), confidence)
    if confidence < thresholds.lost:
        return Decision(Certainty.LOST, (), confidence)
    likely = [name for name, value in ranking if value >= thresholds.option and name not in NOT_AN_OPTION]
    if len(likely) < 2:
        likely = [name for name, _ in ranking if name not in NOT_AN_OPTION][:2]
    return Decision(Certainty.UNSURE, tuple(likely[:3]), confidence)


def _as_option(answer_id: str | None) -> str | None:
    return None if answer_id in NOT_AN_OPTION else answer_id
