"""The chat over HTTP (design.md section 5), as a Rasa input channel."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from sendguide.answers.reply import Reply
from sendguide.content.loader import ContentStore, content_store
from sendguide.server.door import CHANNEL, Door
from sendguide.server.errors import ApiError, api_errors
from sendguide.server.sessions import Session, Sessions
from sendguide.settings import settings

MAX_ID = 100


class GuideChannel(InputChannel):
    """Sessions and messages for the website. Conversation ids are made here and never come from a browser."""

    def __init__(self, store: ContentStore | None = None, sessions: Sessions | None = None) -> None:
        self._store = store or content_store()
        self._sessions = sessions or Sessions(seconds=settings().session_minutes * 60)

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
        routes = Blueprint("guide_channel")
        door = Door(self._store, on_new_message, message_limit=settings().message_limit, today=settings().day)

        @routes.post("/api/v1/sessions")
        @api_errors
        async def open_session(request: Request) -> HTTPResponse:
            session = self._sessions.open()
            reply = door.welcome(session).as_dict()
            body = {"token": session.token, "expires_in": int(self._sessions.seconds), "reply": reply}
            return response.json(body, status=201)

        @routes.post("/api/v1/messages")
        @api_errors
        async def post_message(request: Request) -> HTTPResponse:
            session = self._session(request)
            message = read_message(request)
            async with session.turn:  # a retry that overtakes the first try waits, then gets the same reply
                if message["id"] not in session.replies:
                    reply = await _reply(door, session, message)
                    session.remember(message["id"], reply)
                seq, reply = session.replies[message["id"]]
            return response.json({"id": message["id"], "seq": seq, "reply": reply.as_dict()})

        return routes

    def _session(self, request: Request) -> Session:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        session = self._sessions.find(token.strip()) if kind.lower() == "bearer" else None
        if session is None:
            raise ApiError(401, "no_session", "This chat has ended. Please start a new one.")
        return session


async def _reply(door: Door, session: Session, message: dict[str, str]) -> Reply:
    if "payload" in message:
        return await door.press(session, message["payload"], message.get("title", ""))
    return await door.say(session, message["text"])


def read_message(request: Request) -> dict[str, str]:
    """The body of `POST /messages`, checked.

    Raises:
        ApiError: 415 not JSON by its type, 400 not readable, 422 not of the form that is asked for.
    """
    if not request.headers.get("content-type", "").lower().startswith("application/json"):
        raise ApiError(415, "not_json", "Please send JSON.")
    try:
        body = request.json
    except Exception as error:
        raise ApiError(400, "unreadable", "The message could not be read as JSON.") from error
    if not isinstance(body, dict) or not all(isinstance(value, str) for value in body.values()):
        raise ApiError(422, "wrong_form", "A message needs `id` and `text`, or `id`, `payload` and `title`, as text.")
    has_one = ("text" in body) != ("payload" in body)
    if not has_one or not 0 < len(body.get("id", "")) <= MAX_ID:
        raise ApiError(422, "wrong_form", "A message needs an `id` of your own and either `text` or `payload`.")
    return body
