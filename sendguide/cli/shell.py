"""`sendguide shell`: talk to the guide in the terminal, by the same path as the website."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from sendguide.answers.reply import Button, Reply
from sendguide.cli.local import LocalGuide, load_guide, timed
from sendguide.server.sessions import Session

HELP = "Type a message, the number of a button, or Ctrl-D to leave."


def run_shell(*, explain: bool) -> None:
    """Reads lines until the end of input.

    Args:
        explain: show what was understood and how long it took.
    """
    asyncio.run(_talk(load_guide(), explain=explain))


async def _talk(guide: LocalGuide, *, explain: bool) -> None:
    session = guide.sessions.open()
    reply = guide.door.welcome(session)
    print(f"{HELP}\n\n{rendered(reply)}")
    while True:
        try:
            line = input("\nyou> ")
        except (EOFError, KeyboardInterrupt):
            print()
            return
        button = picked(line, reply)
        if button is not None:
            turn = guide.door.press(session, button.payload, button.title)
        else:
            turn = guide.door.say(session, line)
        reply, milliseconds = await timed(turn)
        print(f"\n{rendered(reply)}")
        if explain:
            print(await _explanation(guide, session, reply, milliseconds))


def rendered(reply: Reply) -> str:
    """The reply as text with numbered buttons."""
    buttons = [f"  [{number}] {button.title}" for number, button in enumerate(reply.buttons, start=1)]
    return "\n".join([reply.text, *([""] if buttons else []), *buttons])


def picked(line: str, reply: Reply) -> Button | None:
    """The button whose number was typed, if any."""
    return {str(number): button for number, button in enumerate(reply.buttons, start=1)}.get(line.strip())


async def _explanation(guide: LocalGuide, session: Session, reply: Reply, milliseconds: float) -> str:
    found: dict[str, Any] = {
        "status": reply.status.value,
        "answers": list(reply.answers),
        "options": list(reply.options),
        "confidence": round(reply.confidence, 3),
        "sources": [source.title for source in reply.sources],
        "ms": round(milliseconds, 1),
    }
    understood = await guide.explain(session)
    ranking = [f"{item['name']} {item['confidence']:.2f}" for item in understood.get("intent_ranking", [])]
    found["triage"] = understood.get("triage")
    found["ranking"] = ranking
    return "\n".join(f"  {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in found.items())
