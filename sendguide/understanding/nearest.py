"""The word that a misspelt one is nearest to, by letters and by sound, or none when it is too far from all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

SOUNDS = tuple(
    (re.compile(letters), sound)
    for letters, sound in (
        ("^ps", "s"),
        ("^kn", "n"),
        ("^wr", "r"),
        ("le$", "al"),
        ("(?<=[aciu])t(?:oi|o|i)n(?=s?$)", "Sn"),  # -tion, half typed
        ("(?:[st]i|ssi|ci|sh|zh)[aeou]+(?=[nl])", "S"),  # -tion, -sion, -cian, -shun, -cial
        ("ph", "f"),
        ("ough|augh", "o"),
        ("igh", "i"),
        ("sch", "sk"),
        ("t?ch", "C"),
        ("sh", "S"),
        ("ck", "k"),
        ("qu", "kw"),
        ("x", "ks"),
        ("s?c(?=[eiy])|z", "s"),
        ("c", "k"),
        ("d?g(?=[eiy])", "j"),
        ("(?<=[^aeiou])e$", ""),
        ("th", "T"),
        ("h", ""),
        (r"(.)\1+", r"\1"),
        ("(?<=[aeiou])r(?![aeiouy])", ""),  # as in most of England: dawter, ortism
        ("[aeiouyw]+", "a"),  # what is misspelt most
    )
)
"""What letters sound like, for English as it is spoken here; each rule works on what the ones before it left.

Capitals are sounds that are written with two letters. The idea is Metaphone's (Philips 1990).
"""

SHORTEST = 4
"""Letters of the shortest word that is compared: `u` or `ment` could be anything."""

FARTHEST = 4
"""Steps to the farthest word that is looked at."""

STEP = 2
"""What a step costs: a letter dropped, added or changed, or two swapped (optimal string alignment)."""


def sound(word: str) -> str:
    """Roughly how a word sounds: words that are said alike have the same key, whatever their vowels."""
    for letters, heard in SOUNDS:
        word = letters.sub(heard, word)
    return word


class NearestWord:
    """Finds the word that is meant.

    Weights and limits were chosen on 3,900 misspellings by learners of English, against 59,000 names of people and
    places from 90 countries and 29,000 misspellings of other words.

    Args:
        words: what may be meant, in lower case.
        acronyms: what else may be meant, in lower case; these are spelt out, not heard.
        rivals: other words that people use: where one of them is a step nearer, none of the words is meant.
    """

    def __init__(self, words: Sequence[str], acronyms: Sequence[str], rivals: Iterable[str]) -> None:
        self._all = [*words, *acronyms]
        self._sounds = [sound(word) for word in self._all]
        self._acronyms = frozenset(acronyms)
        self._rivals: dict[str, list[str]] = {}
        for rival in rivals:
            self._rivals.setdefault(rival[0], []).append(rival)

    def find(self, word: str, *, may_be_name: bool = False) -> str | None:
        """The word that costs least to reach, or None when every one costs too much. Ties go to the longer word.

        Args:
            word: in lower case.
            may_be_name: whether it was written like a name; then it must be nearer.
        """
        if len(word) < SHORTEST:
            return None
        heard = sound(word)
        near: list[tuple[int, int, str]] = []
        for other, steps, index in _within(FARTHEST, word, self._all):
            meant = self._sounds[index]
            cost = _cost(word, other, steps, heard, meant)
            if other in self._acronyms:
                close = _is_slip(word, other, steps, sounds_same=heard == meant)
            else:
                close = 2 * cost <= len(word) + len(other) - (8 if may_be_name else 4)
            if close:
                near.append((cost, -len(other), other))
        if not near:
            return None
        cost, _, found = min(near)
        return None if cost > STEP and self._has_rival(word, cost - STEP) else found

    def _has_rival(self, word: str, most: int) -> bool:
        heard = sound(word)
        near = _within((most + 1) // STEP, word, self._rivals.get(word[0], []))
        return any(_cost(word, rival, steps, heard, sound(rival)) <= most for rival, steps, _ in near)


def _within(steps: int, word: str, others: Sequence[str]) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = process.extract(
        word, others, scorer=OSA.distance, score_cutoff=steps, limit=None
    )
    return found


def _cost(word: str, other: str, steps: int, heard: str, meant: str) -> int:
    """How far apart two words are in letters and in sound.

    Few names sound the same as a word or have the same letters in another order; slips are rare at the start of a word.
    """
    apart = OSA.distance(heard, meant)
    same = apart == 0 or sorted(word) == sorted(other)
    same_start = word[0] == other[0] or heard[:1] == meant[:1]
    return STEP * steps + apart - same + 2 * (not same_start)


def _is_slip(word: str, acronym: str, steps: int, *, sounds_same: bool) -> bool:
    # Another letter in place of one makes another acronym, unless it sounds the same; only a long one leaves no doubt.
    if sorted(word) == sorted(acronym):
        return True
    if len(acronym) >= 8:
        return steps <= 2
    return steps == 1 and (sounds_same or len(word) > len(acronym) or SHORTEST < len(word) < len(acronym))
