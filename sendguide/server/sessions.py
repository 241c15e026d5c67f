"""Sessions: who is talking, until when, and which buttons were offered to them.

Kept in memory and small. A conversation goes on after a restart: its token is signed, and the store knows when it was
last heard of, what was offered in it, and whether it was erased.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from sendguide.answers.reply import Button
from sendguide.server.tokens import Opened, Tokens
from sendguide.storage.recalled import Recalled

MAX_SESSIONS = 10_000
MAX_OFFERED = 200
LONGEST_SECONDS = 24 * 3600.0
"""A session ends after a day, however lively it is: a token that was copied is worth nothing for long."""


@dataclass
class Session:
    """One person's conversation. Nothing in it comes from the browser but the token.

    `offered` has the payloads of the buttons that this person may press, with what is written on each. `turn` is held
    around each message, so that they are answered in order; `turns` is the number of the last one. `asked_danger` is
    the id of the help that a check-in of the door itself asked about: Rasa does not know of it.
    """

    token: str
    opened: Opened
    last_seen: float
    offered: OrderedDict[str, str] = field(default_factory=OrderedDict)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    turns: int = 0
    is_ended: bool = False
    asked_danger: str | None = None

    @property
    def conversation_id(self) -> str:
        """The random id under which the conversation is kept."""
        return self.opened.conversation_id

    def offer(self, buttons: Iterable[Button]) -> None:
        """Remembers which buttons this person may press."""
        for button in buttons:
            self.offered[button.payload] = button.title
            self.offered.move_to_end(button.payload)
        while len(self.offered) > MAX_OFFERED:
            self.offered.popitem(last=False)


async def nothing_recalled(conversation_id: str) -> Recalled:
    """For when nothing is stored."""
    return Recalled()


class Sessions:
    """All open sessions.

    Args:
        seconds: how long a session lasts without a message.
        tokens: signs and reads tokens; by default with a key that ends with the process.
        recall: what the store knows of a conversation.
        clock: the time in seconds since 1970.
    """

    def __init__(
        self,
        *,
        seconds: float,
        tokens: Tokens | None = None,
        recall: Callable[[str], Awaitable[Recalled]] = nothing_recalled,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.seconds = seconds
        self._tokens = tokens or Tokens([secrets.token_hex(32)])
        self._recall = recall
        self._clock = clock
        self._by_token: OrderedDict[str, Session] = OrderedDict()

    def open(self, origin: str = "") -> Session:
        """A new session with an unguessable conversation id (128 bits) in a signed token.

        Args:
            origin: the website whose page began it; the token works there only.
        """
        self._forget_old()
        opened = Opened(secrets.token_hex(16), self._clock(), origin)
        return self._keep(Session(self._tokens.make(opened), opened, opened.at))

    def token_ahead(self) -> str:
        """A token of a chat that begins with its first message; nothing of it is kept before that.

        The same first message sent twice is then of one chat, and runs once.
        """
        return self._tokens.make(Opened(secrets.token_hex(16), self._clock()))

    async def find(self, token: str) -> Session | None:
        """The session of a token, or None when it is unknown, expired or erased.

        Raises:
            StoreError: when the store would have to be asked and fails.
        """
        self._forget_old()
        session = self._by_token.get(token) or await self._of_before(token)
        if session is not None and self._clock() > session.opened.at + LONGEST_SECONDS:
            self.end(session)
            return None
        if session is not None:
            session.last_seen = self._clock()
            if token in self._by_token:
                self._by_token.move_to_end(token)
        return session

    def signed(self, token: str) -> Opened | None:
        """What a token says if it is one of ours and not too old; erased or silent, it may still be worth nothing."""
        opened = self._tokens.read(token)
        return opened if opened is not None and self._clock() <= opened.at + LONGEST_SECONDS else None

    def made_here(self, token: str) -> Opened | None:
        """What a token says if it is one of ours, however old: enough to erase its chat, and for nothing else."""
        return self._tokens.read(token)

    def end(self, session: Session) -> None:
        """Ends a session at once, also for messages of it that are waiting for their turn."""
        session.is_ended = True
        self._by_token.pop(session.token, None)

    def expires_in(self, session: Session) -> int:
        """Seconds until a session ends if nothing more is said; 0 when it has ended."""
        if session.is_ended:
            return 0
        now = self._clock()
        return max(0, int(min(session.last_seen + self.seconds, session.opened.at + LONGEST_SECONDS) - now))

    async def _of_before(self, token: str) -> Session | None:
        """A session that this process has not in memory, as after a restart; None when it has been silent too long."""
        opened = self.signed(token)
        if opened is None:
            return None
        recalled = await self._recall(opened.conversation_id)
        last_seen = recalled.at if recalled.at is not None else opened.at
        if recalled.is_ended or last_seen < self._clock() - self.seconds:
            return None
        if token in self._by_token:  # another request with this token was quicker
            return self._by_token[token]
        session = self._keep(Session(token, opened, self._clock()))
        session.offer(recalled.buttons)
        session.turns = recalled.turns
        return session

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
