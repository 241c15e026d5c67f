"""The directory in use: our own records and what was imported, in one index, made anew when a file changes."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from sendguide.content.loader import content_store
from sendguide.content.service_words import ServicePhrases
from sendguide.deadlines.loader import BANK_HOLIDAYS
from sendguide.directory.importing.snapshots import SnapshotError, read_snapshots
from sendguide.directory.index import Index
from sendguide.directory.indexing import NATIONS
from sendguide.directory.lexicon import Lexicon, lexicon_of
from sendguide.directory.records import Json, read_records
from sendguide.directory.renewing import Renewed, file_times
from sendguide.directory.terms import Terms, read_terms
from sendguide.settings import settings

logger = logging.getLogger(__name__)
LOCAL_OFFER = "local_offer"
TAXONOMIES = "taxonomies.json"
SERVICES = "services"
CURRENT = "current.json"


@dataclass
class Directory:
    """All services, ready to be searched, with the terms they are sorted by."""

    index: Index
    terms: Terms
    _lexicon: tuple[ServicePhrases, Lexicon] | None = field(default=None, repr=False)

    def lexicon(self, phrases: ServicePhrases) -> Lexicon:
        """The words by which lists are narrowed, made once for a version of the words."""
        if self._lexicon is None or self._lexicon[0] is not phrases:
            self._lexicon = (phrases, lexicon_of(phrases, self.terms))
        return self._lexicon[1]


class DirectoryStore:
    """The directory in use. Looks for changed files at most once a second.

    While a new index is made in a thread of its own, the one before answers; it stays when the new data cannot be used.

    Args:
        content: the content folder.
        snapshots: the folder of imported services; it need not exist.
        area: where the people who ask live: a service for all of it is for them wherever it is placed.
        clock: seconds that only grow; passed in by tests.

    Raises:
        OSError, ValueError, KeyError: when the terms cannot be read at the start.
    """

    def __init__(
        self, content: Path, snapshots: Path, *, area: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._content = content
        self._area = area
        self._snapshots = snapshots
        self._renewed = Renewed(self._read, self._look, name="the directory", clock=clock)
        self._renewed.current()

    def current(self) -> Directory:
        """The newest directory that is ready."""
        return self._renewed.current()

    def wait(self) -> None:
        """Waits for a new index that is being made, if any."""
        self._renewed.wait()

    def _read(self) -> Directory:
        terms = read_terms(self._content / LOCAL_OFFER / TAXONOMIES)
        index = Index.build(
            self._records(),
            terms,
            bank_holidays=_bank_holidays(self._content / BANK_HOLIDAYS),
            whole_areas=(self._area, *NATIONS),
        )
        for item in index.unreadable:
            logger.error("service %d is left out: %s", item.number, item.reason)
        return Directory(index, terms)

    def _records(self) -> Iterator[bytes | Json]:
        records, problems = read_records(self._content / LOCAL_OFFER / SERVICES)
        for problem in problems:
            logger.error("a service is left out: %s", problem)
        yield from records
        for snapshot in read_snapshots(self._snapshots):
            try:
                yield from snapshot.lines()
            except SnapshotError as error:
                logger.error("an imported source is left out: %s", error)

    def _look(self) -> dict[str, int]:
        own = self._content / LOCAL_OFFER
        files = [own / TAXONOMIES, self._content / BANK_HOLIDAYS, *(own / SERVICES).glob("*.json")]
        return file_times([*files, *self._snapshots.glob(f"*/{CURRENT}")])


@lru_cache(maxsize=1)
def directory_store() -> DirectoryStore:
    """The one store of this process: understanding, actions and server look at the same services."""
    area = content_store().current().council.area
    return DirectoryStore(settings().content, settings().snapshots, area=area)


def _bank_holidays(path: Path) -> frozenset[date]:
    """The bank holidays of England and Wales; none when the file cannot be read (`sendguide check` says so)."""
    try:
        events = json.loads(path.read_text(encoding="utf-8"))["england-and-wales"]["events"]
        return frozenset(date.fromisoformat(event["date"]) for event in events)
    except (OSError, ValueError, KeyError, TypeError):
        logger.exception("the bank holidays cannot be read: services count as open on them")
        return frozenset()
