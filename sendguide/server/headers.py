"""Headers that go with every answer, so that a browser does nothing with it that we do not mean."""

from __future__ import annotations

from collections.abc import Callable

from sanic.request import Request
from sanic.response import HTTPResponse

API = "/api/"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors {ancestors}; require-trusted-types-for 'script'"
)
SAFE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    # Heeded by browsers over HTTPS only.
    "strict-transport-security": "max-age=31536000; includeSubDomains",
}
"""The same for all; a route that needs another value sets it itself."""

BANNERS = ("server", "x-powered-by")


def safe_headers(framed_by: tuple[str, ...] = ()) -> Callable[[Request, HTTPResponse], None]:
    """A response middleware.

    Args:
        framed_by: websites that may show our page in a frame, beside our own.
    """
    policy = POLICY.format(ancestors=" ".join(["'self'", *framed_by]))

    def add(request: Request, answer: HTTPResponse) -> None:
        for key, value in SAFE.items():
            answer.headers.setdefault(key, value)
        answer.headers.setdefault("content-security-policy", policy)
        if request.path.startswith(API):
            answer.headers.setdefault("cache-control", "no-store")
        for key in BANNERS:
            answer.headers.pop(key, None)

    return add
