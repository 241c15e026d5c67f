"""Errors of the API: a code for programs and a sentence for the person who reads it."""

from __future__ import annotations

import functools
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from sanic import response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

logger = logging.getLogger(__name__)
Route = Callable[..., Awaitable[HTTPResponse]]


class ApiError(Exception):
    """An error that the client is told of.

    Args:
        status: HTTP status.
        code: short name for programs.
        message: a sentence for people.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


def error_response(error: ApiError) -> HTTPResponse:
    """The error as JSON (design.md section 5)."""
    return response.json({"error": {"code": error.code, "message": error.message}}, status=error.status)


def api_errors(route: Route) -> Route:
    """Decorator: turns errors of a route into the API's form; an unexpected one is logged and answered with 503."""

    @functools.wraps(route)
    async def guarded(request: Request, *args: Any, **kwargs: Any) -> HTTPResponse:
        try:
            return await route(request, *args, **kwargs)
        except ApiError as error:
            return error_response(error)
        except SanicException:
            raise
        except Exception:
            logger.exception("a request failed")
            sorry = "Something went wrong on our side. Please try again in a minute. In danger, call 999."
            return error_response(ApiError(503, "unavailable", sorry))

    return guarded
