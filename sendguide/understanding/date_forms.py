"""The ways to write a date: for each a pattern, and a function that reads what it finds."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from sendguide.understanding import date_context as context
from sendguide.understanding import date_words as words
from sendguide.understanding.date_context import Around
from sendguide.understanding.detail import number

Reading = tuple[date, bool]
"""A date, and whether it is ambiguous."""
Reader = Callable[[re.Match[str], Around], Reading | None]

FORMS: list[tuple[re.Pattern[str], Reader]] = []
"""Every way to write a date. Of two that begin at the same place, the longer is tried first, then the earlier here."""

DOUBT = relativedelta(months=6)
LONGEST_PLAN = timedelta(days=62)
"""'In 20 weeks' or 'in 12 months' is a time limit, not a day that somebody has in mind."""
WEEK = timedelta(weeks=1)


def _written(pattern: str) -> Callable[[Reader], Reader]:
    def note(reader: Reader) -> Reader:
        FORMS.append((re.compile(pattern, re.ASCII), reader))
        return reader

    return note


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_or_next(past: date, future: date, around: Around) -> Reading:
    if around.future:
        return future, False
    return past, not around.past and past != future and future <= around.today + DOUBT


def _without_year(month: int | None, on: Callable[[date], date | None], around: Around) -> Reading | None:
    """The last or the next one. `on` makes the date from the first of a month; without a month, any will do."""
    today = around.today
    first = today.replace(day=1, month=month or today.month)
    step = relativedelta(years=1) if month else relativedelta(months=1)
    past = (on(first - step * count) for count in range(9))  # 29 February can be eight years off
    future = (on(first + step * count) for count in range(9))
    last = next((day for day in past if day and day <= today), None)
    coming = next((day for day in future if day and day >= today), None)
    return _last_or_next(last, coming, around) if last and coming else None


def _calendar(day: int, month: int | None, year: str | None, around: Around, unsure: bool = False) -> Reading | None:
    """A day of a month, of which year or month may not be said; `unsure` when that alone makes it ambiguous."""
    if year:
        found = _date(int(year) + (2000 if len(year) == 2 else 0), month or 0, day)
        return (found, unsure) if found else None
    reading = _without_year(month, lambda first: _date(first.year, first.month, day), around)
    return (reading[0], reading[1] or unsure) if reading else None


@_written(rf"(?<![0-9/-])(?P<year>{words.LONG_YEAR})[-/](?P<month>[0-9]{{1,2}})[-/](?P<day>[0-9]{{1,2}})(?![0-9/-])")
def _iso(match: re.Match[str], around: Around) -> Reading | None:
    return _calendar(int(match["day"]), int(match["month"]), match["year"], around)


@_written(
    rf"{words.MAYBE_WEEKDAY}(?<![\w/.£$-])(?<![0-9]:)(?!24/7\b(?!/))(?P<day>[0-9]{{1,2}})(?P<mark>[/.-])"
    rf"(?P<month>[0-9]{{1,2}})(?:(?P=mark){words.YEAR})?\b(?![/:%-]|\.[0-9])"
)
def _numbers(match: re.Match[str], around: Around) -> Reading | None:
    day, month, year = int(match["day"]), int(match["month"]), match["year"]
    if not year and not (match["mark"] == "/" and 1 <= month <= 12 and around.fits):  # "1/2 a day", "3/4 years old"
        return None
    return _calendar(day, month, year, around, unsure=day != month and day <= 12)


@_written(
    rf"{words.MAYBE_WEEKDAY}{words.DAY} ?{words.NTH}?(?: of)?[ .,/-]{{0,2}}{words.MONTH}\b"
    rf"(?:[ .,/-]{{1,2}}'?{words.YEAR}\b{words.NOT_COUNTED})?"
)
def _day_month(match: re.Match[str], around: Around) -> Reading | None:
    month = words.month_number(match["month"])
    # "only 2 may attend"
    sure = match["month"] != "may" or match["nth"] or match["year"] or context.ENDS.match(around.after) or around.fits
    if not (month and sure) or context.NOT_A_DAY.search(around.before):
        return None
    return _calendar(int(match["day"]), month, match["year"], around)


@_written(
    rf"\b{words.MONTH}[ -](?:the )?(?P<day>[0-9]{{1,2}}){words.NTH}?\b(?![:/%]|\.[0-9])"
    rf"(?:,? (?P<year>{words.LONG_YEAR})\b)?"
)
def _month_day(match: re.Match[str], around: Around) -> Reading | None:
    counts = not (match["nth"] or match["year"] or around.fits)  # "march 3 miles"
    return None if counts or context.ENDS_IN_DAY.search(around.before) else _day_month(match, around)


@_written(
    rf"{words.MAYBE_WEEKDAY}{words.DAY}{words.NTH}\b(?: (?:of )?(?P<which>last|this) month\b)?"
    r"(?! (?:and|or|&) (?:the )?[0-9])"  # "the 1st and 2nd refusal"
)
def _ordinal(match: re.Match[str], around: Around) -> Reading | None:
    day, which = int(match["day"]), match["which"]
    if which:
        month = around.today + relativedelta(months=words.SHIFTS[which])
        return _calendar(day, month.month, str(month.year), around)
    return _calendar(day, None, None, around, unsure=True) if around.fits else None


@_written(
    rf"\b(?:(?P<week>a week) (?:on )?)?(?:(?P<which>last|this|next) )?(?P<weekday>{words.WEEKDAY})\b"
    r"(?: (?P<tail>(?:(?:last|this|next) )?week)\b)?"
)
def _weekday(match: re.Match[str], around: Around) -> Reading | None:
    place, which, tail = words.weekday_number(match["weekday"]), match["which"], match["tail"]
    named = len(match["weekday"]) > 3 or which or tail or match["week"] or context.DAY_CUE.search(around.before)
    if place is None or not named or context.NOT_ONE_DAY.search(around.before) or context.DAY_USES.match(around.after):
        return None
    today = around.today
    monday = today - timedelta(days=today.weekday())
    coming = today + timedelta(days=(place - today.weekday()) % 7)
    if tail and tail != "week":  # "tuesday last week"
        return monday + timedelta(days=place) + WEEK * words.SHIFTS[tail.split()[0]], False
    if tail or match["week"]:  # "thursday week", "a week last tuesday"
        return (coming - 2 * WEEK if which == "last" else coming + WEEK), False
    if which == "last":
        return coming - WEEK, coming - WEEK >= monday
    if which == "next":
        after_today = coming + WEEK if coming == today else coming
        return after_today, after_today < monday + WEEK
    if which == "this":
        return coming, coming >= monday + WEEK
    found, ambiguous = _last_or_next(today if coming == today else coming - WEEK, coming, around)
    return found, ambiguous or coming == today


def _shift(match: re.Match[str]) -> tuple[relativedelta, bool]:
    """How far away "3 weeks" is, and whether that is vague."""
    count, unit = match["count"].strip(), match["unit"][0]
    vague = "couple" in count or "few" in count
    size = (3 if "few" in count else 2) if vague else 1 if count in ("a", "an") else number(count)
    if unit == "m":
        return relativedelta(months=size), vague
    return relativedelta(days=size * {"d": 1, "w": 7, "f": 14}[unit]), vague


@_written(rf"(?<![0-9.])\b{words.COUNT}{words.UNIT} (?:ago|back)\b")
def _ago(match: re.Match[str], around: Around) -> Reading | None:
    shift, vague = _shift(match)
    return around.today - shift, vague or bool(context.ROUGHLY.search(around.before))


@_written(rf"\bin (?!one\b){words.COUNT}{words.UNIT}\b(?P<time>'?s?'? time\b)?(?! (?:or|to|of|old|ago|back)\b)")
def _in(match: re.Match[str], around: Around) -> Reading | None:
    shift, vague = _shift(match)
    found = around.today + shift
    limit = found - around.today > LONGEST_PLAN or context.TIME_TAKEN.search(around.before)
    return None if limit and not match["time"] else (found, vague)


@_written(r"(?<!the )(?<!over )\b(?P<which>last|next) week\b(?! of\b|'s)")
def _week(match: re.Match[str], around: Around) -> Reading | None:
    if context.ENDS_IN_DAY.search(around.before):  # "he turned 18 last week"
        return None
    return around.today - timedelta(days=around.today.weekday()) + words.SHIFTS[match["which"]] * WEEK, True


@_written(
    rf"\b(?:{words.PART}[ -](?:the )?)?(?:(?<!the )(?<!over )(?P<which>last|next) month|{words.MONTH}"
    rf"(?: (?P<year>{words.LONG_YEAR})\b)?)\b(?! ?[0-9]| of\b|'s)"
)
def _month(match: re.Match[str], around: Around) -> Reading | None:
    part, year, which = match["part"] or "start", match["year"], match["which"]
    named = match["part"] or which or year or context.MONTH_CUE.search(around.before)
    if not named or (not match["part"] and context.ENDS_IN_DAY.search(around.before)):
        return None
    day = relativedelta(day=31 if "end" in part else {"m": 15, "l": 31}.get(part[0], 1))
    if which:
        return around.today + relativedelta(day=1, months=words.SHIFTS[which]) + day, True
    month = words.month_number(match["month"])
    if not month:
        return None
    if year:
        return date(int(year), month, 1) + day, True
    reading = _without_year(month, lambda first: first + day, around)
    return (reading[0], True) if reading else None


@_written(rf"\b(?:{'|'.join(sorted(words.DAY_WORDS, key=len, reverse=True))})\b")
def _day_word(match: re.Match[str], around: Around) -> Reading | None:
    return around.today + timedelta(days=words.DAY_WORDS[match[0]]), False
