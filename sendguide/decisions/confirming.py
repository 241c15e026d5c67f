"""What is said while a date is read back: yes and no in more words, and which of two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sendguide.content.talk_words import Steer
from sendguide.decisions.matching import ASKS, HEDGES, NEGATIONS, NO, UNSURE, YES, by_place, plain_words
from sendguide.understanding.date_words import month_number

MOST_WORDS = 8
LATER = re.compile(r"\b(?:later|latest|newer|newest|(?:more|most) recent)\b")
EARLIER = re.compile(r"\b(?:earlier|earliest|older|oldest)\b")


def yes_or_no(text: str) -> Steer | None:
    """Yes or no where a short message begins with it: "yes that is the date on it", "no that is when it came"."""
    words = plain_words(text)
    first, _, rest = words.partition(" ")
    if len(words.split()) > MOST_WORDS or words in UNSURE or ASKS.search(words) or HEDGES.search(words):
        return None
    if first in NO:
        return Steer.NO
    return Steer.YES if first in YES and not NEGATIONS & set(rest.split()) else None


def one_of_two(days: Sequence[str], text: str) -> str | None:
    """The one of two dates that is meant by its place or its month: "the second", "the April one"."""
    words = plain_words(text)
    if (found := by_place(days, words)) is not None:
        return found
    if NEGATIONS & set(words.split()) or len(words.split()) > MOST_WORDS:
        return None
    if words in {"the last", "the last one", "last one", "the latter"}:
        return days[-1] if days[-1] == max(days) else None
    if LATER.search(words) or EARLIER.search(words):
        return None if LATER.search(words) and EARLIER.search(words) else (max if LATER.search(words) else min)(days)
    if re.search(r"\d", words):
        return None
    months = {month_number(word) for word in words.split()} - {None}
    meant = [day for day in days if date.fromisoformat(day).month in months]
    return meant[0] if len(meant) == 1 else None
