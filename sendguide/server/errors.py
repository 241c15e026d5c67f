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

from sendguide.content.error_words import ErrorWords
from sendguide.content.loader import ContentStore, content_store

logger = logging.getLogger(__name__)
Route = Callable[..., Awaitable[HTTPResponse]]

CODE_OF_STATUS = {404: "not_found", 405: "wrong_method", 408: "too_slow", 413: "too_large", 503: "unavailable"}
"""Errors of the web server itself; every other one is `failed`."""


class ApiError(Exception):
    """An error that the client is told of.

    Args:
        status: HTTP status.
        code: short name for programs.
        message: a sentence for people; by default that of the code in `content/errors.yml`.
        headers: to send with it.
        details: further facts for programs, which also fill the braces of the sentence.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str = "",
        *,
        headers: dict[str, str] | None = None,
        details: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message or code)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers or {}
        self.details = details or {}

    def words(self, errors: ErrorWords) -> str:
        """The sentence for people."""
        line = self.message or str(getattr(errors, self.code)).format(**self.details)
        return " ".join(line.split())


def error_response(error: ApiError, request: Request) -> HTTPResponse:
    """The error as JSON (design.md section 5)."""
    store: ContentStore = getattr(request.app.ctx, "content", None) or content_store()
    told = {"code": error.code, "message": error.words(store.current().errors), **error.details}
    return response.json({"error": told}, status=error.status, headers=error.headers)


def api_errors(route: Route) -> Route:
    """Decorator: turns errors of a route into the API's form; an unexpected one is logged and answered with 503."""

    @functools.wraps(route)
    async def guarded(request: Request, *args: Any, **kwargs: Any) -> HTTPResponse:
        try:
            return await route(request, *args, **kwargs)
        except ApiError as error:
            return error_response(error, request)
        except SanicException:
            raise
        except Exception:
            logger.exception("a request failed")
            return error_response(ApiError(503, "unavailable"), request)

    return guarded


def web_server_error(request: Request, error: Exception) -> HTTPResponse:
    """What Sanic itself refuses, in the same form; nothing of the request is repeated."""
    if isinstance(error, ApiError):
        return error_response(error, request)
    if isinstance(error, ValueError):  # our routes catch their own: it is Sanic, reading what is no request
        return error_response(ApiError(400, "failed"), request)
    status = getattr(error, "status_code", 500)
    if status >= 500 and not isinstance(error, SanicException):
        logger.error("a request failed: %s", type(error).__name__)
        status = 503
    return error_response(ApiError(status, CODE_OF_STATUS.get(status, "failed")), request)
