"""Something made of files that is made anew in the background when they change, so that nobody waits for it."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Generic, TypeVar

logger = logging.getLogger(__name__)
T = TypeVar("T")
SECONDS_BETWEEN_LOOKS = 1.0


class Renewed(Generic[T]):
    """What was made last. While a new one is made the one before is given, and it stays when the new cannot be made.

    Args:
        make: makes it; only the first call of `current` waits for it, and gets what it raises.
        look: a value that changes when something it is made of changes.
        name: what it is, for the log.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        make: Callable[[], T],
        look: Callable[[], object],
        *,
        name: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make = make
        self._look = look
        self._name = name
        self._clock = clock
        self._lock = threading.Lock()
        self._made: list[T] = []
        self._state: object = None
        self._looked_at = clock()
        self._at_work: threading.Thread | None = None

    def current(self) -> T:
        """The newest one that is ready. Looks for changes at most once a second."""
        with self._lock:
            if not self._made:
                self._state = self._look()
                self._made = [self._make()]
                self._looked_at = self._clock()
            elif self._clock() - self._looked_at >= SECONDS_BETWEEN_LOOKS and not self._is_at_work():
                self._looked_at = self._clock()
                self._begin_if_changed()
            return self._made[0]

    def wait(self) -> None:
        """Waits for a new one that is being made, if any."""
        if self._at_work is not None:
            self._at_work.join()

    def _is_at_work(self) -> bool:
        return self._at_work is not None and self._at_work.is_alive()

    def _begin_if_changed(self) -> None:
        state = self._look()
        if state != self._state:
            self._state = state
            self._at_work = threading.Thread(target=self._renew, name=self._name, daemon=True)
            self._at_work.start()

    def _renew(self) -> None:
        try:
            self._made = [self._make()]
        except Exception:  # whatever is wrong with the files, the one before stays
            logger.exception("%s was changed but cannot be used; the one before stays", self._name)
        else:
            logger.info("%s was changed and made again", self._name)


def file_times(paths: Iterable[Path]) -> dict[str, int]:
    """When each file was last changed, in nanoseconds; those that are not there are left out."""
    found: dict[str, int] = {}
    for path in paths:
        with contextlib.suppress(OSError):  # not there, or gone since it was listed
            found[str(path)] = path.stat().st_mtime_ns
    return found
