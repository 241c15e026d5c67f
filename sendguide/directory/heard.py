"""What a message says about the services that are wanted: an age, a place, "free ones", "the second one"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sendguide.directory.lexicon import FLAGS, Lexicon, scan
from sendguide.directory.terms import NEED, TOPIC
from sendguide.understanding.clean import match_key
from sendguide.understanding.detail import Detail
from sendguide.understanding.spelling import Correction

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
PICK = re.compile(
    r"\b(?:(?:the )?(?:([1-9])(?:st|nd|rd|th)|("
    + "|".join(ORDINALS)
    + r"))(?: (?:one|1|service|option|of (?:them|those)))?"
    r"|(?:the )?(last)(?: one| service| of (?:them|those))|(?:number|option|no) (?:([1-9])|("
    + "|".join(NUMBERS)
    + r")))\b"
)
HEARD = "heard"
"""Key of the parse result that carries this to the actions. It is never stored: it may hold words of the message."""
LAST = -1
GROWN_UP = re.compile(r"\b(2[6-9]|[3-9][0-9])[ -]?(?:years?|yrs?)[ -]?olds?\b", re.IGNORECASE)
"""An age beyond those that the guide's other parts read: nothing may be for it, and then we say so."""
YEARS_BEFORE_YEAR_1 = 4
"""Age at the start of a school year less its number: year 9 begins at 13. Reception begins at 4."""


@dataclass(frozen=True)
class Heard:
    """What was heard; nothing of it quotes the message but `rest`, which is never stored.

    Attributes:
        age: whole years.
        outcode: "CV6"; of a full postcode only this half.
        pick: which service of the list, from 0; `LAST` for the last one.
        flags: which phrases of `content/services.yml` were there, such as `free` or `more`.
        needs: codes of needs.
        topics: codes of topics by their own words.
        rest: words that say something else.
    """

    age: int | None = None
    outcode: str | None = None
    day: str | None = None
    pick: int | None = None
    flags: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()

    @property
    def narrows(self) -> bool:
        """Whether it says anything that a list can be narrowed, turned or searched by."""
        found = self.flags - {"find", "about_it"}
        return bool(found or self.needs or self.topics or self.day or self.outcode) or self.age is not None

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready values. They hold words of the message (`rest`): never store them."""
        return {**asdict(self), "flags": sorted(self.flags)}


def heard_from(data: Mapping[str, Any]) -> Heard:
    """Reads back what `Heard.to_dict` wrote; nothing was heard when there is nothing."""
    lists = {name: tuple(data[name]) for name in ("needs", "topics", "rest") if name in data}
    return Heard(**{**data, **lists, "flags": frozenset(data.get("flags", ()))})


def hear(text: str, details: Iterable[Detail], lexicon: Lexicon, corrections: Iterable[Correction] = ()) -> Heard:
    """Reads a message.

    Args:
        text: the message, cleaned.
        details: what was found in it (`sendguide.understanding.details`).
        lexicon: from `lexicon_of`.
        corrections: misspelt words, put right.
    """
    kept = list(details)
    age = next((item for item in kept if item.kind == "age"), None)
    year = next((item for item in kept if item.kind == "school_year"), None)
    area = next((item for item in kept if item.kind == "postcode_area"), None)
    words = _edited(text, [item for item in (age, year, area) if item is not None], corrections)
    words, pick = _picked(GROWN_UP.sub(" ", words))
    found = dict(scan(words.split(), lexicon))
    rest = tuple(found.pop("rest", ()))
    if set(found.get("find", ())) == {"any"} and TOPIC not in found:
        del found["find"]  # "any for deaf children" asks for a part of what was shown
    return Heard(
        age=_years(age, year, text),
        outcode=area.value if area else None,
        day=next(iter(found.get("day", ())), None),
        pick=pick,
        flags=frozenset(name for name in FLAGS if name in found),
        needs=tuple(dict.fromkeys(found.get(NEED, ()))),
        topics=tuple(dict.fromkeys(found.get(TOPIC, ()))),
        rest=rest,
    )


def _years(age: Detail | None, year: Detail | None, text: str) -> int | None:
    if age is not None:
        return int(age.value)
    if (grown_up := GROWN_UP.search(text)) is not None:
        return int(grown_up[1])
    if year is not None:
        return YEARS_BEFORE_YEAR_1 + (int(year.value) if year.value.isdigit() else 0)
    return None


def _edited(text: str, details: list[Detail], corrections: Iterable[Correction]) -> str:
    """The words without the details, and with their spelling put right."""
    edits = [(item.start, item.end, "") for item in details]
    taken = list(edits)
    for item in corrections:
        if all(item.end <= start or item.start >= end for start, end, _ in taken):
            edits.append((item.start, item.end, item.corrected))
    for start, end, instead in sorted(edits, reverse=True):
        text = f"{text[:start]} {instead} {text[end:]}"
    return match_key(text)


def _picked(words: str) -> tuple[str, int | None]:
    match = PICK.search(words)
    if match is None:
        return words, None
    digit, ordinal, last, option, spelt = match.groups()
    if last:
        pick = LAST
    elif digit or option:
        pick = int(digit or option) - 1
    else:
        pick = ORDINALS.index(ordinal) if ordinal else NUMBERS.index(spelt)
    return f"{words[: match.start()]} {words[match.end() :]}", pick
