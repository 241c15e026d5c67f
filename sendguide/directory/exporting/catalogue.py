"""All that may be published: public records of the sources that allow it, and the terms they are sorted by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sendguide.directory.exporting.public import Json

GUIDE = "guide"
"""The name of our own files as a source (`x_source.source`)."""


@dataclass(frozen=True)
class Source:
    """Where records come from, and whether they may be passed on (checklist D22).

    Attributes:
        name: as records name it in `x_source.source`.
        licence: under what terms its publisher lets others use it; empty when none is recorded.
        attribution: what must be said of it.
        allow_publish: whether the council wants it in its own feed.
        remedy: how to record all this, for the person who has to.
    """

    name: str
    licence: str = ""
    attribution: str = ""
    allow_publish: bool = False
    remedy: str = ""

    @property
    def refusal(self) -> str:
        """Why it must not be passed on, and what to do; empty when it may be."""
        missing = [] if self.licence else ["no licence is recorded"]
        missing += [] if self.allow_publish else ["publishing is not allowed"]
        if not missing:
            return ""
        return f"{' and '.join(missing)}. {self.remedy}".rstrip()


@dataclass(frozen=True)
class Entry:
    """A public record, and the few harmless facts about it that only our staff's table shows.

    Attributes:
        id: of the service.
        body: the record as compact JSON. Fifty thousand records as Python values would be ten million objects, which
            Python's garbage collector walks again and again.
    """

    id: str
    body: bytes
    source: str
    checked_on: str
    read_on: str
    review_due: str
    referral: tuple[str, ...]

    @property
    def public(self) -> Json:
        """The record, read anew each time."""
        found: Json = json.loads(self.body)
        return found


@dataclass(frozen=True)
class Catalogue:
    """What may be published.

    Attributes:
        publisher: who publishes it.
        entries: sorted by the id of the service.
        taxonomies: with their terms embedded, in the file's order.
        terms: all by id: those of our taxonomies in their order, then others that records carry, by id.
        sources: those that entries come from.
        withheld: how many records or parts of records stay here, by reason.
    """

    publisher: str
    entries: tuple[Entry, ...]
    taxonomies: tuple[Json, ...]
    terms: Mapping[str, Json]
    sources: tuple[Source, ...]
    withheld: Mapping[str, int]

    @property
    def records(self) -> tuple[Json, ...]:
        """The public records, sorted by id, read anew each time."""
        return tuple(entry.public for entry in self.entries)

    @cached_property
    def version(self) -> str:
        """Changes when, and only when, anything in it changes."""
        digest = hashlib.sha256(self.publisher.encode())
        for part in (*map(compact, self.taxonomies), *(entry.body for entry in self.entries)):
            digest.update(part)
        return digest.hexdigest()[:32]


def compact(value: Any) -> bytes:
    """JSON without blanks, the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
