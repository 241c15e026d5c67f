"""The phrases of `content/safety/` as patterns for spaCy's Matcher. The notation is described in `crisis.yml` there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from sendguide.safety.words import END, MARKS

GAP = 3
"""Words that `...` stands for at most."""

UNRANKED = 50_000
"""Rank of a word that is not among the most frequent."""

Pattern = list[dict[str, Any]]
T = TypeVar("T")


class PhraseError(ValueError):
    """A phrase names a class of words that does not exist."""


@dataclass(frozen=True)
class Found(Generic[T]):
    """A phrase that was found: whose it is, and the words from `start` to before `end`."""

    owner: T
    start: int
    end: int


@dataclass
class _Phrase(Generic[T]):
    owner: T
    pattern: Pattern
    needs: list[frozenset[str]] = field(default_factory=list)
    matcher: Matcher | None = None


class PhraseFinder(Generic[T]):
    """Finds phrases in lists of words.

    A message is first compared with the words that each phrase needs, the rarest first, so that the Matcher only runs
    for the few phrases that can be there at all: some hundred times less work than one Matcher for all.

    Args:
        phrases: whose, and the phrase in the notation of `crisis.yml`.
        classes: the words of each class.
        frequent: words, the most frequent first.

    Raises:
        PhraseError: for a class that is not there.
    """

    def __init__(
        self, phrases: Iterable[tuple[T, str]], classes: Mapping[str, Sequence[str]], frequent: Sequence[str]
    ) -> None:
        rank = {word: place for place, word in enumerate(frequent, start=1)}
        self._vocab = Vocab()
        self._by_word: defaultdict[str, list[_Phrase[T]]] = defaultdict(list)
        self.words: set[str] = set()
        for owner, phrase in phrases:
            pattern = pattern_of(phrase, classes)
            self.words |= {word for token in pattern for word in token["ORTH"].get("IN", ())} - MARKS
            needs = [frozenset(token["ORTH"]["IN"]) for token in pattern if "OP" not in token]
            needs = [words for words in needs if words.isdisjoint(MARKS)]
            needs.sort(key=lambda words: sum(1 / rank.get(word, UNRANKED) for word in words))
            item = _Phrase(owner, pattern, needs)
            for word in needs[0]:
                self._by_word[word].append(item)

    def find(self, words: Sequence[str]) -> list[Found[T]]:
        """All phrases in a list of words of this finder, blanks and marks."""
        present = frozenset(words)
        doc: Doc | None = None
        found = []
        for phrase in self._possible(present):
            doc = doc if doc is not None else Doc(self._vocab, words=list(words))
            if phrase.matcher is None:
                phrase.matcher = Matcher(self._vocab, validate=False)
                phrase.matcher.add("phrase", [phrase.pattern])
            found += [Found(phrase.owner, start, end) for _, start, end in phrase.matcher(doc)]
        return found

    def _possible(self, present: frozenset[str]) -> Iterator[_Phrase[T]]:
        for word in present:
            for phrase in self._by_word.get(word, ()):
                rarest, *others = phrase.needs
                if word == min(rarest & present) and not any(present.isdisjoint(words) for words in others):
                    yield phrase


def pattern_of(phrase: str, classes: Mapping[str, Iterable[str]]) -> Pattern:
    """The Matcher's pattern for a phrase. Raises PhraseError for a class that is not there."""
    return [_token(piece, classes) for piece in phrase.split()]


def _token(piece: str, classes: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    if piece.startswith("..."):
        return {"ORTH": {"NOT_IN": [END]}, "OP": f"{{0,{piece[3:] or GAP}}}"}
    words = {word for name in piece.rstrip("?").split("/") for word in _words(name, classes)}
    token: dict[str, Any] = {"ORTH": {"IN": sorted(words)}}
    return {**token, "OP": "?"} if piece.endswith("?") else token


def _words(name: str, classes: Mapping[str, Iterable[str]]) -> Iterable[str]:
    if name == "|":
        return MARKS
    if not name.startswith("<"):
        return (name,)
    if name[1:-1] not in classes:
        raise PhraseError(f"there is no class `{name}` in safety/words.yml")
    return classes[name[1:-1]]
