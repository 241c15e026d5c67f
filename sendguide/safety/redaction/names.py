"""Names of people: by lists, by what stands before them, and by capitals that nothing else explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sendguide.safety.redaction.cues import Cue, cue_before, signature_start
from sendguide.safety.redaction.public import public_ranges
from sendguide.safety.redaction.span import Kind, Span
from sendguide.safety.redaction.tokens import Word, words_of
from sendguide.safety.redaction.words import Rank, Vocabulary, is_misspelt_word

JOINS = re.compile(r"[ \t]{1,2}$|\. ?$")
"""What may stand inside a name: a blank, and a dot behind an initial."""

SHAPE = re.compile(r"(?:Mc|Mac|O['’]|D['’])?[^\W\d_a-z][^\W\d_A-Z]+(?:[-'’][^\W\d_]+)*")
"""How a name is written with capitals: Liam, McDonald, O'Hara, Lily-Rose."""

MOST_LOOKED_UP = 12
"""How many unknown words of a message are compared with the dictionary, half a millisecond each."""

LISTS = re.compile(r"\s*(?:,|&|\+|/|,? and |,? n | or )\s*$")
AND = frozenset(("and", "n", "or", "with"))
PARTICLES = frozenset("de da dos di van von der bin bint ibn al el la le mac st o".split())
LONGEST_NAME = 4
"""Words of the longest name that is taken as one."""

SHORTEST_UNKNOWN = 3
FEWEST_ENGLISH = 0.5
"""The share of words that a dictionary must know before a word that it does not know is taken for a name."""

BEHIND_INTRODUCTION = frozenset(
    "and from mum mam mom mother dad father the here age aged a n nan grandma grandad carer".split()
)
SAYS_OF = frozenset("is was has had isnt wasnt hasnt needs got gets goes cant refuses wont will".split())
SEASONS = frozenset("summer autumn winter spring april may june august faith hope".split())


