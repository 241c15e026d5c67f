"""Building an index: every record is read twice, once for its name, and once, in the order of names, for the index.

So the order of the services in the index is that of their names, which settles equal scores, and the library takes the
first in while the next are read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import tantivy

from sendguide.directory.duplicates import folded, likeness, repeated
from sendguide.directory.hours import HoursTable
from sendguide.directory.indexing import SHOWN, DocumentMaker, make_index, make_schema
from sendguide.directory.service import service_of

Json = dict[str, Any]
Raw = bytes | Json
BROKEN = (KeyError, ValueError, TypeError, AttributeError)
BUFFER = 2_000_000_000
"""Bytes of index that may be built before it is cut in two; only what is needed of it is ever taken."""
RESTS_AFTER_HEADS, RESTS_AFTER_DOCUMENTS = 64, 16
"""How many records are read, and written, between two rests: a millisecond or two of work each."""


@dataclass(frozen=True)
class Unreadable:
    """A record that could not be taken in: the how-many-eth it was, from 1, and why."""

    number: int
    reason: str


@dataclass(frozen=True)
class Head:
    """What is known of a record after the first reading."""

    number: int
    id: str
    name: str
    is_shown: bool
    raw: bytes


@dataclass(frozen=True)
class Built:
    """The parts of an index.

    Attributes:
        records: all of them as JSON, by id, in the order of names.
        ids: of the services that can be found, as they are numbered in the searcher.
        searcher: of the search library.
        schema: its fields.
        hours: of all services that can be found.
        unreadable: what was left out.
    """

    records: dict[str, bytes]
    ids: tuple[str, ...]
    searcher: tantivy.Searcher
    schema: tantivy.Schema
    hours: HoursTable
    unreadable: tuple[Unreadable, ...]


class Builder:
    """Builds one index."""

    def __init__(
        self, *, bank_holidays: Collection[date], whole_areas: Iterable[str], rest: Callable[[], None]
    ) -> None:
        """Takes what `Index.build` was given."""
        self._hours = HoursTable(bank_holidays)
        self._maker = DocumentMaker(self._hours, tuple(whole_areas))
        self._rest = rest
        self._unreadable: list[Unreadable] = []

    def build(self, records: Iterable[Raw]) -> Built:
        """Builds it."""
        heads = sorted(self._heads(records), key=lambda head: (head.name, head.id))
        gone = _repeated(heads)
        schema = make_schema()
        index = make_index(schema)
        writer = index.writer(heap_size=BUFFER, num_threads=1)
        ids = tuple(self._write(writer, (head for head in heads if head.is_shown and head.id not in gone)))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()
        if searcher.num_segments > 1:
            raise ValueError(f"the index of {len(ids)} services does not fit into {BUFFER} bytes: enlarge BUFFER")
        broken = {item.number for item in self._unreadable}
        kept = {head.id: head.raw for head in heads if head.number not in broken}
        return Built(kept, ids, searcher, schema, self._hours, tuple(self._unreadable))

    def _heads(self, records: Iterable[Raw]) -> Iterable[Head]:
        heads: dict[str, Head] = {}
        for number, record in enumerate(records, start=1):
            try:
                head = _head(number, record)
                known = heads.get(head.id)
                heads[head.id] = min(head, known, key=_goes_first) if known else head
            except BROKEN as error:
                self._refuse(number, error)
            if number % RESTS_AFTER_HEADS == 0:
                self._rest()
        return heads.values()

    def _write(self, writer: tantivy.IndexWriter, heads: Iterable[Head]) -> Iterator[str]:
        for number, head in enumerate(heads, start=1):
            try:
                document = self._maker.make(json.loads(head.raw))
            except BROKEN as error:
                self._refuse(head.number, error)
                continue
            writer.add_document(document)
            yield head.id
            if number % RESTS_AFTER_DOCUMENTS == 0:
                self._rest()

    def _refuse(self, number: int, error: Exception) -> None:
        self._unreadable.append(Unreadable(number, f"{type(error).__name__}: {error}"))


def _head(number: int, record: Raw) -> Head:
    if isinstance(record, bytes):
        raw, parsed = record.strip(), json.loads(record)
    else:
        text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        raw, parsed = text.encode("utf-8", "replace"), record
    return Head(number, str(parsed["id"]), folded(parsed["name"]), parsed["status"] in SHOWN, raw)


def _goes_first(head: Head) -> tuple[object, ...]:
    return likeness(service_of(json.loads(head.raw))).rank, head.raw


def _repeated(heads: Iterable[Head]) -> frozenset[str]:
    by_name: dict[str, list[Head]] = defaultdict(list)
    for head in heads:
        if head.is_shown:
            by_name[head.name].append(head)
    same = (head for group in by_name.values() if len(group) > 1 for head in group)
    return repeated(likeness(service_of(json.loads(head.raw))) for head in same)
