"""The entries of the calendar: which dates still lie ahead, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sendguide.content.models import Contact
from sendguide.content.placeholders import details_line, fill
from sendguide.content.takeaway_models import CalendarWords, EventWords, TakeAways
from sendguide.deadlines.result import Dated, Deadline
from sendguide.deadlines.words import spoken
from sendguide.takeaways.dated import adviser_line, appeal_lines


@dataclass(frozen=True)
class Event:
    """One day to keep in mind.

    Attributes:
        name: `target`, `last` or `adviser`.
        about: what it is about, and why this day.
        more: both dates of the appeal, the caveat and who can help. An entry may be looked at alone.
    """

    name: str
    day: date
    summary: str
    about: str
    more: str

    @property
    def text(self) -> str:
        """All that is said of it."""
        return f"{self.about}\n\n{self.more}"

    @property
    def heading(self) -> str:
        """The day and what it is, in one line."""
        return f"{spoken(self.day)}: {self.summary}"


def events_of(words: TakeAways, contacts: Mapping[str, Contact], result: Deadline, *, today: date) -> tuple[Event, ...]:
    """The days that have not passed, in the order of the calendar.

    Args:
        words: the words.
        contacts: all contacts by id.
        result: what was worked out.
        today: the day from which to look; an entry may be today.
    """
    found: list[Event] = []
    for name, entry, dated in _days(words.calendar, result):
        if dated.day >= today:
            about = " ".join(fill(entry.text, contacts).split())
            why = " ".join(note.text for note in dated.why)
            more = _more(words, (*entry.contacts, *result.contacts), contacts, result)
            found.append(Event(name, dated.day, entry.summary, f"{about}\n\n{why}", more))
    return tuple(sorted(found, key=lambda event: event.day))


def _days(words: CalendarWords, result: Deadline) -> Iterator[tuple[str, EventWords, Dated]]:
    adviser = adviser_line(result)
    if adviser:
        yield "adviser", getattr(words, adviser), result.adviser
    yield "target", words.target, result.target
    yield "last", words.last, result.last


def _more(words: TakeAways, people: Iterable[str], contacts: Mapping[str, Contact], result: Deadline) -> str:
    dates = "\n".join(appeal_lines(words.dates, result))
    lines = "\n".join(details_line(contacts, contact_id) for contact_id in dict.fromkeys(people))
    return f"{dates}\n\n{result.caveat}\n\n{lines}"
