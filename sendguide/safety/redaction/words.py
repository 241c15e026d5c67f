"""What the redaction knows about words: `content/safety/redaction.yml`, `names.txt` and `surnames.txt`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from sendguide.content.redaction_words import RedactionWords
from sendguide.content.yaml_file import ContentError, Problem
from sendguide.understanding.spelling import english

FREQUENT = 15_000
"""How many of the most frequent English words an unknown word may be a misspelling of."""

SURE_LETTERS = 7
"""Letters from which on a word that is two steps from an English one is taken to be that, misspelt."""

RUN_TOGETHER = 3_000
"""How many of the most frequent English words may have run into each other."""

REMEMBERED = 20_000
"""Unknown words whose nearest neighbour is kept."""


WORD_ENDINGS = (
    *("ing", "ings", "ed", "ness", "tion", "tions", "sion", "ment", "ments", "ship", "itis", "osis", "ism", "ist"),
    *("phobia", "ology", "able", "ible", "ful", "less", "ic", "ical", "ile", "plegia", "trophy", "emia", "tonia"),
)
"""What English words end with and names hardly ever."""


class Rank(Enum):
    """How a given name may stand to be taken for one."""

    ANYWHERE = ""
    CUED = "?"
    CUED_WITH_CAPITAL = "!"


@dataclass(frozen=True)
class Vocabulary:
    """The lists, ready to be asked.

    Attributes:
        words: the lists of the editor.
        names: given names and how each may stand.
        surnames: family names, and whether each is also a word.
        subject: words of the lists and of this subject, none of which is part of a name.
        english: these, and the words of the dictionary that are not only names.
    """

    words: RedactionWords
    names: dict[str, Rank]
    surnames: dict[str, Rank]
    subject: frozenset[str]
    english: frozenset[str]

    def rank(self, key: str) -> Rank | None:
        """How a given name may stand; None when it is none. Of a double name the first half counts."""
        found = self.names.get(key)
        if found is None and "-" in key:
            found = self.names.get(key.partition("-")[0])
        return found

    def is_surname(self, key: str, *, capital: bool) -> bool:
        """Whether a word is a family name where a name may stand; one that is also a word needs a capital."""
        rank = self.surnames.get(key)
        return rank is Rank.ANYWHERE or (rank is not None and capital)

    def is_word(self, key: str) -> bool:
        """Whether a word is known to mean something else than a person."""
        return key in self.english or (key.endswith("s") and key[:-1] in self.english)


def read_vocabulary(words: RedactionWords, folder: Path, *, subject: Iterable[str] = ()) -> Vocabulary:
    """Puts the lists of the editor together with the lists of names.

    Args:
        words: `content/safety/redaction.yml`.
        folder: where `names.txt` and `surnames.txt` are.
        subject: phrases of this subject, such as the forms in the glossary: none of their words is a person.

    Raises:
        ContentError: when a list of names cannot be read.
    """
    names, surnames = _ranked(folder / "names.txt"), _ranked(folder / "surnames.txt")
    own = {plain(word) for phrase in subject for word in phrase.split()}
    sure = {name for name, rank in names.items() if rank is Rank.ANYWHERE}
    lists = words.known | words.dates | words.kin | words.people | words.never | words.places | words.titles | own
    return Vocabulary(words, names, surnames, lists, frozenset((set(english()) - sure) | lists))


def _ranked(path: Path) -> dict[str, Rank]:
    ranks = {rank.value: rank for rank in Rank}
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        return {name: ranks[mark] for name, _, mark in map(_parted, lines) if name and name != "#"}
    except (OSError, UnicodeDecodeError, KeyError) as error:
        what = f"the list of names cannot be read: {error}."
        raise ContentError([Problem(path.name, 1, what, "One name a line, then nothing, ? or !.")]) from error


def _parted(line: str) -> tuple[str, str, str]:
    return ("#", "", "") if line.startswith("#") else line.partition(" ")


@lru_cache(maxsize=REMEMBERED)
def plain(word: str) -> str:
    """A word in small letters without accents and apostrophes, as the lists have it."""
    small = word.lower().replace("ł", "l").replace("'", "").replace("’", "").replace("`", "")
    return "".join(char for char in unicodedata.normalize("NFKD", small) if not unicodedata.combining(char))


@lru_cache(maxsize=REMEMBERED)
def is_misspelt_word(key: str) -> bool:
    """Whether an unknown word is near enough to a frequent English one to be that, misspelt."""
    if key.endswith(WORD_ENDINGS):
        return True
    if any(key[:place] in _frequent_set() and key[place:] in _frequent_set() for place in range(3, len(key) - 2)):
        return True  # two words run into one: "lastnight"
    steps = 1 if len(key) < SURE_LETTERS else 2
    near = [word for length in range(len(key) - steps, len(key) + steps + 1) for word in _by_length().get(length, ())]
    return process.extractOne(key, near, scorer=OSA.distance, score_cutoff=steps) is not None


@lru_cache(maxsize=1)
def _by_length() -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for word in english()[:FREQUENT]:
        found.setdefault(len(word), []).append(word)
    return found


@lru_cache(maxsize=1)
def _frequent_set() -> frozenset[str]:
    return frozenset(english()[:RUN_TOGETHER])
