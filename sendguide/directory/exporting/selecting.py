"""Which services and places a query of the feed asks for."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timezone
from functools import cached_property
from typing import Optional

from sendguide.directory.exporting.catalogue import Catalogue
from sendguide.directory.exporting.parameters import Query
from sendguide.directory.exporting.public import Json
from sendguide.directory.exporting.values import DAYS, OUTCODE, words_of

EARTH = 6_371_008.8
"""Mean radius in metres (IUGG)."""
Point = tuple[float, float]
Hours = tuple[frozenset[str], str, str]


@dataclass(frozen=True)
class Place:
    """A place prepared for being chosen: postcode areas, and latitude and longitude where they are known."""

    at: Json
    outcodes: frozenset[str]
    point: Optional[Point]


@dataclass(frozen=True)
class Row:
    """A service prepared for being chosen."""

    public: Json

    @cached_property
    def words(self) -> str:
        """All words that a search looks at, with a blank before each."""
        organization = self.public.get("organization") or {}
        terms = [item["name"] for item in self.terms if "name" in item]
        said = (self.public.get(key, "") for key in ("name", "description", "eligibility_description"))
        return " " + " ".join(words_of(" ".join((*said, organization.get("name", ""), *terms))))

    @property
    def terms(self) -> list[Json]:
        """The terms of the service."""
        attributes = self.public.get("attributes", ())
        return [item["taxonomy_term"] for item in attributes if isinstance(item.get("taxonomy_term"), dict)]

    @cached_property
    def term_ids(self) -> frozenset[str]:
        """Their ids."""
        return frozenset(term["id"] for term in self.terms)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Where it is."""
        return tuple(Place(item, _outcodes(item), _point(item)) for item in self.public.get("service_at_locations", ()))

    @cached_property
    def hours(self) -> tuple[Hours, ...]:
        """Days, opening and closing time of each schedule."""
        places = self.public.get("service_at_locations", ())
        all_of_them = [*self.public.get("schedules", ()), *(one for at in places for one in at.get("schedules", ()))]
        return tuple(
            (frozenset(_days(item)), str(item.get("opens_at", ""))[:5], str(item.get("closes_at", ""))[:5])
            for item in all_of_them
        )

    @cached_property
    def modified(self) -> Optional[datetime]:
        """When it was last changed, if it says so."""
        try:
            found = datetime.fromisoformat(str(self.public.get("last_modified", "")).replace("Z", "+00:00"))
        except ValueError:
            return None
        return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


class Selection:
    """Chooses from a catalogue.

    Args:
        catalogue: what there is.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._rows = tuple(Row(record) for record in catalogue.records)
        self._taxonomies = {term["id"]: term.get("taxonomy_id", "") for term in catalogue.terms.values()}

    def services(self, query: Query) -> list[Json]:
        """The services asked for, by id."""
        return [row.public for row in self._chosen(query)]

    def places(self, query: Query) -> list[tuple[Json, Json]]:
        """The places at which the services asked for are, each with its service."""
        found = ((place, row.public) for row in self._chosen(query) for place in row.places)
        if not query.postcode:
            return [(place.at, public) for place, public in found]
        is_near = self._near(query)
        return [(place.at, public) for place, public in found if is_near(place)]

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
            yield lambda row: row.public.get("minimum_age", -1) >= low
        if high is not None:
            yield lambda row: row.public.get("maximum_age", math.inf) <= high
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


def _days(schedule: Json) -> Iterator[str]:
    """Days of the week of a schedule; without `byday` a weekly one is on the day it begins (RFC 5545 3.3.10)."""
    named = [part.strip().lstrip("+-0123456789") for part in str(schedule.get("byday", "")).split(",")]
    if any(named):
        yield from (name for name in named if name in DAYS)
    elif schedule.get("freq") == "WEEKLY" and schedule.get("dtstart"):
        yield DAYS[date.fromisoformat(str(schedule["dtstart"])[:10]).weekday()]


def _outcodes(place: Json) -> frozenset[str]:
    addresses = (place.get("location") or {}).get("addresses", ())
    found = (OUTCODE.fullmatch(str(item.get("postal_code", "")).upper()) for item in addresses)
    return frozenset(match[1] for match in found if match)


def _point(place: Json) -> Point | None:
    location = place.get("location") or {}
    if location.get("latitude") is None or location.get("longitude") is None:
        return None
    return float(location["latitude"]), float(location["longitude"])


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
