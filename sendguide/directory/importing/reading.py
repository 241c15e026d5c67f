"""From what staff name on the command line, an address or a file, to records in our shape."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Optional

from sendguide.directory.importing.fetch import Client
from sendguide.directory.importing.from_oruk import read_oruk
from sendguide.directory.importing.kb5 import read_kb5
from sendguide.directory.importing.mapping import Mapping
from sendguide.directory.importing.oruk import Fetched, Progress, base_of, fetch_feed, list_feed
from sendguide.directory.importing.outpost import read_outpost
from sendguide.directory.importing.parsed import Parsed
from sendguide.directory.importing.saved import read_bytes, read_saved
from sendguide.directory.importing.work import Work
from sendguide.directory.terms import Terms
from sendguide.errors import GuideError

SYSTEMS = {"oruk": "oruk", "kb5": "openobjects", "outpost": "outpost"}
"""What can be read, as the command line calls it, and as records do (`x_source.system`)."""


@dataclass(frozen=True)
class Tools:
    """What reading needs.

    Attributes:
        client: asks feeds; None when none may be asked.
        progress: told how far it is.
        now: the time.
    """

    terms: Terms
    mapping: Mapping
    client: Optional[Client]
    progress: Progress
    now: datetime


@dataclass(frozen=True)
class Read:
    """A source that was read: what the feed gave, what became of it, and what a run that is not done has kept."""

    fetched: Fetched
    parsed: Parsed
    work: Optional[Work] = None


def is_url(where: str) -> bool:
    """Whether a source is asked over the web; otherwise it is a file or a folder."""
    return "://" in where


@contextmanager
def reading(kind: str, where: str, *, source: str, folder: Path, tools: Tools) -> Iterator[Read]:
    """Reads a source. What was fetched stays for the next run unless `work.finish()` is called within.

    Args:
        kind: a key of `SYSTEMS`.
        where: an address, a file or a folder.
        source: our name of it.
        folder: where its snapshots are.
        tools: what reading needs.

    Raises:
        GuideError: when it cannot be used as a whole.
        OSError: when the folder cannot be written.
    """
    if kind == "oruk" and is_url(where):
        work = Work(folder, url=base_of(where), now=tools.now)
        try:
            fetched = fetch_feed(_client(tools), base_of(where), work, progress=tools.progress)
            yield Read(fetched, _parse_oruk(fetched, source, tools), work)
        finally:
            work.close()
    elif kind == "oruk":
        fetched = read_saved(Path(where))
        yield Read(fetched, _parse_oruk(fetched, source, tools))
    else:
        fetched, data = _document(kind, where, tools)
        tools.progress("Reading", 0, None)
        read = read_kb5 if kind == "kb5" else read_outpost
        today = tools.now.date()
        yield Read(fetched, read(data, source=source, terms=tools.terms, mapping=tools.mapping, today=today))


def _parse_oruk(fetched: Fetched, source: str, tools: Tools) -> Parsed:
    def watched() -> Iterator[Any]:
        for count, raw in enumerate(fetched.raws):
            tools.progress("Reading", count, len(fetched.raws))
            yield raw

    return read_oruk(watched(), source=source, terms=tools.terms, mapping=tools.mapping)


def _document(kind: str, where: str, tools: Tools) -> tuple[Fetched, bytes]:
    if not is_url(where):
        return Fetched(()), read_bytes(Path(where))
    if kind == "kb5":
        raise GuideError("A KB5 export is a file. Ask the council's directory team for it and give its name.")
    listing = list_feed(_client(tools), base_of(where), progress=tools.progress)
    items = [*listing.items.values()]
    fetched = Fetched((), frozenset(listing.items), tuple(listing.odd.values()), remarks=tuple(listing.remarks))
    return fetched, json.dumps(items).encode()


def _client(tools: Tools) -> Client:
    if tools.client is None:
        raise GuideError("No feed may be asked. Set SENDGUIDE_IMPORT_HOSTS to the hosts you trust.")
    return tools.client
