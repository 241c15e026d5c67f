"""Reads all pages of a feed's list of services, in the envelope of Open Referral UK 3.0 or 1.0.

Feeds in the wild give wrong totals, repeat pages, ignore `page` and `per_page`, or change while they are read. So the
end is reached only when nothing says that there is more, or when pages bring nothing new; and what came is compared
with what the feed said it has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Optional

from sendguide.directory.importing.answer import FetchError
from sendguide.directory.importing.html_text import line
from sendguide.directory.importing.parsed import Rejected

Json = dict[str, Any]
AskPage = Callable[[int], Any]
"""The decoded JSON of a page by its number, from 1; None when there is no such page."""

MOST_SERVICES = 100_000
MOST_PAGES = 10_000
IDLE_PAGES = 2
"""Pages one after the other with nothing new, after which no more are asked for."""
PASSES = 3
"""How often the list is read when its total changes meanwhile: something may have slipped from one page to another."""
ENOUGH_PERCENT = 80
"""Less than this much of what a feed says it has means that it was cut off."""


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes:
        envelope: `v3`, `v1`, or `none` for a bare list.
        total: services that the feed says it has; None when it does not say.
        pages: how many pages it says there are.
        first: whether it says that this is the first.
        last: whether it says that this is the last.
    """

    items: list[Any]
    envelope: str
    total: Optional[int]
    pages: Optional[int]
    first: Optional[bool]
    last: Optional[bool]


END = Page([], "none", None, None, None, True)


@dataclass
class Listing:
    """All services of a list.

    Attributes:
        items: by id, in the feed's order, each once.
        odd: entries that cannot be asked for, by their place.
        remarks: what was strange, for people.
    """

    items: dict[str, Json] = field(default_factory=dict)
    odd: dict[str, Rejected] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def add(self, item: Any, *, where: str) -> str:
        """Takes an entry; gives what it is known by: its id, or its place."""
        key = service_key(item)
        if key is not None:
            self.items.setdefault(key, item)
            return key
        name = line(item.get("name")) if isinstance(item, dict) else ""
        self.odd[where] = Rejected(where, name, "It has no id, so its details cannot be asked for.")
        return where


def service_key(item: Any) -> str | None:
    """The id of an entry as text; None if it has none."""
    found = item.get("id") if isinstance(item, dict) else None
    return str(found) if isinstance(found, (str, int)) and not isinstance(found, bool) and str(found).strip() else None


def page_of(data: Any, *, where: str) -> Page:
    """Looks into an envelope.

    Raises:
        FetchError: when it is none.
    """
    if isinstance(data, list):
        return Page(data, "none", None, None, None, None)
    for envelope, items, total, pages, *ends in (
        ("v3", "contents", "total_items", "total_pages", "first_page", "last_page"),
        ("v1", "content", "totalElements", "totalPages", "first", "last"),
    ):
        if isinstance(data, dict) and isinstance(data.get(items), list):
            first, last = (data[name] if isinstance(data.get(name), bool) else None for name in ends)
            return Page(data[items], envelope, _number(data.get(total)), _number(data.get(pages)), first, last)
    raise FetchError(f"{where} is no list of services in the form of Open Referral UK 3.0 or 1.0. Check the address.")


def list_services(ask: AskPage, *, where: str, progress: Callable[[int, int | None], None]) -> Listing:
    """Reads all pages.

    Args:
        ask: gives a page.
        where: how to name the list.
        progress: told how many services came so far, and how many there are said to be.

    Raises:
        FetchError: when it has no services, is no list, never ends, or was cut off.
    """
    listing = Listing()
    for _ in range(PASSES):
        totals, given = _one_pass(ask, listing, where=where, progress=progress)
        if len(totals) <= 1:
            break
        listing.remarks = ["The list changed while it was read, so it was read again."]
    said, different = max(totals, default=0), len(listing.items) + len(listing.odd)
    if different == 0:
        raise FetchError(f"{where} has no services. Ask the publisher.")
    if given * 100 < said * ENOUGH_PERCENT:
        raise FetchError(f"{where} says that it has {said} services but gave {given}: it was cut off. Try again later.")
    if totals and different != said:
        listing.remarks.append(f"The feed says that it has {said} services; it gave {different} different ones.")
    return listing


def _one_pass(
    ask: AskPage, listing: Listing, *, where: str, progress: Callable[[int, int | None], None]
) -> tuple[set[int], int]:
    """Reads the list from its first page to its end; gives the totals it named, and how many entries came."""
    seen: set[str] = set()
    totals: set[int] = set()
    given = idle = 0
    for number, page in _pages(ask, where=where):
        keys = [listing.add(item, where=f"page {number}, entry {at}") for at, item in enumerate(page.items, start=1)]
        fresh = not seen.issuperset(keys)
        seen.update(keys)
        totals.update(() if page.total is None else (page.total,))
        given += len(keys) if fresh else 0
        idle = 0 if fresh else idle + 1
        progress(len(seen), page.total)
        if len(seen) > MOST_SERVICES:
            break
        if not page.items or idle >= IDLE_PAGES or not _has_more(page, number, given):
            return totals, given
    raise FetchError(f"{where} does not end: it went on after {len(seen)} services. Tell the publisher.")


def _pages(ask: AskPage, *, where: str) -> Iterator[tuple[int, Page]]:
    """Pages by number, from 1. Where page 1 says that it is not the first, the feed may count from 0."""
    for number in range(1, MOST_PAGES + 1):
        data = ask(number)
        page = END if data is None else page_of(data, where=where)
        if number == 1 and page.first is False:
            with suppress(FetchError):  # most count from 1, and some of these mark no page as the first
                before = page_of(ask(0), where=where)
                if before.items:
                    yield 0, before
        yield number, page


def _has_more(page: Page, number: int, given: int) -> bool:
    if page.envelope == "none":
        return False
    signs = (
        None if page.last is None else not page.last,
        None if page.pages is None else number < page.pages,
        None if page.total is None else given < page.total,
    )
    return any(signs) or all(sign is None for sign in signs)


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
