"""What the plain chat pages need of the guide: whose chat it is, and what a page shows of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sendguide.answers.compose import Composer
from sendguide.content.bundle import Content
from sendguide.content.loader import ContentStore
from sendguide.pages.chat import ChatPage, PageTurn
from sendguide.pages.forms import ChatForm
from sendguide.server.channel import GuideChannel
from sendguide.server.exchange import Answered
from sendguide.server.guard import Guard
from sendguide.server.sessions import Session, Sessions
from sendguide.settings import Settings
from sendguide.storage.database import StoreError
from sendguide.storage.tracker_store import WordlessTrackerStore
from sendguide.storage.turns import Turn

LONDON = ZoneInfo("Europe/London")
MOST_TURNS = 40
"""Turns on one page: more make it heavy for a cheap phone. The text to download has them all."""


@dataclass(frozen=True)
class Sent:
    """A page and its status."""

    page: ChatPage
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class PlainDesk:
    """Finds chats and shows them.

    Args:
        store: the words.
        channel: the guide, whose blueprint has been made.
        sessions: whose conversations there are.
        kept: where turns are kept.
        guard: which websites may call, and how often.
        chosen: the settings.
        new_id: makes the id of the next message, which nobody can guess.
    """

    def __init__(
        self,
        store: ContentStore,
        channel: GuideChannel,
        sessions: Sessions,
        kept: WordlessTrackerStore,
        guard: Guard,
        chosen: Settings,
        *,
        new_id: Callable[[], str] = lambda: secrets.token_hex(16),
    ) -> None:
        self._store = store
        self.door = channel.door
        self.exchange = channel.exchange
        self.sessions = sessions
        self.turns = kept.turns
        self._recall = kept.recall
        self.guard = guard
        self.chosen = chosen
        self._new_id = new_id

    @property
    def content(self) -> Content:
        """The words in use."""
        return self._store.current()

    async def session(self, form: ChatForm, origin: str) -> Session | None:
        """Whose chat it is; None for a token that is none, or of another website, or of a chat that has ended.

        Raises:
            StoreError: when the database would have to be asked and fails.
        """
        opened = self.sessions.signed(form.token)
        if opened is None or not opened.is_for(origin):
            return None
        return await self.sessions.find(form.token)

    async def is_erased(self, token: str) -> bool:
        """Whether a token is one of ours, of a chat that was erased.

        Raises:
            StoreError: when the database fails.
        """
        opened = self.sessions.signed(token)
        return opened is not None and (await self._recall(opened.conversation_id)).is_ended

    async def gone(self, form: ChatForm) -> ChatPage | None:
        """For a form of an erased chat: people to contact, and nothing of what was sent; None for any other form.

        Back, after somebody left quickly or deleted the chat, sends the form before it again. Whoever presses it must
        not read what was said, and no chat may begin with it.

        Raises:
            StoreError: when the database fails.
        """
        if not await self.is_erased(form.token):
            return None
        return self.fresh(replace(form, text="", title=""), note=self.content.widget.deleted, people=True)

    def fresh(self, form: ChatForm | None = None, **more: Any) -> ChatPage:
        """The first page of a chat: the greeting, and a token of a chat that begins with its first message.

        Args:
            form: whose draft and settings go on.
            more: further fields of the page.
        """
        before = form or ChatForm(id="")
        kept = replace(before, words={}, last=0, rated=0)
        welcome = Composer(self.content, today=self.chosen.day()).welcome(keep_days=self.chosen.keep_days)
        return self._page(kept, self.sessions.token_ahead(), newest=PageTurn(0, "", welcome), **more)

    async def page(self, form: ChatForm, session: Session, answered: Answered | None = None, **more: Any) -> ChatPage:
        """A page of a chat, the newest turn first.

        Args:
            form: whose words, draft and settings go on; its title is what was just said.
            session: whose chat it is.
            answered: the reply that was just given, if one was.
            more: further fields of the page.
        """
        if session.is_ended:
            page = self.fresh(form, **more)
            return replace(page, newest=PageTurn(0, "", answered.reply)) if answered is not None else page
        try:
            turns = await self.turns.last(session.conversation_id, most=MOST_TURNS + 1)
            missing = self.content.pages.older_left_out if len(turns) > MOST_TURNS else ""
        except StoreError:
            turns, missing = [], self.content.pages.earlier_missing if form.last else ""
        told = [self.told(turn, form, answered) for turn in reversed(turns[-MOST_TURNS:])]
        if answered is not None and (answered.seq is None or not told):  # it is not kept, or cannot be read back
            words = answered.said or form.title
            told.insert(0, PageTurn(answered.seq or 0, words, answered.reply, answered.said is not None))
        if not told:
            return replace(self.fresh(form, **more), token=session.token)
        return self._page(form, session.token, newest=told[0], earlier=told[1:], earlier_note=missing, **more)

    def problem(self, form: ChatForm, error: str) -> ChatPage:
        """A page for when the guide is of no use just now: what is wrong, people to contact, and all words kept.

        Help in danger is there whatever fails.

        Args:
            form: what was sent.
            error: what is wrong, in words.
        """
        said = form.text if form.payload is None else form.title
        kept = replace(form, text=form.text or form.title)
        newest = None
        if form.deed == "say" and len(said) <= self.chosen.message_limit:
            reply = self.door.sorry(said)
            newest = PageTurn(0, said, reply) if reply.is_help else None
        return self._page(kept, form.token, newest=newest, error=error, people=True)

    def told(self, turn: Turn, form: ChatForm, answered: Answered | None = None) -> PageTurn:
        """A turn that was kept, with the person's own words, which only their page has.

        Args:
            turn: as it was kept.
            form: what their page has sent.
            answered: the reply that was just given, if one was.
        """
        was_cleaned = answered is not None and answered.seq == turn.seq and answered.said is not None
        words = turn.title or form.words.get(turn.seq, "")
        return PageTurn(turn.seq, words, turn.reply, was_cleaned, datetime.fromtimestamp(turn.at, tz=LONDON))

    def _page(self, form: ChatForm, token: str, **more: Any) -> ChatPage:
        return ChatPage(form, token, self._new_id(), self.chosen.session_minutes, **more)
