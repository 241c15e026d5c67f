"""Two questions in one message: "can i appeal and can i complain". Looked at only when the whole message is unclear."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sendguide.understanding.decide import CRISIS_PREFIX, NOT_AN_OPTION

MOST_WORDS = 40
"""A longer message is a story, whose clauses are mostly not questions."""

FEWEST_WORDS_A_CLAUSE = 3
MOST_ASKS = 3
BETWEEN = re.compile(r"[?.!;\n]+|,? (?:and|also|plus) (?=\S)|,? & ", re.IGNORECASE)


def clauses(text: str) -> list[str]:
    """The parts of a short message that could each be a question; empty when there are not two or three of them."""
    if len(text.split()) > MOST_WORDS:
        return []
    parts = [part.strip(" ,") for part in BETWEEN.split(text)]
    found = [part for part in parts if len(part.split()) >= FEWEST_WORDS_A_CLAUSE]
    return found if 2 <= len(found) <= MOST_ASKS else []


def asks(best: Sequence[tuple[str, float]], sure: float) -> tuple[str, ...]:
    """The ids asked for, in order, or nothing unless every clause asks for an answer of its own for sure.

    Args:
        best: for each clause the likeliest id and its probability.
        sure: the probability from which an id counts as sure.
    """
    ids = tuple(dict.fromkeys(name for name, _ in best))
    certain = all(value >= sure and name not in NOT_AN_OPTION for name, value in best)
    safe = not any(name.startswith(CRISIS_PREFIX) for name in ids)
    return ids if certain and safe and len(ids) > 1 else ()
