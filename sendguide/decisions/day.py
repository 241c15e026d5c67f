"""Which day typed words give to a date question; whether that is certain; or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from sendguide.content.flow_models import FlowQuestion
from sendguide.deadlines.counting import add_months
from sendguide.decisions.matching import ASKS, NEGATIONS, plain_words
from sendguide.decisions.no_day import DAY_NUMBER, Wrong, whats_wrong
from sendguide.understanding.date_context import RANGE
from sendguide.understanding.date_words import NTH_NUMBERS, month_number, weekday_number
from sendguide.understanding.dates import find_dates
from sendguide.understanding.detail import Detail, plain

AGO = re.compile(r"\b(?:ago|back)$")
WHOLE = re.compile(r"\b(?:weeks?|months?|wk)\b(?! ago| back)")
SWAPPED = re.compile(r"^\D*(\d{1,2})\D+(\d{1,2})(?:\D+(?:\d{4}|\d{2}))?$")
RUN_OF_DIGITS = re.compile(r"(?:(\d{1,2}) (\d{1,2}) |(\d\d)(\d\d))(\d{4}|\d\d)")
OTHER_YEAR = re.compile(r"\b(?:last year|year before|(?:a|one|two|\d) years? ago)\b")
AROUND_A_DATE = frozenset(
    {"a", "an", "the", "it", "is", "was", "this", "that", "of", "on", "in", "at", "from", "and", "so", "just", "gone",
     "i", "we", "have", "has", "my", "our", "his", "her", "their", "dated", "date", "day", "year", "says", "say",
     "said", "reads", "printed", "written", "top", "letter", "letters", "decision", "refusal", "council", "councils",
     "plan", "final", "certificate", "cert", "mediation", "ok", "okay", "yes", "yep", "yeah", "hi", "hello", "thanks",
     "please", "lol", "oh", "sorry", "no", "wait", "actually"}
)  # fmt: skip
"""What people say around the date that they were asked for. With other words it may be the date of something else."""
NEAR = re.compile(
    r"\b(?:week|w/?c|wk|commencing|beginning|starting|ending|after|since|before|by|from|until|till)(?: of)?(?: the)? $"
)
"""Before a date that is not the day itself: "the week of 9 November"."""
MORE_DIGITS = re.compile(r"[\s,./-]*\d(?!\d?(?::\d|\.\d\d|(?:st|nd|rd|th)? ?(?:of )?(?:[ap]m|[jfmasond][a-z]{2,8})\b))")
"""After a date that is cut short: "9 November 20206". A time or another date may follow."""
CAME = re.compile(
    r"\b(?:came|come|comes|arrived|got|received|recieved|opened|posted|emailed|sent|turned up|landed|picked up)\b"
)
JUST_CAME = re.compile(rf"{CAME.pattern}(?: (?:it|on|in|to|the|us|me|post))* $")
DATED = re.compile(r"\b(?:dated?|says|printed)(?: (?:on it|on the letter|at the top|is|was|says|on))*(?: the)? $")
SEVERAL_PAPERS = re.compile(
    r"\b(?:(?:2|two|both|3|three|several|different|second|2nd|more than one) (?:\w+ ){0,2}?(?:letter|decision|refusal"
    r"|certificate|cert)s?|letters|decisions|refusals|certificates|another|the other(?! day))\b"
)
A_MISTAKE = re.compile(r"^(?:(?:no|sorry|oh|oops|actually|wait|i mean|i meant) )+")


class Doubt(str, Enum):
    """How a date is read back. The values are names of lines in `content/talk.yml`."""

    GUESSED = "read_back"
    SWAPPED = "read_back_two"
    WHICH = "read_back_which"
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
    run = RUN_OF_DIGITS.fullmatch(text.strip(" .!"))
    if run and not dates:  # "12112026", "12 11 26"
        text = "/".join(part for part in run.groups() if part)
        dates = find_dates(text, today=today)
        if not dates:
            return Day(wrong=Wrong.UNCLEAR)
    mine = [item for item in dates if item.role in (None, question.role)]
    if not mine:
        wrong = None if dates else whats_wrong(plain(text), foreign)
        return Day(wrong=wrong) if wrong else None
    if len({item.value for item in mine}) > 1:
        return _of_several(question, mine, text, today=today)
    return _of_one(mine[0], text, today=today, others=[item for item in dates if item not in mine])


def _of_several(question: FlowQuestion, items: Sequence[Detail], text: str, *, today: date) -> Day | None:
    """What several dates come to: one of them is only taken where the words say that it is printed on the paper."""
    small = plain(text)
    if not SEVERAL_PAPERS.search(small):
        named = [item for item in items if item.role == question.role or DATED.search(small[: item.start])]
        items = named or [item for item in items if not JUST_CAME.search(small[: item.start])] or items
        items = [item for item in items if _has_day(plain(item.words))] or items
    days = tuple(dict.fromkeys(item.value for item in items))
    if len(days) == 1:
        day = _of_one(items[0], text, today=today)
        return replace(day, doubt=day.doubt or Doubt.GUESSED) if day and not day.wrong else day
    return two_days(items, today=today) or Day(wrong=Wrong.SEVERAL)


def two_days(items: Sequence[Detail], *, today: date) -> Day | None:
    """The two days between which somebody must choose; None where they are not two, or one of them is in doubt."""
    days = tuple(dict.fromkeys(item.value for item in items))
    certain = all(not is_doubtful(item) and date.fromisoformat(item.value) <= today for item in items)
    return Day(days, Doubt.WHICH) if len(days) == 2 and certain else None


def _of_one(item: Detail, text: str, *, today: date, others: Sequence[Detail] = ()) -> Day | None:
    """What one date in a message comes to; `others` are dates of something else."""
    small, words = plain(text), plain_words(text)
    rest = plain_words(_without(small, [item, *others]))
    if ASKS.search(small.strip()) and len(rest.split()) > 2:
        return None  # a question about a date, not an answer
    if MORE_DIGITS.match(small[item.end :]) or OTHER_YEAR.search(rest):
        return Day(wrong=Wrong.YEAR if _has_day(plain(item.words)) else Wrong.UNCLEAR)
    near_one_to_come = date.fromisoformat(item.value) > today and NEAR.search(small[: item.start])
    if is_whole(item) or near_one_to_come:
        return Day(wrong=Wrong.EXACT_DAY)
    if RANGE.search(small[: item.start]):  # "9 to 12 November"
        return Day(wrong=Wrong.SEVERAL)
    if NEGATIONS & set(A_MISTAKE.sub("", words).split()):
        return Day(wrong=Wrong.UNCLEAR)
    days = possible_days(item, today)
    if not days:
        return Day((item.value,), wrong=Wrong.FUTURE)
    if CAME.search(rest):
        return Day(days[:1], Doubt.CAME)
    if len(days) == 2:
        return Day(days, Doubt.SWAPPED)
    more = set(rest.split()) - AROUND_A_DATE
    return Day(days, Doubt.GUESSED if is_doubtful(item) or more or "?" in text else None)


def _without(text: str, items: Sequence[Detail]) -> str:
    for item in sorted(items, key=lambda item: -item.start):
        text = f"{text[: item.start]} {text[item.end :]}"
    return text


def possible_days(item: Detail, today: date) -> tuple[str, ...]:
    """The readings of a date that are not still to come: of 3/4/2026 there are two."""
    day = date.fromisoformat(item.value)
    readings = [day]
    if item.ambiguous and SWAPPED.match(item.words) and day.day <= 12 and day.day != day.month:
        readings.append(day.replace(month=day.day, day=day.month))
    return tuple(reading.isoformat() for reading in readings if reading <= today)


def is_doubtful(item: Detail) -> bool:
    """Whether a date that was read must be confirmed before it counts."""
    words = plain(item.words)
    if item.words and (item.ambiguous or not _has_day(words) or AGO.search(words)):
        return True  # "last Tuesday" and "3 weeks ago" are no dates on paper
    named = re.findall(r"[a-z]+", words)
    place = next((place for word in named if (place := weekday_number(word)) is not None), None)
    return place is not None and date.fromisoformat(item.value).weekday() != place


def _has_day(words: str) -> bool:
    return bool(DAY_NUMBER.search(words)) or any(word in NTH_NUMBERS for word in re.findall(r"[a-z]+", words))


def is_old(day: str, *, today: date, months: int) -> bool:
    """Whether a date is so long ago that it is more likely a slip (rule D9)."""
    return add_months(date.fromisoformat(day), months) < today


def is_whole(item: Detail) -> bool:
    """Whether a week or a month was named, not a day."""
    words = plain(item.words)
    if not item.ambiguous:
        return False
    if WHOLE.search(words) and not any(weekday_number(word) is not None for word in words.split()):
        return not DAY_NUMBER.search(words)
    if any(weekday_number(word) is not None for word in words.split()):
        return False
    return not _has_day(words.split(" 20")[0]) and any(map(month_number, re.findall(r"[a-z]+", words)))
