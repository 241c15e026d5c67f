"""Ages out of free text: "5 to 11 years", "under 5s", "18 months - 4 years", "Year 7-11", "birth to 25", "16+"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Optional

from sendguide.directory.importing.html_text import html_to_text

OLDEST = 120


@dataclass(frozen=True)
class Ages:
    """From which to which age, both included, in years; None for an end that is open or not said."""

    minimum: Optional[float] = None
    maximum: Optional[float] = None


NOT_SAID = Ages()

_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBERS = {word: str(number) for number, word in enumerate(_WORDS, 1)} | {"twenty-five": "25", "twenty five": "25"}
_NUMBER_WORD = re.compile(rf"\b(?:twenty[- ]five|{'|'.join(_WORDS)})\b")
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}

# Numbers that are no ages: money, times of day, dates, and how many children.
_NOT_AGES = re.compile(
    r"£\s?\d[\d,.]*|\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|\b\d{1,2}:\d\d\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{4,}\b|\b\d[\d,]*\s"
    r"(?:places?|children|people|sessions?|hours?|minutes?|mins?|hrs?|days?|terms?|staff|adults?|spaces?|miles?)\b"
)
_UNIT = r"\s*(?P<{0}>months?|mths?|mos?\b|weeks?|wks?|years?|yrs?|ys?\b|m\b|w\b)?(?:[\s-]*olds?\b)?'?s?\.?"
_AGE = r"(?P<{0}>\d{{1,3}}(?:\.\d+)?)"


def _age(name: str) -> str:
    return _AGE.format(name) + _UNIT.format(name + "_unit")


_FROM = re.compile(
    r"(?:\b(?:over|above|from|minimum(?: age)?(?: of)?|min(?: age)?(?: of)?|at least|(?<!no )older than|starting at)\s+"
    rf"(?:the\s+)?(?:ages?d?\s+)?(?:of\s+)?{_age('a')}(?:\s+birthday)?|{_age('b')}\s*(?:\+|plus\b|(?:and|or|&)\s+(?:over|above|older|up"
    r"(?:wards)?|beyond)\b|upwards?\b|onwards?\b|& ?over\b|over\b))"
)
_BELOW = re.compile(
    rf"\b(?:under|below|younger than|less than|u)(?:\s+the\s+age\s+of)?[\s-]*(?:ages?\s+)?{_age('a')}"
    rf"|\b(?:until|up to|till)\s+(?:the\s+|their\s+)?{_age('b')}(?:st|nd|rd|th)\s+birthday"
)
_UP_TO = re.compile(
    r"\b(?:up to|until|till|maximum(?: age)?(?: of)?|max(?: age)?(?: of)?|no older than|to)\s+(?:and including\s+)?"
    rf"(?:the\s+)?(?:ages?\s+)?(?:of\s+)?{_age('a')}|{_age('b')}\s*(?:and|or|&)\s+(?:under|below|younger)\b"
    rf"|\(\s*{_age('c')}\s+(?:if|with|for|where)\b[^)]*\)|\(\s*{_age('d')}\s*\)"
)
_RANGE = re.compile(
    rf"{_age('a')}\s*(?:-|to|until|up to|through|/)\s*(?P<under>under|their\s)?\s*(?:ages?\s+)?(?:of\s+)?{_age('b')}"
    rf"|\bbetween\s+(?:the\s+)?(?:ages?\s+)?(?:of\s+)?{_age('c')}\s*(?:and|&|-|to)\s*{_age('d')}"
)
_SEVERAL = re.compile(
    r"\b(\d{1,2})s?(?:\s*(?:years?|yrs?))?(?:\s*,\s*(?:\d{1,2})s?)*\s*,?\s*(?:and|or|&)\s*(\d{1,2})[\s-]*(?:years?|yrs?|y/?o)"
)
_ONE = re.compile(rf"\b(?:ages?d?)\s+{_age('a')}|\b(?P<b>\d{{1,3}})[\s-]*(?:years?|yrs?|yr|y)[\s/.-]*(?:olds?|o)\b")

_SCHOOL_YEARS = re.compile(
    r"\b(?:school\s+)?(?:years?|yrs?|y)\s*(?:groups?\s*)?(\d{1,2}|r\b|reception)(?:\s*(?:-|to|and|&|through|/)\s*"
    r"(?:years?\s*|yr\s*|y)?(\d{1,2}))?(?!\s*(?:months?|years?|yrs?)\b)(?![\d.])"
)
_RECEPTION_TO = re.compile(r"\breception\s*(?:-|to|and)\s*(?:years?|yr|y)\s*(\d{1,2})\b")
_KEY_STAGES = re.compile(r"\b(?:key stages?|ks)\s*([1-5])(?:\s*(?:-|to|and|&|/)\s*(?:ks|key stage)?\s*([1-5]))?\b")
_STAGE = {1: (5, 7), 2: (7, 11), 3: (11, 14), 4: (14, 16), 5: (16, 18)}
_LAST_SCHOOL_YEAR = 14

_PHASES: tuple[tuple[str, Optional[float], Optional[float]], ...] = (
    (r"early years|eyfs", 0, 5),
    (r"reception", 4, 5),
    (r"primary", 4, 11),
    (r"secondary", 11, 16),
    (r"sixth form", 16, 19),
    (r"school[- ]age[d]?", 5, 16),
    (r"teen(?:ager)?s", 13, 19),
)
_ADULTS = re.compile(r"\badults?\b")
_NOT_ONLY_ADULTS = re.compile(r"\b(?:child|children|kids?|young|famil|bab(?:y|ies)|teen|all|parent|carer|toddler)")


def ages(value: object) -> Ages:
    """Reads ages.

    When several groups are named, the answer covers them all ("5-11 and 14-18" is 5 to 18). An upper end that is given
    only for some ("8 to 18, up to 25 with SEND") counts, since the guide is for those. "Under 5s" end with 4, the last
    whole year. Ages of school years are those at which children are in them (Year 7 is 11 to 12).

    Args:
        value: what the source holds, as a text.

    Returns:
        `NOT_SAID` when nothing is said, all ages are welcome, or it cannot be read without guessing.
    """
    text = _prepared(html_to_text(value, longest=400).replace("\n", " ; "))
    spans = list(_spans(text)) or list(_phases(text))
    return _covering(spans) if spans else NOT_SAID


def _prepared(text: str) -> str:
    text = re.sub("[‐-―−~]", "-", text.lower().replace("’", "'"))
    for sign, decimals in _FRACTIONS.items():
        text = re.sub(rf"(\d)\s*{sign}", rf"\g<1>{decimals}", text)
    text = re.sub(r"(\d) 1/2\b", r"\g<1>.5", text)
    text = _NUMBER_WORD.sub(lambda found: _NUMBERS[found[0]], text)
    text = re.sub(r"\b(?:pre-?)?(?:birth|newborns?|new born)\b(?!day)", "0", text)
    text = re.sub(r"\bpost[- ]?(16|18|19)\b", r"\1+", text)
    text = _NOT_AGES.sub(" ; ", text)
    return re.sub(
        r"\b(\d{1,2})\s*(?:years?|yrs?|y)\s*(?:and\s+|,\s*)?(\d{1,2})\s*(?:months?|mths?|m)\b", _with_months, text
    )


def _with_months(found: re.Match[str]) -> str:
    return f"{round(int(found[1]) + int(found[2]) / 12, 2):g} years"


def _spans(text: str) -> Iterator[Ages]:
    """Every span written in numbers; what one pattern has read, the next does not see."""
    for pattern, read in _READERS:
        unread = []
        for match in pattern.finditer(text):
            span = read(match)
            if span is None:
                unread.append(match[0])
            else:
                yield span
        text = _without(pattern, text, kept=unread)


def _without(pattern: re.Pattern[str], text: str, *, kept: list[str]) -> str:
    return pattern.sub(lambda match: match[0] if match[0] in kept else " ; ", text)


def _school_years(found: re.Match[str]) -> Optional[Ages]:
    first = 0 if found[1].startswith("r") else int(found[1])
    last = int(found[2] or first)
    return Ages(first + 4, last + 5) if first <= last < _LAST_SCHOOL_YEAR else None


def _reception_to(found: re.Match[str]) -> Optional[Ages]:
    return Ages(4, int(found[1]) + 5) if int(found[1]) < _LAST_SCHOOL_YEAR else None


def _key_stages(found: re.Match[str]) -> Optional[Ages]:
    return Ages(_STAGE[int(found[1])][0], _STAGE[int(found[2] or found[1])][1])


def _range(found: re.Match[str]) -> Optional[Ages]:
    low_name, high_name = ("a", "b") if found["a"] else ("c", "d")
    low_unit, high_unit = found[low_name + "_unit"], found[high_name + "_unit"]
    high = _years(found[high_name], high_unit, exclusive=bool(found["under"] and found["under"] == "under"))
    low = _years(found[low_name], low_unit or (high_unit if found[low_name] != "0" else None))
    if not low_unit and high is not None and low is not None and low > high:
        return None
    return Ages(low, high) if low is not None and high is not None and low <= high else None


def _from(found: re.Match[str]) -> Optional[Ages]:
    name = "a" if found["a"] else "b"
    low = _years(found[name], found[name + "_unit"])
    return None if low is None else Ages(low, None)


def _below(found: re.Match[str]) -> Optional[Ages]:
    name = "a" if found["a"] else "b"
    high = _years(found[name], found[name + "_unit"], exclusive=True)
    return None if high is None else Ages(None, high)


def _up_to(found: re.Match[str]) -> Optional[Ages]:
    name = next(name for name in "abcd" if found[name])
    high = _years(found[name], found[name + "_unit"])
    return None if high is None else Ages(None, high)


def _several(found: re.Match[str]) -> Optional[Ages]:
    low, high = int(found[1]), int(found[2])
    return Ages(low, high) if low <= high else None


def _one(found: re.Match[str]) -> Optional[Ages]:
    age = _years(found["a"] or found["b"], found["a_unit"])
    return None if age is None else Ages(age, age)


_READERS = (
    (_RECEPTION_TO, _reception_to),
    (_KEY_STAGES, _key_stages),
    (_SCHOOL_YEARS, _school_years),
    (_RANGE, _range),
    (_FROM, _from),
    (_BELOW, _below),
    (_UP_TO, _up_to),
    (_SEVERAL, _several),
    (_ONE, _one),
)


def _years(number: str, unit: Optional[str], *, exclusive: bool = False) -> Optional[float]:
    amount = float(number)
    if unit and unit[0] in "mw":
        amount, exclusive = round(amount / (12 if unit[0] == "m" else 52), 2), False
    if amount > OLDEST:
        return None
    if exclusive and amount == int(amount) and amount >= 1:
        amount -= 1
    return int(amount) if amount == int(amount) else amount


def _covering(spans: list[Ages]) -> Ages:
    # "Over 16s (16-19)": the brackets say where it ends.
    starts = {span.minimum for span in spans if span.maximum is not None and span.minimum is not None}
    spans = [span for span in spans if span.maximum is not None or span.minimum not in starts]
    lows = [span.minimum for span in spans if span.minimum is not None]
    highs = [span.maximum for span in spans if span.maximum is not None]
    # "11+ (up to 18)" is one span in two halves; "0-4, 25 plus" has an open end.
    open_above = any(span.maximum is None for span in spans)
    halves = all(None in (span.minimum, span.maximum) for span in spans)
    low = min(lows, default=None)
    high = None if open_above and not (halves and highs) else max(highs, default=None)
    return NOT_SAID if low is not None and high is not None and low > high else Ages(low, high)


def _phases(text: str) -> Iterator[Ages]:
    found = [Ages(low, high) for words, low, high in _PHASES if re.search(rf"\b(?:{words})\b", text)]
    if not found and _ADULTS.search(text) and not _NOT_ONLY_ADULTS.search(text):
        found = [Ages(18, None)]
    yield from found
