"""The index: finds services in memory. An index never changes; a new one is built beside it and takes its place."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sendguide.directory.building import Builder, Built
from sendguide.directory.indexing import FIELDS, NATIONS, kind_of, mark
from sendguide.directory.opening import NONE
from sendguide.directory.query import Asked, QueryMaker, dropped_by
from sendguide.directory.query_filters import FilterMaker
from sendguide.directory.reasons import Reasons
from sendguide.directory.service import Service, service_of
from sendguide.directory.terms import Terms
from sendguide.directory.typos import OFTEN, Vocabulary
from sendguide.directory.wanted import Found, Results, Wanted
from sendguide.directory.words import WORDS, sound

Json = dict[str, Any]
SHORTEST_SLEEP = 0.0001


def _rest() -> None:
    time.sleep(SHORTEST_SLEEP)


class Index:
    """Services that can be searched. Made by `Index.build`; safe to use from several threads.

    Attributes:
        unreadable: records that were left out since they do not follow our schema, and why.
    """

    def __init__(
        self, built: Built, terms: Terms, *, bank_holidays: Collection[date], whole_areas: Collection[str]
    ) -> None:
        """Use `Index.build`."""
        self.unreadable = built.unreadable
        self._records, self._ids, self._searcher = built.records, built.ids, built.searcher
        self._terms, self._whole_areas, self._bank_holidays = terms, whole_areas, bank_holidays
        marks = _marks_by_word(terms)
        counted = [item for field in FIELDS for item in self._searcher.terms_with_prefix(field, "")]
        words = Vocabulary([*((word, OFTEN) for word in marks), *counted])
        self._queries = QueryMaker(FilterMaker(built.schema, built.hours, marks), words, self.service)

    @classmethod
    def build(
        cls,
        records: Iterable[bytes | Json],
        terms: Terms,
        *,
        bank_holidays: Collection[date] = NONE,
        whole_areas: Sequence[str] = NATIONS,
        rest: Callable[[], None] = _rest,
    ) -> Index:
        """Builds an index. The same records in another order give the same index.

        Args:
            records: valid ones, as JSON or read from it. One that cannot be used is left out and named in `unreadable`.
            terms: whose names and words services are found by.
            bank_holidays: days on which only what says so is open.
            whole_areas: names of areas within which all who ask live, the smallest (the council's) first: a service for
                one of these is for them wherever it is placed; of equally good ones those for the smallest come first.
            rest: called between records, so that other threads can answer while this one builds: it sleeps a moment.
        """
        holidays = frozenset(bank_holidays)
        built = Builder(bank_holidays=holidays, whole_areas=whole_areas, rest=rest).build(records)
        return cls(built, terms, bank_holidays=holidays, whole_areas=tuple(whole_areas))

    def __len__(self) -> int:
        """How many services can be found: without those that are not active, and without duplicates."""
        return len(self._ids)

    def search(self, wanted: Wanted, *, limit: int, offset: int = 0) -> Results:
        """The services that pass every filter, best first; equally good ones by name, then by id.

        Args:
            wanted: what is looked for.
            limit: how many to give at most.
            offset: how many of the best to pass over: pages follow each other without gap or repetition.

        Raises:
            ValueError: for a negative number.
        """
        return self._page(self._queries.ask(wanted), limit, offset)

    def find(self, wanted: Wanted, *, limit: int, offset: int = 0) -> Results:
        """Like `search`; where nothing passes every filter, it drops as few as it can, and says which.

        Of equally few it drops those that a parent would give up first (`wanted.GIVEN_UP_FIRST`); one part that says
        what is looked for is always kept. So it can still find nothing.
        """
        asked = self._queries.ask(wanted)
        results = self._page(asked, limit, offset)
        if results.total:
            return results
        best = self._searcher.search(self._queries.relaxed(asked), limit=1, count=False).hits
        if not best:
            return results
        dropped = dropped_by(asked.filters, best[0][0])
        return replace(self._page(asked.without(dropped), limit, offset), dropped=dropped)

    def like(self, service_id: str, limit: int) -> Results:
        """Services like one, best first; none if there is no such service."""
        return self.search(Wanted(like=service_id), limit=limit)

    def service(self, service_id: str) -> Service | None:
        """A service, shown or not."""
        record = self.record(service_id)
        return service_of(record) if record is not None else None

    def record(self, service_id: str) -> Json | None:
        """A record, shown or not."""
        raw = self._records.get(service_id)
        return json.loads(raw) if raw is not None else None

    def records(self) -> Iterator[Json]:
        """All records, shown or not, in the order of their names."""
        return (json.loads(raw) for raw in self._records.values())

    def _page(self, asked: Asked, limit: int, offset: int) -> Results:
        if limit < 0 or offset < 0:
            raise ValueError(f"limit and offset must not be negative: {limit}, {offset}")
        answer = self._searcher.search(self._queries.search(asked), limit=max(1, limit), offset=offset)
        total: int = answer.count  # type: ignore[attr-defined]  # it is there, but not in the library's stubs
        reasons = Reasons(asked, terms=self._terms, whole_areas=self._whole_areas, bank_holidays=self._bank_holidays)
        found = (self._found(self._ids[place.doc], score, reasons) for score, place in answer.hits[:limit])
        return Results(total, tuple(found))

    def _found(self, service_id: str, score: float, reasons: Reasons) -> Found:
        record = json.loads(self._records[service_id])
        service = service_of(record)
        return Found(service, score, reasons.of(service, record))


def _marks_by_word(terms: Terms) -> Mapping[str, list[str]]:
    """The marks of terms by the words in their names and by how parents write them."""
    marks: dict[str, list[str]] = defaultdict(list)
    for term in terms.by_code.values():
        for word in dict.fromkeys(WORDS.analyze(sound(" ".join((term.name, *term.words))))):
            marks[word].append(mark(kind_of(term.link_type), term.code))
    return marks
