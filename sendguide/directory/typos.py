"""The words that an index knows, and which of them a word may mean: its other forms, mistyped, unfinished."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from string import ascii_lowercase

from rapidfuzz import process
from rapidfuzz.distance import OSA

from sendguide.directory.words import stems_of

SHORTEST = 4
"""Letters a word must have for a slip in it to be forgiven: most three-letter words are one slip from another."""
LONG = 8
"""Letters from which two slips are forgiven."""
SHORTEST_BEGINNING = 3
LONGEST = 40
MEANINGS, FORMS = 5, 8
SELDOM, OFTEN = 3, 30
OTHER_FORM, UNFINISHED, SLIP = 0.9, 0.8, 0.6
LAST_LETTER = "\U0010ffff"

Meanings = dict[str, float]
"""Words of the index, and what a match of each is worth beside a match of the word as typed."""


class Vocabulary:
    """The words of an index with the number of services that have them."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        """Takes words in small letters, in any order; of one that comes twice, the larger number."""
        self._count: dict[str, int] = {}
        for word, count in sorted(words):
            self._count[word] = max(count, self._count.get(word, 0))
        self._words = list(self._count)
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        self._by_start: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word, stem in zip(self._words, stems_of(self._words)):
            self._by_stem[stem].append(word)
            if word.isalpha():
                self._by_start[word[0], len(word)].append(word)

    def __len__(self) -> int:
        """How many words it knows."""
        return len(self._words)

    def meanings(self, word: str) -> Meanings:
        """What a word may mean: itself and its other forms; what it begins or was meant to be; nothing if it has none.

        A word that hardly any service has is taken for a slip as well, if a much more frequent one is close: somebody
        else's slip must not hide what everyone spells right.
        """
        seen = sum(self._count[form] for form in self._forms(word))
        found = {word: 1.0} if word in self._count else {}
        found |= {form: OTHER_FORM for form in self._forms(word) if form != word}
        if seen < SELDOM:
            close = self._close(word)
            begun = {} if seen else self._unfinished(word)
            near = {other: worth for other, worth in close.items() if self._count[other] >= OFTEN * seen}
            for other, worth in (begun | near).items():
                for form in (other, *self._forms(other)):
                    found.setdefault(form, worth)
        return found

    def _forms(self, word: str) -> list[str]:
        """The words with the same stem, the most frequent first."""
        (stem,) = stems_of([word])
        return sorted(self._by_stem.get(stem, ()), key=lambda form: -self._count[form])[:FORMS]

    def _close(self, word: str) -> Meanings:
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return {}
        slips = 2 if len(word) >= LONG else 1
        found: list[tuple[float, int, str]] = []
        for length in range(len(word) - slips, len(word) + slips + 1):
            choices = self._by_start.get((word[0], length), ())
            near = process.extract(word, choices, scorer=OSA.distance, score_cutoff=slips, limit=None)
            found += [(distance, -self._count[other], other) for other, distance, _ in near]
        found += [(1, -self._count[other], other) for other in self._other_starts(word)]
        best = sorted(item for item in found if item[2] != word)[:MEANINGS]
        return {other: SLIP**distance for distance, _, other in best if distance == best[0][0]}

    def _other_starts(self, word: str) -> list[str]:
        """Known words that a slip in the first letter may have been meant for: few slip there, and only once."""
        rest = word[1:]
        tried = {rest, word[1] + word[0] + word[2:]}
        tried |= {letter + rest for letter in ascii_lowercase} | {letter + word for letter in ascii_lowercase}
        return [other for other in tried if other in self._count and other[0] != word[0]]

    def _unfinished(self, word: str) -> Meanings:
        if not SHORTEST_BEGINNING <= len(word) <= LONGEST:
            return {}
        first, after = bisect_left(self._words, word), bisect_left(self._words, word + LAST_LETTER)
        begun = sorted(self._words[first:after], key=lambda other: -self._count[other])
        return dict.fromkeys(begun[:MEANINGS], UNFINISHED)
