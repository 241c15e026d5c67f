"""Reads misspelt words of this subject ("medation", "ecph") and text messages ("wot", "2moro") as plain words.

Only for understanding: what the parent sees stays as typed. A word is read as another if no dictionary knows it and it
is near to a word of `content/spelling.yml`, or if that file says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from sendguide.content.models import Spelling
from sendguide.understanding.nearest import NearestWord

CHUNK = re.compile(r"\S+")
ADDRESS = re.compile(r"[@#]|://|www\.|\.(?:com|net|org|uk)\b", re.IGNORECASE)
"""What shows that a chunk is a web or e-mail address or a tag: nothing to read."""

WORD = re.compile(r"([^\W_]+)((?:['’][^\W_]+)*)")
"""A word, and its endings after apostrophes."""

POSSESSIVE = ("", "'s", "’s")
SENTENCE_END = re.compile(r"[.!?:\n]")

VOWEL = re.compile(r"[aeiouy]|[^\x00-\x7f]", re.IGNORECASE)
"""Written vowels; letters outside ASCII count as such, for there are languages that write them otherwise."""

LONGEST = 30
"""Letters of the longest word that is looked at."""

REACH = 6
"""Words to either side in which a mistaken word looks for company."""

FEWEST_WORDS = 4
"""Words from which on a message can be told to be in another language."""

RIVALS = 10_000
"""How many of the most frequent English words a misspelt word may be nearer to."""

LINKING = 100
"""How many of the most frequent English words may have run into a word of the subject: `theappeal`."""

REMEMBERED = 20_000
"""Words whose reading is kept."""


@dataclass(frozen=True)
class Correction:
    """A piece of a text, `text[start:end] == words`, and how to read it."""

    start: int
    end: int
    words: str
    corrected: str


@dataclass(frozen=True)
class Token:
    """A word of a text, without its possessive ending; `like_name` when its capitals are not those of its place."""

    start: int
    end: int
    word: str
    like_name: bool


def corrected(text: str, corrections: Iterable[Correction]) -> str:
    """The text with these corrections, which are in its order."""
    pieces, done = [], 0
    for item in corrections:
        pieces += [text[done : item.start], item.corrected]
        done = item.end
    return "".join([*pieces, text[done:]])


class Speller:
    """Reads misspelt words.

    Args:
        spelling: the words and short forms of `content/spelling.yml`.
        known: more words or phrases that are right as they are, such as the forms in the glossary.
    """

    def __init__(self, spelling: Spelling, *, known: Iterable[str] = ()) -> None:
        plurals = [f"{acronym}s" for acronym in spelling.acronyms if not acronym.endswith("S")]
        self._acronyms = {form.lower(): form for form in (*spelling.acronyms, *plurals)}
        self._subject = frozenset((*spelling.words, *self._acronyms))
        named = self._subject | {word.lower() for form in known for word in form.split()}
        self._words = named.union(spelling.keep, english())
        self._parts = named.union(english()[:LINKING])
        self._instead = spelling.instead
        self._mistaken = {item.word: item for item in spelling.mistaken}
        rivals = [word for word in english()[:RIVALS] if word not in self._subject and word not in self._mistaken]
        self._nearest = NearestWord(spelling.words, list(self._acronyms), rivals)
        self._reading = lru_cache(maxsize=REMEMBERED)(self._look_up)

    def correct(self, text: str) -> str:
        """The text with every correction made."""
        return corrected(text, self.corrections(text))

    def corrections(self, text: str) -> list[Correction]:
        """What to read otherwise, in the order of the text and without overlaps. Time is in proportion to length."""
        tokens, readings = self._read(text)
        if self._is_strange(readings):
            return []
        found = []
        for token, reading in zip(tokens, self._meant(readings)):
            words, meant = text[token.start : token.end], _in_case_of(token.word, reading)
            if meant != words:
                found.append(Correction(token.start, token.end, words, meant))
        return found

    def is_foreign(self, text: str) -> bool:
        """Whether most words of a message are in no English dictionary, however they are read: another language.

        Letters without a vowel ("skdjfh") are no language.
        """
        readings = self._read(text)[1]
        return self._is_strange(readings) and 2 * sum(bool(VOWEL.search(word)) for word in readings) > len(readings)

    def _read(self, text: str) -> tuple[list[Token], list[str]]:
        tokens = self._joined(text, _tokens(text))
        return tokens, [self._reading(token.word.lower(), token.like_name) or token.word for token in tokens]

    def _is_strange(self, readings: list[str]) -> bool:
        strange = sum(word.isalpha() and word.lower() not in self._words for word in readings)
        return len(readings) >= FEWEST_WORDS and 2 * strange > len(readings)

    def _joined(self, text: str, tokens: Iterable[Token]) -> list[Token]:
        """The tokens, with the halves of a split word in one: `media tion`, `send iass`."""
        found: list[Token] = []
        for token in tokens:
            last = found[-1] if found else token
            whole = (last.word + token.word).lower()
            is_name = token.like_name and not last.like_name  # my child Ren
            if whole in self._subject and text[last.end : token.start] == " " and not is_name:
                found[-1] = Token(last.start, token.end, last.word + token.word, last.like_name)
            else:
                found.append(token)
        return found

    def _meant(self, readings: list[str]) -> list[str]:
        """The readings, with real words that stand for others replaced where their company shows it."""
        lower = [reading.lower() for reading in readings]
        for place, word in enumerate(lower):
            item = self._mistaken.get(word)
            if item is None or not set(item.unless).isdisjoint(lower):
                continue
            company = lower[max(0, place - REACH) : place] + lower[place + 1 : place + 1 + REACH]
            if not set(item.near).isdisjoint(company):
                readings[place] = item.meant
        return readings

    def _look_up(self, word: str, like_name: bool) -> str | None:
        if word in self._instead and not like_name:
            return self._instead[word]
        if word in self._words or not (word.isascii() and word.isalpha()):
            return None
        nearest = self._nearest.find(word, may_be_name=like_name)
        if nearest is not None:
            return self._acronyms.get(nearest, nearest)
        return None if like_name else self._apart(word)

    def _apart(self, word: str) -> str | None:
        """Two words that have run into one, of which at least one is of the subject: `ehcneeds`, `theappeal`."""
        for place in range(2, len(word) - 1):
            parts = word[:place], word[place:]
            if not self._subject.isdisjoint(parts) and self._parts.issuperset(parts):
                return " ".join(self._acronyms.get(part, part) for part in parts)
        return None


def _tokens(text: str) -> Iterator[Token]:
    shouted = text.isupper()
    last = 0
    for chunk in CHUNK.finditer(text):
        if ADDRESS.search(chunk[0]):
            continue
        for match in WORD.finditer(text, *chunk.span()):
            word, ending = match.groups()
            opens = last == 0 or SENTENCE_END.search(text, last, match.start()) is not None
            last = match.end()
            if ending in POSSESSIVE and len(word) <= LONGEST:
                plain = word.islower() or shouted or (opens and word[1:].islower())
                yield Token(match.start(), match.start() + len(word), word, not plain)


def _in_case_of(word: str, reading: str) -> str:
    if word.isupper() and len(word) > 1:
        return reading.upper()
    return reading[0].upper() + reading[1:] if word[0].isupper() else reading


@lru_cache(maxsize=1)
def english() -> tuple[str, ...]:
    """The words of the English dictionary that comes with symspellpy, the most frequent first."""
    path = files("symspellpy") / "frequency_dictionary_en_82_765.txt"
    return tuple(line.partition(" ")[0] for line in path.read_text(encoding="utf-8-sig").splitlines())
