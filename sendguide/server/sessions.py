"""Sessions: who is talking, what was offered to them, and their last replies for safe retries.

Kept in memory and small; signed tokens, limits and erasure come with the hardened front door.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sendguide.answers.reply import Reply

MAX_SESSIONS = 10_000
MAX_OFFERED = 200
MAX_RETRIES_KEPT = 20


@dataclass
class Session:
    """One person's conversation. Nothing in it comes from the browser but the token."""

    token: str
    conversation_id: str
    last_seen: float
    seq: int = 0
    offered: OrderedDict[str, None] = field(default_factory=OrderedDict)
    replies: OrderedDict[str, tuple[int, Reply]] = field(default_factory=OrderedDict)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def offer(self, payloads: Iterable[str]) -> None:
        """Remembers which button payloads this person may press."""
        for payload in payloads:
            self.offered[payload] = None
            self.offered.move_to_end(payload)
        while len(self.offered) > MAX_OFFERED:
            self.offered.popitem(last=False)

    def remember(self, message_id: str, reply: Reply) -> int:
        """Counts the turn and keeps its reply, so that a retry of the same message gives the same answer.

        Returns:
            The number of the turn, from 1.
        """
        self.seq += 1
        self.replies[message_id] = (self.seq, reply)
        while len(self.replies) > MAX_RETRIES_KEPT:
            self.replies.popitem(last=False)
        return self.seq


class Sessions:
    """All open sessions.

    Args:
        seconds: how long a session lasts without a message.
        clock: seconds that only grow.
    """

    def __init__(self, *, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self._clock = clock
        self._by_token: OrderedDict[str, Session] = OrderedDict()

    def open(self) -> Session:
        """A new session with an unguessable token and conversation id (128 bits each)."""
        self._forget_old()
        while len(self._by_token) >= MAX_SESSIONS:
            self._by_token.popitem(last=False)
        session = Session(secrets.token_urlsafe(24), secrets.token_hex(16), self._clock())
        self._by_token[session.token] = session
        return session

    def find(self, token: str) -> Session | None:
        """The session of a token, or None when it is unknown or has expired."""
        self._forget_old()
        session = self._by_token.get(token)
        if session is not None:
            session.last_seen = self._clock()
            self._by_token.move_to_end(token)
        return session

    def _forget_old(self) -> None:
        oldest = self._clock() - self.seconds
        while self._by_token:
            token, session = next(iter(self._by_token.items()))
            if session.last_seen >= oldest:
                break
            del self._by_token[token]
