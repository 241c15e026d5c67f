"""The catalogue in use: read when it is first wanted, and again in the background when a file or the day changes."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sendguide.directory.exporting.catalogue import Catalogue
from sendguide.directory.exporting.sources import LOCAL_OFFER, MANIFEST, SERVICES, TAXONOMIES, read_catalogue
from sendguide.directory.importing.snapshots import CURRENT

logger = logging.getLogger(__name__)
SECONDS_BETWEEN_LOOKS = 1.0
State = tuple[date, dict[str, int]]


class CatalogueStore:
    """The catalogue in use. While a new one is made the one before answers, and it stays when the new cannot be used.

    It reads the files itself, beside the search index: whether something may be published is decided by the folder in
    which it is kept, and a change of the licence alone has to count as well.

    Args:
        content: the content folder.
        snapshots: the folder of imported services; it need not exist.
        today: gives the current day.
        clock: seconds that only grow; passed in by tests.
    """

    def __init__(
        self,
        content: Path,
        snapshots: Path,
        *,
        today: Callable[[], date],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._content = content
        self._snapshots = snapshots
        self._today = today
        self._clock = clock
        self._lock = threading.Lock()
        self._found: Catalogue | None = None
        self._state: State | None = None
        self._looked_at = float("-inf")
        self._at_work: threading.Thread | None = None

    def current(self) -> Catalogue:
        """The newest catalogue that is ready. Only the first call waits for the disk.

        Raises:
            GuideError: when there is none yet and the files cannot be used.
        """
        with self._lock:
            if self._found is None:
                self._state = self._look()
                self._found = self._read()
                self._looked_at = self._clock()
            elif self._clock() - self._looked_at >= SECONDS_BETWEEN_LOOKS and not self._is_at_work():
                self._looked_at = self._clock()
                state = self._look()
                if state != self._state:
                    self._state = state
                    self._at_work = threading.Thread(target=self._renew, name="catalogue", daemon=True)
                    self._at_work.start()
            return self._found

    def wait(self) -> None:
        """Waits for a new catalogue that is being made, if any."""
        if self._at_work is not None:
            self._at_work.join()

    def _is_at_work(self) -> bool:
        return self._at_work is not None and self._at_work.is_alive()

    def _read(self) -> Catalogue:
        return read_catalogue(self._content, self._snapshots, today=self._today())

    def _renew(self) -> None:
        try:
            self._found = self._read()
        except Exception:  # whatever is wrong with the files, the catalogue before stays
            logger.exception("what is published was changed but cannot be used; the feed stays as it was")

    def _look(self) -> State:
        own = self._content / LOCAL_OFFER
        files = [own / MANIFEST, own / TAXONOMIES, *(own / SERVICES).glob("*.json")]
        times: dict[str, int] = {}
        for path in (*files, *self._snapshots.glob(f"*/{CURRENT}")):
            with contextlib.suppress(OSError):  # not there, or gone since it was listed
                times[str(path)] = path.stat().st_mtime_ns
        return self._today(), times
