"""`sendguide shell`: talk to the guide in the terminal, by the same path as the website."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from sendguide.answers.reply import Button, Reply
from sendguide.cli.local import LocalGuide, Turn, load_guide

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
        turn = await (guide.press(session, button) if button is not None else guide.say(session, line))
        reply = turn.reply
        print(f"\n{rendered(reply)}")
        if explain:
            print(explanation(turn))


def rendered(reply: Reply) -> str:
    """The reply as text with numbered buttons."""
    buttons = [f"  [{number}] {button.title}" for number, button in enumerate(reply.buttons, start=1)]
    return "\n".join([reply.text, *([""] if buttons else []), *buttons])


def picked(line: str, reply: Reply) -> Button | None:
    """The button whose number was typed, if any."""
    return {str(number): button for number, button in enumerate(reply.buttons, start=1)}.get(line.strip())


def _span(item: dict[str, Any]) -> str:
    return f"[{item['start']}:{item['end']}]"


def _part(item: dict[str, Any]) -> str:
    asks = " (asks)" if item["asks"] else ""
    return f"{_span(item)}{asks} {item['text']} = {item['id']} {item['probability']:.2f}"


def explanation(turn: Turn) -> str:
    """Why this reply, a line a key: what was read and where it stands, the ranking, the thresholds, the time."""
    reply, why = turn.reply, turn.explanation()
    found: dict[str, Any] = {
        "status": reply.status.value,
        "answers": list(reply.answers),
        "options": list(reply.options),
        "confidence": round(reply.confidence, 3),
        "sources": [source.title for source in reply.sources],
        "ms": round(turn.milliseconds, 1),
        "read as": why.get("text"),
        "corrections": [f"{_span(item)} {item['words']} -> {item['corrected']}" for item in why.get("corrections", [])],
        "details": [
            f"{_span(item)} {item['kind']} {item['value']}: {item['words']}" for item in why.get("details", [])
        ],
        "about": why.get("about"),
        "parts": [_part(item) for item in why.get("parts", [])],
        "ranking": [f"{name} {value:.2f}" for name, value in why.get("ranking", [])],
        "decision": why.get("decision"),
        "thresholds": why.get("thresholds"),
    }
    return "\n".join(
        f"  {key}: {json.dumps(value, ensure_ascii=False, default=str)}" for key, value in found.items() if value
    )
