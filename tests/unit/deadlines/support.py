"""How tests ask the calculator: dates as words, answers as values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sendguide.deadlines.calculator import Calculator
from sendguide.deadlines.kinds import Kind
from sendguide.deadlines.result import Deadline, Note, Question, Refusal
from sendguide.deadlines.rules import DeadlineRules
from sendguide.deadlines.words import Message

NEEDS_CERTIFICATE = [kind for kind in Kind if kind not in (Kind.SECTION_I_ONLY, Kind.DISCRIMINATION)]


def on(words: str) -> date:
    """A date of the tables: `Thu 1 Oct 2026`; the weekday must be right."""
    return datetime.strptime(words, "%a %d %b %Y").date()


def asked(letter: date, certificate: date | None = None, *, today: date | None = None, **more: Any) -> Question:
    """A question about a refusal to assess; on the day of the last paper unless `today` is given."""
    stated = {"kind": Kind.REFUSAL_TO_ASSESS, "certificate": certificate, **more}
    return Question(letter=letter, today=today or max(letter, certificate or letter), **stated)


def worked_out(calculator: Calculator, question: Question) -> Deadline:
    """The dates; a refusal fails the test."""
    found = calculator.work_out(question)
    assert isinstance(found, Deadline), found
    return found


def refused(calculator: Calculator, question: Question) -> Refusal:
    """The refusal; dates fail the test."""
    found = calculator.work_out(question)
    assert isinstance(found, Refusal), found
    return found


def last_date(calculator: Calculator, letter: str, certificate: str | None = None, **more: Any) -> date:
    """The last date for dates given as words of the tables."""
    return worked_out(calculator, asked(on(letter), on(certificate) if certificate else None, **more)).last.day


def texts(notes: Iterable[Note]) -> list[str]:
    """The words of notes."""
    return [note.text for note in notes]


def bare_rules(rules: DeadlineRules) -> DeadlineRules:
    """The same rules, with each sentence as its id and what is filled in: `weekend date={date} moved={moved}`."""
    groups = {}
    for name in ("reasons", "warnings", "reminders", "refusals"):
        group = getattr(rules, name)
        groups[name] = group.copy(update={field: _bare(field, said, group.FILLED_IN) for field, said in group})
    windows = [
        window.copy(
            update={
                "reason": window.reason.copy(update={"text": "window date={date} moved={moved}"}),
                "not_reached": window.not_reached.copy(update={"text": "not reached date={date}"}),
            }
        )
        for window in rules.windows
    ]
    return rules.copy(update={**groups, "windows": tuple(windows)})


def _bare(field: str, said: Any, filled_in: dict[str, set[str]]) -> Any:
    text = " ".join([field, *(f"{name}={{{name}}}" for name in sorted(filled_in.get(field, ())))])
    return said.copy(update={"text": text} if isinstance(said, Message) else {"text": text, "instead": f"do {text}"})
