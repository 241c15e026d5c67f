"""Reads a message as the words that the crisis phrases are made of, whatever its spelling.

Every other word becomes one and the same blank: nothing that a person wrote stays behind in any table of words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

OTHER = "_"
NUMBER = "#"
YEAR = "##"
YEARS = re.compile(r"(?:19|20)\d\d")
END = "."
PAUSE = ","
MARKS = frozenset({END, PAUSE})

TOKEN = re.compile(r"[^\W_]+(?:\*+[^\W_]+)*|[.!?;:…]|\n\s*\n|,|\(|\)|\s[-–—]\s")
APOSTROPHES = re.compile(r"[’'`´‘]")
STRETCHED = re.compile(r"(\w)\1{2,}")
LEET = str.maketrans("013457$@", "oieastsa")

SHORTEST = 4
"""Letters of the shortest word that may be misspelt: "dei" could be anything."""

LONG = 8
"""Letters from which on a word may have two slips."""

LONGEST = 24
"""Letters of the longest word that is looked at."""

MOST_BLANKS = 9
"""Blanks that are kept in a row: more than any phrase or reach spans."""

MOST_JOINED = 4
"""Words of the longest form that is read as another."""


class CrisisWordReader:
    """Turns text into known words, blanks (`_`), numbers (`#`) and marks (`.` between sentences, `,` inside them).

    Args:
        vocabulary: the words of the phrases.
        instead: forms of one to four words, and what they are read as.
        english: words that are right as they are, and so no misspelling of another.
    """

    def __init__(self, vocabulary: Iterable[str], instead: Mapping[str, str], english: Iterable[str]) -> None:
        forms = {tuple(form.split()): tuple(words.split()) for form, words in instead.items()}
        self._forms = forms
        self._starts = {form[0] for form in forms}
        self._known = frozenset(vocabulary).union(*forms.values())
        self._parts = self._known.union(*forms)
        self._english = frozenset(english) - self._parts
        self._near: dict[str, list[str]] = {}
        for word in sorted(self._parts):
            if len(word) >= SHORTEST:
                self._near.setdefault(word[0], []).append(word)

    def read(self, text: str) -> list[str]:
        """The words of a text, between two marks of a sentence's end. Takes time in proportion to its length."""
        plain = APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)).lower()
        spelt = [self._spelt(found.group().strip()) for found in TOKEN.finditer(plain)]
        words = [word for several in spelt for word in several]
        return list(self._folded([END, *self._replaced(words), END]))

    def _spelt(self, token: str) -> Sequence[str]:
        if token in self._parts:
            return (token,)
        if not token or not token[0].isalnum():  # an empty one was an empty line
            return (PAUSE if token in (",", "(", ")", "-", "–", "—") else END,)
        if token.isdigit():
            return (YEAR if YEARS.fullmatch(token) else NUMBER,)
        if token in self._english or len(token) > LONGEST:
            return (OTHER,)
        return self._meant(token)

    def _meant(self, token: str) -> Sequence[str]:
        for form in (STRETCHED.sub(r"\1\1", token), STRETCHED.sub(r"\1", token), token.translate(LEET)):
            if form in self._parts:
                return (form,)
        if len(token) < SHORTEST:
            return (OTHER,)
        slips = 2 if len(token) >= LONG else 1
        others = self._near.get(token[0], ())
        found = process.extractOne(token, others, scorer=OSA.distance, score_cutoff=slips)
        return (found[0],) if found else self._apart(token) or (OTHER,)

    def _apart(self, token: str) -> tuple[str, ...] | None:
        """Two or three words that were run together: `killmyself`, `wanttodie`."""
        for cut in range(2, len(token) - 1):
            first, rest = token[:cut], token[cut:]
            if first not in self._parts:
                continue
            if rest in self._parts:
                return (first, rest)
            for again in range(2, len(rest) - 1):
                if rest[:again] in self._parts and rest[again:] in self._parts:
                    return (first, rest[:again], rest[again:])
        return None

    def _replaced(self, words: Sequence[str]) -> Iterator[str]:
        place = 0
        while place < len(words):
            word = words[place]
            size = 1
            if word in self._starts:
                for size in range(min(MOST_JOINED, len(words) - place), 0, -1):
                    form = self._forms.get(tuple(words[place : place + size]))
                    if form is not None:
                        yield from form
                        break
                else:
                    size = 1
                    yield word if word in self._known else OTHER
            else:
                yield word if word in self._known or word in (NUMBER, YEAR, *MARKS) else OTHER
            place += size

    @staticmethod
    def _folded(words: Iterable[str]) -> Iterator[str]:
        """Without more blanks or marks in a row than matter."""
        last, run = "", 0
        for word in words:
            run = run + 1 if word == last else 1
            if run <= (MOST_BLANKS if word == OTHER else 1 if word in MARKS else 3):
                yield word
            last = word
