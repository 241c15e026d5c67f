"""Dates told from today: weekdays, so long ago, last week; and days that have a name."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from sendguide.understanding import date_context as context
from sendguide.understanding import date_words as words
from sendguide.understanding.date_context import Around
from sendguide.understanding.date_reading import Forms, Reading, last_or_next, without_year, written
from sendguide.understanding.detail import number

RELATIVE: Forms = []

LONGEST_PLAN = timedelta(days=62)
"""'In 20 weeks' or 'in 12 months' is a time limit, not a day that somebody has in mind."""
WEEK = timedelta(weeks=1)


@written(
    RELATIVE,
    rf"\b(?:(?P<lead>last|this|next) (?:week|wk) (?:on )?)?(?:(?P<which>last|(?:this )?past|this|next) )?"
    rf"(?P<weekday>{words.WEEKDAY})\b(?: (?P<tail>before last|gone|(?:(?:last|this|next) )?week)\b)?",
)
def _weekday(match: re.Match[str], around: Around) -> Reading | None:
    place, tail = words.weekday_number(match["weekday"]), match["tail"]
    which = "last" if tail == "gone" or "past" in (match["which"] or "") else match["which"]
    named = len(match["weekday"]) > 3 or which or tail or match["lead"] or context.DAY_CUE.search(around.before)
    if place is None or not named or context.NOT_ONE_DAY.search(around.before) or context.DAY_USES.match(around.after):
        return None
    today = around.today
    monday = today - timedelta(days=today.weekday())
    coming = today + timedelta(days=(place - today.weekday()) % 7)
    week = match["lead"] or (tail.split()[0] if tail and tail.endswith(" week") else None)
    if week:  # "tuesday last week"
        return monday + timedelta(days=place) + WEEK * words.SHIFTS[week], False
    if tail == "week":  # "thursday week"
        return coming + WEEK, False
    if tail == "before last":
        return coming - 2 * WEEK, True
    if which:
        is_today_next = which == "next" and coming == today
        return _which_weekday(which, coming + WEEK if is_today_next else coming, monday)
    found, ambiguous = last_or_next(today if coming == today else coming - WEEK, coming, around)
    return found, ambiguous or coming == today


def _which_weekday(which: str, coming: date, monday: date) -> Reading:
    """The last, this or the next Tuesday; people differ on it within this week."""
    if which == "last":
        return coming - WEEK, coming - WEEK >= monday
    if which == "this":
        return coming, coming >= monday + WEEK
    return coming, coming < monday + WEEK


@written(
    RELATIVE,
    rf"(?<![0-9.])\b{words.COUNT}(?P<unit>weeks?|wks?|fortnights?|months?)(?P<ago> ago)? (?:on )?(?P<last>last )?"
    rf"(?P<base>today|yesterday|{words.WEEKDAY})\b",
)
def _counted_from(match: re.Match[str], around: Around) -> Reading | None:
    """'A week last Tuesday', 'two weeks ago today', 'a week on Wednesday'."""
    if context.NOT_ONE_DAY.search(around.before):  # "twice a week on Tuesday"
        return None
    (shift, vague), base, today = _shift(match), match["base"], around.today
    if base in words.DAY_WORDS:
        day = today + timedelta(days=words.DAY_WORDS[base])
        return (day - shift if match["ago"] or base == "yesterday" else day + shift), vague
    place = words.weekday_number(base)
    if place is None:
        return None
    coming = today + timedelta(days=(place - today.weekday()) % 7)
    if match["ago"] or match["last"]:
        return coming - WEEK - shift, vague or bool(match["ago"])
    # "3 weeks on Friday" may be past or to come.
    return (coming + WEEK, False) if today + shift == today + WEEK else None


NTH = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "last": -1}


@written(
    RELATIVE,
    rf"\b(?P<nth>{'|'.join(NTH)}) (?P<weekday>{words.WEEKDAY}) (?:of|in) {words.MONTH}\b"
    rf"(?: (?P<year>{words.LONG_YEAR})\b)?",
)
def _weekday_of_month(match: re.Match[str], around: Around) -> Reading | None:
    """'The last Friday in October'."""
    place, month = words.weekday_number(match["weekday"]), words.month_number(match["month"])
    if place is None or month is None:
        return None

    def on(first: date) -> date:
        start = first if match["nth"] != "last" else first + relativedelta(day=31) - timedelta(days=6)
        return start + timedelta(days=(place - start.weekday()) % 7) + max(NTH[match["nth"]], 0) * WEEK

    if match["year"]:
        return on(date(int(match["year"]), month, 1)), True
    reading = without_year(month, on, around)
    return (reading[0], True) if reading else None


@written(
    RELATIVE,
    rf"\b(?:(?P<shift>(?:the )?day (?:before|after) )(?:the )?)?"
    rf"(?P<named>{'|'.join(sorted(words.NAMED_DAYS, key=len, reverse=True))})\b",
)
def _named_day(match: re.Match[str], around: Around) -> Reading | None:
    """'Christmas Eve', 'the day after bonfire night': always to be confirmed."""
    if context.AWAY_FROM.search(around.before):
        return None
    month, day = words.NAMED_DAYS[match["named"]]
    shift = timedelta(days=0 if not match["shift"] else -1 if "before" in match["shift"] else 1)
    reading = without_year(month, lambda first: first.replace(day=day) + shift, around)
    return (reading[0], True) if reading else None


def _shift(match: re.Match[str]) -> tuple[relativedelta, bool]:
    """How far away "3 weeks" is, and whether that is vague; "week ago" is one."""
    count, unit = (match["count"] or "a").strip(), (match["unit"] or match["one"])[0]
    vague = "couple" in count or "few" in count
    size = (3 if "few" in count else 2) if vague else 1 if count in ("a", "an") else number(count)
    if unit == "m":
        return relativedelta(months=size), vague
    return relativedelta(days=size * {"d": 1, "w": 7, "f": 14}[unit]), vague


@written(RELATIVE, rf"(?<![0-9.])\b(?:{words.COUNT}{words.UNIT}|(?P<one>week|fortnight|month)) (?:ago|back)\b")
def _ago(match: re.Match[str], around: Around) -> Reading | None:
    shift, vague = _shift(match)
    return around.today - shift, vague or bool(context.ROUGHLY.search(around.before))


@written(
    RELATIVE, rf"\bin (?!one\b){words.COUNT}{words.UNIT}\b(?P<time>'?s?'? time\b)?(?! (?:or|to|of|old|ago|back)\b)"
)
def _in(match: re.Match[str], around: Around) -> Reading | None:
    shift, vague = _shift(match)
    found = around.today + shift
    limit = found - around.today > LONGEST_PLAN or context.TIME_TAKEN.search(around.before)
    return None if limit and not match["time"] else (found, vague)


@written(RELATIVE, r"(?<!the )(?<!over )\b(?P<which>last|next) (?:week|wk)\b(?! of\b|'s)")
def _week(match: re.Match[str], around: Around) -> Reading | None:
    if context.ENDS_IN_DAY.search(around.before):  # "he turned 18 last week"
        return None
    return around.today - timedelta(days=around.today.weekday()) + words.SHIFTS[match["which"]] * WEEK, True


@written(
    RELATIVE,
    rf"\b(?:{words.PART}[ -](?:the )?)?(?:(?<!the )(?<!over )(?P<which>last|next) month|{words.MONTH}"
    rf"(?: (?P<year>{words.LONG_YEAR})\b)?)\b(?! ?[0-9]| of\b|'s)",
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
    reading = without_year(month, lambda first: first + day, around)
    return (reading[0], True) if reading else None


@written(RELATIVE, rf"\b(?:{'|'.join(sorted(words.DAY_WORDS, key=len, reverse=True))})\b")
def _day_word(match: re.Match[str], around: Around) -> Reading | None:
    return around.today + timedelta(days=words.DAY_WORDS[match[0]]), False
