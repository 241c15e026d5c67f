"""The opening hours of all services of an index, each rule once, so that "open now" is worked out quickly.

Thousands of services share a few hundred rules ("Monday to Friday, 9 to 5"). What they do not share is from when until
when these hold; so that is taken out of them where it is the same for all rules of a service, and compared as numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sendguide.directory.opening import (
    DAYS,
    MIDNIGHT,
    NONE,
    is_open,
    local_time,
    names_bank_holidays,
    opening_hours,
    weekdays,
)
from sendguide.directory.service import Schedule

FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True)
class Kept:
    """The numbers of a service's rules, and the first and last day (as ordinals) on which they hold."""

    numbers: tuple[int, ...]
    first: int = FIRST_DAY
    last: int = LAST_DAY


class _Entry(NamedTuple):
    """A rule on one day of the week: minutes of opening and closing, and whether it holds every week without an end."""

    begins: int
    ends: int
    number: int
    is_sure: bool


class HoursTable:
    """Each rule of opening hours under a number, in the order in which they come."""

    def __init__(self, bank_holidays: Collection[date] = NONE) -> None:
        self._bank_holidays = frozenset(bank_holidays)
        self._numbers: dict[tuple[object, ...], int] = {}
        self._rules: list[Schedule] = []
        self._entries: dict[str, list[_Entry]] = defaultdict(list)
        self._last_days: dict[str, list[tuple[int, date | None]]] = defaultdict(list)

    def add(self, schedules: tuple[Schedule, ...]) -> Kept:
        """Takes in the hours of a service. Only while the index is built."""
        spans = {_span(item) for item in schedules}
        if len(spans) != 1 or any(_needs_its_days(item) for item in schedules):
            return Kept(tuple(self._number(item, keep_days=True) for item in schedules))
        begins, ends = spans.pop()
        return Kept(
            tuple(self._number(item, keep_days=False) for item in schedules),
            begins.toordinal() if begins else FIRST_DAY,
            ends.toordinal() if ends else LAST_DAY,
        )

    def open_at(self, at: datetime) -> tuple[int, ...]:
        """The rules that are open at a time, if they hold on its day."""
        moment = local_time(at)
        minute, today = moment.hour * 60 + moment.minute, moment.date()
        yesterday = date.fromordinal(max(FIRST_DAY, today.toordinal() - 1))
        found = set(self._running(today, minute, at))
        return (*found, *(number for number in self._running(yesterday, minute + MIDNIGHT, at) if number not in found))

    def _running(self, day: date, minute: int, at: datetime) -> Iterator[int]:
        holidays = self._bank_holidays
        is_usual = day not in holidays
        for begins, ends, number, is_sure in self._entries[DAYS[day.weekday()]]:
            if begins <= minute < ends and (
                (is_sure and is_usual) or is_open((self._rules[number],), at, bank_holidays=holidays)
            ):
                yield number

    def opening_on(self, day: str, today: date | None) -> tuple[int, ...]:
        """The rules that open on a day of the week, if they still hold."""
        rules = self._last_days.get(day.strip().upper()[:2], ())
        return tuple(number for number, last in rules if not (today and last and last < today))

    def _number(self, schedule: Schedule, *, keep_days: bool) -> int:
        days = (schedule.valid_from, schedule.valid_to, schedule.dtstart) if keep_days else (None, None, None)
        said = schedule.description if names_bank_holidays(schedule) else ""
        rule = (schedule.freq, schedule.byday, schedule.opens_at, schedule.closes_at, schedule.bymonthday)
        key = (*rule, schedule.interval, said, *days)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._rules)
            bare = Schedule(*rule[:4], days[0], days[1], schedule.interval, rule[4], days[2], said)
            self._rules.append(bare)
            self._sort_in(bare, number)
        return number

    def _sort_in(self, rule: Schedule, number: int) -> None:
        hours = opening_hours(rule)
        is_sure = rule.freq == "WEEKLY" and rule.interval == 1
        is_sure = is_sure and not (rule.valid_from or rule.valid_to or rule.dtstart)
        for day in weekdays(rule):
            self._last_days[day].append((number, rule.valid_to))
            if hours is not None:
                self._entries[day].append(_Entry(*hours, number, is_sure))


def _span(schedule: Schedule) -> tuple[date | None, date | None]:
    begins = max(filter(None, (schedule.valid_from, schedule.dtstart)), default=None)
    return begins, schedule.valid_to


def _needs_its_days(schedule: Schedule) -> bool:
    # Every second week, and a rule without days, are counted from their first day; and the small hours after the last
    # day belong to that day.
    hours = opening_hours(schedule)
    by_days = schedule.byday or schedule.bymonthday
    return schedule.interval > 1 or not by_days or (hours is not None and hours[1] > MIDNIGHT)
