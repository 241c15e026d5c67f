"""What a feed answers: read piece by piece up to a size, unpacked here, and JSON or nothing."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Optional

import requests

from sendguide.errors import GuideError

PIECE = 64 * 1024
"""Bytes read from the network at a time."""

DEEPEST = 50
"""Levels of nesting; a service has about ten. Deeper ones could exhaust whatever walks through them."""

JSON_KINDS = {"application/json", "text/json", "application/x-ndjson", "application/ndjson"}


class FetchError(GuideError):
    """A feed did not give what was asked for."""


class Passing(FetchError):
    """A failure that may pass.

    Attributes:
        wait: seconds after which the server wants to be asked again; None if it named no time.
    """

    def __init__(self, text: str, wait: Optional[float] = None) -> None:
        super().__init__(text)
        self.wait = wait


@dataclass(frozen=True)
class Answer:
    """What a server answered: 200 with its body, 304 (not changed), or 404 or 410 (no such thing)."""

    url: str
    status: int
    body: bytes = b""
    etag: str = ""
    content_type: str = ""

    def json(self) -> Any:
        """The body as data.

        Raises:
            FetchError: when it is not whole, valid JSON.
        """
        return read_json(self.body, where=self.url)


def read_json(body: bytes, *, where: str) -> Any:
    """Bytes as data.

    Args:
        body: JSON (RFC 8259), in UTF-8.
        where: how to name its place.

    Raises:
        FetchError: when it is not whole, valid JSON.
    """
    try:
        data = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise FetchError(f"{where} is not whole, valid JSON ({error}). Tell the publisher.") from error
    if _is_deep(data):
        raise FetchError(f"{where} is nested deeper than {DEEPEST} levels, which no service is. Tell the publisher.")
    return data


def _is_deep(data: Any) -> bool:
    level = [data]
    for _ in range(DEEPEST):
        level = [part for item in level for part in _parts(item)]
    return bool(level)


def _parts(item: Any) -> Iterable[Any]:
    return item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()


def require_json(response: requests.Response) -> str:
    """The answer's content type, when it is one of JSON.

    Raises:
        FetchError: when it is something else.
    """
    said = response.headers.get("Content-Type", "")
    name = said.partition(";")[0].strip().lower()
    if name in JSON_KINDS or (name.startswith("application/") and name.endswith("+json")):
        return said
    raise FetchError(f"{response.url} gave {said or 'an unnamed format'}, not JSON. Check the address.")


def read_body(response: requests.Response, *, size: int) -> bytes:
    """The body, unpacked here and not by a library, so that a small answer cannot unpack into all our memory.

    Args:
        response: an answer whose body was not read yet.
        size: the most bytes that are read, as sent and also when unpacked.

    Raises:
        FetchError: when it is larger, or packed in a way that was not asked for.
        Passing: when it broke off.
    """
    packing = response.headers.get("Content-Encoding", "").strip().lower() or "identity"
    if packing not in ("identity", "gzip"):
        raise FetchError(f"{response.url} is packed as {packing}, which was not asked for. Tell the publisher.")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if packing == "gzip" else None
    parts, sent, got = [], 0, 0
    while piece := response.raw.read1(PIECE, decode_content=False):
        part = piece if unpack is None else _unpacked(unpack, piece, size - got + 1, response.url)
        parts.append(part)
        sent, got = sent + len(piece), got + len(part)
        if max(sent, got) > size:
            raise FetchError(f"{response.url} is larger than {size:,} bytes, so it was not read.")
    if unpack is not None and not unpack.eof:
        raise Passing(f"{response.url} broke off in the middle.")
    return b"".join(parts)


def _unpacked(unpack: Any, piece: bytes, room: int, url: str) -> bytes:
    try:
        return bytes(unpack.decompress(piece, room))
    except zlib.error as error:
        raise FetchError(f"{url} says it is packed as gzip but is not. Tell the publisher.") from error


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")
