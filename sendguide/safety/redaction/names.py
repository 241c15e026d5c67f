"""Names of people: by lists, by what stands before them, and by capitals that nothing else explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sendguide.safety.redaction.cues import Cue, cue_before, signature_start
from sendguide.safety.redaction.judging import SHORTEST_UNKNOWN, Judge
from sendguide.safety.redaction.public import public_ranges
from sendguide.safety.redaction.span import Kind, Span
from sendguide.safety.redaction.tokens import Word, words_of
from sendguide.safety.redaction.words import Rank, Vocabulary

JOINS = re.compile(r"[ \t]{1,2}|\. ?")
"""What may stand inside a name: a blank, and a dot behind an initial."""

LISTS = re.compile(r"\s{0,2}[,&+/]\s{0,2}")
AND = frozenset(("and", "n", "or", "with"))
LONGEST_NAME = 4
"""Words of the longest name that is taken as one."""


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
        message = _Message(text, words, self._lists)
        place = 0
        while place < len(words):
            length = message.name_at(place)
            if length:
                yield Span(words[place].start, message.end_of(words[place + length - 1]), Kind.NAME)
            place += max(1, length)


class _Message:
    """One message while its names are looked for."""

    def __init__(self, text: str, words: Sequence[Word], lists: Vocabulary) -> None:
        self._words, self._lists = words, lists
        self._judge = Judge(text, words, lists)
        self._public = public_ranges(text, lists.words)
        self._signature = signature_start(text, words, lists.words)
        self._last_name = -2

    def end_of(self, word: Word) -> int:
        """Where a name ends that ends with this word: "Liams teacher" without its s."""
        return word.end - 1 if self._judge.is_bare_possessive(word) else word.end

    def name_at(self, place: int) -> int:
        """How many words from here on are a name; 0 when none is."""
        word = self._words[place]
        if not word.key or self._is_public(word):
            return 0
        cue = cue_before(self._words, place, self._lists.words)
        if cue is Cue.NONE and self._goes_on_list(place):
            cue = Cue.LIST
        elif cue is Cue.NONE and place >= self._signature:
            cue = Cue.PERSON
        if not (self._is_initial(place, cue) or self._is_name(place, cue)):
            return 0
        length = self._length(place)
        self._last_name = place + length - 1
        return length

    def _is_name(self, place: int, cue: Cue) -> bool:
        word, judge = self._words[place], self._judge
        rank = judge.rank(word)
        if rank is Rank.ANYWHERE:
            return True
        if word.key in self._lists.words.never and not (rank and word.capital and cue is not Cue.NONE):
            return False
        if rank is not None and cue is not Cue.NONE:
            return rank is Rank.CUED or judge.tells(word) or cue is Cue.FIRM
        if self._is_used_otherwise(place, cue):
            return False
        if rank is not None:
            return judge.tells(word) and self._stands_like_name(place, rank)
        return self._fits(place, cue)

    def _is_used_otherwise(self, place: int, cue: Cue) -> bool:
        """What follows shows that an unknown word is a place ("Hope centre") or a verb ("my dad smaks me")."""
        if place + 1 >= len(self._words) or self._words[place].owns or self._words[place + 1].gap != " ":
            return False
        behind, words = self._words[place + 1].key, self._lists.words
        small = not self._words[place].capital and cue not in (Cue.TITLE, Cue.FIRM)
        return (cue is Cue.NONE and behind in words.places) or (small and behind in words.after_verb)

    def _fits(self, place: int, cue: Cue) -> bool:
        """Whether a word that is no given name is a name after this cue."""
        word, judge = self._words[place], self._judge
        if cue is Cue.FIRM:
            return judge.fits_firm_cue(word)
        if cue is Cue.TITLE:
            return word.key not in self._lists.words.never and (word.capital or not self._words[place - 1].shouted)
        if cue is Cue.CAPITAL_TITLE and judge.tells(word) and word.key not in self._lists.subject:
            return True
        if cue in (Cue.WEAK_TITLE, Cue.CAPITAL_TITLE):
            family = (
                self._lists.is_surname(word.key, capital=judge.tells(word)) and word.key not in self._lists.words.kin
            )
            return family or judge.is_strange(word, cued=True)
        if cue is Cue.INTRODUCTION and not word.capital:
            after_its = self._words[place - 1].key in ("its", "is")
            return not after_its and self._closes(place) and judge.is_strange(word, cued=True)
        if cue in (Cue.KIN, Cue.LIST):
            known_name = judge.tells(word) and not word.opens and word.key not in self._lists.subject
            return known_name or judge.is_strange(word, cued=True)
        return judge.is_strange(word, cued=cue is not Cue.NONE)

    def _stands_like_name(self, place: int, rank: Rank) -> bool:
        """A name that is also a word, with a capital: inside a sentence, or with a family name or "has" behind it."""
        word, words = self._words[place], self._lists.words
        behind = self._words[place + 1] if place + 1 < len(self._words) else None
        close = behind is not None and behind.gap == " " and behind.capital and not behind.shouted
        if behind is not None and close and self._judge.is_family(behind):
            return True
        if word.key in words.dates:
            return False
        if not word.opens:
            return word.key not in words.known
        says = behind is not None and behind.key in words.says_of and rank is Rank.CUED
        return word.owns or says

    def _closes(self, place: int) -> bool:
        """Whether a pause, or words about who one is, come behind: "im oyindamola, ...", "im oyindamola mum of two"."""
        if place + 1 >= len(self._words):
            return True
        behind = self._words[place + 1]
        return not behind.gap.isspace() or behind.key in self._lists.words.who_one_is

    def _is_initial(self, place: int, cue: Cue) -> bool:
        """Initials with a family name: "T. Ashdown" after a title, "R. Okoro" anywhere."""
        word = self._words[place]
        if len(word.key) != 1 or not word.capital or place + 1 >= len(self._words):
            return False
        behind = self._words[place + 1]
        if not behind.capital or behind.shouted or len(behind.key) < SHORTEST_UNKNOWN:
            return False
        if cue in (Cue.TITLE, Cue.WEAK_TITLE, Cue.CAPITAL_TITLE):
            return behind.gap in (". ", ".", " ")
        return self._judge.is_family(behind) and behind.gap in (". ", ".")

    def _goes_on_list(self, place: int) -> bool:
        """Whether a name stands before this word with only a comma or "and" between them."""
        if self._last_name == place - 1 and LISTS.fullmatch(self._words[place].gap):
            return True
        return self._last_name == place - 2 and self._words[place - 1].key in AND

    def _length(self, place: int) -> int:
        """How many words belong to the name that begins here."""
        length = 1
        while length < LONGEST_NAME and place + length < len(self._words):
            before, word = self._words[place + length - 1], self._words[place + length]
            initial = len(before.key) == 1
            joined = JOINS.fullmatch(word.gap) and (initial or not word.gap.startswith("."))
            if before.owns or self._judge.is_bare_possessive(before) or not joined:
                break
            if self._is_public(word) or not self._belongs(self._words[place], word, opens=word.opens and not initial):
                break
            length += 1
        return length

    def _belongs(self, first: Word, word: Word, *, opens: bool) -> bool:
        if first.capital and self._judge.tells(word) and not opens:
            return word.key in self._lists.surnames or word.key not in self._lists.subject
        sure = self._lists.rank(word.key) is Rank.ANYWHERE or self._lists.is_surname(word.key, capital=False)
        return sure and word.key not in self._lists.words.never and word.shouted == first.shouted

    def _is_public(self, word: Word) -> bool:
        return any(start <= word.start < end for start, end in self._public)
