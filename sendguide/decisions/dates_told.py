"""What the deadline calculator found, as blocks of a message: target, last date, adviser's date, warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sendguide.answers.reply import Block
from sendguide.deadlines.calculator import Calculator
from sendguide.deadlines.result import Dated, Deadline, Note, Question, Refusal
from sendguide.deadlines.words import spoken
from sendguide.decisions.result import Result

URGENT = frozenset({"D7", "P4", "P5", "Q5"})
"""Rules whose warnings cannot wait: the date has passed or is near, and the adviser or the certificate is missing."""


def dates_of(end: Result, calculator: Calculator | None, *, today: date) -> Deadline | Refusal | None:
    """The dates that belong to the end of a flow, or why there are none; None where it has no dates."""
    asked = end.calculation
    if calculator is None or asked is None:
        return None
    question = Question(
        letter=asked.letter,
        certificate=asked.certificate,
        contacted_in_time=asked.contacted_in_time,
        kind=asked.kind,
        today=today,
    )
    return calculator.work_out(question)


def date_blocks(found: Deadline | Refusal, calculator: Calculator) -> tuple[Block, ...]:
    """The dates in the order in which they must be shown, or why there are none and what to do instead.

    Args:
        found: what was worked out.
        calculator: whose rules have the headings.
    """
    heading = calculator.rules.headings
    if isinstance(found, Refusal):
        words = (heading.refused, found.reason, heading.instead, found.instead, found.caveat)
        return tuple(Block("paragraph", text=text) for text in words)
    return (
        *urgent_blocks(found, calculator),
        *date_cards(found, calculator),
        *warning_blocks(found, calculator),
        *_notes(heading.working, found.working),
        Block("paragraph", text=found.caveat),
    )


def date_cards(found: Deadline, calculator: Calculator) -> tuple[Block, ...]:
    """The day to aim for, the last one, and the adviser's unless they were spoken to, each with its reasons."""
    heading = calculator.rules.headings
    cards = (_card(heading.target, found.target), _card(heading.last, found.last))
    if found.question.spoken_to:
        return cards
    needed = calculator.rules.needs_certificate(found.question.kind)
    return (*cards, _card(heading.adviser if needed else heading.adviser_by_choice, found.adviser))


def urgent_blocks(found: Deadline, calculator: Calculator) -> tuple[Block, ...]:
    """What cannot wait: it stands before the dates (domain.md 6.0, question 5)."""
    urgent = [note for note in found.warnings.values() if note.rule in URGENT]
    return tuple(_notes(calculator.rules.headings.urgent, urgent))


def warning_blocks(found: Deadline, calculator: Calculator) -> tuple[Block, ...]:
    """What else to watch out for."""
    others = [note for note in found.warnings.values() if note.rule not in URGENT]
    return tuple(_notes(calculator.rules.headings.warnings, others))


def reminder_blocks(found: Deadline | Refusal, calculator: Calculator) -> tuple[Block, ...]:
    """What else belongs to the dates."""
    notes = found.reminders if isinstance(found, Deadline) else ()
    return tuple(_notes(calculator.rules.headings.reminders, notes))


def _card(heading: str, dated: Dated) -> Block:
    return Block("date", title=heading, text=spoken(dated.day), items=tuple(note.text for note in dated.why))


def _notes(heading: str, notes: Iterable[Note]) -> Iterator[Block]:
    items = tuple(note.text for note in notes)
    if items:
        yield Block("paragraph", text=heading)
        yield Block("list", items=items)
