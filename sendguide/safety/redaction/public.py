"""What looks like a person's name and is none: schools, services, places, legal cases, conditions."""

from __future__ import annotations

import re
from functools import lru_cache

from sendguide.content.redaction_words import RedactionWords

PARTY = r"(?:[A-Z][\w&'’.-]{0,20}(?: of| and| &| [A-Z]{1,2}C)? ){1,4}?"
CASE = re.compile(
    rf"(?:R ?\([^()]{{1,60}}\)|{PARTY})\s?(?:v|vs)\.? (?:the )?(?:[A-Z][\w&'’-]{{0,20}}(?: of| and|,)? ?){{1,5}}"
)
"""Names of cases: "Worcestershire CC v SE", "R (on the application of L) v Waltham Forest"."""

SAINT = re.compile(r"\b[Ss](?:t|aint)s?\.? [A-Z][\w'’]{1,20}")
NAMED = r"(?<![\w'’])(?:[A-Z][\w'’-]{{1,20}}(?:(?: of| the| and| &)? )){{1,4}}(?:{kinds})\b"


@lru_cache(maxsize=4)
def _patterns(words: RedactionWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    kinds = "|".join(sorted((word.title() for word in words.places if word not in ("v", "vs")), key=len, reverse=True))
    phrases = "|".join(re.escape(phrase) for phrase in sorted(words.phrases, key=len, reverse=True))
    return re.compile(NAMED.format(kinds=kinds)), re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)


def public_ranges(text: str, words: RedactionWords) -> list[tuple[int, int]]:
    """Where nothing is a person's name."""
    named, phrases = _patterns(words)
    found = [match.span() for match in phrases.finditer(text)]
    if not text.islower():
        found += [match.span() for pattern in (named, SAINT) for match in pattern.finditer(text)]
        if " v" in text:
            found += [match.span() for match in CASE.finditer(text)]
    return found
