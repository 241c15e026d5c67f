"""The parts of a `Wanted` as query objects of the search library: what each of them leaves out.

Text is never parsed as a query: it is cut into words by us.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import tantivy

from sendguide.directory.clauses import SHOULD, Query, all_of, any_of
from sendguide.directory.hours import HoursTable
from sendguide.directory.indexing import ACTIVE, ANYWHERE, FIELDS, FREE, NO_NEED, WHOLE_AREA, kinds_of, mark
from sendguide.directory.opening import local_time
from sendguide.directory.service import Service
from sendguide.directory.typos import Meanings
from sendguide.directory.wanted import Wanted
from sendguide.directory.words import outcode_of

FIELD_WEIGHTS = dict(zip(FIELDS, (3.0, 1.0)))
TERM_WEIGHT = 2.0
"""What a word counts for in the name of a service, in all else it says, and in the words of one of its terms."""
ENOUGH_WORDS = 2 / 3


@dataclass(frozen=True)
class FilterMaker:
    """Makes the filters for one index.

    Attributes:
        schema: of the index.
        hours: the opening hours of its services.
        marks: of terms, by the words of their names and by how parents write them.
    """

    schema: tantivy.Schema
    hours: HoursTable
    marks: Mapping[str, Sequence[str]]

    def make(self, wanted: Wanted, meanings: Sequence[Meanings], like: Service | None) -> dict[str, Query]:
        """One query for each part of a `Wanted` that leaves something out, by the part's name.

        Args:
            wanted: what is looked for.
            meanings: for each word of its text, the words of the index that it may mean.
            like: the service that others should be like, if there is one of that id.
        """
        made = self._terms(wanted) | self._ways(wanted) | self._times(wanted)
        if meanings:
            made["text"] = self._text(meanings)
        if wanted.like:
            made["like"] = self._likes(like)
        return made

    def marked(self, marks: Iterable[str]) -> Query:
        """Services with any of some marks."""
        # One query a mark: the library's query for sets takes 0.2 ms to set up, which pays for hundreds only.
        return any_of(Query.term_query(self.schema, "mark", item, "basic") for item in marks)

    def ages(self, youngest: float, oldest: float) -> Query:
        """Services for any age between two."""
        kind = tantivy.FieldType.Float
        return all_of(
            Query.range_query(self.schema, "youngest", kind, upper_bound=float(oldest)),
            Query.range_query(self.schema, "oldest", kind, lower_bound=float(youngest)),
        )

    def _terms(self, wanted: Wanted) -> dict[str, Query]:
        made: dict[str, Query] = {}
        for name, kind in (("topics", "topic"), ("categories", "category"), ("sectors", "sector")):
            if getattr(wanted, name):
                made[name] = self.marked(mark(kind, code) for code in getattr(wanted, name))
        if wanted.needs:
            made["needs"] = self.marked([NO_NEED, *(mark("need", code) for code in wanted.needs)])
        return made

    def _ways(self, wanted: Wanted) -> dict[str, Query]:
        made: dict[str, Query] = {}
        if wanted.age is not None:
            made["age"] = self.ages(wanted.age, wanted.age)
        if wanted.outcode:
            made["outcode"] = self.marked([*near(wanted.outcode), ANYWHERE, WHOLE_AREA])
        if wanted.free:
            made["free"] = self.marked([FREE])
        if wanted.referral:
            made["referral"] = self.marked([mark("referral", wanted.referral)])
        return made

    def _times(self, wanted: Wanted) -> dict[str, Query]:
        made: dict[str, Query] = {}
        if wanted.open_at:
            today = local_time(wanted.open_at).toordinal()
            rules = self._rules(self.hours.open_at(wanted.open_at))
            active = self.marked([ACTIVE])
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
        return self.marked(marks) if marks else Query.empty_query()

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
        options += [
            Query.boost_query(Query.term_query(self.schema, "mark", item, "basic"), weight * TERM_WEIGHT)
            for word, weight in meanings.items()
            for item in self.marks.get(word, ())
        ]
        return Query.disjunction_max_query(options, tie_breaker=0.1) if options else Query.empty_query()

    def _rules(self, numbers: Sequence[int]) -> Query:
        return Query.term_set_query(self.schema, "hours", list(numbers))

    def _days(self, field: str, *, least: int | None = None, most: int | None = None) -> Query:
        kind = tantivy.FieldType.Integer
        return Query.range_query(self.schema, field, kind, lower_bound=least, upper_bound=most)


def near(outcode: str) -> tuple[str, str]:
    """The marks of being placed in a postcode area, and of coming there."""
    code = outcode_of(outcode)
    return mark("place", code), mark("comes", code)
