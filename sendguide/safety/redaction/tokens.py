"""The words of a message with what their capitals tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sendguide.safety.redaction.words import plain

WORD = re.compile(r"[^\W\d_]+(?:['’`-][^\W\d_]+)*")
OPENS = re.compile(r"(?:^|[.!?:;\n•*\"“]|\s[-–])\s*$")
POSSESSIVE = re.compile(r"['’`]s?$")
LONGEST = 40
"""Letters of the longest word that could be a name."""

LOOK_BACK = 6
"""Characters before a word that tell whether it opens a sentence."""


@dataclass(frozen=True)
class Word:
    """A word of a message: `text[start:end]` without its possessive ending.

    Attributes:
        key: as the lists have it.
        capital: it begins with a capital.
        shouted: all its letters are capitals, and there are two at least.
        opens: it opens a sentence, where a capital tells nothing.
        owns: it had a possessive ending.
        gap: what stands between the word before and this one.
    """

    start: int
    end: int
    key: str
    capital: bool
    shouted: bool
    opens: bool
    owns: bool
    gap: str


def words_of(text: str) -> list[Word]:
    """The words in order."""
    found: list[Word] = []
    last = 0
    for match in WORD.finditer(text):
        word = match[0]
        ending = POSSESSIVE.search(word) or re.search(r"['’`]s$", word, re.IGNORECASE)
        stem = word[: ending.start()] if ending else word
        opens = OPENS.search(text[max(0, match.start() - LOOK_BACK) : match.start()]) is not None
        gap = text[last : match.start()] if found else ""
        capital, shouted = stem[:1].isupper(), len(stem) > 1 and stem.isupper()
        key = plain(stem) if len(stem) <= LONGEST else ""
        found.append(Word(match.start(), match.start() + len(stem), key, capital, shouted, opens, bool(ending), gap))
        last = match.end()
    return found
