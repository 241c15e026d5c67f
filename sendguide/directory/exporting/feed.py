"""The answers of an Open Referral UK 3.0 feed as plain values, whoever serves or stores them (standards.md 1.3)."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
from typing import Union

from sendguide.directory.exporting.catalogue import Catalogue, Entry
from sendguide.directory.exporting.parameters import PAGE, PLACES, SERVICES, Query, read_query
from sendguide.directory.exporting.public import Json
from sendguide.directory.exporting.rows import Place
from sendguide.directory.exporting.selecting import Selection

VERSION = "HSDS-UK-3.0"
PROFILE = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"
COLLECTIONS: Mapping[str, tuple[str, ...]] = {
    "services": SERVICES,
    "taxonomies": PAGE,
    "taxonomy_terms": PAGE,
    "service_at_locations": PLACES,
}
"""The four collections and the parameters of each."""
KEPT_LISTS = 64
"""How many filtered lists are kept: a consumer that pages through one asks for it again and again."""


class NotThere(Exception):
    """There is nothing at the path. The text says where to look."""


def root(openapi_url: str) -> Json:
    """The answer at `/`: exactly these three, or the validator takes the feed for version 1.0."""
    return {"version": VERSION, "profile": PROFILE, "openapi_url": openapi_url}


def envelope(contents: Sequence[Json], *, total: int, page: int, per_page: int) -> Json:
    """A page of version 3.0.

    Args:
        contents: what is on the page.
        total: how many there are on all pages.
        page: its number, from 1.
        per_page: how many fit on one.
    """
    pages = ceil(total / per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": len(contents),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not contents,
        "contents": list(contents),
    }


def flat(item: Json, *also: str) -> Json:
    """An object with its one-to-one fields only, and the objects named, which are made flat too."""
    kept = {key: value for key, value in item.items() if not isinstance(value, (dict, list))}
    return kept | {key: flat(item[key], "organization") for key in also if isinstance(item.get(key), dict)}


Item = Union[Entry, Place, Json]


@dataclass(frozen=True)
class Feed:
    """A catalogue as a feed."""

    catalogue: Catalogue

    def answer(self, path: Sequence[str], args: Mapping[str, Sequence[str]]) -> Json:
        """What is at a path below the root.

        Args:
            path: `("services",)` for a page, `("services", id)` for one object.
            args: the values of each parameter.

        Raises:
            NotThere: when there is no such path or id.
            BadParameter: when a parameter cannot be used.
        """
        return self.at(path, self.query(path, args))

    def query(self, path: Sequence[str], args: Mapping[str, Sequence[str]]) -> Query:
        """What is asked of a path, read and tidied: two addresses that ask the same give equal queries.

        Raises:
            NotThere, BadParameter: as for `answer`.
        """
        if not path or len(path) > 2 or path[0] not in COLLECTIONS:
            there = ", ".join(f"/{name} and /{name}/ID" for name in COLLECTIONS)
            raise NotThere(f"There is nothing at this address. There are: /, {there}.")
        return read_query(args, COLLECTIONS[path[0]] if len(path) == 1 else ())

    def at(self, path: Sequence[str], query: Query) -> Json:
        """What is at a path that `query` has accepted.

        Raises:
            NotThere: when there is nothing with the id.
        """
        if len(path) == 1:
            return self.page(path[0], query)
        found = self._by_id[path[0]].get(path[1])
        if found is None:
            raise NotThere(f"There is nothing with this id. The ids that there are come from /{path[0]}.")
        if isinstance(found, Place):
            return _whole(found)
        return found.public if isinstance(found, Entry) else found

    def page(self, collection: str, query: Query) -> Json:
        """One page of a collection, shallow: one-to-one fields, and the organisation of a service."""
        found = self._list(collection, query)
        first = (query.page - 1) * query.per_page
        on_it = [_shallow(item) for item in found[first : first + query.per_page]]
        return envelope(on_it, total=len(found), page=query.page, per_page=query.per_page)

    def ids(self, collection: str) -> tuple[str, ...]:
        """All ids of a collection, in the order of its pages."""
        return tuple(self._by_id[collection])

    @cached_property
    def _selection(self) -> Selection:
        return Selection(self.catalogue)

    @cached_property
    def _kept(self) -> dict[tuple[str, Query], Sequence[Item]]:
        return {}

    @cached_property
    def _lock(self) -> threading.Lock:
        return threading.Lock()

    def _list(self, collection: str, query: Query) -> Sequence[Item]:
        """All that fits a query, whatever page is asked for."""
        key = (collection, replace(query, page=1, per_page=1))
        with self._lock:
            if key not in self._kept:
                while len(self._kept) >= KEPT_LISTS:
                    del self._kept[next(iter(self._kept))]
                self._kept[key] = self._choose(collection, query)
            return self._kept[key]

    def _choose(self, collection: str, query: Query) -> Sequence[Item]:
        if collection == "services":
            return self._selection.services(query)
        if collection == "service_at_locations":
            return self._selection.places(query)
        return list(self._by_id[collection].values())

    @cached_property
    def _by_id(self) -> dict[str, dict[str, Item]]:
        """Each object by collection and id."""
        return {
            "services": {entry.id: entry for entry in self.catalogue.entries},
            "taxonomies": {item["id"]: item for item in self.catalogue.taxonomies},
            "taxonomy_terms": dict(self.catalogue.terms),
            "service_at_locations": {place.id: place for place in self._selection.places(Query())},
        }


def _shallow(item: Item) -> Json:
    if isinstance(item, Place):
        at, service = _parted(item)
        return flat({**at, "service": service}, "location", "service")
    return flat(item.public if isinstance(item, Entry) else item, "organization")


def _whole(place: Place) -> Json:
    """Everything of the place, and of the service all but its places, which would lead back here."""
    at, service = _parted(place)
    return {**at, "service": {key: value for key, value in service.items() if key != "service_at_locations"}}


def _parted(place: Place) -> tuple[Json, Json]:
    """A service at a place, with the ids that a consumer joins on, and the service."""
    service = place.entry.public
    at = next(item for item in service["service_at_locations"] if item["id"] == place.id)
    ids = {"service_id": service["id"], "location_id": (at.get("location") or {}).get("id")}
    return {**{key: value for key, value in ids.items() if value}, **at}, service
