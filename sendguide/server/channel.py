"""The chat over HTTP (design.md section 5), as a Rasa input channel."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from sendguide.answers.reply import Status
from sendguide.content.loader import ContentStore, content_store
from sendguide.server.bodies import read_feedback, read_message, read_object
from sendguide.server.door import CHANNEL, Door
from sendguide.server.errors import ApiError
from sendguide.server.exchange import Answered, Exchange, Said, SessionEnded
from sendguide.server.guard import Guard
from sendguide.server.history import history
from sendguide.server.sessions import Session, Sessions
from sendguide.server.tokens import Opened
from sendguide.settings import settings
from sendguide.storage.database import StoreError
from sendguide.storage.tracker_store import WordlessTrackerStore

PREFIX = "/api/v1"
RATED = {Status.ANSWERED.value, Status.OUT_OF_SCOPE.value}
"""Replies that are real answers: feedback on a greeting or an apology would mean nothing."""


class GuideChannel(InputChannel):
    """Sessions and messages for the website. Conversation ids are made here and never come from a browser.

    Args:
        store: the words.
        sessions: whose conversations there are.
        kept: where turns are kept; by default the database of the settings.
        guard: which websites may call, and how often.
    """

    def __init__(
        self,
        store: ContentStore | None = None,
        sessions: Sessions | None = None,
        kept: WordlessTrackerStore | None = None,
        guard: Guard | None = None,
    ) -> None:
        self._store = store or content_store()
        self._kept = kept or WordlessTrackerStore()
        self._sessions = sessions or Sessions(seconds=settings().session_minutes * 60, recall=self._kept.recall)
        self._guard = guard or Guard.from_settings(settings())

    @classmethod
    def name(cls) -> str:
        """The channel's name in stored events."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """For `rasa run`: everything is read from our own settings."""
        return cls()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes.

        Args:
            on_new_message: what runs a message through Rasa.
        """
        chosen = settings()
        routes = Blueprint("guide_channel", url_prefix=PREFIX)
        self._door = Door(self._store, on_new_message, message_limit=chosen.message_limit, today=chosen.day)
        self._exchange = Exchange(self._door, self._kept, self._sessions, turn_limit=chosen.turn_limit)
        self._guard.add_route(routes, "POST", "/sessions", self._open)
        self._guard.add_route(routes, "POST", "/messages", self._message)
        self._guard.add_route(routes, "GET", "/history", self._history)
        self._guard.add_route(routes, "POST", "/feedback", self._feedback)
        self._guard.add_route(routes, "DELETE", "/session", self._delete)
        return routes

    @property
    def door(self) -> Door:
        """What replies, once there is a blueprint: the plain pages use the same."""
        return self._door

    @property
    def exchange(self) -> Exchange:
        """What takes messages, once there is a blueprint: the plain pages use the same."""
        return self._exchange

    async def _open(self, request: Request) -> HTTPResponse:
        origin = self._guard.origin(request)
        await self._guard.count("sessions", request)
        if request.body:
            read_object(request)
        session = self._sessions.open(origin)
        reply = self._exchange.welcome(session).as_dict()
        expires_in = self._sessions.expires_in(session)
        return response.json({"token": session.token, "expires_in": expires_in, "reply": reply}, status=201)

    async def _message(self, request: Request) -> HTTPResponse:
        await self._guard.count("address", request)
        session = await self._session_or_none(request)
        if session is not None:
            await self._guard.count("messages", request, who=session.conversation_id)
        said = read_message(request)
        if session is None:  # the database fails: it cannot be told whether the chat goes on, but help is given
            return _answer(said, Answered(None, self._door.sorry(said.text), self._door.shown(said.text)), 0)
        self._refuse_too_long(session, said)
        try:
            answered = await self._exchange.take(session, said)
        except SessionEnded as error:
            raise ApiError(401, "no_session") from error
        return _answer(said, answered, self._sessions.expires_in(session))

    async def _history(self, request: Request) -> HTTPResponse:
        await self._guard.count("calls", request)
        session = await self._session(request)
        told = await history(self._kept.turns, session, request)
        return response.json({**told, "expires_in": self._sessions.expires_in(session)})

    async def _feedback(self, request: Request) -> HTTPResponse:
        await self._guard.count("calls", request)
        session = await self._session(request)
        seq, helpful, reason = read_feedback(request)
        status = await self._kept.turns.status(session.conversation_id, seq)
        if status is None:
            raise ApiError(404, "unknown_turn")
        if status not in RATED:
            raise ApiError(409, "not_an_answer")
        await self._kept.turns.rate(session.conversation_id, seq, helpful=helpful, reason=reason)
        return response.empty()

    async def _delete(self, request: Request) -> HTTPResponse:
        await self._guard.count("calls", request)
        token, opened = self._opened(request, self._sessions.made_here)
        session = await self._sessions.find(token)
        if session is None:  # ended by silence or by its age: what is kept of it can still be erased
            if (await self._kept.recall(opened.conversation_id)).is_ended:
                raise ApiError(401, "no_session")
            session = Session(token, opened, opened.at)
        await self._exchange.erase(session)
        return response.empty()

    async def _session(self, request: Request) -> Session:
        """Whose request it is.

        Raises:
            ApiError: 401 for a token that is not one, or no longer, or of another website; 403 for a website that is
                not allowed.
            StoreError: when the database would have to be asked and fails.
        """
        token, _ = self._opened(request, self._sessions.signed)
        session = await self._sessions.find(token)
        if session is None:
            raise ApiError(401, "no_session")
        return session

    def _opened(self, request: Request, read: Callable[[str], Opened | None]) -> tuple[str, Opened]:
        token, origin = _token(request), self._guard.origin(request)
        opened = read(token)
        if opened is None or not opened.is_for(origin):
            raise ApiError(401, "no_session")
        return token, opened

    async def _session_or_none(self, request: Request) -> Session | None:
        """The same, and None while the database fails for a chat that this process has not in memory."""
        try:
            return await self._session(request)
        except StoreError:
            return None

    def _refuse_too_long(self, session: Session, said: Said) -> None:
        """Refuses words of more characters than are read, unless they tell of danger."""
        over = len(said.text) - settings().message_limit
        if over <= 0 or said.payload is not None:
            return
        reply = self._door.too_long(session, said.text)
        if not reply.is_help:
            details = {"over": over, "limit": settings().message_limit, "reply": reply.as_dict()}
            raise ApiError(422, "too_long", reply.text, details=details)


def _token(request: Request) -> str:
    kind, _, token = str(request.headers.get("authorization", "")).partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _answer(said: Said, answered: Answered, expires_in: int) -> HTTPResponse:
    told = {"id": said.id, "seq": answered.seq, "reply": answered.reply.as_dict(), "expires_in": expires_in}
    return response.json({**told, "said": answered.said} if answered.said is not None else told)
