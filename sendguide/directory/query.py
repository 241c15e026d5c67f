"""A `Wanted` as query objects of the search library. Text is never parsed as a query: it is cut into words by us."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import tantivy

from sendguide.directory.clauses import MUST, MUST_NOT, SHOULD, Clause, Query, all_of, any_of, silent, worth
from sendguide.directory.hours import HoursTable
from sendguide.directory.indexing import (
    ACTIVE,
    AGES,
    ANYWHERE,
    FIELDS,
    FREE,
    NO_NEED,
    WHOLE_AREA,
    kinds_of,
    mark,
)
from sendguide.directory.opening import local_time
from sendguide.directory.service import Service
from sendguide.directory.typos import Meanings, Vocabulary
from sendguide.directory.wanted import GIVEN_UP_FIRST, SUBJECT, Wanted
from sendguide.directory.words import outcode_of, query_words, sound

# Each of these outweighs all below it, so that the order is: open for business, near, for the need, then the words.
IS_ACTIVE, IS_THERE, COMES_THERE, NAMES_NEED, STATES_AGES = 4096.0, 2048.0, 1024.0, 512.0, 0.5
TEXT_SCALE = 0.25
"""Keeps the score of twelve rare words below the least of the weights above."""
FIELD_WEIGHTS = dict(zip(FIELDS, (3.0, 1.0)))
TERM_WEIGHT = 8.0

ALIKE = {"topic": 8.0, "need": 6.0, "category": 3.0, "sector": 1.0}
ALIKE_PLACE, ALIKE_AGES = 3.0, 3.0
ENOUGH_WORDS = 2 / 3
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
        schema: of the index.
        hours: the opening hours of its services.
        words: the words it knows.
        marks: of terms, by the words of their names and by how parents write them.
        service: finds a service by id, for `like`.
    """

    schema: tantivy.Schema
    hours: HoursTable
    words: Vocabulary
    marks: Mapping[str, Sequence[str]]
    service: Callable[[str], Service | None]

    def ask(self, wanted: Wanted) -> Asked:
        """Looks up what is looked for."""
        meanings = tuple(self.words.meanings(word) for word in query_words(wanted.text))
        like = self.service(wanted.like) if wanted.like else None
        filters = self._terms(wanted) | self._ways(wanted) | self._times(wanted)
        if meanings:
            filters["text"] = self._text(meanings)
        if wanted.like:
            filters["like"] = self._likes(like)
        return Asked(wanted, filters, meanings, like)

    def search(self, asked: Asked) -> Query:
        """What fits, with scores by which it is ordered."""
        clauses = [(MUST, silent(query)) for name, query in asked.filters.items() if name != "text"]
        if "text" in asked.filters:
            clauses.append((MUST, Query.boost_query(asked.filters["text"], TEXT_SCALE)))
        weighed = ((SHOULD, worth(query, weight)) for query, weight in self._weights(asked))
        return Query.boolean_query(
            [(MUST, silent(Query.all_query())), *clauses, *weighed, *self._left_out(asked.wanted)]
        )

    def relaxed(self, asked: Asked) -> Query:
        """Everything that fits some part of what is looked for, scored by which parts: see `dropped_by`."""
        subject = [asked.filters[name] for name in SUBJECT if name in asked.filters]
        base = any_of(subject) if subject else Query.all_query()
        parts = [(SHOULD, worth(query, KEPT + _importance(name))) for name, query in asked.filters.items()]
        return Query.boolean_query([(MUST, silent(base)), *parts, *self._left_out(asked.wanted)])

    def _terms(self, wanted: Wanted) -> dict[str, Query]:
        made: dict[str, Query] = {}
        for name, kind in (("topics", "topic"), ("categories", "category"), ("sectors", "sector")):
            if getattr(wanted, name):
                made[name] = self._marked(mark(kind, code) for code in getattr(wanted, name))
        if wanted.needs:
            made["needs"] = self._marked([NO_NEED, *(mark("need", code) for code in wanted.needs)])
        return made

    def _ways(self, wanted: Wanted) -> dict[str, Query]:
        made: dict[str, Query] = {}
        if wanted.age is not None:
            made["age"] = self._ages(wanted.age, wanted.age)
        if wanted.outcode:
            made["outcode"] = self._marked([*_near(wanted.outcode), ANYWHERE, WHOLE_AREA])
        if wanted.free:
            made["free"] = self._marked([FREE])
        if wanted.referral:
            made["referral"] = self._marked([mark("referral", wanted.referral)])
        return made

    def _times(self, wanted: Wanted) -> dict[str, Query]:
        made: dict[str, Query] = {}
        if wanted.open_at:
            today = local_time(wanted.open_at).toordinal()
            rules = self._rules(self.hours.open_at(wanted.open_at))
            active = self._marked([ACTIVE])
            made["open_at"] = all_of(
                active, rules, self._days("first_day", most=today), self._days("last_day", least=today)
            )
        if wanted.day:
            on = wanted.today or (local_time(wanted.open_at).date() if wanted.open_at else None)
            rules = self._rules(self.hours.opening_on(wanted.day, on))
            made["day"] = all_of(rules, self._days("last_day", least=on.toordinal())) if on else rules
        return made

    def _likes(self, service: Service | None) -> Query:
        kinds = kinds_of(service).items() if service else ()
        marks = [mark(kind, code) for kind, codes in kinds if kind != "sector" for code in codes]
        return self._marked(marks) if marks else Query.empty_query()

    def _weights(self, asked: Asked) -> Iterable[tuple[Query, float]]:
        wanted = asked.wanted
        yield self._marked([ACTIVE]), IS_ACTIVE
        if wanted.outcode:
            there, comes = _near(wanted.outcode)
            yield self._marked([there]), IS_THERE
            yield self._marked([comes, ANYWHERE]), COMES_THERE
        if wanted.needs:
            yield self._marked(mark("need", code) for code in wanted.needs), NAMES_NEED
        if wanted.age is not None:
            yield self._marked([AGES]), STATES_AGES
        if asked.like:
            yield from self._alike(asked.like)

    def _alike(self, service: Service) -> Iterable[tuple[Query, float]]:
        for kind, codes in kinds_of(service).items():
            for code in codes:
                yield self._marked([mark(kind, code)]), ALIKE[kind]
        if service.outcodes:
            yield self._marked(mark("place", code) for code in service.outcodes), ALIKE_PLACE
        ages = (service.minimum_age, service.maximum_age)
        if ages != (None, None):
            yield all_of(self._marked([AGES]), self._ages(ages[0] or 0.0, _or_open(ages[1]))), ALIKE_AGES

    def _text(self, meanings: Sequence[Meanings]) -> Query:
        """Services that have most of the words: all of one or two, two thirds of more."""
        least = len(meanings) if len(meanings) <= 2 else math.ceil(len(meanings) * ENOUGH_WORDS)
        return Query.boolean_query([(SHOULD, self._word(item)) for item in meanings], minimum_number_should_match=least)

    def _word(self, meanings: Meanings) -> Query:
        options = [
            Query.boost_query(Query.term_query(self.schema, field, word, "freq"), weight * FIELD_WEIGHTS[field])
            for word, weight in meanings.items()
            for field in FIELDS
        ]
        marks = {item: weight for word, weight in meanings.items() for item in self.marks.get(word, ())}
        if marks:
            options.append(worth(self._marked(sorted(marks)), TERM_WEIGHT * max(marks.values())))
        return Query.disjunction_max_query(options, tie_breaker=0.1) if options else Query.empty_query()

    def _left_out(self, wanted: Wanted) -> list[Clause]:
        ids = sorted(wanted.leave_out | ({wanted.like} if wanted.like else set()))
        return [(MUST_NOT, Query.term_set_query(self.schema, "id", [sound(item) for item in ids]))] if ids else []

    def _marked(self, marks: Iterable[str]) -> Query:
        return Query.term_set_query(self.schema, "mark", list(marks))

    def _ages(self, youngest: float, oldest: float) -> Query:
        kind = tantivy.FieldType.Float
        return all_of(
            Query.range_query(self.schema, "youngest", kind, upper_bound=float(oldest)),
            Query.range_query(self.schema, "oldest", kind, lower_bound=float(youngest)),
        )

    def _rules(self, numbers: Sequence[int]) -> Query:
        return Query.term_set_query(self.schema, "hours", list(numbers))

    def _days(self, field: str, *, least: int | None = None, most: int | None = None) -> Query:
        kind = tantivy.FieldType.Integer
        return Query.range_query(self.schema, field, kind, lower_bound=least, upper_bound=most)


def dropped_by(given: Iterable[str], score: float) -> tuple[str, ...]:
    """Which filters the best of `QueryMaker.relaxed` does not pass, the least important first.

    Its score is one number for each filter it passes, each with a bit of its own: so the best is one that passes most
    of them, and of these the one that passes the more important.
    """
    bits = int(score) % int(KEPT)
    return tuple(name for name in GIVEN_UP_FIRST if name in set(given) and not bits & _importance(name))


def _near(outcode: str) -> tuple[str, str]:
    code = outcode_of(outcode)
    return mark("place", code), mark("comes", code)


def _importance(name: str) -> int:
    return 1 << GIVEN_UP_FIRST.index(name)


def _or_open(age: float | None) -> float:
    return math.inf if age is None else age
