"""How tests make take-aways: dates from the worked examples, and the calendar read back."""

from __future__ import annotations

from datetime import date, datetime, time, timezone

from icalendar import Calendar
from icalendar import Event as Entry

from sendguide.content.bundle import Content
from sendguide.content.takeaway_models import TakeAwayId
from sendguide.deadlines.kinds import Kind
from sendguide.deadlines.result import Deadline, Question
from sendguide.takeaways.choose import takeaways_for
from sendguide.takeaways.result import TakeAway

LETTER = date(2026, 10, 1)


def at(day: date) -> datetime:
    """The clock on a day."""
    return datetime.combine(day, time(10, 30), tzinfo=timezone.utc)


def worked_out(content: Content, letter: date = LETTER, *, today: date, **more: object) -> Deadline:
    """The dates of a refusal to assess unless `kind` is given; a refusal to calculate fails the test."""
    assert content.deadlines is not None
    stated = {"kind": Kind.REFUSAL_TO_ASSESS, **more}
    found = content.deadlines.work_out(Question(letter=letter, today=today, **stated))
    assert isinstance(found, Deadline), found
    return found


def by_id(content: Content, result: Deadline | None, kind: Kind | None, *, today: date) -> dict[TakeAwayId, TakeAway]:
    """All that fits, by id."""
    return {item.id: item for item in takeaways_for(content, result, kind, now=at(today))}


def calendar_data(content: Content, result: Deadline, *, today: date) -> bytes:
    """The bytes of the calendar file."""
    return by_id(content, result, None, today=today)[TakeAwayId.CALENDAR].data


def entries(data: bytes) -> list[Entry]:
    """The entries of a calendar file, read back."""
    return Calendar.from_ical(data).walk("VEVENT")


def days(data: bytes) -> list[tuple[str, date]]:
    """What each entry is called and its day, in the order of the file."""
    return [(str(entry["summary"]), entry.decoded("dtstart")) for entry in entries(data)]
