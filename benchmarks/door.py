"""`make bench-door`: milliseconds a message spends at the door, beside all of it.

What is not Rasa's: the token and the session, both limits, cleaning, redaction and the screen for danger, the database
(three short transactions, one of them the durable write), and the reply as JSON. Measured in one process on fresh
conversations of five messages; what Rasa takes of each message (the model, the rules, the action) is taken off. The
target: at most 6 ms at the door, at most 25 ms for the whole message, by the median, on a machine that has nothing else
to do.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import time
from typing import Any

from benchmarks.latency import OURS
from sendguide.cli.local import load_guide
from sendguide.server.exchange import Exchange, Said
from sendguide.server.limits import Limits, Rates
from sendguide.settings import settings

CONVERSATIONS, WARM_UP = 40, 20
MOST_AT_DOOR, MOST = 6.0, 25.0


class Clocked:
    """Adds up the milliseconds of an awaited function."""

    def __init__(self, function: Any) -> None:
        self._function = function
        self.spent = 0.0

    async def __call__(self, *args: Any, **options: Any) -> Any:
        """Calls it."""
        started = time.perf_counter()
        try:
            return await self._function(*args, **options)
        finally:
            self.spent += (time.perf_counter() - started) * 1000


async def measure() -> bool:
    """Prints the table; whether both targets are met."""
    guide = load_guide()
    exchange = guide.door
    assert isinstance(exchange, Exchange)  # noqa: S101
    database = guide.agent.tracker_store.database
    often = "1000000/minute"
    limits = Limits(Rates(often, often, often, often), salt="s")
    handler = exchange._door._handler = Clocked(exchange._door._handler)
    tracker_store = guide.agent.tracker_store
    # What Rasa asks of our store is the door's too.
    asked = Clocked(tracker_store.get_or_create_tracker), Clocked(tracker_store.save)
    tracker_store.get_or_create_tracker, tracker_store.save = asked
    written = Clocked(database.run)
    database.run = written
    whole, door, kept = [], [], []
    for number in range(WARM_UP + CONVERSATIONS):
        token = guide.sessions.open().token
        for text in OURS:
            for clock in (handler, *asked, written):
                clock.spent = 0.0
            started = time.perf_counter()
            session = await guide.sessions.find(token)
            assert session is not None  # noqa: S101
            await limits.count("address", "192.0.2.1")
            await limits.count("messages", session.conversation_id)
            answered = await exchange.take(session, Said(os.urandom(8).hex(), text))
            json.dumps(answered.reply.as_dict())
            total = (time.perf_counter() - started) * 1000
            if number >= WARM_UP:
                whole.append(total)
                kept.append(written.spent)
                door.append(total - handler.spent + sum(clock.spent for clock in asked))
    at_door, total = statistics.median(door), statistics.median(whole)
    print(f"at the door p50 {at_door:5.1f} ms (at most {MOST_AT_DOOR}); the write {statistics.median(kept):.1f} of it")
    print(f"whole       p50 {total:5.1f} ms (at most {MOST}); disk flushed each time: {settings().flush}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return at_door <= MOST_AT_DOOR and total <= MOST


if __name__ == "__main__":
    raise SystemExit(0 if asyncio.run(measure()) else 1)
