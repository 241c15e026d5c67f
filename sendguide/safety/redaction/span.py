"""What redaction finds: a piece of a message, and what kind of personal data it is."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Kind(str, Enum):
    """Kinds of personal data; each has a token that stands in its place."""

    NAME = "NAME"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    POSTCODE = "POSTCODE"
    NHS_NUMBER = "NHS_NUMBER"
    NI_NUMBER = "NI_NUMBER"
    DATE_OF_BIRTH = "DATE_OF_BIRTH"
    UPN = "UPN"
    ULN = "ULN"
    REFERENCE = "REFERENCE"
    CARD = "CARD"
    ADDRESS = "ADDRESS"
    LINK = "LINK"

    @property
    def token(self) -> str:
        """What stands in its place: `<NAME>`."""
        return f"<{self.value}>"


TOKEN = re.compile("<(" + "|".join(kind.value for kind in Kind) + ")>")
"""A token in a text. Whoever types one gets what a token means: nothing."""


@dataclass(frozen=True, order=True)
class Span:
    """`text[start:end]` is personal data of a kind; None: it looks like that, but is public and stays."""

    start: int
    end: int
    kind: Kind | None


class Found:
    """The pieces found so far, in order and apart from each other: who comes first has the place."""

    def __init__(self) -> None:
        self.spans: list[Span] = []

    def add(self, spans: Iterable[Span]) -> None:
        """Takes those that overlap with none before."""
        for span in spans:
            if span.start < span.end and not self.covers(span.start, span.end):
                insort(self.spans, span, key=_start)

    def covers(self, start: int, end: int) -> bool:
        """Whether any of `text[start:end]` is taken."""
        place = bisect_left(self.spans, end, key=_start)
        return place > 0 and self.spans[place - 1].end > start


def _start(span: Span) -> int:
    return span.start
