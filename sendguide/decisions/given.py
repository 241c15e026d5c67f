"""What a message gives to a flow beside the answer to its open question: dates and decisions that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sendguide.content.flow_models import NO_DATE, Flow, Option
from sendguide.decisions.day import (
    CAME,
    DATED,
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
from sendguide.decisions.matching import plain_words
from sendguide.decisions.path import Answers, walk
from sendguide.decisions.prefill import prefill
from sendguide.understanding.detail import SENTENCE_END, Detail, plain

LETTER = "letter_date"
ROLES = (LETTER, "certificate_date")


CLAUSE = re.compile(r"[,.;:!?\n]+|\b(?:and|but)\b", re.IGNORECASE)
JOINED = re.compile(
    r"(?:[ ,.;:&/-]|\b(?:and|or|but|of|to|no|not|sorry|wait|actually|i mean|dated?|the|one|is|was|maybe|perhaps)\b)+"
)
"""Between two dates of the same paper, or of two: "9 November, sorry, 10 November"."""
HEDGED = re.compile(r"\b(?:think|guess|maybe|might|probably|perhaps|possibly|(?:not|un)? ?sure|about|around)\b")
HEDGED_AFTER = re.compile(r"[ ,(]*(?:or|ish|maybe|perhaps|i think|i guess|not sure)\b")


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
    unsure = {item.role: doubt for item in once if (doubt := _doubt(item, text, today, old_months))}
    sure = [item for item in once if item.role not in unsure]
    answers = {**says_none(flow, text), **prefill(flow, [item for item in usable if item.kind != "date"] + sure)}
    for role, items in dates.items():
        if (both := two_days(items, today=today)) is not None:  # two letters
            unsure[role] = (Doubt.WHICH.value, *both.days)
    return Given(
        answers, {question.id: unsure[question.role] for question in flow.questions if question.role in unsure}
    )


def says_none(flow: Flow, text: str) -> dict[str, str]:
    """The dates that a clause of the message says there are none of: "letter of 9 November, no certificate"."""
    clauses = {plain_words(clause) for clause in CLAUSE.split(text)}
    return {
        question.id: NO_DATE
        for question in flow.questions
        if question.none is not None
        and clauses & {plain_words(phrase) for phrase in question.none.words if "cert" in phrase}
    }


def _dates_of(role: str, items: Sequence[Detail], text: str) -> list[Detail]:
    """The dates that may be that of a paper: those that are said to be, and those that are only joined to one.

    With two letters, a date that is said to be of neither may be of one.
    """
    small = plain(text)
    several = role == LETTER and bool(SEVERAL_PAPERS.search(small))
    found: list[Detail] = []
    others: list[Detail] = []
    for item in (item for item in items if item.kind == "date"):
        if item.role == role or (found and item.role is None and JOINED.fullmatch(small[found[-1].end : item.start])):
            found.append(item)
        elif several and item.role is None and not JUST_CAME.search(small[: item.start]):
            others.append(item)
    return found + others if found else []


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


def _doubt(item: Detail, text: str, today: date, old_months: int) -> tuple[str, ...]:
    """The kind of doubt and the days to be confirmed; empty for a date that is certain."""
    small = plain(text)
    before = SENTENCE_END.split(small[: item.start])[-1]
    days = possible_days(item, today)
    if is_old(days[0], today=today, months=old_months):
        return (Doubt.OLD.value, days[0])
    if len(days) == 2:
        return (Doubt.SWAPPED.value, *days)
    if CAME.search(before) and not DATED.search(before):
        return (Doubt.CAME.value, days[0])
    hedged = HEDGED.search(before) or HEDGED_AFTER.match(small[item.end :])
    return (Doubt.GUESSED.value, days[0]) if hedged or is_doubtful(item) else ()
