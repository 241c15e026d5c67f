"""What the deadline calculator found, as blocks of a message: target, last date, adviser's date, warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from sendguide.answers.reply import Block, Link
from sendguide.content.bundle import Content
from sendguide.content.takeaway_models import TakeAwayId
from sendguide.deadlines.calculator import Calculator
from sendguide.deadlines.result import Dated, Deadline, Note, Question, Refusal
from sendguide.deadlines.words import spoken
from sendguide.decisions.result import Result
from sendguide.takeaways.choose import fitting
from sendguide.takeaways.links import link_to

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


def date_blocks(found: Deadline | Refusal, calculator: Calculator, content: Content) -> tuple[Block, ...]:
    """The dates in the order in which they must be shown, or why there are none and what to do instead.

    The caveat stands before how we got there, since that may be folded away and the caveat may not.

    Args:
        found: what was worked out.
        calculator: whose rules have the headings.
        content: the words of the calendar file.
    """
    heading, caveat = calculator.rules.headings, Block("paragraph", text=found.caveat)
    if isinstance(found, Refusal):
        return (
            Block("heading", text=heading.refused),
            Block("paragraph", text=found.reason),
            Block("heading", text=heading.instead),
            Block("paragraph", text=found.instead),
            caveat,
        )
    return (
        *urgent_blocks(found, calculator),
        *date_cards(found, calculator, content),
        *warning_blocks(found, calculator),
        caveat,
        *_notes("fold", heading.working, found.working),
    )


def date_cards(found: Deadline, calculator: Calculator, content: Content) -> tuple[Block, ...]:
    """The day to aim for, the last one, and the adviser's unless they were spoken to, each with its reasons.

    The last card carries the link to the calendar file with all of them, if one of them lies ahead.

    Args:
        found: what was worked out.
        calculator: whose rules have the headings.
        content: the words of the calendar file.
    """
    heading = calculator.rules.headings
    cards = [_card(heading.target, found.target), _card(heading.last, found.last)]
    if not found.question.spoken_to:
        needed = calculator.rules.needs_certificate(found.question.kind)
        cards.append(_card(heading.adviser if needed else heading.adviser_by_choice, found.adviser))
    if TakeAwayId.CALENDAR in fitting(content, found, None, today=found.question.today):
        calendar = link_to(TakeAwayId.CALENDAR, content, found)
        cards[-1] = replace(cards[-1], links=(Link(heading.calendar, calendar.url),))
    return tuple(cards)


def urgent_blocks(found: Deadline, calculator: Calculator) -> tuple[Block, ...]:
    """What cannot wait: it stands before the dates (domain.md 6.0, question 5)."""
    urgent = [note for note in found.warnings.values() if note.rule in URGENT]
    return tuple(_notes("heading", calculator.rules.headings.urgent, urgent))


def warning_blocks(found: Deadline, calculator: Calculator) -> tuple[Block, ...]:
    """What else to watch out for."""
    others = [note for note in found.warnings.values() if note.rule not in URGENT]
    return tuple(_notes("heading", calculator.rules.headings.warnings, others))


def reminder_blocks(found: Deadline | Refusal, calculator: Calculator) -> tuple[Block, ...]:
    """What else belongs to the dates."""
    notes = found.reminders if isinstance(found, Deadline) else ()
    return tuple(_notes("fold", calculator.rules.headings.reminders, notes))


def _card(heading: str, dated: Dated) -> Block:
    return Block("date", title=heading, text=spoken(dated.day), items=tuple(note.text for note in dated.why))


def _notes(kind: str, heading: str, notes: Iterable[Note]) -> Iterator[Block]:
    items = tuple(note.text for note in notes)
    if items:
        yield Block(kind, text=heading)
        yield Block("list", items=items)
