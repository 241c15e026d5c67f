"""Ages out of free text: "5 to 11 years", "under 5s", "18 months - 4 years", "Year 7-11", "birth to 25", "16+"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Optional

from sendguide.directory.importing.age_patterns import (
    ADULTS,
    BELOW,
    FRACTIONS,
    FROM,
    KEY_STAGES,
    LAST_SCHOOL_YEAR,
    NOT_AGES,
    NOT_ONLY_ADULTS,
    NUMBER_WORD,
    NUMBERS,
    ONE,
    PHASES,
    RANGE,
    RECEPTION_TO,
    SCHOOL_YEARS,
    SEVERAL,
    STAGE,
    UP_TO,
)
from sendguide.directory.importing.html_text import html_to_text

OLDEST = 120


@dataclass(frozen=True)
class Ages:
    """From which to which age, both included, in years; None for an end that is open or not said."""

    minimum: Optional[float] = None
    maximum: Optional[float] = None


NOT_SAID = Ages()


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
    for sign, decimals in FRACTIONS.items():
        text = re.sub(rf"(\d)\s*{sign}", rf"\g<1>{decimals}", text)
    text = re.sub(r"(\d) 1/2\b", r"\g<1>.5", text)
    text = NUMBER_WORD.sub(lambda found: NUMBERS[found[0]], text)
    text = re.sub(r"\b(?:pre-?)?(?:birth|newborns?|new born)\b(?!day)", "0", text)
    text = re.sub(r"\bpost[- ]?(16|18|19)\b", r"\1+", text)
    text = NOT_AGES.sub(" ; ", text)
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
    return Ages(first + 4, last + 5) if first <= last < LAST_SCHOOL_YEAR else None


def _reception_to(found: re.Match[str]) -> Optional[Ages]:
    return Ages(4, int(found[1]) + 5) if int(found[1]) < LAST_SCHOOL_YEAR else None


def _key_stages(found: re.Match[str]) -> Optional[Ages]:
    return Ages(STAGE[int(found[1])][0], STAGE[int(found[2] or found[1])][1])


def _range(found: re.Match[str]) -> Optional[Ages]:
    low_name, high_name = ("a", "b") if found["a"] else ("c", "d")
    low_unit, high_unit = found[low_name + "_unit"], found[high_name + "_unit"]
    high = _years(found[high_name], high_unit, exclusive=bool(found["under"] or found["birthday"]))
    low = _years(found[low_name], low_unit or (high_unit if found[low_name] != "0" else None))
    if low is None or high is None or low > high:
        return None
    return Ages(low, None if found["open"] else high)


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
    (RECEPTION_TO, _reception_to),
    (KEY_STAGES, _key_stages),
    (SCHOOL_YEARS, _school_years),
    (RANGE, _range),
    (FROM, _from),
    (BELOW, _below),
    (UP_TO, _up_to),
    (SEVERAL, _several),
    (ONE, _one),
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
    found = [Ages(low, high) for words, low, high in PHASES if re.search(rf"\b(?:{words})\b", text)]
    if not found and ADULTS.search(text) and not NOT_ONLY_ADULTS.search(text):
        found = [Ages(18, None)]
    yield from found
