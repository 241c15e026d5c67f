"""Writes the calendar file (RFC 5545). It loads `icalendar`, so it is imported only where a file is wanted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from sendguide.content.takeaway_models import CalendarWords
from sendguide.deadlines.result import Deadline
from sendguide.deadlines.words import spoken
from sendguide.takeaways.events import Event

PRODUCT = "-//sendguide//SEND appeal dates//EN"
DAY = timedelta(days=1)
MORNING = timedelta(hours=9)
"""Reminders come at nine in the morning, local time, not at midnight."""


def calendar_text(words: CalendarWords, result: Deadline, events: Iterable[Event], *, now: datetime) -> str:
    """The calendar file: the same for the same dates and the same clock.

    Args:
        words: its name, and how many days before there are reminders.
        result: what was worked out.
        events: its entries.
        now: the time at which it is made, with its time zone.

    Raises:
        ValueError: when `now` has no time zone.
    """
    if now.tzinfo is None:
        raise ValueError("`now` needs a time zone")
    calendar = Calendar()
    for name, value in (("version", "2.0"), ("prodid", PRODUCT), ("calscale", "GREGORIAN")):
        calendar.add(name, value)
    calendar.add("x-wr-calname", words.name)
    for event in events:
        calendar.add_component(_entry(event, words, result, now))
    text: str = calendar.to_ical().decode("utf-8")
    return text


def _entry(event: Event, words: CalendarWords, result: Deadline, now: datetime) -> Entry:
    entry = Entry()
    entry.add("uid", _uid(event.name, result))
    entry.add("sequence", _revision(result, now))
    entry.add("dtstamp", now.astimezone(timezone.utc).replace(microsecond=0))
    entry.add("dtstart", event.day)
    entry.add("dtend", event.day + DAY)
    entry.add("summary", event.summary)
    entry.add("description", event.text)
    entry.add("class", "PRIVATE")  # in a shared calendar others see that something is on, not what
    entry.add("transp", "TRANSPARENT")  # the day stays free
    for days in sorted(set(words.reminder_days), reverse=True):
        if event.day - days * DAY > now.date():
            entry.add_component(_reminder(event, days))
    return entry


def _reminder(event: Event, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{event.summary}: {spoken(event.day)}")
    alarm.add("trigger", MORNING - days * DAY)
    return alarm


def _revision(result: Deadline, now: datetime) -> int:
    """Calendars replace an entry only by one with a higher number: it grows by the day, and with the certificate."""
    days = max((now.date() - result.question.letter).days, 0)
    return 2 * days + (result.question.certificate is not None)


def _uid(name: str, result: Deadline) -> str:
    """The same for the same letter, so that a file made once the certificate is there replaces the dates before it."""
    kind = result.question.kind
    stated = f"{name}|{kind.value if kind else ''}|{result.question.letter.isoformat()}"
    return f"{hashlib.sha256(stated.encode()).hexdigest()[:32]}@sendguide"
