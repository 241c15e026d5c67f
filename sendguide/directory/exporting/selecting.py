"""Which services and places a query of the feed asks for."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence

from sendguide.directory.exporting.catalogue import Catalogue, Entry
from sendguide.directory.exporting.parameters import Query
from sendguide.directory.exporting.rows import Place, Point, Row, row_of

EARTH = 6_371_008.8
"""Mean radius in metres (IUGG)."""


class Selection:
    """Chooses from a catalogue.

    Args:
        catalogue: what there is.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._rows = tuple(row_of(entry) for entry in catalogue.entries)
        self._taxonomies = {term["id"]: term.get("taxonomy_id", "") for term in catalogue.terms.values()}

    def services(self, query: Query) -> list[Entry]:
        """The services asked for, by id."""
        return [row.entry for row in self._chosen(query)]

    def places(self, query: Query) -> list[Place]:
        """The places at which the services asked for are, by the id of the service."""
        found = [place for row in self._chosen(query) for place in row.places]
        return list(filter(self._near(query), found)) if query.postcode else found

    def _chosen(self, query: Query) -> Sequence[Row]:
        """The services that pass every test that the query asks for."""
        rows: Sequence[Row] = self._rows
        for test in self._tests(query):
            rows = [row for row in rows if test(row)]
        return rows

    def _tests(self, query: Query) -> Iterator[Callable[[Row], bool]]:
        term, low, high, since = query.taxonomy_term_id, query.minimum_age, query.maximum_age, query.modified_after
        if term:
            yield lambda row: term in row.term_ids
        if query.taxonomy_id:
            inside = {key for key, taxonomy in self._taxonomies.items() if taxonomy == query.taxonomy_id}
            yield lambda row: not inside.isdisjoint(row.term_ids)
        if low is not None:
            yield lambda row: row.minimum_age >= low
        if high is not None:
            yield lambda row: row.maximum_age <= high
        if since is not None:
            yield lambda row: row.modified is not None and row.modified >= since
        if query.day or query.start_time or query.end_time:
            yield lambda row: _is_open(row, query)
        for word in query.search:
            yield functools.partial(_has_word, f" {word}")

    def _near(self, query: Query) -> Callable[[Place], bool]:
        """Whether a place is in the postcode area, or within the distance where that can be known."""
        everywhere = (place for row in self._rows for place in row.places)
        middle = _middle(place.point for place in everywhere if place.point and query.postcode in place.outcodes)
        if query.proximity is None or middle is None:
            return lambda place: query.postcode in place.outcodes
        centre, metres = middle, query.proximity
        return lambda place: _metres(centre, place.point) <= metres if place.point else query.postcode in place.outcodes


def _has_word(beginning: str, row: Row) -> bool:
    return beginning in row.words


def _is_open(row: Row, query: Query) -> bool:
    return any(
        (not query.day or query.day in days)
        and (not query.start_time or (opens != "" and opens >= query.start_time))
        and (not query.end_time or (closes != "" and closes <= query.end_time))
        for days, opens, closes in row.hours
    )


def _middle(points: Iterable[Point]) -> Point | None:
    all_of_them = sorted(points)
    if not all_of_them:
        return None
    return (
        sum(point[0] for point in all_of_them) / len(all_of_them),
        sum(point[1] for point in all_of_them) / len(all_of_them),
    )


def _metres(one: Point, other: Point) -> float:
    """Great-circle distance by the haversine formula, good to half a per cent."""
    first, second = math.radians(one[0]), math.radians(other[0])
    half = math.sin((second - first) / 2) ** 2
    half += math.cos(first) * math.cos(second) * math.sin(math.radians(other[1] - one[1]) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, half)))
