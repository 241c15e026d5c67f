"""The calendar file against RFC 5545 and what Google, Apple and Outlook make of it. Read raw, and read back."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from sendguide.content.bundle import Content
from sendguide.deadlines.kinds import Kind
from sendguide.deadlines.result import Deadline
from sendguide.takeaways.choose import calendar
from tests.unit.deadlines.support import on
from tests.unit.deadlines.test_examples import EXAMPLES, Example
from tests.unit.takeaways.support import LETTER, at, calendar_data, entries, worked_out

TODAY = date(2026, 10, 5)
LONDON = ZoneInfo("Europe/London")
CONTENT_LINE = re.compile(r"[A-Z-]+(?:;[A-Z]+=[^\";:,]+)*:.*")
OF_AN_ENTRY = {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CLASS", "TRANSP"}
OF_THE_FILE = {"VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME"}
OF_A_REMINDER = {"ACTION", "DESCRIPTION", "TRIGGER"}


def expect_valid(data: bytes) -> None:
    """What RFC 5545 asks of every file: its lines, what stands in it, and that it can be read back."""
    assert data.startswith(b"BEGIN:VCALENDAR\r\n") and data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75 and line.decode("utf-8") is not None  # no letter is cut in two
    lines = _unfolded(data)
    assert all(CONTENT_LINE.fullmatch(line) for line in lines)
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", "".join(lines))
    for line in lines:
        if line.startswith(("SUMMARY:", "DESCRIPTION:", "X-WR-CALNAME:")):
            assert re.fullmatch(r"(?:[^\\,;]|\\[nN,;\\])*", line.partition(":")[2]), line
    found = Calendar.from_ical(data)
    assert not found.errors and not any(part.errors for part in found.walk())
    assert set(found) == OF_THE_FILE and (found["version"], found["calscale"]) == ("2.0", "GREGORIAN")
    assert len({str(entry["uid"]) for entry in entries(data)}) == len(entries(data)) > 0


def _unfolded(data: bytes) -> list[str]:
    return data.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def _any(content: Content, **more: object) -> Deadline:
    return worked_out(content, today=TODAY, **more)


@pytest.mark.parametrize("row", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_the_file_of_every_worked_example_is_valid(content: Content, row: Example):
    letter, certificate = on(row.letter), on(row.certificate) if row.certificate else None
    today = certificate or letter
    expect_valid(calendar_data(content, worked_out(content, letter, certificate=certificate, today=today), today=today))


def test_words_of_any_kind_can_stand_in_it(content: Content):
    odd = "Ünïcödé – “a, b; c\\d” 🗓 " * 20
    words = content.takeaways
    entry = words.calendar.target.copy(update={"summary": odd[:60], "text": odd})
    changed = words.copy(update={"calendar": words.calendar.copy(update={"target": entry})})
    data = calendar(changed, content.contacts, _any(content), now=at(TODAY)).data
    expect_valid(data)
    assert any(odd.strip() in entry["description"] for entry in entries(data))


def test_entries_are_whole_days_that_end_before_the_next(content: Content):
    data = calendar_data(content, _any(content), today=TODAY)
    assert sum(bool(re.fullmatch(r"DTSTART;VALUE=DATE:\d{8}", line)) for line in _unfolded(data)) == 3
    assert sum(bool(re.fullmatch(r"DTEND;VALUE=DATE:\d{8}", line)) for line in _unfolded(data)) == 3
    for entry in entries(data):
        start = entry.decoded("dtstart")
        assert type(start) is date and entry.decoded("dtend") == start + timedelta(days=1)
        assert entry["transp"] == "TRANSPARENT"


def test_it_is_no_invitation_and_names_nobody(content: Content):
    data = calendar_data(content, _any(content), today=TODAY)
    for entry in entries(data):
        assert set(entry) == OF_AN_ENTRY and entry["class"] == "PRIVATE"
        assert re.fullmatch(r"[0-9a-f]{32}@sendguide", str(entry["uid"]))
        assert all(set(alarm) == OF_A_REMINDER for alarm in entry.walk("VALARM"))
    for word in (b"METHOD", b"ORGANIZER", b"ATTENDEE", b"ATTACH", b"LOCATION", b"URL", b"CONTACT:", b"TZID"):
        assert word not in data


def test_the_letter_is_in_no_id(content: Content):
    data = calendar_data(content, _any(content), today=TODAY)
    assert not any("20261001" in str(entry["uid"]) or "2026-10-01" in str(entry["uid"]) for entry in entries(data))


def test_the_same_dates_give_the_same_bytes(content: Content):
    one, two = (calendar_data(content, _any(content), today=TODAY) for _ in range(2))
    assert one == two


def test_a_later_file_for_the_same_letter_replaces_the_entries_of_an_earlier_one(content: Content):
    early = _ids(calendar_data(content, _any(content), today=TODAY))
    today = date(2026, 11, 29)
    late = _ids(calendar_data(content, worked_out(content, certificate=today, today=today), today=today))
    assert set(late) < set(early)
    assert all(late[name] > early[name] for name in late)


def test_on_the_same_day_the_certificate_makes_the_newer_file(content: Content):
    early = _ids(calendar_data(content, _any(content), today=TODAY))
    late = _ids(calendar_data(content, _any(content, certificate=TODAY), today=TODAY))
    assert set(late) < set(early) and all(late[name] > early[name] for name in late)


def test_the_next_day_without_the_certificate_is_newer_still(content: Content):
    early = _ids(calendar_data(content, _any(content, certificate=TODAY), today=TODAY))
    today = TODAY + timedelta(days=1)
    late = _ids(calendar_data(content, worked_out(content, today=today), today=today))
    assert set(early) < set(late) and all(late[name] > early[name] for name in early)


def _ids(data: bytes) -> dict[str, int]:
    return {str(entry["uid"]): int(entry["sequence"]) for entry in entries(data)}


def test_another_letter_or_decision_has_other_entries(content: Content):
    files = [
        calendar_data(content, _any(content), today=TODAY),
        calendar_data(content, _any(content, kind=Kind.REFUSAL_TO_ISSUE), today=TODAY),
        calendar_data(content, _any(content, kind=None), today=TODAY),
        calendar_data(content, worked_out(content, date(2026, 10, 2), today=TODAY), today=TODAY),
    ]
    found = [name for data in files for name in _ids(data)]
    assert len(found) == len(set(found)) == 12


def test_the_stamp_is_that_of_the_clock_in_utc(content: Content):
    now = datetime(2026, 10, 6, 0, 30, 15, 999, tzinfo=LONDON)  # summer time: it is still the 5th in UTC
    data = calendar(content.takeaways, content.contacts, _any(content), now=now).data
    assert data.count(b"DTSTAMP:20261005T233015Z\r\n") == 3


NINE = re.compile(r"TRIGGER:-P(?:\d+D)?T15H")


@pytest.mark.parametrize("day", [LETTER, date(2026, 9, 2), date(2026, 8, 24)])
def test_reminders_are_shown_before_the_day_begins(content: Content, day: date):
    """Outlook leaves out those after the start; Apple wants a description; both want a time before the start."""
    today = max(day, date(2026, 9, 2))
    data = calendar_data(content, worked_out(content, day, today=today), today=today)
    triggers = [line for line in _unfolded(data) if line.startswith("TRIGGER")]
    assert triggers and all(NINE.fullmatch(line) for line in triggers)
    for alarm in Calendar.from_ical(data).walk("VALARM"):
        assert (alarm["action"], bool(alarm["description"])) == ("DISPLAY", True)
        assert alarm.decoded("trigger") < timedelta(0)


@pytest.mark.parametrize(
    ("letter", "last"),
    [
        (date(2026, 8, 27), date(2026, 10, 27)),  # clocks went back on Sunday 25 October
        (date(2026, 9, 2), date(2026, 11, 2)),
        (date(2026, 1, 30), date(2026, 3, 30)),  # clocks went forward on Sunday 29 March
        (date(2027, 1, 29), date(2027, 3, 30)),  # and on Sunday 28 March 2027: Easter
    ],
)
def test_days_and_reminders_stay_right_when_the_clocks_change(content: Content, letter: date, last: date):
    result = worked_out(content, letter, today=letter)
    data = calendar_data(content, result, today=letter)
    assert {entry.decoded("dtstart") for entry in entries(data)} == {
        result.target.day,
        result.last.day,
        result.adviser.day,
    }
    assert result.last.day == last
    for entry in entries(data):
        start = datetime.combine(entry.decoded("dtstart"), datetime.min.time(), tzinfo=LONDON)
        for alarm in entry.walk("VALARM"):
            shown = _before(start, -alarm.decoded("trigger"))
            assert (shown.hour, shown.minute) == (9, 0)
            assert (start.date() - shown.date()).days in content.takeaways.calendar.reminder_days


def _before(start: datetime, span: timedelta) -> datetime:
    """RFC 5545, 3.3.6: days are counted by the calendar, hours by the clock."""
    midnight = start - timedelta(days=span.days)
    return (midnight.astimezone(timezone.utc) - timedelta(seconds=span.seconds)).astimezone(LONDON)


def test_where_calendars_have_names_it_has_one(content: Content):
    data = calendar_data(content, _any(content), today=TODAY)
    assert str(Calendar.from_ical(data)["x-wr-calname"]) == content.takeaways.calendar.name
    assert str(Calendar.from_ical(data)["prodid"]).startswith("-//")
