"""One thing picked out of a message, and what every finder of such things needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"]
_TEENS += ["sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
_VALUES = {word: value for value, word in enumerate(_UNITS + _TEENS, start=1)}
NUMBER = rf"(?:[0-9]{{1,3}}|twenty[ -](?:{'|'.join(_UNITS)})\b|(?:{'|'.join(_TEENS + _UNITS)})\b)"
"""A pattern for whole numbers, in digits or in words up to twenty-nine."""
SENTENCE_END = re.compile(r"[.?!;\n]")
"""Words beyond it say nothing of a detail."""


@dataclass(frozen=True)
class Detail:
    """Something that a message states.

    Attributes:
        kind: `date`, `decision_kind`, `plan_section`, `age`, `school_year` or `postcode_area`.
        value: in one spelling: an ISO date, a kind of decision, a section's capital letter, whole years, `R` or the
            number of a school year, an outcode.
        start: where it begins in the message, in characters.
        end: where it ends; the character there is no longer part of it.
        words: the message's own words, `text[start:end]`.
        ambiguous: whether it can be read another way, so that the parent should be asked.
        role: what a date is the date of (`letter_date`, `certificate_date`, `meeting_date`), where the words right
            before it say so.
    """

    kind: str
    value: str
    start: int
    end: int
    words: str
    ambiguous: bool = False
    role: str | None = None


def plain(text: str) -> str:
    """A message in small letters with straight apostrophes and short dashes, every character in the same place."""
    small = text.lower()
    if len(small) != len(text):  # "İ" becomes two characters
        small = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return small.replace("’", "'").replace("–", "-")


def number(written: str) -> int:
    """The value of what `NUMBER` matches."""
    return int(written) if written.isdigit() else sum(_VALUES[word] for word in written.replace("-", " ").split())


def apart(details: Iterable[Detail]) -> list[Detail]:
    """In order of place without overlaps: the earlier one stays, and of two from the same place the longer one."""
    kept: list[Detail] = []
    for item in sorted(details, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept
