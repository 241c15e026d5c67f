"""Whether a word, for itself, is like a person's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sendguide.safety.redaction.tokens import Word
from sendguide.safety.redaction.words import Rank, Vocabulary, is_misspelt_word

SHAPE = re.compile(r"(?:Mc|Mac|O['’]|D['’])?[^\W\d_a-z][^\W\d_A-Z]+(?:[-'’][^\W\d_]+)*")
"""How a name is written with capitals: Liam, McDonald, O'Hara, Lily-Rose."""

SHORTEST_UNKNOWN = 3
FEWEST_ENGLISH = 0.5
"""The share of words that a dictionary must know before a word that it does not know is taken for a name."""

MOST_LOOKED_UP = 12
"""How many unknown words of a message are compared with the dictionary, half a millisecond each."""


class Judge:
    """Judges the words of one message.

    Args:
        text: the message.
        words: its words.
        lists: the lists.
    """

    def __init__(self, text: str, words: Sequence[Word], lists: Vocabulary) -> None:
        self._text, self._lists = text, lists
        self._looked_up = 0
        known = [lists.is_word(word.key) or word.key in lists.names for word in words if len(word.key) > 1]
        self._english = sum(known) >= FEWEST_ENGLISH * len(known)
        ordinary = [word.capital for word in words if word.key in lists.words.never and not word.opens]
        self._capitals_tell = 2 * sum(ordinary) <= len(ordinary)

    def tells(self, word: Word) -> bool:
        """Whether its capital says something: not in a message all in capitals, and none of ADHD, SDQs, Y9."""
        if not word.capital or word.shouted or not self._capitals_tell:
            return False
        return SHAPE.fullmatch(self._text, word.start, word.end) is not None

    def rank(self, word: Word) -> Rank | None:
        """How the word, as a given name, may stand; None when it is none."""
        return self._lists.rank(word.key) or (Rank.ANYWHERE if self.is_bare_possessive(word) else None)

    def is_family(self, word: Word) -> bool:
        """Whether the word, behind a given name or an initial, is a family name: known as one, or unknown."""
        return word.key in self._lists.surnames or not self._lists.is_word(word.key)

    def is_bare_possessive(self, word: Word) -> bool:
        """A sure name with the s of "Liams teacher"."""
        if not word.key.endswith("s") or word.owns or word.key in self._lists.names or self._lists.is_word(word.key):
            return False
        return self._lists.names.get(word.key[:-1]) is Rank.ANYWHERE

    def fits_firm_cue(self, word: Word) -> bool:
        """Whether the word can be a name after "called" or "my name is"."""
        if len(word.key) < 2 or word.key in self._lists.subject:
            return False
        if self.tells(word) or self._lists.is_surname(word.key, capital=False):
            return True
        return not self._lists.is_word(word.key) and not self._is_misspelt(word.key)

    def is_strange(self, word: Word, *, cued: bool) -> bool:
        """A word that no dictionary knows, and no misspelling: with a capital, or small beside a cue."""
        if len(word.key) < SHORTEST_UNKNOWN or self._lists.is_word(word.key) or not self._english:
            return False
        if not (cued or self.tells(word)) or not self._is_shaped(word):
            return False
        if cued and self.tells(word):
            return True
        parts = word.key.split("-")
        if len(parts) > 1 and any(self._lists.is_word(part) for part in parts):
            return False
        return not self._is_misspelt(word.key)

    def _is_shaped(self, word: Word) -> bool:
        """Letters of a name: none of SDQs, ChatGPT, you've."""
        written = self._text[word.start : word.end]
        front, mark, behind = re.sub("[’`]", "'", written).partition("'")
        if mark and (behind == "t" or (len(front) > 1 and self._lists.is_word(front.lower()))):
            return False
        if not all(part.isalpha() and part.isascii() for part in word.key.split("-")):
            return False
        return word.shouted or written.islower() or self.tells(word)

    def _is_misspelt(self, key: str) -> bool:
        """Whether an unknown word is an English one, misspelt; after many none is, so that time stays bounded."""
        self._looked_up += 1
        return self._looked_up <= MOST_LOOKED_UP and is_misspelt_word(key)
