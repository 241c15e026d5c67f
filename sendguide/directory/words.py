"""Text as the index reads it: words in small letters without accents, and their stems."""

from __future__ import annotations

import re
from collections.abc import Sequence

import tantivy

MOST_WORDS = 12
"""How many words of a text are looked for: more make a search slow and say little more."""
LONGEST_TEXT = 500
LONGEST_WORD = 40

_ASKING = """
    a about am an and any anyone anything are as at be because been but by can cant could couldnt did didnt do
    does doesnt dont find for from get give go going got had has have he help her him his how i id if ill im in
    into is isnt it its ive just know like look looking make making me might more my near nearby need needs no
    not of off on one or our out please she should so some somebody someone something somewhere take taking tell
    than that thats the their them then there these they thing things this those to too try trying up us very
    wants want was we were what when where which who why will with would you your daughter daughters son sons d
    ll m re s t ve
"""
NOT_ASKED = frozenset(_ASKING.split())
"""Words of asking, which say nothing of the service that is looked for."""

_OUTCODE = re.compile(r"\s*([A-Z]{1,2}\d[A-Z\d]?)(?:\s*\d[A-Z]{2})?\s*", re.IGNORECASE | re.ASCII)
_OUTCODES = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\b", re.ASCII)


def _analyzer(*filters: tantivy.Filter) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    first = (tantivy.Filter.remove_long(LONGEST_WORD), tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold())
    for item in (*first, *filters):
        builder = builder.filter(item)
    return builder.build()


WORDS = _analyzer()
"""How the index cuts a text into words."""
STEMS = _analyzer(tantivy.Filter.stemmer("english"))


def sound(text: str) -> str:
    """The text without halves of characters, which only broken exports have, and which cannot be indexed."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def stems_of(words: Sequence[str]) -> list[str]:
    """Words of the index without their endings, in the same order: `swimming` and `swims` both give `swim`."""
    found = STEMS.analyze(" ".join(words))
    return found if len(found) == len(words) else ["".join(STEMS.analyze(word)[:1]) for word in words]


def words_in(text: str) -> frozenset[str]:
    """All words of a text, as the index has them."""
    return frozenset(WORDS.analyze(sound(text)))


def query_words(text: str) -> tuple[str, ...]:
    """The words of a text that are looked for, each once, in order; none if it has only words of asking, or no word."""
    words = WORDS.analyze(sound(text[:LONGEST_TEXT]).replace("'", "").replace("’", ""))
    return tuple(dict.fromkeys(word for word in words if word not in NOT_ASKED))[:MOST_WORDS]


def outcode_of(text: str) -> str:
    """The outcode of an outcode or a full postcode (`CV6`), in capitals; of anything else the text itself."""
    match = _OUTCODE.fullmatch(text)
    return match[1].upper() if match else text.strip().upper()


def outcodes_in(text: str) -> tuple[str, ...]:
    """The outcodes that the name of an area speaks of: of "CV2 and CV6" both."""
    return tuple(_OUTCODES.findall(text))
