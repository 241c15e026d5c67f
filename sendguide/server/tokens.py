"""Signed session tokens: a conversation outlives the process, and no browser can make up or choose one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import jwt

ALGORITHM = "HS256"


@dataclass(frozen=True)
class Opened:
    """What a token says: whose conversation it is, and when it began, in seconds since 1970."""

    conversation_id: str
    at: float


class Tokens:
    """Makes and reads tokens (JSON Web Tokens, RFC 7519).

    Args:
        keys: secrets of at least 32 characters. The first one signs, all are accepted, so that keys can be changed.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = tuple(keys)

    def make(self, opened: Opened) -> str:
        """The token of a conversation."""
        claims = {"sub": opened.conversation_id, "iat": opened.at}
        return jwt.encode(claims, self._keys[0], algorithm=ALGORITHM)

    def read(self, token: str) -> Opened | None:
        """What a token says; None for anything that was not made with one of the keys."""
        for key in self._keys:
            try:
                claims = jwt.decode(token, key, algorithms=[ALGORITHM], options={"require": ["sub", "iat"]})
                return Opened(str(claims["sub"]), float(claims["iat"]))
            except (jwt.PyJWTError, ValueError, TypeError):
                continue
        return None
