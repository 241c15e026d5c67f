"""What the crisis screen finds: a category and a strength, and no word of the message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Strength(str, Enum):
    """What the words call for."""

    EXACT = "exact"
    """Danger: help first."""
    NEAR = "near"
    """There may be danger: a check-in, with numbers."""
    CALM = "calm"
    """Words that look like danger and are none: figures of speech, denied, long past, asked about in general."""


@dataclass(frozen=True)
class Finding:
    """What the screen found.

    Attributes:
        category: of the danger (standards.md section 3.6); of what is calm, the id of its entry in `calm.yml`.
        strength: what it calls for.
        answer_id: the answer that helps; None when calm.
        warmth: whether the words tell of a hard time, so that a kind line should come before the answer.
    """

    category: str
    strength: Strength
    answer_id: str | None = None
    warmth: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether help comes first."""
        return self.strength is Strength.EXACT

    @property
    def is_danger(self) -> bool:
        """Whether there is danger, or may be."""
        return self.strength is not Strength.CALM
