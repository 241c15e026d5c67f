"""Signed session tokens: a conversation outlives the process, and no browser can make up or choose one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import jwt
from jwt.types import Options

ALGORITHM = "HS256"
CLOCKS_DIFFER_SECONDS = 60
"""How far the clocks of two servers may be apart."""


@dataclass(frozen=True)
class Opened:
    """What a token says: whose conversation it is, when it began (seconds since 1970), and on which website.

    `origin` is the `Origin` of the page that began it, and empty for a program that is no browser.
    """

    conversation_id: str
    at: float
    origin: str = ""

    def is_for(self, origin: str) -> bool:
        """Whether a page of a website may use it. A token that leaked to another website is worth nothing there.

        Args:
            origin: the website that a request comes from; empty for a program, or our own page reading.
        """
        return not origin or not self.origin or origin == self.origin


class Tokens:
    """Makes and reads tokens (JSON Web Tokens, RFC 7519).

    Args:
        keys: secrets of at least 32 characters. The first one signs, all are accepted, so that keys can be changed.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = tuple(keys)

    def make(self, opened: Opened) -> str:
        """The token of a conversation."""
        claims = {"sub": opened.conversation_id, "iat": opened.at, "aud": opened.origin}
        return jwt.encode(claims, self._keys[0], algorithm=ALGORITHM)

    def read(self, token: str) -> Opened | None:
        """What a token says; None for anything that was not made with one of the keys.

        Whether it is still good is for `Sessions` to say, which knows the time and what was erased.
        """
        # Whose website it is for is compared by the channel, which knows the request.
        options: Options = {"require": ["sub", "iat"], "verify_aud": False}
        for key in self._keys:
            try:
                claims = jwt.decode(token, key, algorithms=[ALGORITHM], options=options, leeway=CLOCKS_DIFFER_SECONDS)
                return Opened(str(claims["sub"]), float(claims["iat"]), str(claims.get("aud", "")))
            except (jwt.PyJWTError, ValueError, TypeError, OverflowError):
                continue
        return None
