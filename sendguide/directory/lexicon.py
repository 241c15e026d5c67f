"""The words by which lists of services are narrowed, and how a message is read with them."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from sendguide.content.service_words import ServicePhrases
from sendguide.directory.terms import NEED, TOPIC, Terms
from sendguide.understanding.clean import match_key

Lexicon = dict[tuple[str, ...], list[tuple[str, str]]]
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_WORDS = {
    **dict(zip(DAYS, BYDAY)),
    **{f"{day}s": code for day, code in zip(DAYS, BYDAY)},
    "sat": "SA",
    "sats": "SA",
    "sun": "SU",
    "weekend": "SA",
    "weekends": "SA",
}
SHORTEST_SLIP = 6
"""Letters of a word that may be misspelt by one."""
FLAGS = ("free", "no_referral", "open_now", "more", "like", "mistake", "any_age", "anywhere", "all", "about_it", "find")


def lexicon_of(phrases: ServicePhrases, terms: Terms) -> Lexicon:
    """Each phrase as words, with what it stands for: a flag, a need, a topic, a day, or nothing (a filler).

    Args:
        phrases: words by which lists are narrowed.
        terms: the directory's terms, with the words that parents have for them.
    """
    found: Lexicon = {}

    def add(phrase: str, kind: str, value: str) -> None:
        found.setdefault(tuple(match_key(phrase).split()), []).append((kind, value))

    for name in (*FLAGS, "fillers"):
        for phrase in getattr(phrases, name):
            add(phrase, name, phrase)
    for word, code in DAY_WORDS.items():
        add(word, "day", code)
    for link_type in (NEED, TOPIC):
        for term in terms.of(link_type):
            for word in term.words:
                add(word, link_type, term.code)
    found.pop((), None)
    return found


def _nearest(word: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """What a word of a few letters more or less stands for: "saterday". Short words are too near to others."""
    if len(word) < SHORTEST_SLIP:
        return []
    known = [key[0] for key in lexicon if len(key) == 1]
    found = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=1)
    if found is None or found[0].rstrip("s") == word.rstrip("s"):  # one school is not the word "schools"
        return []
    return lexicon[(found[0],)]


def scan(words: list[str], lexicon: Lexicon) -> Iterator[tuple[str, list[str]]]:
    """What the words stand for, the longest phrase first at each place."""
    longest = max((len(key) for key in lexicon), default=1)
    found: dict[str, list[str]] = {}
    place = 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            meant = lexicon.get(tuple(words[place : place + length]))
            if meant is not None:
                break
        else:
            length, meant = 1, _nearest(words[place], lexicon) or [("rest", words[place])]
        for kind, value in meant:
            found.setdefault(kind, []).append(value)
        place += length
    yield from found.items()
