"""What the store tells of a conversation to those who keep sessions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heard:
    """When a conversation was last heard of, in seconds since 1970, and how many turns it has."""

    at: float
    turns: int
