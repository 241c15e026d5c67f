"""The Open Referral UK feed at `/oruk/v3/`: read only, for anybody, from any website."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import re
import threading
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from sendguide.directory.exporting.catalogue import Catalogue
from sendguide.directory.exporting.feed import Feed, NotThere, root
from sendguide.directory.exporting.openapi import description
from sendguide.directory.exporting.parameters import BadParameter, Query, read_query
from sendguide.server.errors import ApiError, error_response

logger = logging.getLogger(__name__)
PREFIX = "/oruk/v3"
OPENAPI = "openapi.json"
READING = ("GET", "HEAD")
METHODS = (*READING, "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
KEPT_PAGES = 512
"""Answers kept; at about 100 KB a page of 100 services that is 50 MB at the very most."""
OPEN = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag",
    "cross-origin-resource-policy": "cross-origin",
}
"""Any website may read the feed (ORUK compliance). No other route of ours has these."""
PREFLIGHT = {
    **OPEN,
    "access-control-allow-methods": "GET, HEAD, OPTIONS",
    "access-control-allow-headers": "Accept, Content-Type, If-None-Match, X-Correlation-ID",
    "access-control-max-age": "86400",
    "allow": "GET, HEAD, OPTIONS",
}
FRESH = "public, max-age=300"
HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")
Args = Mapping[str, Sequence[str]]
Key = tuple[tuple[str, ...], Query, str]
"""Path, what is asked (of a postcode only its area), and the address of the feed where the answer names it."""


@dataclass(frozen=True)
class Body:
    """An answer as it is sent."""

    data: bytes
    etag: str


class FeedServer:
    """Makes the answers, and keeps those of the present catalogue.

    Args:
        catalogue: gives the present catalogue.
    """

    def __init__(self, catalogue: Callable[[], Catalogue]) -> None:
        self._catalogue = catalogue
        self._feed: Optional[Feed] = None
        self._kept: dict[Key, Body] = {}
        self._lock = threading.Lock()

    def body(self, path: Sequence[str], args: Args, base_url: str) -> Body:
        """The answer at a path. Takes a while when it is new: call it where nobody waits.

        Raises:
            ApiError: 404 or 400, with a sentence that says what to do.
        """
        catalogue = self._catalogue()
        with self._lock:
            if self._feed is None or self._feed.catalogue is not catalogue:
                self._feed, self._kept = Feed(catalogue), {}
            feed, pages = self._feed, self._kept
        try:
            return self._kept_or_made(feed, pages, tuple(path), args, base_url)
        except NotThere as error:
            raise ApiError(404, "not_found", str(error)) from error
        except BadParameter as error:
            raise ApiError(400, "wrong_parameter", str(error)) from error

    def _kept_or_made(
        self, feed: Feed, pages: dict[Key, Body], path: tuple[str, ...], args: Args, base_url: str
    ) -> Body:
        names_itself = path in ((), (OPENAPI,))
        query = read_query(args, ()) if names_itself else feed.query(path, args)
        key = (path, query, base_url if names_itself else "")
        found = pages.get(key)
        if found is None:
            found = _body(_named(feed, path, base_url) if names_itself else feed.at(path, query))
            with self._lock:
                while len(pages) >= KEPT_PAGES:
                    del pages[next(iter(pages))]
                pages[key] = found
        return found


async def unlimited(request: Request) -> None:
    """Lets everybody ask as often as they like."""


def oruk_routes(
    catalogue: Callable[[], Catalogue], *, base_url: str = "", count: Callable[[Request], Awaitable[None]] = unlimited
) -> Blueprint:
    """`GET`, `HEAD` and `OPTIONS` on all of `/oruk/v3/`.

    Args:
        catalogue: gives what may be published now; called for every answer, so it has to be quick.
        base_url: where the feed is seen from outside, such as `https://guide.example.org/oruk/v3`. Empty: as the
            request says, which is right where nothing stands in front of the server.
        count: counts a request, and raises `ApiError` (429) when its address asks too often.
    """
    routes = Blueprint("oruk")
    served = FeedServer(catalogue)

    @routes.route(PREFIX, methods=METHODS, name="root")
    @routes.route(f"{PREFIX}/<path:path>", methods=METHODS, name="paths")
    async def feed(request: Request, path: str = "") -> HTTPResponse:
        if request.method == "OPTIONS":
            return response.empty(status=204, headers=PREFLIGHT)
        try:
            await count(request)
            if request.method not in READING:
                raise ApiError(405, "wrong_method", "The feed can only be read: use GET.")
            where = base_url or _own_url(request)
            parts, args = tuple(part for part in path.strip("/").split("/") if part), _args(request)
            body = await asyncio.get_running_loop().run_in_executor(None, served.body, parts, args, where)
            return _answered(request, body)
        except ApiError as error:
            return _refused(error, request)
        except Exception:
            logger.exception("the feed cannot answer")
            line = "The feed cannot answer now. Please try again in a minute."
            return _refused(ApiError(503, "unavailable", line), request)

    return routes


def _named(feed: Feed, path: tuple[str, ...], base_url: str) -> Any:
    """The two answers that name the address of the feed."""
    return description(base_url, publisher=feed.catalogue.publisher) if path else root(f"{base_url}/{OPENAPI}")


def _body(value: Any) -> Body:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Body(data, f'"{hashlib.sha256(data).hexdigest()[:32]}"')


def _args(request: Request) -> dict[str, list[str]]:
    return {name: list(values) for name, values in request.get_args(keep_blank_values=True).items()}


def _own_url(request: Request) -> str:
    """The address of the feed as the client wrote it, unless it wrote nonsense as the host."""
    host = request.host if HOST.fullmatch(request.host or "") else "localhost"
    return f"{request.scheme}://{host}{PREFIX}"


def _answered(request: Request, body: Body) -> HTTPResponse:
    headers = {**OPEN, "etag": body.etag, "cache-control": FRESH}
    if _has_it(request.headers.get("if-none-match", ""), body.etag):
        return response.empty(status=304, headers=headers)
    return response.raw(body.data, headers=headers, content_type="application/json")


def _has_it(sent: str, etag: str) -> bool:
    """Whether the client has this answer (RFC 9110 section 13.1.2: weak comparison)."""
    return sent.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in sent.split(","))


def _refused(error: ApiError, request: Request) -> HTTPResponse:
    answer = error_response(error, request)
    answer.headers.update({**OPEN, "cache-control": "no-store"})
    if error.status == 405:
        answer.headers["allow"] = PREFLIGHT["allow"]
    return answer
