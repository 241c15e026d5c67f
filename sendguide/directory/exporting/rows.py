"""Services as filters of the feed look at them: what is compared, without what is only shown."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timezone
from typing import Optional

from sendguide.directory.exporting.catalogue import Entry
from sendguide.directory.exporting.public import Json
from sendguide.directory.exporting.values import DAYS, OUTCODE, words_of

Point = tuple[float, float]
Hours = tuple[frozenset[str], str, str]


@dataclass(frozen=True)
class Place:
    """A service at a place, prepared for being chosen.

    Attributes:
        id: of the object that joins the two.
        entry: the service.
        outcodes: postcode areas.
        point: latitude and longitude where they are known.
    """

    id: str
    entry: Entry
    outcodes: frozenset[str]
    point: Optional[Point]


@dataclass(frozen=True)
class Row:
    """A service, prepared for being chosen: what is compared, without what is only shown."""

    entry: Entry
    words: str
    term_ids: frozenset[str]
    minimum_age: float
    maximum_age: float
    modified: Optional[datetime]
    hours: tuple[Hours, ...]
    places: tuple[Place, ...]


def row_of(entry: Entry) -> Row:
    """Prepares a service. An age that is not stated is one that no filter reaches."""
    public = entry.public
    attributes = public.get("attributes", ())
    terms = [item["taxonomy_term"] for item in attributes if isinstance(item.get("taxonomy_term"), dict)]
    return Row(
        entry=entry,
        words=_words(public, terms),
        term_ids=frozenset(term["id"] for term in terms),
        minimum_age=public.get("minimum_age", -math.inf),
        maximum_age=public.get("maximum_age", math.inf),
        modified=_moment(str(public.get("last_modified", ""))),
        hours=_hours(public),
        places=tuple(
            Place(item["id"], entry, _outcodes(item), _point(item)) for item in public.get("service_at_locations", ())
        ),
    )


def _words(public: Json, terms: list[Json]) -> str:
    """All words that a search looks at, with a blank before each."""
    organization = public.get("organization") or {}
    said = [public.get(key, "") for key in ("name", "description", "eligibility_description")]
    return " " + " ".join(
        words_of(" ".join((*said, organization.get("name", ""), *(term.get("name", "") for term in terms))))
    )


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


def _hours(public: Json) -> tuple[Hours, ...]:
    """Days, opening and closing time of each schedule."""
    places = public.get("service_at_locations", ())
    schedules = [*public.get("schedules", ()), *(item for at in places for item in at.get("schedules", ()))]
    return tuple(
        (frozenset(_days(item)), str(item.get("opens_at", ""))[:5], str(item.get("closes_at", ""))[:5])
        for item in schedules
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
