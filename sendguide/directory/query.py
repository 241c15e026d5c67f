"""A `Wanted` as one query of the search library: what fits, in which order; and what to drop where nothing does."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from sendguide.directory.clauses import MUST, MUST_NOT, SHOULD, Clause, Query, all_of, any_of, silent, worth
from sendguide.directory.indexing import ACTIVE, AGES, ANYWHERE, LOCAL, kinds_of, mark
from sendguide.directory.query_filters import FilterMaker, near
from sendguide.directory.service import Service
from sendguide.directory.typos import Meanings, Vocabulary
from sendguide.directory.wanted import GIVEN_UP_FIRST, SUBJECT, Wanted
from sendguide.directory.words import query_words, sound

# Each of these outweighs all below it, so that the order is: open for business, near, for the need, then the words.
IS_ACTIVE, IS_THERE, COMES_THERE, NAMES_NEED = 4096.0, 2048.0, 1024.0, 512.0
# These only settle what is about equal: a service of this area before a national one, stated ages before none.
IS_LOCAL, STATES_AGES = 0.05, 0.02
TEXT_SCALE = 0.25
"""Keeps the score of twelve rare words below the least of the weights above."""
ALIKE = {"topic": 8.0, "need": 6.0, "category": 3.0, "sector": 1.0}
ALIKE_PLACE, ALIKE_AGES = 3.0, 3.0
KEPT = 4096.0
"""What keeping one more filter is worth when relaxing; more than which ones are kept (at most 4,095) ever is."""


@dataclass(frozen=True)
class Asked:
    """A `Wanted` as looked up in one index, so that this is done once, however often it is relaxed.

    Attributes:
        wanted: what is looked for.
        filters: one query for each part of it that leaves something out, by the part's name.
        meanings: for each word of its text, the words of the index that it may mean.
        like: the service that others should be like.
    """

    wanted: Wanted
    filters: Mapping[str, Query]
    meanings: tuple[Meanings, ...]
    like: Service | None

    def without(self, names: Collection[str]) -> Asked:
        """The same with some filters dropped."""
        return Asked(
            self.wanted.without(*names),
            {name: query for name, query in self.filters.items() if name not in names},
            () if "text" in names else self.meanings,
            None if "like" in names else self.like,
        )


@dataclass(frozen=True)
class QueryMaker:
    """Makes queries for one index.

    Attributes:
        filters: makes what leaves out.
        words: the words it knows.
        service: finds a service by id, for `like`.
    """

    filters: FilterMaker
    words: Vocabulary
    service: Callable[[str], Service | None]

    def ask(self, wanted: Wanted) -> Asked:
        """Looks up what is looked for."""
        meanings = tuple(self.words.meanings(word) for word in query_words(wanted.text))
        like = self.service(wanted.like) if wanted.like else None
        return Asked(wanted, self.filters.make(wanted, meanings, like), meanings, like)

    def search(self, asked: Asked) -> Query:
        """What fits, with scores by which it is ordered."""
        clauses = [(MUST, silent(query)) for name, query in asked.filters.items() if name != "text"]
        if "text" in asked.filters:
            clauses.append((MUST, Query.boost_query(asked.filters["text"], TEXT_SCALE)))
        weighed = ((SHOULD, worth(query, weight)) for query, weight in self._weights(asked))
        clauses = clauses or [(MUST, silent(Query.all_query()))]
        return Query.boolean_query([*clauses, *weighed, *self._left_out(asked.wanted)])

    def relaxed(self, asked: Asked) -> Query:
        """Everything that fits some part of what is looked for, scored by which parts: see `dropped_by`."""
        subject = [asked.filters[name] for name in SUBJECT if name in asked.filters]
        base = any_of(subject) if subject else Query.all_query()
        parts = [(SHOULD, worth(query, KEPT + _importance(name))) for name, query in asked.filters.items()]
        return Query.boolean_query([(MUST, silent(base)), *parts, *self._left_out(asked.wanted)])

    def _weights(self, asked: Asked) -> Iterable[tuple[Query, float]]:
        wanted = asked.wanted
        yield self.filters.marked([ACTIVE]), IS_ACTIVE
        yield self.filters.marked([LOCAL]), IS_LOCAL
        if wanted.outcode:
            there, comes = near(wanted.outcode)
            yield self.filters.marked([there]), IS_THERE
            yield self.filters.marked([comes, ANYWHERE]), COMES_THERE
        if wanted.needs:
            yield self.filters.marked(mark("need", code) for code in wanted.needs), NAMES_NEED
        if wanted.age is not None:
            yield self.filters.marked([AGES]), STATES_AGES
        if asked.like:
            yield from self._alike(asked.like)

    def _alike(self, service: Service) -> Iterable[tuple[Query, float]]:
        for kind, codes in kinds_of(service).items():
            for code in codes:
                yield self.filters.marked([mark(kind, code)]), ALIKE[kind]
        if service.outcodes:
            yield self.filters.marked(mark("place", code) for code in service.outcodes), ALIKE_PLACE
        ages = (service.minimum_age, service.maximum_age)
        if ages != (None, None):
            yield all_of(self.filters.marked([AGES]), self.filters.ages(ages[0] or 0.0, _or_open(ages[1]))), ALIKE_AGES

    def _left_out(self, wanted: Wanted) -> list[Clause]:
        schema = self.filters.schema
        ids = sorted(wanted.leave_out | ({wanted.like} if wanted.like else set()))
        return [(MUST_NOT, Query.term_query(schema, "id", sound(item), "basic")) for item in ids]


def dropped_by(given: Iterable[str], score: float) -> tuple[str, ...]:
    """Which filters the best of `QueryMaker.relaxed` does not pass, the least important first.

    Its score is one number for each filter it passes, each with a bit of its own: so the best is one that passes most
    of them, and of these the one that passes the more important.
    """
    bits = int(score) % int(KEPT)
    return tuple(name for name in GIVEN_UP_FIRST if name in set(given) and not bits & _importance(name))


def _importance(name: str) -> int:
    return 1 << GIVEN_UP_FIRST.index(name)


def _or_open(age: float | None) -> float:
    return math.inf if age is None else age
