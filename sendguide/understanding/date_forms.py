"""The ways to write a date of the calendar: for each a pattern, and a function that reads what it finds."""

from __future__ import annotations

import re

from dateutil.relativedelta import relativedelta

from sendguide.understanding import date_context as context
from sendguide.understanding import date_words as words
from sendguide.understanding.date_context import Around
from sendguide.understanding.date_reading import Forms, Reading, possible_date, without_year, written

CALENDAR: Forms = []


def _calendar(day: int, month: int | None, year: str | None, around: Around, unsure: bool = False) -> Reading | None:
    """A day of a month, of which year or month may not be said; `unsure` when that alone makes it ambiguous."""
    if year:
        found = possible_date(int(year) + (2000 if len(year) == 2 else 0), month or 0, day)
        return (found, unsure) if found else None
    reading = without_year(month, lambda first: possible_date(first.year, first.month, day), around)
    return (reading[0], reading[1] or unsure) if reading else None


@written(
    CALENDAR,
    rf"(?<![0-9/-])(?P<year>{words.LONG_YEAR})[-/.](?P<month>[0-9]{{1,2}})[-/.](?P<day>[0-9]{{1,2}})(?![0-9/-])",
)
def _iso(match: re.Match[str], around: Around) -> Reading | None:
    return _calendar(int(match["day"]), int(match["month"]), match["year"], around)


@written(
    CALENDAR,
    rf"{words.MAYBE_WEEKDAY}(?<![\w/.£$-])(?<![0-9]:)(?!24/7\b(?!/))(?P<day>[0-9]{{1,2}})(?P<mark> ?[/.-] ?)"
    rf"(?P<month>[0-9]{{1,2}})(?:(?P=mark){words.YEAR})?\b(?![/:%-]|\.[0-9])",
)
def _numbers(match: re.Match[str], around: Around) -> Reading | None:
    day, month, year = int(match["day"]), int(match["month"]), match["year"]
    if not year and not (
        match["mark"].strip() == "/" and 1 <= month <= 12 and around.fits
    ):  # "1/2 a day", "3/4 years old"
        return None
    return _calendar(day, month, year, around, unsure=day != month and day <= 12)


@written(
    CALENDAR,
    rf"{words.MAYBE_WEEKDAY}{words.DAY} ?{words.NTH}?(?: day)?(?: of)?[ .,/-]{{0,2}}{words.MONTH}\b"
    rf"(?:[ .,/-]{{1,2}}'?{words.YEAR}\b{words.NOT_COUNTED})?",
)
def _day_month(match: re.Match[str], around: Around) -> Reading | None:
    month = words.month_number(match["month"])
    # "only 2 may attend"
    sure = match["month"] != "may" or match["nth"] or match["year"] or context.ENDS.match(around.after) or around.fits
    if not (month and sure) or context.NOT_A_DAY.search(around.before):
        return None
    several = bool(context.RANGE.search(around.before))
    return _calendar(words.day_number(match["day"]), month, match["year"], around, unsure=several)


@written(
    CALENDAR,
    rf"\b{words.MONTH}(?:[ -]|, ?|(?<=\b[a-z]{{3}})\. ?)(?:(?P<the>the) )?{words.DAY}{words.NTH}?\b"
    rf"(?![:/%]|\.[0-9]| ?(?:of )?(?:{'|'.join(name[:3] for name in words.MONTHS)}))"
    rf"(?:,? '?(?P<year>{words.LONG_YEAR}\b|2[0-9](?= ?(?:$|[.,;:!?)\n]))))?",
)
def _month_day(match: re.Match[str], around: Around) -> Reading | None:
    counts = not (match["nth"] or match["year"] or around.fits)  # "march 3 miles"
    if counts or context.ENDS_IN_DAY.search(around.before):
        return None
    reading = _day_month(match, around)
    # "Oct 26" may be October 2026.
    like_year = int(match["day"]) in _years_near(around) if match["day"].isdigit() else False
    is_year = like_year and not (match["nth"] or match["year"] or match["the"])
    return (reading[0], reading[1] or is_year) if reading else None


def _years_near(around: Around) -> tuple[int, int]:
    """This year and the last, in two digits."""
    return around.today.year % 100, around.today.year % 100 - 1


@written(
    CALENDAR,
    rf"{words.MAYBE_WEEKDAY}{words.DAY_IN_DIGITS}{words.NTH}\b(?: (?:of )?(?P<which>last|this) month\b)?"
    r"(?! (?:and|or|&) (?:the )?[0-9])",  # "the 1st and 2nd refusal"
)
def _ordinal(match: re.Match[str], around: Around) -> Reading | None:
    day, which = int(match["day"]), match["which"]
    if which:
        month = around.today + relativedelta(months=words.SHIFTS[which])
        return _calendar(day, month.month, str(month.year), around)
    return _calendar(day, None, None, around, unsure=True) if around.fits else None
