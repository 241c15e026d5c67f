"""What is wrong with words that look like a date but are none, and words that only say roughly when."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Sequence
from enum import Enum

from sendguide.decisions.matching import ASKS
from sendguide.understanding.date_words import MONTH_NUMBERS, month_number, weekday_number

ROUGH = re.compile(
    r"\b(?:weeks?|wks?|months?|fortnights?|days?|ago|back|half term|terms?|holidays?|hols|easter|christmas|xmas|summer"
    r"|spring|autumn|winter|recently|ages|while|the first|the second|the third|the last|\d{1,2}(?:st|nd|rd|th))\b"
)
"""Words of time that name no day."""
DAY_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
NUMBERS = re.compile(r"(?<!\d)\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?\d{2,4})?(?!\d)|(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d)")
ODD_YEAR = re.compile(r"(?<!\d)\d{5,}(?!\d)")
NTH_ALONE = re.compile(r"(?:the )?\d{1,2}(?:st|nd|rd|th)?|\d{4}|(?:the )?(?:first|second|third|last) (?:day )?of.*")

SHORTEST_PHONE = 10
"""Digits."""

MOST_ROUGH_WORDS = 8
"""A longer message with words of time in it is more likely about something else."""


class Wrong(str, Enum):
    """What is wrong with a date. The values are names of lines in `content/talk.yml`."""

    IMPOSSIBLE = "impossible"
    YEAR = "year"
    FUTURE = "future"
    EXACT_DAY = "exact_day"
    SEVERAL = "several"
    UNCLEAR = "unclear_date"
    NOT_ENGLISH = "not_english"


def whats_wrong(small: str, foreign: Collection[str]) -> Wrong | None:
    """What is wrong with a message in which no date was found; None when it does not look like one.

    Args:
        small: the message, see `detail.plain`.
        foreign: words that only dates in other languages have.
    """
    words = re.findall(r"[^\W\d_]+", small)
    number = bool(re.search(r"\d", small))
    if set(words) & set(foreign) and (number or len(words) < 5):
        return Wrong.NOT_ENGLISH
    if len(re.findall(r"\d", small)) >= SHORTEST_PHONE:
        return Wrong.UNCLEAR
    months = [word for word in words if word in MONTH_NUMBERS or (len(word) > 4 and month_number(word))]
    if ODD_YEAR.search(small) or (re.search(r"(?<!\d)\d{3}(?!\d)", small) and (months or NUMBERS.search(small))):
        return Wrong.YEAR
    if NUMBERS.search(small) or (number and months):
        return Wrong.UNCLEAR if _could_be(small, months) else Wrong.IMPOSSIBLE
    if NTH_ALONE.fullmatch(small.strip(" .!,")) or (months and len(words) <= 3):
        return Wrong.EXACT_DAY
    return None


def is_rough(small: str) -> bool:
    """Whether a message only says roughly when: "the other day", "9 weeks", "before half term"."""
    words = re.findall(r"[a-z0-9]+", small)
    if len(words) > MOST_ROUGH_WORDS or ASKS.search(small):
        return False
    return bool(ROUGH.search(small)) or any(
        word in MONTH_NUMBERS or weekday_number(word) is not None for word in words if len(word) > 3
    )


def _could_be(small: str, months: Sequence[str]) -> bool:
    """Whether the numbers in words that were not read could be a day after all: then they only cannot be read."""
    numbers = [int(found) for found in DAY_NUMBER.findall(small)]
    year = re.search(r"(?<!\d)20\d\d(?!\d)", small)
    year_said = int(year[0]) if year else 2024
    if months:
        longest = monthrange(year_said, month_number(months[0]) or 1)[1]
        return all(1 <= found <= longest for found in numbers[:1])
    if len(numbers) > 2 or (len(numbers) == 2 and not 1 <= numbers[1] <= 12):
        return False
    longest = monthrange(year_said, numbers[1])[1] if len(numbers) == 2 else 31
    return all(1 <= found <= longest for found in numbers[:1])
