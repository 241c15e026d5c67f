"""A clock for tests."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Clock:
    """A clock that a test moves: seconds from 0, standing still by itself."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The seconds now."""
        return self.now


BOUNDED_SECONDS = 20.0


@contextmanager
def bounded() -> Iterator[None]:
    """Fails when what runs inside takes as long as only a blow-up can.

    A pattern that tries every way of reading ten thousand characters takes minutes or never ends; a busy machine makes
    a few milliseconds into a second or two. How fast things are is measured in `benchmarks/`, never here.
    """
    started = time.perf_counter()
    yield
    assert time.perf_counter() - started < BOUNDED_SECONDS
