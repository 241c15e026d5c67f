"""The catalogue in use: read when it is first wanted, and again in the background when a file or the day changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sendguide.directory.exporting.catalogue import Catalogue
from sendguide.directory.exporting.sources import LOCAL_OFFER, MANIFEST, SERVICES, TAXONOMIES, read_catalogue
from sendguide.directory.importing.snapshots import CURRENT
from sendguide.directory.renewing import Renewed, file_times

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
        self._renewed = Renewed(self._read, self._look, name="the catalogue", clock=clock)

    def current(self) -> Catalogue:
        """The newest catalogue that is ready. Only the first call waits for the disk.

        Raises:
            GuideError: when there is none yet and the files cannot be used.
        """
        return self._renewed.current()

    def wait(self) -> None:
        """Waits for a new catalogue that is being made, if any."""
        self._renewed.wait()

    def _read(self) -> Catalogue:
        return read_catalogue(self._content, self._snapshots, today=self._today())

    def _look(self) -> State:
        own = self._content / LOCAL_OFFER
        files = [own / MANIFEST, own / TAXONOMIES, *(own / SERVICES).glob("*.json")]
        return self._today(), file_times([*files, *self._snapshots.glob(f"*/{CURRENT}")])
