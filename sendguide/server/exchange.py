"""One message and its reply, kept together: the same message again gives the same reply and runs nothing twice.

A reply is given only after its turn is in the database. When that fails the parent hears the apology, with people to
call, and nothing of the turn is kept: the same message can be sent again. Help in danger is given whatever fails.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from sendguide.answers.compose import EASY_READ_WORDS
from sendguide.answers.reply import Reply
from sendguide.server.door import Door
from sendguide.server.sessions import Session, Sessions
from sendguide.storage.database import StoreConflict, StoreError
from sendguide.storage.erasing import erase
from sendguide.storage.staging import staging
from sendguide.storage.tracker_store import WordlessTrackerStore
from sendguide.storage.turns import Spoken

logger = logging.getLogger(__name__)

VARIANTS = (EASY_READ_WORDS,)
"""What a person may want answers to come in."""


@dataclass(frozen=True)
class Said:
    """What a person said.

    Attributes:
        id: a client's id of it: the same id again runs nothing twice.
        text: the words, or the title of a pressed button.
        payload: what the button sends; None for words.
        variant: `easy_read` for who wants answers in Easy read; anything else is nothing.
    """

    id: str
    text: str
    payload: str | None = None
    variant: str | None = None


@dataclass(frozen=True)
class Answered:
    """A reply.

    Attributes:
        seq: the number of its turn, which is None when the turn is not kept.
        reply: what the guide says.
        said: what was typed, without the personal data that were in it: to be shown instead of what was typed. It is
            not kept. None when there were none, and for a message that was answered before.
    """

    seq: int | None
    reply: Reply
    said: str | None = None


class Exchange:
    """Takes messages of sessions, one after the other, and keeps each with its reply.

    Args:
        door: what replies.
        kept: where turns are kept.
        sessions: whose conversations there are.
        turn_limit: most turns of one conversation.
        clock: the time in seconds since 1970.
    """

    def __init__(
        self,
        door: Door,
        kept: WordlessTrackerStore,
        sessions: Sessions,
        *,
        turn_limit: int,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._door = door
        self._kept = kept
        self._sessions = sessions
        self._turn_limit = turn_limit
        self._clock = clock

    def welcome(self, session: Session) -> Reply:
        """The first words of a session. They are not a turn: nothing is kept before somebody says something."""
        return self._door.welcome(session)

    async def say(self, session: Session, text: str) -> Reply:
        """The reply to words, for the shell and for tests."""
        return await self._reply(session, Said(uuid.uuid4().hex, text))

    async def press(self, session: Session, payload: str, title: str) -> Reply:
        """The reply to a button, for the shell and for tests."""
        return await self._reply(session, Said(uuid.uuid4().hex, title, payload))

    async def _reply(self, session: Session, said: Said) -> Reply:
        try:
            return (await self.take(session, said)).reply
        except SessionEnded:
            return self._door.goodbye()

    async def take(self, session: Session, said: Said) -> Answered:
        """The reply to a message. Messages of one session wait for each other, so they are answered in order.

        Returns:
            The reply, from the store when this message was answered before.

        Raises:
            SessionEnded: when the conversation was erased while this message waited.
        """
        async with session.turn:
            if session.is_ended:
                raise SessionEnded
            try:
                return await self._once(session, said)
            except Exception:  # whatever it was, the parent hears something useful
                logger.exception("a turn could not be kept; the parent got the apology")
                return Answered(None, self._door.sorry(said.text), self._shown(session, said))

    async def erase(self, session: Session) -> None:
        """Erases a conversation everywhere and ends its session, once the message that is being answered is done.

        Raises:
            StoreError: when it could not be erased; the session goes on.
        """
        async with session.turn:
            await self._erase(session)

    async def _erase(self, session: Session) -> None:
        if not await erase(self._kept.database, session.conversation_id, at=self._clock()):
            logger.warning("another program reads the database; traces of an erased chat go with the next hourly purge")
        self._kept.live.forget(session.conversation_id)
        self._sessions.end(session)

    async def _once(self, session: Session, said: Said) -> Answered:
        before = await self._kept.turns.kept(session.conversation_id, said.id)
        if before is not None:
            return Answered(before.seq, before.reply)
        if self._door.wants_to_erase(said.text) and said.payload not in session.offered:
            await self._erase(session)
            return Answered(None, self._door.goodbye())
        if session.turns >= self._turn_limit:
            return Answered(None, self._door.at_the_limit(said.text), self._shown(session, said))
        return await self._new(session, said)

    async def _new(self, session: Session, said: Said) -> Answered:
        title = session.offered.get(said.payload) if said.payload is not None else None
        shown = self._shown(session, said)
        with staging(session.conversation_id) as turn:
            reply = await self._replied(session, said)
            try:
                seq = await self._kept.turns.commit(turn, Spoken(said.id, title, reply, self._clock()))
            except StoreConflict:  # another server was quicker; if it answered this very message, that is the reply
                before = await self._kept.turns.kept(session.conversation_id, said.id)
                if before is None:
                    raise
                return Answered(before.seq, before.reply)
            except StoreError:
                if not reply.is_help:
                    raise
                return Answered(None, reply, shown)
        session.turns = seq
        return Answered(seq, reply, shown)

    async def _replied(self, session: Session, said: Said) -> Reply:
        easy_read = said.variant == EASY_READ_WORDS
        if said.payload is not None:
            return await self._door.press(session, said.payload, said.text, easy_read=easy_read)
        return await self._door.say(session, said.text, easy_read=easy_read)

    def _shown(self, session: Session, said: Said) -> str | None:
        """What was typed, if there were personal data in it; the title of a button that we offered is our own."""
        return None if said.payload in session.offered else self._door.shown(said.text)


class SessionEnded(Exception):
    """The conversation was erased while a message of it was on its way."""
