"""How dates are told in everything that is taken away: always the day to aim for before the last day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sendguide.answers.blocks import long_date
from sendguide.content.takeaway_lines import DateLines
from sendguide.content.takeaway_models import TakeAways
from sendguide.deadlines.result import Dated, Deadline
from sendguide.deadlines.words import filled, spoken

WITHOUT_CERTIFICATE = "D3"
"""The rule by which a last date is made where no certificate is needed (section I only)."""


def adviser_line(result: Deadline) -> str | None:
    """The name of the words for the adviser's date, or None where the adviser was already spoken to."""
    if result.question.spoken_to:
        return None
    return "adviser_by_choice" if WITHOUT_CERTIFICATE in result.last.rules else "adviser"


def about_line(words: TakeAways) -> str:
    """What every text says of itself: a guide, of what day, and who decides."""
    return filled(words.dates.about, {"date": long_date(words.law_as_at)})


def appeal_lines(lines: DateLines, result: Deadline) -> tuple[str, str]:
    """The day to aim for, then the last day."""
    return _told(lines.target, result.target.day), _told(lines.last, result.last.day)


def all_lines(lines: DateLines, result: Deadline, *, today: date) -> Iterator[str]:
    """The dates of the papers, then those to keep: always the day to aim for before the last day.

    Why a date is so is told only while it lies ahead.

    Args:
        lines: the words.
        result: what was worked out.
        today: the day from which to look.
    """
    yield _told(lines.letter, result.question.letter)
    if result.question.certificate:
        yield _told(lines.certificate, result.question.certificate)
    name = adviser_line(result)
    if name:
        yield _with_why(lines, name, result.adviser, today)
    yield _with_why(lines, "target", result.target, today)
    yield _with_why(lines, "last", result.last, today)


def _with_why(lines: DateLines, name: str, dated: Dated, today: date) -> str:
    if dated.day < today:
        return _told(getattr(lines, f"{name}_passed"), dated.day)
    return " ".join([f"{_told(getattr(lines, name), dated.day)}.", *(note.text for note in dated.why)])


def _told(line: str, day: date) -> str:
    return filled(line, {"date": spoken(day)})
