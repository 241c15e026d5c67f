"""`make bench-latency`: milliseconds a message through the whole path, beside the stock bot in the same run.

Ours: clean, screen, understand, decide, action, answer from content, durable write to SQLite. Stock: what `rasa init`
makes (DIET, TED, memory store, no custom action). Both in one process without HTTP: fresh conversations, one of ten
turns, and of ours a guided flow; twice each in turn, since machines are noisy; what counts is the ratio.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from sendguide.settings import PROJECT

STOCK = PROJECT / "results" / "rasa-init"
WARM_UP, FRESH, TURNS, FLOWS, ROUNDS = 10, 100, 10, 10, 2
OURS = (
    "how much does mediation cost",
    "letter came, they said no to assessing him, what now",
    "who do i ring about the certificate",
    "can my sister come with me to the meeting, i get so upset",
    "what is the local offer",
)
FLOW = (
    "work out my deadline",
    "the council said no",
    "it refused to assess",
    "12 october 2026",
    "why do you ask",
    "how much does mediation cost",
    "10 november 2026",
    "change the letter date",
    "13 october 2026",
)
"""A guided flow from its first question to its outcome, with a digression and a correction."""
THEIRS = ("hello", "i am very sad today", "are you a bot", "everything is wonderful", "bye")
Send = Callable[[str, str], Awaitable[object]]


async def ours() -> Send:
    """A function that sends a text in a conversation of our guide."""
    from sendguide.cli.local import load_guide

    guide = load_guide()
    open_sessions = {}

    async def send(conversation: str, text: str) -> object:
        session = open_sessions.setdefault(conversation, guide.sessions.open())
        return await guide.door.say(session, text)

    return send


async def stock() -> Send:
    """A function that sends a text in a conversation of the stock bot."""
    from sendguide.server.engine import quiet_rasa

    quiet_rasa()
    from rasa.core.agent import Agent

    model = max((STOCK / "models").glob("*.tar.gz"))
    agent = Agent.load(str(model))

    async def send(conversation: str, text: str) -> object:
        return await agent.handle_text(text, sender_id=conversation)

    return send


async def measure(
    make: Callable[[], Awaitable[Send]], texts: tuple[str, ...], flow: tuple[str, ...]
) -> dict[str, float]:
    """Median and 95th percentile of fresh conversations, medians of a ten-turn one and of a flow, in milliseconds."""
    send = await make()
    for number in range(WARM_UP):
        await send(f"warm-{number}", texts[number % len(texts)])
    fresh = [await timed(send, f"fresh-{number}", texts[number % len(texts)]) for number in range(FRESH)]
    turns = [await timed(send, f"long-{n // TURNS}", texts[n % len(texts)]) for n in range(TURNS * 5)]
    steps = [await timed(send, f"flow-{n // len(flow)}", flow[n % len(flow)]) for n in range(len(flow) * FLOWS)]
    ordered = sorted(fresh)
    p95 = ordered[int(len(ordered) * 0.95)]
    medians = {"ten_turns_p50": statistics.median(turns), "flow_p50": statistics.median(steps)}
    return {"fresh_p50": statistics.median(fresh), "fresh_p95": p95, **medians}


async def timed(send: Send, conversation: str, text: str) -> float:
    """Milliseconds of one message."""
    started = time.perf_counter()
    await send(conversation, text)
    return (time.perf_counter() - started) * 1000


def prepare_stock() -> None:
    """Makes and trains the stock bot once (some minutes); kept in `results/`, which git ignores."""
    if list((STOCK / "models").glob("*.tar.gz")):
        return
    print("Making and training the stock bot (some minutes) …", file=sys.stderr, flush=True)
    STOCK.mkdir(parents=True, exist_ok=True)
    command = [str(Path(sys.executable).parent / "rasa"), "init", "--no-prompt", "--init-dir", str(STOCK)]
    with tempfile.TemporaryFile() as log:
        subprocess.run(command, check=True, stdout=log, stderr=log)


def main() -> None:
    """Runs both sides in turn, each in its own process, and prints the table."""
    if len(sys.argv) > 1:
        make, texts, flow = {"ours": (ours, OURS, FLOW), "stock": (stock, THEIRS, THEIRS * 2)}[sys.argv[1]]
        print(json.dumps(asyncio.run(measure(make, texts, flow))))
        return
    prepare_stock()
    found: dict[str, list[dict[str, float]]] = {"stock": [], "ours": []}
    for _ in range(ROUNDS):
        for side, results in found.items():
            command = [sys.executable, "-m", "benchmarks.latency", side]
            done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=PROJECT)
            results.append(json.loads(done.stdout.strip().splitlines()[-1]))
    print(f"{'ms a message':16}" + "".join(f"{key:>16}" for key in found["ours"][0]))
    means = {}
    for side, results in found.items():
        means[side] = {key: statistics.mean(result[key] for result in results) for key in results[0]}
        print(f"{side:16}" + "".join(f"{value:16.1f}" for value in means[side].values()))
    ratios = (means["ours"][key] / means["stock"][key] for key in means["ours"])
    print(f"{'ours / stock':16}" + "".join(f"{value:16.2f}" for value in ratios))


if __name__ == "__main__":
    main()
