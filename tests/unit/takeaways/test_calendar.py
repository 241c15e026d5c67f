"""The calendar file: the right days, reminders and words; valid, the same each time, and holding nobody's name."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from sendguide.content.bundle import Content
from sendguide.content.takeaway_models import TakeAwayId
from sendguide.deadlines.kinds import Kind
from tests.unit.deadlines.support import on
from tests.unit.deadlines.test_examples import EXAMPLES, Example
from tests.unit.takeaways.support import LETTER, at, by_id, calendar_data, days, entries, worked_out

TARGET = "Aim to have the appeal in"
LAST = "Last date we work out for the appeal"
ADVISER = "Last day to contact the mediation adviser"
BY_CHOICE = "If you choose mediation: contact the adviser"
TODAY = date(2026, 10, 5)


@pytest.mark.parametrize("row", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_a_worked_example_gives_a_file_that_calendars_can_read(content: Content, row: Example):
    letter, certificate = on(row.letter), on(row.certificate) if row.certificate else None
    today = certificate or letter
    data = calendar_data(content, worked_out(content, letter, certificate=certificate, today=today), today=today)
    wanted = [(TARGET, on(row.target)), (LAST, on(row.last))]
    if certificate is None:
        wanted.append((ADVISER, on(row.letter_end)))
    assert sorted(days(data)) == sorted(wanted)


def test_entries_are_in_the_order_of_the_calendar(content: Content):
    result = worked_out(content, date(2026, 9, 14), certificate=date(2026, 9, 18), today=TODAY)
    assert days(calendar_data(content, result, today=TODAY)) == [
        (TARGET, date(2026, 11, 13)),
        (LAST, date(2026, 11, 16)),
    ]


def _reminders(data: bytes) -> list[datetime | timedelta]:
    return [alarm.decoded("trigger") for alarm in entries(data)[0].walk("VALARM")]


NINE = timedelta(hours=9)


@pytest.mark.parametrize(
    ("today", "before"),
    [
        (date(2026, 11, 12), [14, 7, 1]),
        (date(2026, 11, 16), [14, 7, 1]),
        (date(2026, 11, 17), [7, 1]),
        (date(2026, 11, 24), [1]),
        (date(2026, 11, 30), []),
        (date(2026, 12, 1), []),
    ],
)
def test_reminders_come_in_the_morning_and_only_in_days_ahead(content: Content, today: date, before: list[int]):
    result = worked_out(content, LETTER, today=today)
    assert _reminders(calendar_data(content, result, today=today)) == [NINE - timedelta(days=day) for day in before]


def test_days_that_have_passed_are_left_out(content: Content):
    letter, certificate, today = date(2026, 9, 14), date(2026, 9, 18), date(2026, 11, 14)
    result = worked_out(content, letter, certificate=certificate, today=today)
    assert days(calendar_data(content, result, today=today)) == [(LAST, date(2026, 11, 16))]
    assert days(calendar_data(content, result, today=date(2026, 11, 16))) == [(LAST, date(2026, 11, 16))]


def test_there_is_no_calendar_when_all_days_have_passed(content: Content):
    today = date(2026, 12, 2)
    assert TakeAwayId.CALENDAR not in by_id(content, worked_out(content, today=today), None, today=today)


@pytest.mark.parametrize("stated", [{"certificate": date(2026, 10, 5)}, {"contacted": date(2026, 10, 5)}])
def test_who_has_spoken_to_the_adviser_is_not_told_to(content: Content, stated: dict[str, date]):
    names = [name for name, _ in days(calendar_data(content, worked_out(content, today=TODAY, **stated), today=TODAY))]
    assert names == [TARGET, LAST]


def test_for_the_school_alone_the_adviser_is_by_choice(content: Content):
    data = calendar_data(content, worked_out(content, kind=Kind.SECTION_I_ONLY, today=TODAY), today=TODAY)
    assert [name for name, _ in days(data)] == [BY_CHOICE, TARGET, LAST]


def test_each_entry_shows_the_target_before_the_last_date_with_why_caveat_and_contacts(content: Content):
    result = worked_out(content, date(2026, 9, 14), today=TODAY)
    for entry in entries(calendar_data(content, result, today=TODAY)):
        text = str(entry["description"])
        assert 0 < text.index("Aim for: Friday 13 November 2026") < text.index("we work out: Monday 16 November 2026")
        assert result.caveat in text
        for contact in ("covsendiass.co.uk", "ipsea.org.uk", "send@justice.gov.uk"):
            assert contact in text
        assert "{" not in text and "None" not in text
    last = next(entry for entry in entries(calendar_data(content, result, today=TODAY)) if entry["summary"] == LAST)
    assert "is at a weekend. So the next working day counts" in last["description"]


def test_the_adviser_entry_has_the_number_to_ring(content: Content):
    first = entries(calendar_data(content, worked_out(content, date(2026, 9, 14), today=TODAY), today=TODAY))
    adviser = next(entry for entry in first if entry["summary"] == ADVISER)
    phone = content.contacts["kids_send_mediation"].phone
    assert phone and phone in adviser["description"]


def test_a_clock_without_a_time_zone_is_refused(content: Content):
    from sendguide.takeaways.choose import calendar

    with pytest.raises(ValueError, match="time zone"):
        calendar(content.takeaways, content.contacts, _any(content), now=at(TODAY).replace(tzinfo=None))
    with pytest.raises(ValueError, match="ahead"):
        calendar(content.takeaways, content.contacts, _any(content), now=at(date(2027, 1, 1)))


def _any(content: Content):
    return worked_out(content, today=TODAY)
