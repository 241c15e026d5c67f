"""The crisis screen: phrases that mean danger, looked for in every message, without Rasa.

Only the category of what was found leaves this module, never a word of the message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sendguide.content.crisis_models import Calm, CrisisWords, Danger
from sendguide.safety.finding import Finding, Strength
from sendguide.safety.phrases import Found, PhraseFinder
from sendguide.safety.words import MARKS, CrisisWordReader
from sendguide.understanding.spelling import english

COMMON = 60_000
"""How many of the most frequent English words are never taken for a misspelling of another."""

LONGEST_PIECE = 120
"""Words that are matched at once: more than any sentence has; pieces of a longer one overlap."""

OVERLAP = 24
"""Words that two pieces of one sentence share: more than any phrase spans."""


MOST_PIECES = 80
"""Pieces of one message that are matched: ten times the longest message that is read."""


NO = re.compile(r"\b(?:not|no|never|nobody|without)\b")
"""Words of denial; `<not>` is the class of them."""


@dataclass(frozen=True)
class _Owner:
    """Whose a phrase is.

    `denies`: it holds a "not" of its own, which takes nothing back. `always`: nothing takes it back.
    """

    entry: Danger | Calm
    strength: Strength
    denies: bool = False
    always: bool = False


_Match = Found[_Owner]


class CrisisScreen:
    """Finds phrases of danger in a message. Holds nothing of any message.

    Args:
        words: `content/safety/words.yml`.
        dangers: `content/safety/crisis.yml`; of several that are found, the first in this order counts.
        calms: `content/safety/calm.yml`.

    Raises:
        PhraseError: when a phrase names a class that does not exist.
    """

    def __init__(self, words: CrisisWords, dangers: Iterable[Danger], calms: Iterable[Calm]) -> None:
        classes = {name: members.split() for name, members in words.words.items()}
        self._dangers = tuple(dangers)
        self._stops = frozenset((*words.stops.split(), *MARKS))
        self._phrases = PhraseFinder(_phrases(self._dangers, calms), classes, english())
        known = self._phrases.words | self._stops
        self._reader = CrisisWordReader(known, words.instead, english()[:COMMON])

    def find(self, text: str) -> Finding | None:
        """What a message calls for, or None. Takes time in proportion to its length, up to a limit."""
        dangers: list[_Match] = []
        calm: Calm | None = None
        for piece in _pieces(self._reader.read(text)):
            found = self._phrases.find(piece)
            calms = [match for match in found if isinstance(match.owner.entry, Calm)]
            for match in found:
                entry = match.owner.entry
                if isinstance(entry, Danger):
                    by = [other.owner.entry for other in calms if self._calms(other, match, piece)]
                    dangers += [] if by else [match]
                    calm = _warmest(calm, by)
                elif entry.speaks_alone:
                    calm = _warmest(calm, [entry])
        return self._gravest(dangers) or (Finding(calm.id, Strength.CALM, None, calm.warmth) if calm else None)

    def _calms(self, calm: _Match, danger: _Match, words: Sequence[str]) -> bool:
        """Whether a calm phrase speaks for words of danger: it lies on them, or reaches them with no stop between."""
        entry, of = calm.owner.entry, danger.owner
        if not isinstance(entry, Calm) or of.entry.id not in entry.of or of.always:
            return False
        if of.denies and calm.end == danger.start and words[calm.start : calm.end] == ("no",):
            return False  # "no, I am not safe" answers a question; it denies nothing
        overlap = calm.start < danger.end and danger.start < calm.end
        if entry.speaks_alone:
            return overlap
        if overlap and (entry.before is not None or calm.end > danger.end):
            return not of.denies
        if entry.before is not None and calm.end <= danger.start:
            return self._reaches(words[calm.end : danger.start], entry.before, entry.until or "")
        if entry.after is not None and danger.end <= calm.start:
            return self._reaches(words[danger.end : calm.start], entry.after, entry.until or "")
        return False

    def _reaches(self, between: Sequence[str], words: int, until: str) -> bool:
        return len(between) <= words and self._stops.isdisjoint(between) and not set(until.split()) & set(between)

    def _gravest(self, matches: Sequence[_Match]) -> Finding | None:
        for strength in (Strength.EXACT, Strength.NEAR):
            found = {match.owner.entry.id for match in matches if match.owner.strength is strength}
            for danger in self._dangers:
                if danger.id in found:
                    return Finding(danger.id.value, strength, danger.answer)
        return None


def _phrases(dangers: Iterable[Danger], calms: Iterable[Calm]) -> Iterator[tuple[_Owner, str]]:
    for danger in dangers:
        yield from ((_Owner(danger, Strength.EXACT, always=True), phrase) for phrase in danger.always)
        for strength, phrases in ((Strength.EXACT, danger.exact), (Strength.NEAR, danger.near)):
            yield from ((_Owner(danger, strength, bool(NO.search(phrase))), phrase) for phrase in phrases)
    for calm in calms:
        yield from ((_Owner(calm, Strength.CALM), phrase) for phrase in calm.phrases)


def _pieces(words: Sequence[str]) -> list[tuple[str, ...]]:
    """The different pieces of a message, which overlap; of an endless one the first and the last."""
    starts = range(0, max(len(words) - OVERLAP, 1), LONGEST_PIECE - OVERLAP)
    pieces = list(dict.fromkeys(tuple(words[start : start + LONGEST_PIECE]) for start in starts))
    return pieces if len(pieces) <= MOST_PIECES else [*pieces[: MOST_PIECES // 2], *pieces[-MOST_PIECES // 2 :]]


def _warmest(one: Calm | None, others: Iterable[Calm | Danger]) -> Calm | None:
    for other in others:
        if isinstance(other, Calm) and (one is None or (other.warmth and not one.warmth)):
            one = other
    return one