class NameFinder:
    """Finds names.

    Args:
        vocabulary: the lists.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._lists = vocabulary

    def find(self, text: str) -> Iterator[Span]:
        """The names in a message, each as one piece, in order."""
        words = words_of(text)
        if not words:
            return
        public = public_ranges(text, self._lists.words)
        message = _Message(text, words, self._lists, public)
        place = 0
        while place < len(words):
            length = message.name_at(place)
            if length:
                last = words[place + length - 1]
                yield Span(words[place].start, message.end_of(last), Kind.NAME)
            place += max(1, length)


class _Message:
    """One message while its names are looked for."""

    def __init__(self, text: str, words: Sequence[Word], lists: Vocabulary, public: Sequence[tuple[int, int]]) -> None:
        self._text, self._words, self._lists, self._public = text, words, lists, public
        known = [lists.is_word(word.key) or word.key in lists.names for word in words if len(word.key) > 1]
        self._english = sum(known) >= FEWEST_ENGLISH * len(known)
        ordinary = [word.capital for word in words if word.key in lists.words.never and not word.opens]
        self._capitals_tell = 2 * sum(ordinary) <= len(ordinary)
        self._signature = signature_start(text, words, lists.words)
        self._last_name = -2
        self._looked_up = 0

    def end_of(self, word: Word) -> int:
        """Where a name ends that ends with this word: "Liams teacher" without its s."""
        return word.end - 1 if self._is_bare_possessive(word) else word.end

    def name_at(self, place: int) -> int:
        """How many words from here on are a name; 0 when none is."""
        word = self._words[place]
        if not word.key or any(start <= word.start < end for start, end in self._public):
            return 0
        cue = cue_before(self._words, place, self._lists.words)
        if cue is Cue.NONE and (place >= self._signature or self._goes_on_list(place)):
            cue = Cue.PERSON
        if not (self._initials(place, cue) or self._is_name(place, cue)):
            return 0
        length = self._length(place)
        self._last_name = place + length - 1
        return length

    def _is_name(self, place: int, cue: Cue) -> bool:
        word, words = self._words[place], self._lists.words
        rank = self._lists.rank(word.key) or (Rank.ANYWHERE if self._is_bare_possessive(word) else None)
        if (
            word.key in words.never
            and rank is not Rank.ANYWHERE
            and not (rank and word.capital and cue is not Cue.NONE)
        ):
            return False
        if rank is Rank.ANYWHERE:
            return True
        tells = word.capital and self._capitals_tell
        if cue is not Cue.NONE and rank is not None:
            return rank is Rank.CUED or (tells and not word.shouted) or cue is Cue.FIRM
        if cue is Cue.FIRM:
            return self._fits_firm_cue(word)
        if cue is Cue.TITLE:
            return word.key not in words.never and (word.capital or not self._words[place - 1].shouted)
        if cue is Cue.WEAK_TITLE:
            family = self._lists.is_surname(word.key, capital=tells and not word.shouted)
            return (family and word.key not in words.kin) or self._is_strange(word, cued=True)
        if rank is not None:
            return self._stands_like_name(place, tells)
        if cue is Cue.INTRODUCTION and not word.capital:
            after_its = self._words[place - 1].key in ("its", "is")
            return not after_its and self._closes(place) and self._is_strange(word, cued=True)
        return self._is_strange(word, cued=cue in (Cue.PERSON, Cue.INTRODUCTION))

    def _closes(self, place: int) -> bool:
        """Whether a pause, or words about who one is, come behind: "im oyindamola, ...", "im oyindamola mum of two"."""
        if place + 1 >= len(self._words):
            return True
        behind = self._words[place + 1]
        return bool(re.search(r"[^\s]", behind.gap)) or behind.key in BEHIND_INTRODUCTION

    def _fits_firm_cue(self, word: Word) -> bool:
        if len(word.key) < 2 or word.key in self._lists.subject:
            return False
        capital = word.capital and not word.shouted and self._capitals_tell
        if capital or self._lists.is_surname(word.key, capital=False):
            return True
        return not self._lists.is_word(word.key) and not self._is_misspelt(word.key)

    def _stands_like_name(self, place: int, tells: bool) -> bool:
        """A name that is also a word: with a capital inside a sentence, or with a family name or "has" behind it."""
        word = self._words[place]
        if not tells or word.shouted:
            return False
        behind = self._words[place + 1] if place + 1 < len(self._words) else None
        if behind is not None and behind.gap == " " and behind.capital and not behind.shouted:
            family = behind.key in self._lists.surnames or not self._lists.is_word(behind.key)
            if family and not behind.opens:
                return True
        if word.key in self._lists.words.dates:
            return False
        if not word.opens:
            return word.key not in self._lists.words.known
        says = behind is not None and behind.key in SAYS_OF and word.key not in SEASONS
        return word.owns or (says and self._lists.rank(word.key) is Rank.CUED)

    def _is_strange(self, word: Word, *, cued: bool) -> bool:
        """A word that no dictionary knows, and no misspelling: with a capital, or small beside a cue."""
        if len(word.key) < SHORTEST_UNKNOWN or self._lists.is_word(word.key) or not self._english:
            return False
        if not cued and (not word.capital or word.shouted or not self._capitals_tell):
            return False
        if not self._looks_like_name(word):
            return False
        if word.capital and cued and not word.shouted and self._capitals_tell:
            return True
        if any(self._lists.is_word(part) for part in word.key.split("-")) and "-" in word.key:
            return False
        return not self._is_misspelt(word.key)

    def _is_misspelt(self, key: str) -> bool:
        """Whether an unknown word is an English one, misspelt; after many none is, so that time stays bounded."""
        self._looked_up += 1
        return self._looked_up <= MOST_LOOKED_UP and is_misspelt_word(key)

    def _looks_like_name(self, word: Word) -> bool:
        """Letters of a name: none of SDQs, ChatGPT, you've."""
        written = self._text[word.start : word.end]
        front, mark, behind = re.sub("[’`]", "'", written).partition("'")
        if mark and (behind == "t" or (len(front) > 1 and self._lists.is_word(front.lower()))):
            return False
        if not all(part.isalpha() and part.isascii() for part in word.key.split("-")):
            return False
        return word.shouted or written.islower() or SHAPE.fullmatch(written) is not None

    def _is_bare_possessive(self, word: Word) -> bool:
        """A sure name with the s of "Liams teacher"."""
        stem = word.key[:-1]
        if not word.key.endswith("s") or word.owns or word.key in self._lists.names or self._lists.is_word(word.key):
            return False
        return self._lists.names.get(stem) is Rank.ANYWHERE

    def _initials(self, place: int, cue: Cue) -> bool:
        """Initials with a family name: "T. Ashdown" after a title, "R. Okoro" anywhere."""
        word = self._words[place]
        if len(word.key) != 1 or not word.capital or place + 1 >= len(self._words):
            return False
        behind = self._words[place + 1]
        if not behind.capital or behind.shouted or len(behind.key) < SHORTEST_UNKNOWN:
            return False
        if cue in (Cue.TITLE, Cue.WEAK_TITLE):
            return behind.gap in (". ", ".", " ")
        family = behind.key in self._lists.surnames or not self._lists.is_word(behind.key)
        return family and behind.gap in (". ", ".")

    def _goes_on_list(self, place: int) -> bool:
        """Whether a name stands before this word with only a comma or "and" between them."""
        word = self._words[place]
        if self._last_name == place - 1 and LISTS.fullmatch(word.gap or "-"):
            return True
        return self._last_name == place - 2 and self._words[place - 1].key in AND

    def _length(self, place: int) -> int:
        """How many words belong to the name that begins here."""
        first, length = self._words[place], 1
        while length < LONGEST_NAME and place + length < len(self._words):
            before, word = self._words[place + length - 1], self._words[place + length]
            if before.owns or self._is_bare_possessive(before) or not JOINS.fullmatch(word.gap):
                break
            if word.gap.startswith(".") and len(before.key) > 1:
                break
            if not self._belongs(first, word, opens=word.opens and len(before.key) > 1):
                break
            length += 1
        return length

    def _belongs(self, first: Word, word: Word, *, opens: bool) -> bool:
        never = word.key in self._lists.words.never
        if any(start <= word.start < end for start, end in self._public):
            return False
        if first.capital and word.capital and not word.shouted and self._capitals_tell and not opens:
            return word.key in self._lists.surnames or word.key not in self._lists.subject
        sure = self._lists.rank(word.key) is Rank.ANYWHERE or self._lists.is_surname(word.key, capital=False)
        return sure and not never and (word.shouted == first.shouted)
