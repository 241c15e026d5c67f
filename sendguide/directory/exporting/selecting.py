"""Which services and places a query of the feed asks for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
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
        return [row.public for row in self._rows if self._fits(row, query)]

    def places(self, query: Query) -> list[tuple[Json, Json]]:
        """The places at which the services asked for are, each with its service."""
        near = self._near(query)
        found = []
        for row in self._rows:
            at = [item for item in row.public.get("service_at_locations", ()) if near is None or item["id"] in near]
            if at and self._fits(row, query):
                found += [(item, row.public) for item in at]
        return found

    def _fits(self, row: Row, query: Query) -> bool:
        public = row.public
        low, high = public.get("minimum_age"), public.get("maximum_age")
        return (
            all(f" {word}" in row.words for word in query.search)
            and (not query.taxonomy_term_id or any(term["id"] == query.taxonomy_term_id for term in row.terms))
            and (
                not query.taxonomy_id
                or any(self._taxonomies.get(term["id"]) == query.taxonomy_id for term in row.terms)
            )
            and (query.minimum_age is None or (low is not None and low >= query.minimum_age))
            and (query.maximum_age is None or (high is not None and high <= query.maximum_age))
            and (query.modified_after is None or (row.modified is not None and row.modified >= query.modified_after))
            and _is_open(row, query)
        )

    def _near(self, query: Query) -> frozenset[str] | None:
        """Ids of the places in the postcode area or within the distance; None when neither was asked."""
        if not query.postcode:
            return None
        places = [item for row in self._rows for item in row.public.get("service_at_locations", ())]
        inside = {item["id"] for item in places if query.postcode in _outcodes(item)}
        known = {item["id"]: point for item in places if (point := _point(item)) is not None}
        middle = _middle([known[key] for key in inside if key in known])
        if query.proximity is None or middle is None:
            return frozenset(inside)
        close = {key for key, point in known.items() if _metres(middle, point) <= query.proximity}
        return frozenset(close | (inside - known.keys()))


def _is_open(row: Row, query: Query) -> bool:
    if not (query.day or query.start_time or query.end_time):
        return True
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


def _outcodes(place: Json) -> set[str]:
    addresses = (place.get("location") or {}).get("addresses", ())
    found = (OUTCODE.fullmatch(str(item.get("postal_code", "")).upper()) for item in addresses)
    return {match[1] for match in found if match}


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
