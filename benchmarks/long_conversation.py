"""`make bench-long`: milliseconds of a message late in a conversation, beside the same message early in it.

Through the door, with the durable write. Several conversations of 200 turns; the messages about turn 200 are compared
with those about turn 5 by their medians. The target is at most 1.3 times. A conversation that is short is then measured
in parts: the whole message, and what the store takes of it.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from typing import Any

from benchmarks.latency import OURS
from sendguide.cli.local import LocalGuide, load_guide

TURNS, CONVERSATIONS = 205, 5
EARLY, LATE = range(3, 8), range(198, 203)
SHOWN = (EARLY, range(48, 53), range(98, 103), LATE)
MOST = 1.3


async def talk(guide: LocalGuide, turns: int) -> list[float]:
    """Milliseconds of each message of a conversation; the texts come in turn, so that all windows hear the same."""
    session, found = guide.sessions.open(), []
    for number in range(turns):
        started = time.perf_counter()
        await guide.door.say(session, OURS[number % len(OURS)])
        found.append((time.perf_counter() - started) * 1000)
    return found


def timed(owner: Any, name: str, into: list[float]) -> None:
    """Has a method of an object note its milliseconds."""
    method: Callable[..., Awaitable[Any]] = getattr(owner, name)

    async def noting(*args: Any, **options: Any) -> Any:
        started = time.perf_counter()
        try:
            return await method(*args, **options)
        finally:
            into.append((time.perf_counter() - started) * 1000)

    setattr(owner, name, noting)


async def measure() -> bool:
    """Prints both tables; whether the target is met."""
    guide = load_guide()
    await talk(guide, 20)
    found = [await talk(guide, TURNS) for _ in range(CONVERSATIONS)]
    medians = {window: statistics.median(row[turn - 1] for row in found for turn in window) for window in SHOWN}
    for window, value in medians.items():
        print(f"turns {window[0]:3} to {window[-1]:3}: {value:6.1f} ms")
    ratio = medians[LATE] / medians[EARLY]
    print(f"turn 200 takes {ratio:.2f} times as long as turn 5 (at most {MOST})")
    store: list[float] = []
    timed(guide.agent.tracker_store.database, "run", store)
    whole = [value for _ in range(20) for value in await talk(guide, 5)]
    per_message = sum(store) / len(whole)
    print(f"whole message p50 {statistics.median(whole):.1f} ms, of which the database takes {per_message:.1f} ms")
    return ratio <= MOST


if __name__ == "__main__":
    raise SystemExit(0 if asyncio.run(measure()) else 1)
