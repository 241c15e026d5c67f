"""Finds out what a feed really supports. Feeds answer parameters that they ignore as if they had obeyed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Optional
from urllib.parse import quote

from sendguide.directory.importing.addresses import NotAllowed
from sendguide.directory.importing.answer import Answer, FetchError
from sendguide.directory.importing.fetch import Client
from sendguide.directory.importing.paging import Page, page_of, service_key

Json = dict[str, Any]

COLLECTIONS = ("/services", "/taxonomies", "/taxonomy_terms", "/service_at_locations")
NONSENSE = "zqxjvkwq"
FAR_FUTURE = "2999-01-01T00:00:00Z"
NESTED = ("contacts", "phones", "schedules", "regular_schedules", "service_areas", "service_at_locations", "attributes")


@dataclass(frozen=True)
class Capabilities:
    """What a feed supports.

    Attributes:
        version: as its root says; empty if it does not say.
        envelope: of its pages: `v3`, `v1`, or `none` for a bare list.
        missing: of the nine paths of Open Referral UK 3.0, those that answer 404.
        failing: those that answered something else that cannot be used.
        honours: whether it obeys a parameter; None where its data cannot tell.
    """

    version: str
    envelope: str
    missing: tuple[str, ...] = ()
    failing: tuple[str, ...] = ()
    honours: Mapping[str, Optional[bool]] = field(default_factory=dict)

    def as_json(self) -> Json:
        """For `current.json` and reports."""
        return {
            "version": self.version,
            "envelope": self.envelope,
            "missing": [*self.missing],
            "failing": [*self.failing],
            "honours": dict(self.honours),
        }


class _Paths:
    """Asks the nine paths and notes which are not there."""

    def __init__(self, client: Client, base: str) -> None:
        self._client, self._base = client, base
        self.missing: list[str] = []
        self.failing: list[str] = []

    def ask(self, path: str, name: str) -> Any:
        """The decoded answer; None when there is none that can be used."""
        try:
            answer = self._client.get(self._base + path)
            if answer.status == 200:
                return answer.json()
            self.missing.append(name)
        except (FetchError, NotAllowed):
            self.failing.append(name)
        return None


def probe(client: Client, base: str) -> Capabilities:
    """Asks about fifteen short questions.

    Args:
        client: asks them.
        base: the feed's address, without a slash at its end.

    Raises:
        FetchError: when there is no list of services.
    """
    plain = _page(client, base, {"per_page": 1})
    if plain is None:
        raise FetchError(f"{base}/services is not there. Check the address with the publisher.")
    paths = _Paths(client, base)
    root = paths.ask("/", "/")
    for collection in COLLECTIONS:
        listed = plain.items if collection == "/services" else _items(paths.ask(collection, collection))
        key = next((key for item in listed if (key := service_key(item))), None)
        if key is not None:
            paths.ask(f"{collection}/{quote(key, safe='')}", f"{collection}/{{id}}")
    version = root.get("version") if isinstance(root, dict) else None
    return Capabilities(
        version=version if isinstance(version, str) else "",
        envelope=plain.envelope,
        missing=tuple(paths.missing),
        failing=tuple(paths.failing),
        honours=_honours(client, base, plain),
    )


def _honours(client: Client, base: str, plain: Page) -> dict[str, bool | None]:
    """Compares answers with a parameter to the answer without: a filter that nothing passes must leave nothing."""
    words = "text" if plain.envelope == "v1" else "search"
    nothing_later = _tried(client, base, {"modified_after": FAR_FUTURE})
    nothing_found = _tried(client, base, {words: NONSENSE})
    whole = _tried(client, base, {"full": "true", "per_page": 1})
    one_of_many = None if (plain.total or len(plain.items)) <= 1 else len(plain.items) == 1
    nests = bool(whole and _nested(whole) and not _nested(plain))
    return {
        "per_page": one_of_many,
        "modified_after": bool(nothing_later and not nothing_later.items) if plain.items else None,
        "search": bool(nothing_found and not nothing_found.items) if plain.items else None,
        "full": nests if plain.items and not _nested(plain) else None,
        "ndjson": _gives_lines(client, base),
    }


def _tried(client: Client, base: str, params: Mapping[str, str | int]) -> Page | None:
    try:
        return _page(client, base, params)
    except (FetchError, NotAllowed):
        return None


def _page(client: Client, base: str, params: Mapping[str, str | int]) -> Page | None:
    answer: Answer = client.get(f"{base}/services", params=params)
    return page_of(answer.json(), where=f"{base}/services") if answer.status == 200 else None


def _gives_lines(client: Client, base: str) -> bool:
    try:
        answer = client.get(f"{base}/services", params={"format": "ndjson", "per_page": 1})
    except (FetchError, NotAllowed):
        return False
    return "ndjson" in answer.content_type.lower()


def _items(data: Any) -> list[Any]:
    try:
        return page_of(data, where="").items
    except FetchError:
        return []


def _nested(page: Page) -> bool:
    return any(isinstance(item, dict) and any(item.get(name) for name in NESTED) for item in page.items)
