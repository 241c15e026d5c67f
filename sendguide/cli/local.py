"""The guide in this process, without a server, for the shell, batch questions and tests."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Awaitable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sendguide.answers.reply import Button, Reply
from sendguide.content.loader import content_store
from sendguide.settings import settings
from sendguide.training import ensure_model

if TYPE_CHECKING:
    from rasa.core.agent import Agent

    from sendguide.server.door import Door
    from sendguide.server.exchange import Exchange
    from sendguide.server.sessions import Session, Sessions
    from sendguide.understanding.reader import Reading


@dataclass(frozen=True)
class Turn:
    """One message answered: the reply, how long it took, and how the message was read (None if it was not)."""

    reply: Reply
    milliseconds: float
    reading: Reading | None

    def explanation(self) -> dict[str, Any]:
        """Why this reply: the text as read, its parts, what it states, the ranking, the decision and its thresholds."""
        if self.reading is None:
            return {}
        parts = [{**asdict(part), "id": name, "probability": value} for part, name, value in self.reading.parts]
        return {**asdict(self.reading), "parts": parts}


@dataclass
class LocalGuide:
    """The guide, loaded. Conversations are kept in a database that lives as long as `folder`."""

    agent: Agent
    door: Door | Exchange
    sessions: Sessions
    folder: tempfile.TemporaryDirectory[str]

    async def say(self, session: Session, text: str) -> Turn:
        """Says something, and tells how it was read beside what was replied."""
        from sendguide.nlu.reader import readings

        with readings() as made:
            reply, milliseconds = await timed(self.door.say(session, text))
        return Turn(reply, milliseconds, made[0] if made else None)

    async def press(self, session: Session, button: Button) -> Turn:
        """Presses a button that was offered."""
        return Turn(*await timed(self.door.press(session, button.payload, button.title)), None)


def load_guide(*, model: Path | None = None) -> LocalGuide:
    """Trains if needed and loads everything.

    Args:
        model: a model file; by default that of the present inputs.

    Raises:
        ContentError, TrainingError, EngineError: each with the remedy.
    """
    store = content_store()
    found = model or ensure_model(settings().models)
    from sendguide.server.engine import load_agent, quiet_rasa

    quiet_rasa()
    folder = tempfile.TemporaryDirectory(prefix="sendguide-")
    agent = load_agent(found, database=f"sqlite:///{folder.name}/conversations.db")
    from sendguide.server.door import Door
    from sendguide.server.exchange import Exchange
    from sendguide.server.sessions import Sessions

    chosen = settings()
    door = Door(store, agent.handle_message, message_limit=chosen.message_limit, today=chosen.day)
    sessions = Sessions(seconds=chosen.session_minutes * 60)
    exchange = Exchange(door, agent.tracker_store, sessions, turn_limit=chosen.turn_limit)
    return LocalGuide(agent, exchange, sessions, folder)


async def timed(reply: Awaitable[Reply]) -> tuple[Reply, float]:
    """A reply and the milliseconds it took."""
    started = time.perf_counter()
    return await reply, (time.perf_counter() - started) * 1000
