"""`GuideTester`: talks to the guide as people do, in process or over HTTP, and says clearly what went wrong."""

from __future__ import annotations

import textwrap
import uuid
from typing import Any, Protocol

import requests

from sendguide.answers.reply import Button, Reply, reply_from_dict
from sendguide.cli.local import LocalGuide
from sendguide.server.sessions import Session
from tests.support.expectations import Expect

PARENT = "parent"
SECONDS = 30
LONGEST_SHOWN = 300


class BackEnd(Protocol):
    """A way to reach the guide. `chat` is whatever it knows a conversation by."""

    async def open(self) -> tuple[Any, Reply]:
        """Begins a conversation: how to go on with it, and the welcome."""

    async def say(self, chat: Any, text: str) -> Reply:
        """Sends words."""

    async def press(self, chat: Any, button: Button) -> Reply:
        """Sends a button."""


class InProcess:
    """Straight through the door of a guide in this process, as the staff's shell does.

    Args:
        guide: the loaded guide.
    """

    def __init__(self, guide: LocalGuide) -> None:
        self._guide = guide

    async def open(self) -> tuple[Session, Reply]:
        """Begins a conversation."""
        session = self._guide.sessions.open()
        return session, self._guide.door.welcome(session)

    async def say(self, chat: Session, text: str) -> Reply:
        """Sends words."""
        return await self._guide.door.say(chat, text)

    async def press(self, chat: Session, button: Button) -> Reply:
        """Sends a button."""
        return await self._guide.door.press(chat, button.payload, button.title)


class OverHttp:
    """Through the API, as the website does.

    Args:
        base_url: where the guide is served.
    """

    def __init__(self, base_url: str) -> None:
        self._api = f"{base_url}/api/v1"

    async def open(self) -> tuple[requests.Session, Reply]:
        """Begins a conversation."""
        chat = requests.Session()
        answer = chat.post(f"{self._api}/sessions", json={}, timeout=SECONDS)
        assert answer.status_code == 201, answer.text
        chat.headers["authorization"] = f"Bearer {answer.json()['token']}"
        return chat, reply_from_dict(answer.json()["reply"])

    async def say(self, chat: requests.Session, text: str) -> Reply:
        """Sends words."""
        return self._post(chat, {"text": text})

    async def press(self, chat: requests.Session, button: Button) -> Reply:
        """Sends a button."""
        return self._post(chat, {"payload": button.payload, "title": button.title})

    def _post(self, chat: requests.Session, body: dict[str, str]) -> Reply:
        answer = chat.post(f"{self._api}/messages", json={"id": uuid.uuid4().hex, **body}, timeout=SECONDS)
        if answer.status_code == 422 and answer.json()["error"]["code"] == "too_long":
            return reply_from_dict(answer.json()["error"]["reply"])
        assert answer.status_code == 200, answer.text
        return reply_from_dict(answer.json()["reply"])


class GuideTester:
    """Several people talking to one guide, each in a conversation of their own.

    Args:
        back_end: how to reach the guide.
        name: what is tested, for the failure message.
    """

    def __init__(self, back_end: BackEnd, *, name: str = "conversation") -> None:
        self._back_end = back_end
        self._name = name
        self._chats: dict[str, Any] = {}
        self._last: dict[str, Reply] = {}
        self._transcript: list[str] = []

    async def open(self, who: str = PARENT) -> Any:
        """Begins a conversation (also done by the first message); gives what the back end knows it by."""
        self._chats[who], welcome = await self._back_end.open()
        self._heard(who, "(opens the chat)", welcome)
        return self._chats[who]

    async def say(self, text: str, *, who: str = PARENT) -> Reply:
        """Types words."""
        chat = await self._chat(who)
        return self._heard(who, text, await self._back_end.say(chat, text))

    async def press(self, title: str, *, who: str = PARENT) -> Reply:
        """Presses a button of the last reply by what is written on it."""
        chat = await self._chat(who)
        offered = {button.title: button for button in self._last[who].buttons}
        if title not in offered:
            self._fail([f"there is no button {title!r} to press; there are {list(offered)}"])
        return self._heard(who, f"[{title}]", await self._back_end.press(chat, offered[title]))

    async def send(self, payload: str, title: str, *, who: str = PARENT) -> Reply:
        """Sends a button's payload whether it was offered or not, as a tampered page would."""
        chat = await self._chat(who)
        button = Button(title, payload)
        return self._heard(who, f"[{title}] {payload}", await self._back_end.press(chat, button))

    def expect(self, *, who: str = PARENT, **wanted: Any) -> None:
        """Checks the last reply against the keys of `Expect`."""
        self.check(Expect(**wanted), who=who)

    def check(self, wanted: Expect, *, who: str = PARENT) -> None:
        """Checks the last reply.

        Raises:
            AssertionError: with everything that differs and the conversation so far.
        """
        problems = wanted.problems(self._last[who])
        if problems:
            self._fail(problems)

    def last(self, who: str = PARENT) -> Reply:
        """The last reply to a person."""
        return self._last[who]

    def take_up(self, chat: Any, *, who: str = PARENT) -> None:
        """Goes on with a conversation that was begun elsewhere, as after a restart."""
        self._chats[who] = chat

    async def _chat(self, who: str) -> Any:
        if who not in self._chats:
            await self.open(who)
        return self._chats[who]

    def _heard(self, who: str, sent: str, reply: Reply) -> Reply:
        self._last[who] = reply
        self._transcript += [f"{who}: {_short(sent)}", f"  guide: {_described(reply)}"]
        return reply

    def _fail(self, problems: list[str]) -> None:
        wrong = "\n".join(f"- {problem}" for problem in problems)
        so_far = textwrap.indent("\n".join(self._transcript), "  ")
        raise AssertionError(f"{self._name}\n{wrong}\nThe conversation so far:\n{so_far}")


def _described(reply: Reply) -> str:
    ids = ", ".join(reply.answers or reply.options) or "-"
    buttons = ", ".join(button.title for button in reply.buttons)
    return f"{reply.status.value} [{ids}] ({reply.confidence:.2f}) {_short(reply.text)}\n    buttons: {buttons}"


def _short(text: str) -> str:
    return textwrap.shorten(text, LONGEST_SHOWN, placeholder=" …") or "(nothing)"
