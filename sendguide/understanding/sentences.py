"""Takes a message apart: sentences, and the parts of a sentence that could each be a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

STORY_WORDS = 40
"""A longer message is a story: its ask has to be found."""

MOST_PARTS = 12
"""Parts that are read by themselves; a pasted letter may have more."""

FEWEST_WORDS = 2
"""A shorter part ("Hi", "Thanks", "Help") is read with its neighbour, not alone."""

SENTENCE_END = re.compile(r"(?P<kept>(?<![.?!;])[.?!;]+[\"')\]]*)(?=\s|$)|\n+|\s[-–—]\s|…+")
"""A run of marks is tried once, from its first mark: else time grows with the square of its length."""

ASK_WORD = (
    r"(?:how|what|whats|when|where|who|whos|whose|which|why|can|cant|could|do|does|did|is|are|am|will|would|should|shall|"
    r"must|may|have i|has|if i|any idea|any advice|please tell|tell me)"
)
ACT_WORD = r"(?:apply|ask|claim|complain|challenge|request|speak|talk|ring|(?:i|we) (?:also )?(?:want|need|would like))"
JOINT = re.compile(
    rf"(?:,\s*|\s+)(?:and also|and then|and|also|plus|&|oh and|or)\s+(?={ASK_WORD}\b)"
    rf"|,\s*(?={ASK_WORD}\b)"
    rf"|,?\s+and also\s+|,?\s+(?:and|also|plus|&)\s+(?={ACT_WORD}\b)"
    r"|\s+(?=(?:how (?:long|much|do|can|soon)|who (?:do|can|pays|comes)|what (?:happens|if|is|do)|where (?:do|is|can)"
    r"|can (?:i|we))\b)",
    re.IGNORECASE,
)
FILLER = r"(?:so|and|also|but|hi|hello|ok|okay|oh|then|now|well|please|pls|sorry|2|second|secondly|another|thanks)"
LEAD_IN = re.compile(
    rf"^(?:{FILLER}[\s,.!]*)*(?:(?:i|we) (?:just |also )?(?:want|need|would like) to (?:know|ask)|"
    r"(?:can|could) you (?:please )?tell me|do you know|tell me|my question is)?[\s,:]*$",
    re.IGNORECASE,
)
"""What only leads to a question ("ok so", "I want to know"): read with what follows."""

ASKS = re.compile(
    rf"^(?:{FILLER}[\s,]+)*(?:{ASK_WORD}|{ACT_WORD})\b"
    r"|\b(?:want|need|like|trying) to (?:know|find out|understand|ask)\b|\bwondering\b"
    r"|\bnot sure (?:if|what|how|who|when|where)\b"
    r"|\b(?:any|some) (?:idea|advice|help|info)\b|\bhow (?:do|can|long|much|soon)\b|\bwhat (?:now|next|happens|do i)\b"
    r"|\bwho (?:do|can|should) (?:i|we)\b|\b(?:can|could|should|must) (?:i|we|they|you)\b|\bam i\b"
    r"|\bdo (?:i|we) have to\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Part:
    """A sentence, or a part of one, with its place in the message and whether it looks like a question."""

    text: str
    start: int
    end: int
    asks: bool


def sentences(text: str) -> list[Part]:
    """The sentences of a message; very short ones are joined to the next."""
    return list(_parts(text, 0, SENTENCE_END))


def clauses(text: str) -> list[Part]:
    """The parts of a message that could each be a question: sentences, cut before "and how", ", can I", "who pays"."""
    return [part for sentence in sentences(text) for part in _parts(sentence.text, sentence.start, JOINT)]


def asking_parts(text: str) -> list[Part]:
    """What of a message is read by itself: the parts that ask, if it is a story or asks more than once.

    Of other messages the whole alone: each part that is read costs as much as a message of its length.
    """
    asking = [part for part in clauses(text) if part.asks][:MOST_PARTS]
    if len(asking) > 1 or (asking and len(text.split()) > STORY_WORDS):
        return asking
    return [Part(text, 0, len(text), asks=False)]


def _parts(text: str, offset: int, cut: re.Pattern[str]) -> Iterator[Part]:
    start = 0
    cuts = [(found.start() + len(found.groupdict().get("kept") or ""), found.end()) for found in cut.finditer(text)]
    for end, following in [*cuts, (len(text), len(text))]:
        piece = text[start:end]
        if end < len(text) and (len(piece.split()) < FEWEST_WORDS or LEAD_IN.match(piece)):
            continue
        words = piece.strip(" \t\n,")
        if words:
            place = offset + start + piece.index(words)
            yield Part(words, place, place + len(words), words.endswith("?") or bool(ASKS.search(words)))
        start = following
