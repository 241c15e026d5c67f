"""How dates are told in everything that is taken away: always the day to aim for before the last day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sendguide.content.takeaway_models import DateLines
from sendguide.deadlines.result import Dated, Deadline
from sendguide.deadlines.words import filled, spoken

WITHOUT_CERTIFICATE = "D3"
"""The rule by which a last date is made where no certificate is needed (section I only)."""


def adviser_line(result: Deadline) -> str | None:
    """The name of the words for the adviser's date, or None where the adviser was already spoken to."""
    if result.question.certificate is not None or result.question.contacted is not None:
        return None
    return "adviser_by_choice" if WITHOUT_CERTIFICATE in result.last.rules else "adviser"


def appeal_lines(lines: DateLines, result: Deadline) -> tuple[str, str]:
    """The day to aim for, then the last day."""
    return _told(lines.target, result.target.day), _told(lines.last, result.last.day)


def all_lines(lines: DateLines, result: Deadline, *, today: date) -> Iterator[str]:
    """The dates of the papers, then those to keep with why they are so; of these, none that has passed.

    Args:
        lines: the words.
        result: what was worked out.
        today: the day from which to look.
    """
    yield _told(lines.letter, result.question.letter)
    if result.question.certificate:
        yield _told(lines.certificate, result.question.certificate)
    name = adviser_line(result)
    coming: list[tuple[str, Dated]] = [(lines.target, result.target), (lines.last, result.last)]
    if name:
        coming.insert(0, (getattr(lines, name), result.adviser))
    for line, dated in coming:
        if dated.day >= today:
            yield " ".join([f"{_told(line, dated.day)}.", *(note.text for note in dated.why)])


def _told(line: str, day: date) -> str:
    return filled(line, {"date": spoken(day)})
