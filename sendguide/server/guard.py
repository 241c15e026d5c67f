"""What stands before the routes: which websites may call, how often, and what a browser is told of it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from sendguide.server.errors import Route, api_errors
from sendguide.server.limits import Limits, Rates
from sendguide.server.origins import Origins

if TYPE_CHECKING:
    from sendguide.settings import Settings


class Guard:
    """The allow-list of websites and the limits.

    Args:
        origins: which websites may call.
        limits: how often.
    """

    def __init__(self, origins: Origins, limits: Limits) -> None:
        self.origins = origins
        self.limits = limits

    @classmethod
    def from_settings(cls, chosen: Settings) -> Guard:
        """As the settings say. Several servers that share their limits also share their keys, and so the salt."""
        rates = Rates(chosen.rate_messages, chosen.rate_address, chosen.rate_sessions, chosen.rate_calls)
        salt = next(iter(chosen.session_key_list()), secrets.token_hex(16))
        return cls(Origins(chosen.origin_list()), Limits(rates, storage=chosen.limits, salt=salt))

    def origin(self, request: Request) -> str:
        """The website that a request comes from.

        Raises:
            ApiError: 403 when it is not allowed.
        """
        return self.origins.of(request)

    async def count(self, what: str, request: Request, *, who: str | None = None) -> None:
        """Counts a call by its address, or by who is named.

        Raises:
            ApiError: 429 when it is one too many.
        """
        await self.limits.count(what, who or address_of(request))

    def add_route(self, routes: Blueprint, method: str, path: str, route: Route) -> None:
        """Adds a route that other websites on the list may call: their browsers ask first, and are told."""

        async def answer(request: Request) -> HTTPResponse:
            if request.method == "OPTIONS":
                await self.count("calls", request)
                return response.empty(headers=self.origins.preflight(request))
            return await route(request)

        async def tell(request: Request) -> HTTPResponse:
            answered = await guarded(request)
            answered.headers.update(self.origins.headers(request))
            return answered

        guarded = api_errors(answer)
        routes.add_route(tell, path, methods=[method, "OPTIONS"], name=path.strip("/"))


def address_of(request: Request) -> str:
    """The address of whoever calls: behind proxies that are known by setting, the one before them."""
    return str(request.remote_addr or request.ip)
