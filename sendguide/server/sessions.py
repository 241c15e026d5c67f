"""Sessions: who is talking, what was offered to them, and their last replies for safe retries.

Kept in memory and small. A conversation goes on after a restart: its token is signed, and the store knows when it was
last heard of. What was offered and the replies kept for retries are then gone: an older button counts as its words
being typed.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sendguide.answers.reply import Reply
from sendguide.server.tokens import Opened, Tokens
from sendguide.storage.heard import Heard

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


def never_heard(conversation_id: str) -> Heard | None:
    """For when nothing is stored."""
    return None


class Sessions:
    """All open sessions.

    Args:
        seconds: how long a session lasts without a message.
        tokens: signs and reads tokens; by default with a key that ends with the process.
        heard: what the store knows of a conversation.
        clock: the time in seconds since 1970.
    """

    def __init__(
        self,
        *,
        seconds: float,
        tokens: Tokens | None = None,
        heard: Callable[[str], Heard | None] = never_heard,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.seconds = seconds
        self._tokens = tokens or Tokens([secrets.token_hex(32)])
        self._heard = heard
        self._clock = clock
        self._by_token: OrderedDict[str, Session] = OrderedDict()

    def open(self) -> Session:
        """A new session with an unguessable conversation id (128 bits) in a signed token."""
        self._forget_old()
        opened = Opened(secrets.token_hex(16), self._clock())
        return self._keep(Session(self._tokens.make(opened), opened.conversation_id, opened.at))

    def find(self, token: str) -> Session | None:
        """The session of a token, or None when it is unknown or has expired."""
        self._forget_old()
        session = self._by_token.get(token) or self._of_before(token)
        if session is not None:
            session.last_seen = self._clock()
            self._by_token.move_to_end(token)
        return session

    def _of_before(self, token: str) -> Session | None:
        """A session that this process has not in memory, as after a restart; None when it has been silent too long."""
        opened = self._tokens.read(token)
        if opened is None:
            return None
        heard = self._heard(opened.conversation_id) or Heard(opened.at, 0)
        if heard.at < self._clock() - self.seconds:
            return None
        return self._keep(Session(token, opened.conversation_id, self._clock(), seq=heard.turns))

    def _keep(self, session: Session) -> Session:
        while len(self._by_token) >= MAX_SESSIONS:
            self._by_token.popitem(last=False)
        self._by_token[session.token] = session
        return session

    def _forget_old(self) -> None:
        oldest = self._clock() - self.seconds
        while self._by_token:
            token, session = next(iter(self._by_token.items()))
            if session.last_seen >= oldest:
                break
            del self._by_token[token]
