"""What stands before a name: "my son", "Mrs", "my name is", "kind regards"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from sendguide.content.redaction_words import RedactionWords
from sendguide.safety.redaction.tokens import Word


class Cue(Enum):
    """How strongly what stands before a word says that it is a name."""

    NONE = 0
    PERSON = 1
    """Kin, a profession, an introduction: a name may follow, or a verb."""

    INTRODUCTION = 5
    """"I'm", "its": one's own name may follow, or anything else about oneself."""

    WEAK_TITLE = 2
    """"Dr", "miss": a title that is also a word."""

    KIN = 6
    """A relation straight before, "my grandson": with a capital, even a word of the dictionary is a name."""

    LIST = 8
    """A name, and a comma or "and"."""

    CAPITAL_TITLE = 7
    """"Miss", "Dr", with their capital: with one too, even a word of the dictionary is a name."""

    FIRM = 3
    """"called", "my name is": nearly always a name."""

    TITLE = 4
    """"Mrs": always a name."""


LORDLY = frozenset(("ms", "sir", "lord", "master"))
"""Titles that are only such with a capital: "ms" is a condition, and "sir" a teacher."""

BEFORE_SURNAMES = frozenset(("miss", "ms", "dr", "sir", "rev"))
OF_MANY = frozenset(("child", "children", "kid", "kids", "ex", "foster", "middle", "mother", "father", "baby"))
"""Kin words that also begin names of services: "Child Development", "Foster Care"."""

ABBREVIATED = frozenset(("dr", "ms", "rev", "sr"))
CLOSE = re.compile(r"[ \t]{1,2}$|\.[ \t]?$")
NEAR = re.compile(r"\s{0,2}(?:[,(:\-–\"“'‘]|\.{2,3})?\s{0,2}[\"“'‘(]?$")
COLON = re.compile(r"\s?[:=-]\s?")
NAME_WORDS = frozenset(("name", "names", "surname", "forename", "nickname"))
IS = frozenset(("is", "are", "was", "be"))


def cue_before(words: Sequence[Word], place: int, lists: RedactionWords) -> Cue:
    """What stands straight before a word."""
    if place == 0:
        return Cue.NONE
    word, before = words[place], words[place - 1]
    earlier = words[place - 2] if place > 1 else None
    if CLOSE.fullmatch(word.gap) and (cue := _close_cue(before, earlier, word.gap, lists)) is not Cue.NONE:
        return cue
    if before.key in NAME_WORDS and COLON.fullmatch(word.gap):
        return Cue.FIRM
    person = before.key in lists.kin or before.key in lists.people
    if not person or not NEAR.fullmatch(word.gap):
        return Cue.NONE
    if ":" in word.gap:
        return Cue.FIRM
    if before.owns:
        return Cue.NONE
    return Cue.KIN if word.gap == " " and before.key in lists.kin and before.key not in OF_MANY else Cue.PERSON


def _close_cue(before: Word, earlier: Word | None, gap: str, lists: RedactionWords) -> Cue:
    """What the word before is for a word with at most a blank, or the dot of "Dr.", between them."""
    dotted = "." in gap
    if before.key in lists.titles and not before.owns:
        return Cue.TITLE
    weak = before.key in lists.weak_titles and not before.owns and (not dotted or before.key in ABBREVIATED)
    if weak and (before.capital or before.key not in LORDLY):
        return Cue.CAPITAL_TITLE if before.capital and before.key in BEFORE_SURNAMES else Cue.WEAK_TITLE
    if dotted:
        return Cue.NONE
    rang = earlier is not None and earlier.key in lists.rang
    if (before.key == "called" and not rang) or _is_name_word(before, earlier, lists):
        return Cue.FIRM
    pair = f"{earlier.key if earlier else ''} {before.key}"
    return Cue.INTRODUCTION if before.key in lists.introduces or pair in lists.introduces_in_two else Cue.NONE


def _is_name_word(before: Word, earlier: Word | None, lists: RedactionWords) -> bool:
    """Whether before are "my name is", "her name", "child name is", or "names" for "name's"."""
    if before.key in IS and earlier is not None and earlier.key in NAME_WORDS:
        return True
    if before.key == "names" or (before.key == "name" and before.owns):
        return True
    return before.key in NAME_WORDS and earlier is not None and earlier.key in lists.of_person


def signature_start(text: str, words: Sequence[Word], lists: RedactionWords) -> int:
    """The place from which on the words sign the message; past its end when nobody signs."""
    for place in range(len(words) - 1, max(-1, len(words) - 5), -1):
        if words[place].key in lists.signed:
            rest = words[place + 1 :]
            gap = rest[0].gap if rest else ""
            short = 0 < len(rest) <= 3 and not re.search(r"[?]", text[words[place].end :])
            return place + 1 if short and (NEAR.fullmatch(gap) or gap.strip(" \n") in (".", "!", ",")) else len(words)
    return len(words)
