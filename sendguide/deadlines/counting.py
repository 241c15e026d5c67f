"""Counting months and working days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
FRIDAY = 4


def add_months(day: date, months: int) -> date:
    """The same-numbered day some months on, or that month's last day if it has no such day.

    The start day is left out. Source: Dodds v Walker [1981] UKHL, rules T-a and T-b.

    Args:
        day: the date on the letter or certificate.
        months: how many calendar months.
    """
    year, before = divmod(day.year * 12 + day.month - 1 + months, 12)
    month = before + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def has_no_such_day(day: date, months: int) -> bool:
    """Whether the month in which a period ends is too short for the number of the day (rule T-b)."""
    return add_months(day, months).day != day.day


class BeyondBankHolidays(Exception):
    """A date for which the bank holidays are not known, so that nobody can tell whether it is a working day.

    Args:
        first: the first day for which they are known.
        last: the last such day.
    """

    def __init__(self, first: date, last: date) -> None:
        self.first = first
        self.last = last
        super().__init__(f"Bank holidays are known from {first} to {last} only.")


class WorkingDays:
    """The working days of England and Wales: no Saturday, no Sunday, no bank holiday (rule T-h).

    Source: rule 12(5) of SI 2008/2699, as IPSEA tells it; fact dl-018. Christmas Day and Good Friday are in the list.

    Args:
        bank_holidays: each bank holiday with its name. The list is taken to have whole years, from that of the first
            to that of the last.
    """

    def __init__(self, bank_holidays: Mapping[date, str]) -> None:
        self._names = dict(bank_holidays)
        self.first = date(min(self._names).year, 1, 1)
        self.last = date(max(self._names).year, 12, 31)

    def holiday(self, day: date) -> str | None:
        """The name of the bank holiday on this day, or None.

        Raises:
            BeyondBankHolidays: when the list does not reach to this day.
        """
        if not self.first <= day <= self.last:
            raise BeyondBankHolidays(self.first, self.last)
        return self._names.get(day)

    def is_working(self, day: date) -> bool:
        """Whether this is a working day.

        Raises:
            BeyondBankHolidays: when the list does not reach to this day.
        """
        return self.holiday(day) is None and day.weekday() <= FRIDAY

    def on_or_after(self, day: date) -> date:
        """This day if it is a working day, else the next one (rule T-c)."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def on_or_before(self, day: date) -> date:
        """This day if it is a working day, else the last one before it."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def after(self, day: date, count: int = 1) -> date:
        """The working day that is `count` working days later; the first day is left out."""
        for _ in range(count):
            day = self.on_or_after(day + ONE_DAY)
        return day
