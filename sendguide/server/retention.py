"""Conversations are erased when they are as old as we said they would be kept; nobody has to think of it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from sanic import Sanic

from sendguide.storage.database import Database, StoreError
from sendguide.storage.erasing import purge

logger = logging.getLogger(__name__)
EVERY_SECONDS = 3600.0
DAY = 24 * 3600.0


def keep_only(app: Sanic, database: Database, *, days: int, clock: Callable[[], float] = time.time) -> None:
    """Has the application erase old conversations when it starts and every hour after.

    Args:
        app: the application.
        database: where the conversations are.
        days: how long they are kept after they were last heard of.
        clock: the time in seconds since 1970.
    """

    @app.after_server_start
    async def start(*_: object) -> None:
        app.ctx.retention = asyncio.get_running_loop().create_task(every_hour(database, days=days, clock=clock))

    @app.before_server_stop
    async def stop(*_: object) -> None:
        app.ctx.retention.cancel()


async def every_hour(database: Database, *, days: int, clock: Callable[[], float]) -> None:
    """Erases what is too old, now and every hour, until it is cancelled."""
    while True:
        await erase_older(database, seconds=days * DAY, now=clock())
        await asyncio.sleep(EVERY_SECONDS)


async def erase_older(database: Database, *, seconds: float, now: float) -> int:
    """Erases what is older; a database that fails is tried again the next time.

    Returns:
        How many conversations were erased.
    """
    try:
        done = await asyncio.to_thread(purge, database, before=now - seconds, now=now)
    except StoreError:
        logger.exception("old conversations could not be erased; trying again in an hour")
        return 0
    return done.conversations
