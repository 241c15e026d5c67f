"""The one door through which every message comes: website, shell, batch file and tests.

It cleans the message, takes personal data out, hands it to Rasa, and makes sure that something useful comes back
whatever happens behind it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import date
from functools import lru_cache
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from sendguide.answers.compose import EASY_READ_WORDS, Composer
from sendguide.answers.reply import Reply, Status, reply_from_dict
from sendguide.content.loader import ContentStore
from sendguide.content.models import ERASE
from sendguide.server.personal_data import PersonalData, told_so
from sendguide.server.sessions import Session
from sendguide.settings import settings
from sendguide.storage.tally import APOLOGY, DANGER, tally
from sendguide.understanding.clean import clean_message, has_words, match_key

logger = logging.getLogger(__name__)
Handler = Callable[[UserMessage], Awaitable[Any]]

CHANNEL = "guide"
IN_EASY_READ = {"variant": EASY_READ_WORDS}
"""The metadata of a message that is to be answered in Easy read. No other metadata ever reach Rasa."""

MOST_SCREENED = 200_000
"""Characters of an over-long message that are still screened for danger: more than the web server lets in."""

MOST_SHOWN = 10_000
"""Characters of the longest message in which personal data are looked for to show it without: some 50 milliseconds."""

YES = frozenset({"yes", "yeah", "yep", "yup", "yea", "ye", "yh", "aye", "y"})
"""First words by which a check-in is answered with yes."""

DANGER_SECONDS = 2.0
"""The same where phrases of danger were found: help needs nothing of Rasa."""

DEADLINE_SECONDS = 10.0
"""Longest time that a parent waits before the apology comes."""


class Door:
    """Takes messages and gives replies; never raises to the person and never says nothing.

    The messages of one session come one after the other: the channel holds `Session.turn` around each.

    Args:
        store: the words.
        handler: what runs a message through Rasa.
        message_limit: longest message that is read, in characters.
        today: gives the current day.
    """

    def __init__(self, store: ContentStore, handler: Handler, *, message_limit: int, today: Callable[[], date]) -> None:
        self._store = store
        self._handler = handler
        self._limit = message_limit
        self._today = today
        self._personal_data = PersonalData(store, today=today)

    def welcome(self, session: Session) -> Reply:
        """The first words of a session."""
        return self._given(session, self._composer().welcome(keep_days=settings().keep_days))

    def sorry(self, text: str) -> Reply:
        """The apology with people to call; help instead, when the words tell of danger. Works without Rasa or store."""
        return self._danger(clean_message(text[:MOST_SCREENED])) or self._composer().error()

    def too_long(self, session: Session, text: str) -> Reply:
        """For a message of more characters than are read: by how many, and a person to talk to; help in danger."""
        return self._given(session, self._too_long(session, clean_message(text[:MOST_SCREENED]), len(text)))

    def at_the_limit(self, text: str) -> Reply:
        """For when a conversation has as many turns as it may have: a new chat or people; help in danger."""
        found = self._danger(clean_message(text[:MOST_SCREENED]))
        return found or self._composer().people(self._store.current().replies.too_many_turns)

    def goodbye(self) -> Reply:
        """The last words, after the conversation was erased."""
        return self._composer().last_words(self._store.current().replies.erased)

    def wants_to_erase(self, text: str) -> bool:
        """Whether the whole message asks for the chat to be deleted."""
        command = self._store.current().commands.get(ERASE)
        return command is not None and match_key(text) in _keys(command.phrases)

    def shown(self, text: str) -> str | None:
        """What was typed, as it may be shown: without its personal data. None when there were none to take out."""
        try:
            return self._personal_data.shown(clean_message(text)) if len(text) <= MOST_SHOWN else None
        except Exception:  # the reply matters more
            logger.exception("personal data could not be taken out of what is shown")
            return None

    async def say(self, session: Session, text: str, *, easy_read: bool = False) -> Reply:
        """Replies to words that a person typed.

        Args:
            session: whose conversation it is.
            text: what was typed, of any length and content.
            easy_read: whether an answer is to come in Easy read.
        """
        try:
            words = clean_message(text[:MOST_SCREENED])
            self._count_danger(words)
            reply = self._yes_to_check_in(session, words) or self._without_rasa(session, words, len(text))
            reply = reply or await self._without_personal_data(session, words, easy_read)
        except Exception:
            logger.exception("the door failed; the parent got the apology")
            reply = self._composer().error()
        return self._given(session, reply)

    async def press(self, session: Session, payload: str, title: str, *, easy_read: bool = False) -> Reply:
        """Replies to a button. One that was not offered in this session counts as its words being typed."""
        if payload not in session.offered:
            return await self.say(session, title, easy_read=easy_read)
        return self._given(session, await self._through_rasa(session, payload, easy_read))

    def _yes_to_check_in(self, session: Session, words: str) -> Reply | None:
        """Help, after "yes" to a check-in that the door made without Rasa; it is asked about once."""
        asked, session.asked_danger = session.asked_danger, None
        if asked is None or match_key(words).split(" ")[0] not in YES:
            return None
        return self._composer().crisis(asked, None, confidence=1.0)

    def _without_rasa(self, session: Session, words: str, length: int) -> Reply | None:
        """The reply to a message of more characters than are read, or without words; None for all others."""
        if length > self._limit:
            return self._too_long(session, words, length)
        if not has_words(words):
            return self._composer().empty()
        return None

    def _too_long(self, session: Session, words: str, length: int) -> Reply:
        line = self._store.current().replies.too_long.format(limit=self._limit, over=length - self._limit)
        return self._danger(words, session) or self._composer().words(line)

    async def _without_personal_data(self, session: Session, words: str, easy_read: bool) -> Reply:
        """The reply to a message that Rasa gets without its personal data; the parent is told when there was some."""
        made, replies = self._personal_data.taken_out(words), self._store.current().replies
        danger = self._danger(words, session) if made else None
        if danger is not None and danger != self._danger(made.readable):
            return danger  # what was taken for a name was a word of danger
        if not has_words(made.readable):
            return self._composer().words(replies.only_personal_data)
        reply = await self._through_rasa(session, made.readable, easy_read)
        return told_so(reply, replies.redacted) if made else reply

    async def _through_rasa(self, session: Session, text: str, easy_read: bool) -> Reply:
        output, about = CollectingOutputChannel(), dict(IN_EASY_READ) if easy_read else None
        message = UserMessage(text, output, session.conversation_id, input_channel=CHANNEL, metadata=about)
        found = self._store.current().screen.find(text)
        seconds = DANGER_SECONDS if found is not None and found.is_exact else DEADLINE_SECONDS
        try:
            await asyncio.wait_for(self._handler(message), seconds)
            replies = [reply_from_dict(item["custom"]) for item in output.messages if "custom" in item]
        except Exception:
            logger.exception("a message failed in Rasa; the parent got the apology")
            replies = []
        if replies and replies[0].status is not Status.ERROR:
            return replies[0]
        return self._danger(text, session) or self._composer().error()

    def _count_danger(self, words: str) -> None:
        """Counts by category that danger was found: the only thing that is kept of such a message besides its reply."""
        found = self._store.current().screen.find(words)
        if found is not None and found.is_danger:
            tally().count_soon(DANGER, found.category, [found.strength.value], day=self._today())

    def _danger(self, text: str, session: Session | None = None) -> Reply | None:
        """Help, or a check-in, when the phrase screen finds danger: works without Rasa.

        Args:
            text: what was typed.
            session: who is asked by a check-in, if this reply is given to anybody.
        """
        found = self._store.current().screen.find(text)
        if found is None or found.answer_id is None:
            return None
        if not found.is_exact:
            if session is not None:
                session.asked_danger = found.answer_id
            return self._composer().check_in(found.answer_id, None, confidence=1.0)
        return self._composer().crisis(found.answer_id, None, confidence=1.0)

    def _composer(self) -> Composer:
        return Composer(self._store.current(), today=self._today())

    def _given(self, session: Session, reply: Reply) -> Reply:
        if reply.status is Status.ERROR:
            tally().count_soon(APOLOGY, CHANNEL, ["error"], day=self._today())
        session.offer(reply.buttons)
        return reply


@lru_cache(maxsize=4)
def _keys(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(match_key(phrase) for phrase in phrases)
