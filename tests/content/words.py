"""The words of an answer as a parent reads them, for tests that look for something in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sendguide.content.loader import Content
from sendguide.content.placeholders import fill

VARIANTS = ("text", "easy_read", "more")


def folded(content: Content, answer_id: str, variants: Sequence[str] = VARIANTS) -> str:
    """Some variants of an answer with the contacts filled in and every run of blanks as one space."""
    answer = content.answers[answer_id]
    words = "\n".join(getattr(answer, variant) or "" for variant in variants)
    return " ".join(fill(words, content.contacts).split())


def paragraphs(content: Content, answer_id: str) -> Iterator[str]:
    """All paragraphs and lists of an answer, each on one line."""
    answer = content.answers[answer_id]
    for variant in VARIANTS:
        for piece in re.split(r"\n\s*\n", fill(getattr(answer, variant) or "", content.contacts)):
            yield " ".join(piece.split())


def digits(text: str) -> str:
    """Only the digits of a text: phone numbers are compared without their spaces."""
    return re.sub(r"\D", "", text)
