"""The guide in this process, without a server, for the shell, batch questions and tests."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sendguide.answers.reply import Reply
from sendguide.content.loader import content_store
from sendguide.settings import settings
from sendguide.training import ensure_model

if TYPE_CHECKING:
    from rasa.core.agent import Agent

    from sendguide.server.door import Door
    from sendguide.server.sessions import Session, Sessions


@dataclass
class LocalGuide:
    """The guide, loaded. Conversations are kept in a database that lives as long as `folder`."""

    agent: Agent
    door: Door
    sessions: Sessions
    folder: tempfile.TemporaryDirectory[str]

    async def explain(self, session: Session) -> dict[str, Any]:
        """What was understood of the last message, as the store keeps it: intent, ranking, decision."""
        tracker = await self.agent.tracker_store.retrieve(session.conversation_id)
        return dict(tracker.latest_message.parse_data) if tracker and tracker.latest_message else {}


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
    from sendguide.server.sessions import Sessions

    door = Door(store, agent.handle_message, message_limit=settings().message_limit, today=settings().day)
    return LocalGuide(agent, door, Sessions(seconds=settings().session_minutes * 60), folder)


async def timed(reply: Awaitable[Reply]) -> tuple[Reply, float]:
    """A reply and the milliseconds it took."""
    started = time.perf_counter()
    return await reply, (time.perf_counter() - started) * 1000
