"""What every way to write a date needs: how it is noted, and how a missing year or month is filled in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from dateutil.relativedelta import relativedelta

from sendguide.understanding.date_context import Around

Reading = tuple[date, bool]
"""A date, and whether it is ambiguous."""
Reader = Callable[[re.Match[str], Around], "Reading | None"]
Forms = list[tuple[re.Pattern[str], Reader]]
"""Patterns, each with the function that reads what it finds."""

DOUBT = relativedelta(months=6)


def written(forms: Forms, pattern: str) -> Callable[[Reader], Reader]:
    """Notes a function as the reader of what a pattern finds."""

    def note(reader: Reader) -> Reader:
        forms.append((re.compile(pattern, re.ASCII), reader))
        return reader

    return note


def possible_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_or_next(past: date, future: date, around: Around) -> Reading:
    """Of two dates the one that the words around mean: the past one, unless they look ahead."""
    if around.future:
        return future, False
    return past, not around.past and past != future and future <= around.today + DOUBT


def without_year(month: int | None, on: Callable[[date], date | None], around: Around) -> Reading | None:
    """The last or the next one. `on` makes the date from the first of a month; without a month, any will do."""
    today = around.today
    first = today.replace(day=1, month=month or today.month)
    step = relativedelta(years=1) if month else relativedelta(months=1)
    past = (on(first - step * count) for count in range(9))  # 29 February can be eight years off
    future = (on(first + step * count) for count in range(9))
    last = next((day for day in past if day and day <= today), None)
    coming = next((day for day in future if day and day >= today), None)
    return last_or_next(last, coming, around) if last and coming else None
