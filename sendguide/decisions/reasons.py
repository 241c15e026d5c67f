"""Why a flow came to where it is, in words: one reason for each answer, in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sendguide.content.replies import Replies
from sendguide.decisions.path import Step


def reasons(steps: Sequence[Step], replies: Replies) -> tuple[str, ...]:
    """One reason for each step, in order.

    Args:
        steps: the way through the flow.
        replies: the framing sentences of the guide.
    """
    return tuple(because(step, replies) for step in steps)


def because(step: Step, replies: Replies) -> str:
    """The reason that one answer gives: because you said “…”, or because the letter is dated …."""
    if step.exit is not None:
        return replies.because_said.format(answer=step.exit.text)
    assert step.day is not None and step.question.reason is not None  # noqa: S101  (a date was checked when loaded)
    return replies.because_date.format(reason=step.question.reason.format(date=_long_date(step.day)))


def _long_date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
