"""Files that are the same for everyone: kept in memory, sent short where the browser can, and not twice."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

REVALIDATED = "no-cache"
"""A browser may keep it, but asks each time whether it is still right."""

FOREVER = "public, max-age=31536000, immutable"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
"""Media types by the end of a file's name."""

REFUSES_GZIP = re.compile(r"gzip\s*;\s*q=0(\.0*)?\s*(,|$)")


@dataclass(frozen=True)
class StaticFile:
    """A file as it is sent: plain and gzipped."""

    data: bytes
    zipped: bytes
    media_type: str
    tag: str

    @classmethod
    def of(cls, data: bytes, media_type: str) -> StaticFile:
        """The file with these bytes."""
        tag = hashlib.sha256(data).hexdigest()[:32]
        return cls(data, gzip.compress(data, compresslevel=9, mtime=0), media_type, tag)

    def answer(self, request: Request, *, cache: str, headers: dict[str, str] | None = None) -> HTTPResponse:
        """The answer to a request for it; 304 without the file when the browser has it already.

        Args:
            request: `GET` or `HEAD`.
            cache: how long it may be kept.
            headers: to send with it, besides those of any file.
        """
        is_short = _takes_gzip(request)
        tag = f'"{self.tag}-gzip"' if is_short else f'"{self.tag}"'
        told = {"cache-control": cache, "etag": tag, "vary": "Accept-Encoding", **(headers or {})}
        if tag in _known(request):
            return response.empty(status=304, headers=told)
        if is_short:
            told["content-encoding"] = "gzip"
        data = self.zipped if is_short else self.data
        return response.raw(data, headers=told, content_type=self.media_type)


def _takes_gzip(request: Request) -> bool:
    accepted = str(request.headers.get("accept-encoding", "")).lower()
    return "gzip" in accepted and not REFUSES_GZIP.search(accepted)


def _known(request: Request) -> set[str]:
    named = str(request.headers.get("if-none-match", ""))
    return {tag.strip().removeprefix("W/") for tag in named.split(",")}
