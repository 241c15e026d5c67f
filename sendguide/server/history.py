"""The turns of a conversation, for a page that was loaded again."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import Any

from sanic.request import Request

from sendguide.server.errors import ApiError
from sendguide.server.sessions import Session
from sendguide.storage.turns import Turn, Turns

NUMBER = re.compile("[0-9]{1,9}")
MOST = 100
"""Turns in one answer; the next ones are asked for with `after`."""


async def history(turns: Turns, session: Session, request: Request) -> dict[str, Any]:
    """The turns after the number in `?after=`, the first ones first.

    Typed words are not kept, so a person's turn has the title of the button that was pressed, or no text.

    Raises:
        ApiError: 422 when `after` is no number, or anything else is asked for.
        StoreError: when the database fails.
    """
    found = await turns.since(session.conversation_id, after=_after(request), most=MOST + 1)
    return {"turns": [item for turn in found[:MOST] for item in _both_sides(turn)], "more": len(found) > MOST}


def _after(request: Request) -> int:
    stated = request.get_args(keep_blank_values=True)
    values = stated.getlist("after") or ["0"]
    if set(stated) - {"after"} or len(values) != 1 or not NUMBER.fullmatch(values[0]):
        raise ApiError(422, "wrong_place")
    return int(values[0])


def _both_sides(turn: Turn) -> list[dict[str, Any]]:
    at = datetime.fromtimestamp(turn.at, tz=timezone.utc).isoformat(timespec="seconds")
    user = {"seq": turn.seq, "role": "user", "text": turn.title, "at": at}
    return [user, {"seq": turn.seq, "role": "guide", "reply": turn.reply.as_dict(), "at": at}]
