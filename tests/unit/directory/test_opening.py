"""Whether a service is open: times of the week, of the month, past midnight, from when until when, bank holidays."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendguide.directory.hours import HoursTable
from sendguide.directory.opening import DAYS, is_open, open_until, opens_on, runs_on
from sendguide.directory.service import Schedule

MONDAY = date(2026, 11, 23)
CHRISTMAS, BOXING_DAY = date(2026, 12, 25), date(2026, 12, 28)
HOLIDAYS = frozenset({CHRISTMAS, BOXING_DAY})
EVERY_DAY = DAYS


def rule(*days: str, opens: str = "09:00", closes: str = "17:00", **parts: Any) -> Schedule:
    return Schedule(parts.pop("freq", "WEEKLY"), days, opens, closes, **parts)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


OFFICE = rule("MO", "TU", "WE", "TH", "FR")


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2026-11-23T08:59", None),
        ("2026-11-23T09:00", "17:00"),
        ("2026-11-23T16:59:59", "17:00"),
        ("2026-11-23T17:00", None),
        ("2026-11-28T12:00", None),
    ],
)
def test_it_is_open_from_the_minute_of_opening_until_the_minute_of_closing(moment: str, until: str | None) -> None:
    assert open_until([OFFICE], at(moment)) == until


def test_of_several_hours_the_latest_closing_counts() -> None:
    assert open_until([OFFICE, rule("MO", closes="19:30")], at("2026-11-23T12:00")) == "19:30"


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-27T23:00", True),
        ("2026-11-28T01:59", True),
        ("2026-11-28T02:00", False),
        ("2026-11-28T23:00", False),
        ("2026-11-27T01:00", False),
    ],
)
def test_hours_past_midnight_belong_to_the_day_they_begin_on(moment: str, expected: bool) -> None:
    assert is_open([rule("FR", opens="22:00", closes="02:00")], at(moment)) is expected


@pytest.mark.parametrize("closes", ["00:00", "24:00", "23:59"])
def test_all_day_however_it_is_written(closes: str) -> None:
    assert is_open([rule("MO", opens="00:00", closes=closes)], at("2026-11-23T23:59"))
    assert not is_open([rule("MO", opens="00:00", closes=closes)], at("2026-11-24T00:00"))


def test_hours_past_midnight_on_the_last_valid_day_run_out_the_night() -> None:
    late = rule("MO", opens="22:00", closes="02:00", valid_to=MONDAY)
    assert is_open([late], at("2026-11-24T01:00"))
    assert not is_open([late], at("2026-11-30T23:00"))


def test_it_is_closed_before_and_after_the_days_on_which_the_hours_hold() -> None:
    held = rule("MO", valid_from=MONDAY, valid_to=MONDAY + timedelta(days=7))
    open_days = [day for day in (-7, 0, 7, 14) if is_open([held], at(f"{MONDAY + timedelta(days=day)}T12:00"))]
    assert open_days == [0, 7]


def test_every_second_week_is_counted_from_the_week_it_begins_in() -> None:
    fortnightly = rule("MO", "FR", interval=2, dtstart=date(2026, 11, 25))
    days = [MONDAY + timedelta(days=number) for number in range(28)]
    assert [day for day in days if runs_on(fortnightly, day)] == [
        date(2026, 11, 27),
        date(2026, 12, 7),
        date(2026, 12, 11),
    ]


def test_every_second_week_from_nobody_knows_when_is_not_known_to_be_open() -> None:
    assert not is_open([rule("MO", interval=2)], at("2026-11-23T12:00"))
    assert opens_on([rule("MO", interval=2)], "MO")


@pytest.mark.parametrize(
    ("parts", "days"),
    [
        ({"byday": ("1SA",)}, [7]),
        ({"byday": ("-1FR",)}, [27]),
        ({"byday": ("2TU", "4TU")}, [10, 24]),
        ({"byday": ("SU",)}, [1, 8, 15, 22, 29]),
        ({"bymonthday": "1,15,-1"}, [1, 15, 30]),
        ({"byday": ("FR",), "bymonthday": "13"}, [13]),
        ({"dtstart": date(2026, 9, 9)}, [9]),
        ({"byday": ("1MO",), "interval": 2, "dtstart": date(2026, 9, 7)}, [2]),
        ({"byday": ("1MO",), "interval": 2, "dtstart": date(2026, 10, 5)}, []),
        ({}, []),
    ],
)
def test_days_of_the_month(parts: dict[str, Any], days: list[int]) -> None:
    monthly = rule(*parts.pop("byday", ()), freq="MONTHLY", **parts)
    assert [day for day in range(1, 31) if runs_on(monthly, date(2026, 11, day))] == days


def test_a_week_without_days_is_that_of_its_first_day() -> None:
    assert is_open([rule(dtstart=MONDAY)], at("2026-11-30T12:00"))
    assert not is_open([rule(dtstart=MONDAY)], at("2026-12-01T12:00"))
    assert not is_open([rule()], at("2026-11-30T12:00"))


def test_hours_that_cannot_be_read_are_not_known_to_be_open() -> None:
    for opens, closes in (("", ""), ("9", "17:00"), ("09:00", "noon"), ("25:00", "26:00"), ("09:75", "17:00")):
        assert not is_open([rule("MO", opens=opens, closes=closes)], at("2026-11-23T12:00"))


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (rule(*EVERY_DAY), False),
        (rule(*EVERY_DAY, opens="00:00", closes="23:59"), True),
        (rule(*EVERY_DAY, opens="00:00", closes="24:00"), True),
        (rule(*DAYS[:5], opens="00:00", closes="24:00"), False),
        (rule(*EVERY_DAY, description="Every day, including bank holidays"), True),
        (rule(*EVERY_DAY, description="Every day except bank holidays"), False),
        (rule(*EVERY_DAY, description="Closed on Bank Holidays"), False),
        (rule(*EVERY_DAY, description="Open every day"), False),
    ],
)
def test_on_bank_holidays_only_what_says_so_is_open(schedule: Schedule, expected: bool) -> None:
    assert is_open([schedule], datetime(2026, 12, 25, 12), bank_holidays=HOLIDAYS) is expected
    assert is_open([schedule], datetime(2026, 12, 24, 12), bank_holidays=HOLIDAYS)


def test_a_time_with_a_zone_is_read_as_london_time() -> None:
    summer = datetime(2026, 7, 6, 8, 30, tzinfo=timezone.utc)
    assert is_open([OFFICE], summer)
    assert not is_open([OFFICE], summer - timedelta(hours=1))
    assert not is_open([OFFICE], summer.replace(month=12, day=7))


def test_days_of_the_week_leave_out_hours_that_have_ended() -> None:
    ended = rule("SA", valid_to=date(2026, 10, 31))
    assert opens_on([ended], "SA")
    assert opens_on([ended], "SA", today=date(2026, 10, 31))
    assert not opens_on([ended], "SA", today=MONDAY)
    assert not opens_on([ended], "SU")


times = st.one_of(
    st.builds("{:02}:{:02}".format, st.integers(0, 24), st.sampled_from((0, 15, 30, 59))), st.sampled_from(("", "x"))
)
days = st.dates(date(2026, 10, 1), date(2027, 2, 1))
schedules = st.builds(
    Schedule,
    freq=st.sampled_from(("WEEKLY", "WEEKLY", "MONTHLY", "DAILY")),
    byday=st.lists(st.sampled_from((*DAYS, "1SA", "-1FR", "nonsense")), max_size=3).map(tuple),
    opens_at=times,
    closes_at=times,
    valid_from=st.none() | days,
    valid_to=st.none() | days,
    interval=st.sampled_from((1, 1, 2, 3)),
    bymonthday=st.sampled_from(("", "", "1,15", "-1", "x")),
    dtstart=st.none() | days,
    description=st.sampled_from(("", "Term time", "Open bank holidays", "Not bank holidays")),
)
moments = st.datetimes(datetime(2026, 10, 1), datetime(2027, 2, 1))


@given(st.lists(st.lists(schedules, max_size=3).map(tuple), min_size=1, max_size=6), st.lists(moments, min_size=3))
@settings(max_examples=150, deadline=None)
def test_the_table_of_all_hours_says_what_each_service_would(
    services: list[tuple[Schedule, ...]], asked: list[datetime]
) -> None:
    table = HoursTable(HOLIDAYS)
    kept = [table.add(each) for each in services]
    for moment in [*asked, datetime(2026, 12, 25, 12), datetime(2026, 12, 26, 1)]:
        running, today = set(table.open_at(moment)), moment.toordinal()
        found = [bool(running.intersection(item.numbers)) and item.first <= today <= item.last for item in kept]
        assert found == [is_open(each, moment, bank_holidays=HOLIDAYS) for each in services]


@given(st.lists(st.lists(schedules, max_size=3).map(tuple), min_size=1, max_size=6), days, st.sampled_from(DAYS))
@settings(max_examples=100, deadline=None)
def test_the_table_of_all_hours_knows_their_days(services: list[tuple[Schedule, ...]], today: date, day: str) -> None:
    table = HoursTable()
    kept = [table.add(each) for each in services]
    opening, number = set(table.opening_on(day, today)), today.toordinal()
    found = [bool(opening.intersection(item.numbers)) and number <= item.last for item in kept]
    assert found == [opens_on(each, day, today=today) for each in services]


@pytest.mark.parametrize(
    "services",
    [
        [(rule("FR", opens="22:00", closes="02:00"),), (OFFICE,), (rule(*EVERY_DAY, opens="20:00", closes="04:30"),)],
        [(rule("MO", interval=2, valid_from=MONDAY),), (rule("MO", interval=2, valid_from=date(2026, 11, 30)),)],
        [(rule("TU", valid_to=date(2026, 12, 8)),), (rule("TU", valid_from=date(2026, 12, 9)),), (rule("TU"),)],
        [(rule("1SA", freq="MONTHLY", opens="23:00", closes="01:00", valid_to=date(2026, 12, 5)),), (rule(),)],
        [(rule(*EVERY_DAY, opens="00:00", closes="24:00"),), (rule("FR", description="Open bank holidays"), OFFICE)],
    ],
)
def test_the_table_agrees_every_half_hour_of_six_weeks(services: list[tuple[Schedule, ...]]) -> None:
    table = HoursTable(HOLIDAYS)
    kept = [table.add(each) for each in services]
    for number in range(6 * 7 * 48):
        moment = datetime(2026, 11, 22) + timedelta(minutes=30 * number)
        running, today = set(table.open_at(moment)), moment.toordinal()
        found = [bool(running.intersection(item.numbers)) and item.first <= today <= item.last for item in kept]
        assert found == [is_open(each, moment, bank_holidays=HOLIDAYS) for each in services], moment
