"""What was just talked about, for messages that lean on it: "how long does that take?", "and if they say no?"."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from sendguide.understanding import pooling

Floats = npt.NDArray[np.float32]

MOST_WORDS = 14
"""A longer message says itself what it is about."""

LEANS = re.compile(
    r"\b(?:it|its|that|thats|this|them|they|theyre|they're|their|there|those|these|one|same|then|she|he)\b"
    r"|\bthe (?:number|address|website|email|link|form|deadline|date)\b"
    r"|^(?:and|so|but|what if|what about|even|also|why|like)\b",
    re.IGNORECASE,
)
WEIGHT_LEANING, WEIGHT_ELSE = 0.75, 0.40
"""How much the reading with the subject counts against the reading without it, where a word points back and where none
does. Chosen on 320 follow-ups by a writer of her own (`make bench-understanding`, ADR 0008)."""


def may_lean(text: str) -> bool:
    """Whether a message is short enough to lean on what went before."""
    return len(text.split()) <= MOST_WORDS


def with_subject(text: str, about: str) -> str:
    """The message with its subject said: what the classifier reads beside the message alone."""
    return f"{text} ({about})"


def with_and_without(text: str, alone: Floats, together: Floats) -> Floats:
    """One ranking from the readings without and with the subject.

    Args:
        text: the message.
        alone: probabilities of the message as it is, shape (labels,).
        together: those of the message with its subject.
    """
    return pooling.pool(alone, together, share=WEIGHT_LEANING if LEANS.search(text) else WEIGHT_ELSE)
