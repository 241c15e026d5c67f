"""Open Referral UK feeds made of our made-up services, with the habits of real ones and every fault a test asks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support.http_replay import Asked, Reply, as_json

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "feeds"
NESTED = {"contacts", "schedules", "service_areas", "service_at_locations", "attributes", "cost_options"}
NESTED |= {"eligibilitys", "regular_schedules", "service_taxonomys"}  # as 1.0 calls them
ROOTS = {"v3": {"version": "HSDS-UK-3.0"}, "v1": {"version": "1.0"}}
EMPTY_COLLECTIONS = ("/taxonomies", "/taxonomy_terms", "/service_at_locations")

Json = dict[str, Any]


def made_up(version: str = "v3") -> list[Json]:
    """The made-up services of one version, as `/services/{id}` answers them."""
    services: list[Json] = json.loads((FIXTURES / f"{version}_services.json").read_text(encoding="utf-8"))
    return services


class Feed:
    """A feed over some services.

    Args:
        services: their details; change the list to change the feed.
        version: `v3` or `v1`: which envelope its pages have.
        missing: paths of collections that answer 404.
        honours: parameters that it obeys besides `page`; real feeds ignore most.
        etags: whether details have an ETag.
    """

    def __init__(
        self,
        services: list[Json],
        *,
        version: str = "v3",
        missing: tuple[str, ...] = (),
        honours: tuple[str, ...] = ("per_page",),
        etags: bool = False,
    ) -> None:
        self.services, self.version, self.missing = services, version, missing
        self.honours, self.etags = honours, etags
        self.faults: dict[str, list[Reply]] = {}
        self.change_page: Callable[[Json, Asked], Json] = lambda page, asked: page

    def __call__(self, asked: Asked) -> Reply:
        """Answers as the feed would: first the faults that are laid out for a path, one each time."""
        if self.faults.get(asked.path):
            return self.faults[asked.path].pop(0)
        if asked.path in self.missing:
            return Reply(status=404, kind="text/html", body=b"<h1>Not found</h1>")
        if asked.path == "/":
            return as_json(ROOTS[self.version])
        if asked.path == "/services":
            return self._listing(asked)
        if asked.path.startswith("/services/"):
            return self._detail(asked)
        if asked.path in EMPTY_COLLECTIONS:
            return as_json(self._envelope([], page=1, size=50))
        return Reply(status=404)

    def _listing(self, asked: Asked) -> Reply:
        query, found = asked.query, self.services
        if "modified_after" in self.honours and "modified_after" in query:
            found = [item for item in found if item.get("last_modified", "") > query["modified_after"]]
        if "search" in self.honours and (words := query.get("search") or query.get("text")):
            found = [item for item in found if words.lower() in item["name"].lower()]
        size = int(query.get("per_page", 5)) if "per_page" in self.honours else 5
        whole = "full" in self.honours and query.get("full") == "true"
        items = found if whole else [_shallow(item) for item in found]
        page = self.change_page(self._envelope(items, page=int(query.get("page", 1)), size=size), asked)
        lines = "ndjson" in self.honours and query.get("format") == "ndjson"
        return as_json(page, kind="application/x-ndjson" if lines else "application/json")

    def _detail(self, asked: Asked) -> Reply:
        wanted = asked.path.removeprefix("/services/")
        for item in self.services:
            if str(item.get("id")) == wanted:
                etag = f'"{hash(json.dumps(item))}"' if self.etags else ""
                if etag and asked.headers.get("if-none-match") == etag:
                    return Reply(status=304, headers={"ETag": etag})
                return as_json(item, headers={"ETag": etag} if etag else {})
        return Reply(status=404)

    def _envelope(self, items: list[Json], *, page: int, size: int) -> Json:
        pages = -(-len(items) // size)
        here = items[(page - 1) * size : page * size]
        first, last = page == 1, page >= pages
        if self.version == "v1":
            ends = {"number": page, "size": len(here), "first": first, "last": last, "empty": not here}
            return {"totalElements": len(items), "totalPages": pages, **ends, "content": here}
        ends = {"page_number": page, "size": len(here), "first_page": first, "last_page": last, "empty": not here}
        return {"total_items": len(items), "total_pages": pages, **ends, "contents": here}


def _shallow(service: Json) -> Json:
    """A service as lists show it: without what is nested."""
    return {name: value for name, value in service.items() if name not in NESTED}
