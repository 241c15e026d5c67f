"""Takes a message apart: sentences, and the parts of a sentence that could each be a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

STORY_WORDS = 40
"""A longer message is a story: its ask has to be found."""

MOST_PARTS = 12
"""Parts that are read by themselves; a pasted letter may have more."""

MOST_SENTENCES = 40
"""Sentences that are looked at one by one for danger: more than fit into the longest message that the door lets in."""

FEWEST_WORDS = 2
"""A shorter part ("Hi", "Thanks", "Help") is read with its neighbour, not alone."""

SENTENCE_END = re.compile(r"(?P<kept>(?<![.?!;])[.?!;]+[\"')\]]*)(?=\s|$)|\n+|\s[-–—]\s|…+")
"""A run of marks is tried once, from its first mark: else time grows with the square of its length."""

AUXILIARY = r"(?:can|cant|could|do|does|did|is|are|am|was|will|would|should|shall|must|may|has|have)"
ASK_WORD = (
    r"(?:how|what|whats|when|where|who|whos|whose|which|why|can|cant|could|do|does|did|is|are|am|will|would|should|shall|"
    r"must|may|have (?:i|you|we)|has|if i|whens|whether|at what|any idea|any advice|please tell|tell me)"
)
ACT_WORD = (
    r"(?:apply|ask|claim|complain|challenge|confirm|request|speak|talk|ring"
    r"|(?:i|we) (?:also )?(?:want|need|would like))"
)
SUBJECT = r"(?:i|we|you|he|she|they|it|there|anyone|people)"
"""What comes after the verb only in a question: "that is the school" is none."""

OPENS = rf"(?:{ASK_WORD}\b|if (?:not|so|it|we|i|they|he|she|you|that|the|my)\b|in (?:what|which)\b|separately\b)"
JOINT = re.compile(
    rf"(?:,\s*|\s+)(?:and also|and then|and|n|also|plus|&|oh and|or)\s+(?={OPENS})"
    rf"|,\s*(?={ASK_WORD}\b|also\b|if not\b)"
    rf"|,?\s+and also\s+|,?\s+(?:and|n|also|plus|&)\s+(?={ACT_WORD}\b)"
    r"|\s+(?=[1-4]\)\s)"
    r"|(?<!how)(?<!what)(?<!who)(?<!where)(?<!when)(?<!which)(?<!why)\s+"
    r"(?=(?:how (?:long|much|do|can|soon)|who (?:do|can|pays|comes)|what (?:happens|if|is|do)|where (?:do|is|can)"
    r"|can (?:i|we))\b)",
    re.IGNORECASE,
)
FILLER = r"(?:so|and|also|but|hi|hello|ok|okay|oh|then|now|well|please|pls|sorry|[1-4]|second|secondly|another|thanks)"
LEAD_IN = re.compile(
    rf"^(?:{FILLER}[\s,.!]*)*(?:(?:i|we) (?:just |also )?(?:want|need|would like) to (?:know|ask)|"
    r"(?:can|could) you (?:please )?tell me|do you know|tell me|my question is)?[\s,:]*$",
    re.IGNORECASE,
)
"""What only leads to a question ("ok so", "I want to know"): read with what follows."""

ASKS = re.compile(
    rf"^(?:{FILLER}[\s,)]+)*(?:{ASK_WORD}|{ACT_WORD}|if not)\b"
    r"|\b(?:want|need|like|trying) to (?:know|find out|understand|ask)\b|\bwondering\b"
    r"|\bnot sure (?:if|what|how|who|when|where)\b"
    r"|\b(?:any|some) (?:idea|advice|help|info)\b|\bhow (?:do|can|long|much|soon)\b|\bwhat (?:now|next|happens|do i)\b"
    r"|\bwho (?:do|can|should) (?:i|we)\b|\b(?:can|could|should|must) (?:i|we|they|you)\b|\bam i\b"
    rf"|\b(?:how|what|where|when|which|who|why) (?:\w+ )?{AUXILIARY}\b|\b{AUXILIARY} {SUBJECT}\b",
    re.IGNORECASE,
)

POINTS_BACK = re.compile(r"\b(?:it|this|that|them|they|those|one|he|she)\b", re.IGNORECASE)
MOST_WORDS_BEFORE = 25
"""A longer statement would drown the question that points back to it."""


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


def parts_to_read(text: str) -> list[Part]:
    """What of a message is read by itself: its clauses, if it has several and any asks; else the whole alone.

    A part that points back ("can i appeal that") is read with the statement before it ("he's been excluded"). Of a very
    long message, such as a pasted letter, only the parts that ask.
    """
    parts = clauses(text)
    if len(parts) < 2 or not any(part.asks for part in parts):
        return [Part(text, 0, len(text), asks=False)]
    whole = [_whole(text, part, last) for part, last in zip(parts, [None, *parts[:-1]])]
    return (whole if len(whole) <= MOST_PARTS else [part for part in whole if part.asks])[:MOST_PARTS]


def _whole(text: str, part: Part, last: Part | None) -> Part:
    if last is None or last.asks or not POINTS_BACK.search(part.text) or len(last.text.split()) > MOST_WORDS_BEFORE:
        return part
    return Part(text[last.start : part.end], last.start, part.end, asks=True)


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
