"""Records the replies that `benchmarks/widget.py` lets every widget show, from a running guide.

Run it again after the shape of replies has changed: `python -m benchmarks.widget_record http://127.0.0.1:8000`.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import requests

from benchmarks.latency import FLOW
from sendguide.settings import PROJECT

REPLIES = PROJECT / "benchmarks" / "widget_peers" / "replies.json"
ASKS = {"short": ("how much does mediation cost",), "services": ("find a club for my autistic son",)}
"""What is typed to get each reply; the last message counts. The outcome of a flow needs its questions answered."""


def last_reply(base: str, texts: tuple[str, ...], title: str) -> dict[str, Any]:
    """The reply to the last of some messages of a fresh chat."""
    opened = requests.post(f"{base}/api/v1/sessions", json={}, timeout=30).json()
    reply: dict[str, Any] = opened["reply"]
    for number, text in enumerate(texts):
        said = requests.post(
            f"{base}/api/v1/messages",
            json={"id": f"{title}-{number}", "text": text},
            headers={"Authorization": f"Bearer {opened['token']}"},
            timeout=30,
        )
        said.raise_for_status()
        reply = said.json()["reply"]
    return reply


def main() -> None:
    """Writes the file of replies."""
    base = sys.argv[1].rstrip("/")
    asks = {"greeting": (), **ASKS, "flow": (*FLOW[:4], FLOW[6])}
    replies = {title: last_reply(base, texts, title) for title, texts in asks.items()}
    REPLIES.write_text(json.dumps(replies, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for title, reply in replies.items():
        kinds = [block["kind"] for message in reply["messages"] for block in message["blocks"]]
        print(f"{title}: {len(json.dumps(reply)):,} characters, {', '.join(kinds)}")


if __name__ == "__main__":
    main()
