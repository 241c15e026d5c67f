"""Which day typed words give to a date question; whether that is certain; or what is wrong with it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from sendguide.content.flow_models import FlowQuestion
from sendguide.deadlines.counting import add_months
from sendguide.decisions.matching import ASKS, HEDGES, NEGATIONS, plain_words
from sendguide.understanding.date_words import MONTH_NUMBERS, month_number, weekday_number
from sendguide.understanding.detail import Detail, plain

AGO = re.compile(r"\b(?:ago|back)$")
WHOLE = re.compile(r"\b(?:weeks?|months?)\b(?! ago| back)")
SWAPPED = re.compile(r"^\D*(\d{1,2})\D(\d{1,2})(?:\D(?:\d{4}|\d{2}))?$")
DAY_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
NUMBERS = re.compile(r"(?<!\d)\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?\d{2,4})?(?!\d)|(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d)")
ODD_YEAR = re.compile(r"(?<!\d)\d{5,}(?!\d)")
RUN_OF_DIGITS = re.compile(r"(?<!\d)\d{6}(?:\d\d)?(?!\d)|(?<!\d)\d{1,2} \d{1,2} \d{2,4}(?!\d)")
OTHER_YEAR = re.compile(r"\b(?:last year|year before|(?:a|one|two|\d) years? ago)\b")
ROUGHLY = re.compile(r"\b(?:around|about|roughly|approx\w*|circa|think|guess|ish)\b")
MORE_DIGITS = re.compile(r"[\s,./-]*\d")
NTH_ALONE = re.compile(r"(?:the )?\d{1,2}(?:st|nd|rd|th)?|\d{4}|(?:the )?(?:first|second|third|last) (?:day )?of.*")
CAME = re.compile(
    r"\b(?:came|come|comes|arrived|got|received|recieved|opened|posted|emailed|sent|turned up|landed|picked up)\b"
)
A_MISTAKE = re.compile(r"^(?:(?:no|sorry|oh|oops|actually|wait|i mean|i meant) )+")
SHORTEST_PHONE = 10
"""Digits."""

MOST_WORDS = 12
"""A message of more words with a date in it is more than an answer: the date is read back."""


class Wrong(str, Enum):
    """What is wrong with a date. The values are names of lines in `content/talk.yml`."""

    IMPOSSIBLE = "impossible"
    YEAR = "year"
    FUTURE = "future"
    EXACT_DAY = "exact_day"
    SEVERAL = "several"
    UNCLEAR = "unclear_date"
    NOT_ENGLISH = "not_english"
    BEFORE_LETTER = "before_letter"


class Doubt(str, Enum):
    """How a date is read back. The values are names of lines in `content/talk.yml`."""

    GUESSED = "read_back"
    SWAPPED = "read_back_two"
    CAME = "read_back_came"
    OLD = "read_back_old"


@dataclass(frozen=True)
class Day:
    """What was read.

    Attributes:
        days: ISO dates, the likeliest first; none when something is wrong, but for a date to come.
        doubt: why it must be confirmed; None when it is certain.
        wrong: what is wrong with it.
    """

    days: tuple[str, ...] = ()
    doubt: Doubt | None = None
    wrong: Wrong | None = None


def read_day(
    question: FlowQuestion, text: str, details: Sequence[Detail], *, today: date, foreign: Collection[str]
) -> Day | None:
    """The day that a message gives to a date question.

    Args:
        question: a question for a date.
        text: what was typed.
        details: what was picked out of it.
        today: the day on which it was typed.
        foreign: words that only dates in other languages have.

    Returns:
        None when there is nothing in it of a date for this question.
    """
    dates = [item for item in details if item.kind == "date"]
    mine = [item for item in dates if item.role in (None, question.role)]
    if dates and not mine:
        return None
    if RUN_OF_DIGITS.search(text):
        return Day(wrong=Wrong.UNCLEAR)
    if (odd := ODD_YEAR.search(text)) is not None:
        return Day(wrong=Wrong.YEAR) if len(odd[0]) < SHORTEST_PHONE else None
    if not mine:
        wrong = _not_a_date(plain(text), foreign)
        return Day(wrong=wrong) if wrong else None
    named = [item for item in mine if item.role == question.role] or mine
    if len({item.value for item in named}) > 1:
        return Day(wrong=Wrong.SEVERAL)
    return _of_one(named[0], text, today=today)


def _of_one(item: Detail, text: str, *, today: date) -> Day | None:
    """What one date in a message comes to."""
    day = date.fromisoformat(item.value)
    words = plain_words(text)
    rest = plain_words(plain(text[: item.start] + " " + text[item.end :]))
    if ASKS.search(plain(text).strip()) and len(rest.split()) > 2:
        return None  # a question about a date, not an answer
    if MORE_DIGITS.match(text[item.end :]) or OTHER_YEAR.search(rest):
        return Day(wrong=Wrong.YEAR)
    if _is_whole(item):
        return Day(wrong=Wrong.EXACT_DAY)
    if NEGATIONS & set(A_MISTAKE.sub("", words).split()):
        return Day(wrong=Wrong.UNCLEAR)
    swapped = _swapped(item, day)
    if day > today:
        return Day((item.value,), wrong=Wrong.FUTURE)
    if CAME.search(rest):
        return Day((item.value,), Doubt.CAME)
    if swapped and swapped <= today:
        return Day((item.value, swapped.isoformat()), Doubt.SWAPPED)
    hedged = HEDGES.search(words) or ROUGHLY.search(plain(text)) or "?" in text
    doubtful = is_doubtful(item) or hedged or len(words.split()) > MOST_WORDS
    return Day((item.value,), Doubt.GUESSED if doubtful else None)


def is_doubtful(item: Detail) -> bool:
    """Whether a date that was read must be confirmed before it counts."""
    words = plain(item.words)
    named = re.findall(r"[a-z]+", words)
    if item.words and (item.ambiguous or not DAY_NUMBER.search(words) or AGO.search(words)):
        return True  # "last Tuesday" and "3 weeks ago" are no dates on paper
    place = next((place for word in named if (place := weekday_number(word)) is not None), None)
    return place is not None and date.fromisoformat(item.value).weekday() != place


def is_old(day: str, *, today: date, months: int) -> bool:
    """Whether a date is so long ago that it is more likely a slip (rule D9)."""
    return add_months(date.fromisoformat(day), months) < today


def _is_whole(item: Detail) -> bool:
    """Whether a week or a month was named, not a day."""
    words = plain(item.words)
    if not item.ambiguous:
        return False
    if WHOLE.search(words) and not any(weekday_number(word) is not None for word in words.split()):
        return not DAY_NUMBER.search(words)
    return not DAY_NUMBER.search(words.split(" 20")[0]) and any(map(month_number, re.findall(r"[a-z]+", words)))


def _swapped(item: Detail, day: date) -> date | None:
    """The other reading of 3/4/2026."""
    found = SWAPPED.match(item.words)
    if not (item.ambiguous and found) or day.day > 12 or day.day == day.month:
        return None
    return day.replace(month=day.day, day=day.month)


def _could_be(small: str, months: Sequence[str]) -> bool:
    """Whether the numbers in words that were not read could be a day after all: then they only cannot be read."""
    numbers = [int(found) for found in DAY_NUMBER.findall(small)]
    if months:
        year = re.search(r"(?<!\d)20\d\d(?!\d)", small)
        longest = monthrange(int(year[0]) if year else 2024, month_number(months[0]) or 1)[1]
        return all(1 <= found <= longest for found in numbers[:1])
    return len(numbers) < 3 and all(1 <= found <= limit for found, limit in zip(numbers, (31, 12)))


def _not_a_date(small: str, foreign: Collection[str]) -> Wrong | None:
    """What is wrong with words that look like a date but are none."""
    words = re.findall(r"[^\W\d_]+", small)
    number = bool(re.search(r"\d", small))
    if set(words) & set(foreign) and (number or len(words) < 3):
        return Wrong.NOT_ENGLISH
    months = [word for word in words if word in MONTH_NUMBERS or (len(word) > 4 and month_number(word))]
    if re.search(r"(?<!\d)\d{3}(?!\d)", small) and (months or NUMBERS.search(small)):
        return Wrong.YEAR
    if NUMBERS.search(small) or (number and months):
        return Wrong.UNCLEAR if _could_be(small, months) else Wrong.IMPOSSIBLE
    if NTH_ALONE.fullmatch(small.strip(" .!,")) or (months and len(words) <= 3):
        return Wrong.EXACT_DAY
    return None
