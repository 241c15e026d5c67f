"""Which websites may talk to the guide, and the headers that tell browsers so."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from sanic.request import Request

from sendguide.server.errors import ApiError

METHODS = "GET, POST, DELETE, OPTIONS"
HEADERS = "authorization, content-type"
MINUTES_REMEMBERED = 10


class Origins:
    """The allow-list of websites: our own address always, others by setting.

    Args:
        allowed: origins such as `https://www.coventry.gov.uk`.
    """

    def __init__(self, allowed: Collection[str]) -> None:
        self._allowed = frozenset(allowed)

    def of(self, request: Request) -> str:
        """The website that a request comes from; empty for a program that is no browser, or our own page reading.

        Raises:
            ApiError: 403 when it is not allowed.
        """
        origin = str(request.headers.get("origin", ""))
        if origin and origin not in self._allowed and not _is_own(origin, request):
            raise ApiError(403, "wrong_site")
        return origin

    def headers(self, request: Request) -> dict[str, str]:
        """What a browser has to be told with an answer; nothing for a website that is not on the list."""
        vary = {"vary": "Origin"}
        origin = str(request.headers.get("origin", ""))
        if origin not in self._allowed:
            return vary
        return {**vary, "access-control-allow-origin": origin, "access-control-expose-headers": "retry-after"}

    def preflight(self, request: Request) -> dict[str, str]:
        """What a browser asks for before it sends a request to another website.

        Raises:
            ApiError: 403 when the website is not allowed.
        """
        self.of(request)
        found = {"access-control-allow-methods": METHODS, "access-control-allow-headers": HEADERS}
        return {**found, "access-control-max-age": str(MINUTES_REMEMBERED * 60)}


def _is_own(origin: str, request: Request) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.netloc != "" and parts.netloc == request.headers.get("host", "")
