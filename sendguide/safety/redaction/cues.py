"""What stands before a name: "my son", "Mrs", "my name is", "kind regards"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from sendguide.safety.redaction.tokens import Word
from sendguide.safety.redaction.words import RedactionWords


class Cue(Enum):
    """How strongly what stands before a word says that it is a name."""

    NONE = 0
    PERSON = 1
    """Kin, a profession, an introduction: a name may follow, or a verb."""

    INTRODUCTION = 5
    """"I'm", "its": one's own name may follow, or anything else about oneself."""

    WEAK_TITLE = 2
    """"Dr", "miss": a title that is also a word."""

    FIRM = 3
    """"called", "my name is": nearly always a name."""

    TITLE = 4
    """"Mrs": always a name."""


CLOSE = re.compile(r"[ \t]{1,2}$|\.[ \t]?$")
NEAR = re.compile(r"\s{0,2}(?:[,(:\-–\"“'‘]|\.{2,3})?\s{0,2}[\"“'‘(]?$")
ABBREVIATED = frozenset(("dr", "ms", "rev", "sr"))
IM = frozenset(("im", "iam"))
NAME_WORDS = frozenset(("name", "names", "surname", "forename", "nickname"))
IS = frozenset(("is", "are", "was", "be"))
OF_PERSON = frozenset(
    "my his her their our your full first last middle family real own child childs sons daughters boys girls mums dads student "
    "pupil pupils husband wife worker maiden whose parents husbands teachers grandsons granddaughters mothers old".split()
)
SENTENCE_NAME = frozenset("form plan letter list school section mediator service company provider college".split())


def cue_before(words: Sequence[Word], place: int, lists: RedactionWords) -> Cue:
    """What stands straight before a word."""
    if place == 0:
        return Cue.NONE
    word, before = words[place], words[place - 1]
    earlier = words[place - 2] if place > 1 else None
    if CLOSE.fullmatch(word.gap):
        if before.key in lists.titles and not before.owns:
            return Cue.TITLE
        blank = "." not in word.gap or before.key in ABBREVIATED
        if (
            before.key in lists.weak_titles
            and blank
            and not before.owns
            and (before.capital or before.key not in ("ms", "sir", "lord", "master"))
        ):
            return Cue.WEAK_TITLE
        if "." not in word.gap and _names(before, earlier, word.gap):
            return Cue.FIRM
        if before.key in lists.firm and before.key == "called" and not _is_called_by(earlier):
            return Cue.FIRM
        if _introduces(before, earlier) and "." not in word.gap:
            return Cue.INTRODUCTION
    if before.key in NAME_WORDS and re.fullmatch(r"\s?[:=-]\s?", word.gap):
        return Cue.FIRM
    person = before.key in lists.kin or before.key in lists.people
    if person and ":" in word.gap and NEAR.fullmatch(word.gap):
        return Cue.FIRM
    return Cue.PERSON if person and NEAR.fullmatch(word.gap) and not before.owns else Cue.NONE


def _names(before: Word, earlier: Word | None, gap: str) -> bool:
    """ "my name is", "her name", "child name is", "names" for "name's"."""
    if before.key in IS and earlier is not None and earlier.key in NAME_WORDS and not gap.strip():
        return True
    if before.key == "names" or (before.key == "name" and before.owns):
        return True
    return before.key in NAME_WORDS and earlier is not None and earlier.key in OF_PERSON


def _is_called_by(earlier: Word | None) -> bool:
    """ "I called START", "they called me": somebody rang; after "is" and "a boy" it is a name."""
    return earlier is not None and earlier.key in {
        "i",
        "ive",
        "we",
        "they",
        "have",
        "has",
        "he",
        "she",
        "you",
        "who",
        "just",
        "never",
        "its",
        "it",
        "thats",
        "whats",
    }


def _introduces(before: Word, earlier: Word | None) -> bool:
    """ "I'm", "I am", "this is", "its", "call me", "me and": one's own name, or an adjective."""
    if before.key in IM or before.key in ("its", "dear", "hi", "hello", "hey"):
        return True
    if earlier is None:
        return False
    pair = earlier.key, before.key
    return pair in {
        ("i", "am"),
        ("this", "is"),
        ("it", "is"),
        ("call", "me"),
        ("me", "and"),
        ("and", "i"),
        ("about", "for"),
    }


def signature_start(text: str, words: Sequence[Word], lists: RedactionWords) -> int:
    """The place from which on the words sign the message; past its end when nobody signs."""
    for place in range(len(words) - 1, max(-1, len(words) - 5), -1):
        if words[place].key in lists.signed:
            rest = words[place + 1 :]
            gap = rest[0].gap if rest else ""
            short = 0 < len(rest) <= 3 and not re.search(r"[?]", text[words[place].end :])
            return place + 1 if short and (NEAR.fullmatch(gap) or gap.strip(" \n") in (".", "!", ",")) else len(words)
    return len(words)
