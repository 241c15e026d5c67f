"""A clock for tests."""

from __future__ import annotations


class Clock:
    """A clock that a test moves: seconds from 0, standing still by itself."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The seconds now."""
        return self.now
