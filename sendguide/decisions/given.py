"""What a message gives to a flow beside the answer to its open question: dates and decisions that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sendguide.content.flow_models import Flow, Option
from sendguide.decisions.day import (
    JUST_CAME,
    MORE_DIGITS,
    SEVERAL_PAPERS,
    Doubt,
    is_doubtful,
    is_old,
    is_whole,
    possible_days,
    two_days,
)
from sendguide.decisions.path import Answers, walk
from sendguide.decisions.prefill import prefill
from sendguide.understanding.detail import Detail, plain

LETTER = "letter_date"
ROLES = (LETTER, "certificate_date")


@dataclass(frozen=True)
class Given:
    """Answers by question id, and dates that must be confirmed: the kind of doubt and the day or two."""

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
    dates = {role: _dates_of(role, usable, text) for role in ROLES}
    once = [items[0] for items in dates.values() if len({item.value for item in items}) == 1]
    unsure = {item.role: doubt for item in once if (doubt := _doubt(item, today, old_months))}
    sure = [item for item in once if item.role not in unsure]
    answers = prefill(flow, [item for item in usable if item.kind != "date"] + sure)
    for role, items in dates.items():
        if (both := two_days(items, today=today)) is not None:  # two letters
            unsure[role] = (Doubt.WHICH.value, *both.days)
    return Given(
        answers, {question.id: unsure[question.role] for question in flow.questions if question.role in unsure}
    )


def _dates_of(role: str, items: Sequence[Detail], text: str) -> list[Detail]:
    """The dates that may be that of a paper. With two letters, a date that is said to be of neither may be of one."""
    dates = [item for item in items if item.kind == "date"]
    found = [item for item in dates if item.role == role]
    small = plain(text)
    if found and role == LETTER and SEVERAL_PAPERS.search(small):
        found += [item for item in dates if item.role is None and not JUST_CAME.search(small[: item.start])]
    return found


def lone_date(flow: Flow, details: Sequence[Detail], *, today: date) -> dict[str, tuple[str, ...]]:
    """The only date of a message that opens a flow, when nobody says what it is of: most likely the letter's.

    It must be confirmed, since a letter that came on a day is not dated that day.
    """
    dates = [item for item in details if item.kind == "date"]
    if len(dates) != 1 or dates[0].role is not None or is_whole(dates[0]):
        return {}
    days = possible_days(dates[0], today)
    if not days:
        return {}
    asked = (Doubt.SWAPPED.value if len(days) == 2 else Doubt.CAME.value, *days)
    return {question.id: asked for question in flow.questions if question.role == "letter_date"}


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
    """Whether a date names one day, with no digits after it, and not one still to come."""
    cut_short = bool(text) and MORE_DIGITS.match(plain(text)[item.end :])
    return not cut_short and not is_whole(item) and bool(possible_days(item, today))


def _doubt(item: Detail, today: date, old_months: int) -> tuple[str, ...]:
    """The kind of doubt and the days to be confirmed; empty for a date that is certain."""
    days = possible_days(item, today)
    if is_old(days[0], today=today, months=old_months):
        return (Doubt.OLD.value, days[0])
    if len(days) == 2:
        return (Doubt.SWAPPED.value, *days)
    return (Doubt.GUESSED.value, days[0]) if is_doubtful(item) else ()
