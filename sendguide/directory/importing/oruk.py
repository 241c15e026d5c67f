"""Reads an Open Referral UK feed, 3.0 or 1.0: what it supports, its list of services, and the details of each."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import quote, urlsplit

from sendguide.directory.importing.addresses import NotAllowed
from sendguide.directory.importing.answer import FetchError
from sendguide.directory.importing.fetch import Client
from sendguide.directory.importing.html_text import line
from sendguide.directory.importing.paging import Listing, list_services, service_key
from sendguide.directory.importing.parsed import Rejected
from sendguide.directory.importing.probe import probe
from sendguide.directory.importing.work import Detail, Work, hash_of
from sendguide.errors import GuideError

Json = dict[str, Any]
Progress = Callable[[str, int, "int | None"], None]
"""Told what is being done, how much of it is done, and of how much."""

WORKERS = 4
"""Requests at the same time: a council's server is small (standards.md 1.8)."""

PAGE_SIZE = 50
FEW = 3
FAILING_PERCENT = 5
"""A few services whose details cannot be had are left as they were. More, and the feed has failed."""


@dataclass(frozen=True)
class Fetched:
    """A feed that was read.

    Attributes:
        raws: details of services, as the feed gave them, in its order.
        listed: ids at the source of all services that the feed names.
        rejected: entries that could not be had, and why.
        unreadable: ids at the source of services that are listed but whose details could not be had this time.
        remarks: what was strange, for people.
        capabilities: what the feed supports; empty for saved answers.
        reused: how many details did not have to be fetched again.
    """

    raws: tuple[Any, ...]
    listed: frozenset[str] = frozenset()
    rejected: tuple[Rejected, ...] = ()
    unreadable: frozenset[str] = frozenset()
    remarks: tuple[str, ...] = ()
    capabilities: Json = field(default_factory=dict)
    reused: int = 0


def base_of(url: str) -> str:
    """A feed's address without what people add to it.

    Raises:
        GuideError: when it has a query.
    """
    parts = urlsplit(url)
    if parts.query or parts.fragment:
        raise GuideError(f"The address {url} has a query. Give the feed's address alone, without ? and #.")
    return url.rstrip("/").removesuffix("/services").rstrip("/")


def list_feed(client: Client, base: str, *, progress: Progress) -> Listing:
    """The list of services of a feed.

    Raises:
        FetchError, NotAllowed: when it cannot be read whole.
    """
    where = f"{base}/services"

    def ask(number: int) -> Any:
        answer = client.get(where, params={"page": number, "per_page": PAGE_SIZE})
        if answer.status == 200:
            return answer.json()
        if number == 1:
            raise FetchError(f"{where} is not there. Check the address with the publisher.")
        return None

    return list_services(ask, where=where, progress=lambda done, total: progress("Listing", done, total))


def fetch_feed(client: Client, base: str, work: Work, *, progress: Progress) -> Fetched:
    """Reads a whole feed.

    Args:
        client: asks it.
        base: its address (`base_of`).
        work: what a run before has fetched.
        progress: told how far it is.

    Raises:
        FetchError, NotAllowed: when it cannot be read, was cut off, or too many details cannot be had. What was fetched
            is in `work`.
    """
    progress("Asking what the feed supports", 0, None)
    capabilities = probe(client, base)
    listing = list_feed(client, base, progress=progress)
    if "/services/{id}" in capabilities.missing:
        remark = "The feed has no details of single services, so the entries of its list were taken."
        found = Fetched(tuple(listing.items.values()), remarks=(remark,))
    else:
        found = _hydrate(client, base, listing, work, progress=progress)
    return Fetched(
        raws=found.raws,
        listed=frozenset(listing.items),
        rejected=(*listing.odd.values(), *found.rejected),
        unreadable=found.unreadable,
        remarks=(*listing.remarks, *found.remarks),
        capabilities=capabilities.as_json(),
        reused=found.reused,
    )


def _hydrate(client: Client, base: str, listing: Listing, work: Work, *, progress: Progress) -> Fetched:
    """Fetches the details that are not there yet."""
    hashes = {key: hash_of(item) for key, item in listing.items.items()}
    missing = [key for key in hashes if key not in work.done or work.done[key].listed != hashes[key]]
    failed: dict[str, _Failure] = {}
    allowed = max(FEW, len(hashes) * FAILING_PERCENT // 100)

    def fetch(key: str) -> Detail | _Failure:
        return _detail(client, base, key, work.tagged.get(key), listed=hashes[key])

    with closing(_each(fetch, missing)) as coming:
        for count, (key, found) in enumerate(coming, start=len(hashes) - len(missing) + 1):
            if isinstance(found, Detail):
                work.add(found)
            else:
                failed[key] = found
            if sum(failure.may_pass for failure in failed.values()) > allowed:
                raise FetchError(f"The details of more than {allowed} services could not be had. {failed[key].reason}")
            progress("Fetching", count, len(hashes))
    names = {key: line(listing.items[key].get("name")) for key in failed}
    return Fetched(
        raws=tuple(work.done[key].raw for key in hashes if key not in failed),
        rejected=tuple(Rejected(key, names[key], failed[key].reason) for key in hashes if key in failed),
        unreadable=frozenset(key for key, failure in failed.items() if failure.may_pass),
        reused=len(hashes) - len(missing),
    )


@dataclass(frozen=True)
class _Failure:
    """Why a service's details could not be had, and whether another time they may."""

    reason: str
    may_pass: bool


def _each(
    fetch: Callable[[str], Detail | _Failure], keys: Iterable[str]
) -> Generator[tuple[str, Detail | _Failure], None, None]:
    """Runs a few at the same time, and gives each as soon as it is there."""
    coming = iter(keys)
    with ThreadPoolExecutor(WORKERS) as pool:
        running = {pool.submit(fetch, key): key for key in islice(coming, WORKERS)}
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                key = running.pop(future)
                running |= {pool.submit(fetch, more): more for more in islice(coming, 1)}
                yield key, future.result()


def _detail(client: Client, base: str, key: str, known: Detail | None, *, listed: str) -> Detail | _Failure:
    """A service's details, or why they cannot be had."""
    url = f"{base}/services/{quote(key, safe='')}"
    try:
        answer = client.get(url, etag=known.etag if known else "")
        if answer.status == 304 and known:
            return Detail(key, listed, known.etag, known.raw)
        if answer.status != 200:
            return _Failure("It is in the list but its details are not there. Tell the publisher.", may_pass=False)
        raw = answer.json()
    except (FetchError, NotAllowed) as error:
        return _Failure(str(error), may_pass=True)
    if service_key(raw) != key:
        return _Failure("Its details are those of another service. Tell the publisher.", may_pass=False)
    return Detail(key, listed, answer.etag, raw)
