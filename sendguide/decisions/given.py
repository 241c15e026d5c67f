"""What a message gives to a flow beside the answer to its open question: dates and decisions that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sendguide.content.flow_models import Flow, Option
from sendguide.decisions.day import MORE_DIGITS, ODD_YEAR, Doubt, is_doubtful, is_old
from sendguide.decisions.path import Answers, walk
from sendguide.decisions.prefill import prefill
from sendguide.understanding.detail import Detail


@dataclass(frozen=True)
class Given:
    """Answers by question id, and dates that must be confirmed: the kind of doubt and the day."""

    answers: dict[str, str] = field(default_factory=dict)
    unsure: dict[str, tuple[str, ...]] = field(default_factory=dict)


def given_in(flow: Flow, text: str, details: Sequence[Detail], *, today: date, old_months: int) -> Given:
    """What a message gives to the questions of a flow.

    Args:
        flow: the flow.
        text: the message; "" when only its details are known.
        details: what was picked out of it.
        today: the day on which it was written.
        old_months: from how many months on a date is read back.
    """
    usable = [item for item in details if item.kind != "date" or _is_whole_date(item, text, today)]
    sure = [item for item in usable if item.kind != "date" or not _doubt(item, today, old_months)]
    dates = [item for item in usable if item.kind == "date"]
    # Two dates for one question: neither counts, even if only one of them is certain.
    roles = [role for role in {item.role for item in dates} if len({d.value for d in dates if d.role == role}) > 1]
    answers = prefill(flow, [item for item in sure if item.kind != "date" or item.role not in roles])
    unsure = {
        question.id: (doubt.value, item.value)
        for question in flow.questions
        if question.role is not None and question.role not in roles
        for item in dates
        if item.role == question.role and (doubt := _doubt(item, today, old_months))
    }
    return Given(answers, {name: found for name, found in unsure.items() if name not in answers})


def details_of(flow: Flow, answers: Answers) -> list[Detail]:
    """The answers of one flow as details, so that another flow does not ask for the same again."""
    found: list[Detail] = []
    for step in walk(flow, answers).steps:
        if step.day is not None and step.question.role is not None:
            found.append(Detail("date", step.answer, 0, 0, "", role=step.question.role))
        elif isinstance(step.exit, Option) and step.exit.decision_kind is not None:
            found.append(Detail("decision_kind", step.exit.decision_kind.value, 0, 0, ""))
    return found


def _is_whole_date(item: Detail, text: str, today: date) -> bool:
    """Whether a date stands as it was read: with no digits after it, and not still to come."""
    odd = ODD_YEAR.search(text) or (text and MORE_DIGITS.match(text[item.end :]))
    return not odd and date.fromisoformat(item.value) <= today


def _doubt(item: Detail, today: date, old_months: int) -> Doubt | None:
    if is_old(item.value, today=today, months=old_months):
        return Doubt.OLD
    return Doubt.GUESSED if is_doubtful(item) else None
