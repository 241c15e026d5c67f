"""A turn on its way into the database: its events wait for its reply, and both are written in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sendguide.storage.live import Live

_current: ContextVar[StagedTurn | None] = ContextVar("staged_turn", default=None)


@dataclass
class StagedTurn:
    """One turn of one conversation. `live` is what Rasa made of it; None while or when Rasa was not asked.

    `keep` has the conversation ready for its next message; it is called with the position of the last stored event.
    """

    conversation_id: str
    live: Live | None = None
    keep: Callable[[int], None] | None = None


@contextmanager
def staging(conversation_id: str) -> Iterator[StagedTurn]:
    """While this lasts, a conversation that Rasa saves is staged instead of written."""
    turn = StagedTurn(conversation_id)
    token = _current.set(turn)
    try:
        yield turn
    finally:
        _current.reset(token)


def staged_turn(conversation_id: str) -> StagedTurn | None:
    """The turn of a conversation that is being staged now, if any."""
    turn = _current.get()
    return turn if turn is not None and turn.conversation_id == conversation_id else None
