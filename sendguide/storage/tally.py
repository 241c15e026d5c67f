"""Counts without words: gaps, mistakes, danger by category, and apologies."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text as sql
from sqlalchemy.engine import Connection

from sendguide.storage.database import Database, StoreError

logger = logging.getLogger(__name__)

GAP, MISTAKE, DANGER, APOLOGY = "gap", "mistake", "danger", "apology"
"""Kinds: services looked for in vain; mistakes reported in an entry; danger found, by category; apologies because
something was broken."""

COUNT = sql(
    "INSERT INTO tally (day, kind, name, value, times) VALUES (:day, :kind, :name, :value, 1)"
    " ON CONFLICT (day, kind, name, value) DO UPDATE SET times = tally.times + 1"
)
READ = sql(
    "SELECT name, value, SUM(times), MAX(day) FROM tally WHERE kind = :kind AND day >= :since"
    " GROUP BY name, value ORDER BY SUM(times) DESC, name, value"
)


@dataclass(frozen=True)
class Counted:
    """How often something was counted, and when last."""

    name: str
    value: str
    times: int
    last: date


class Tally:
    """Counts in the database, by day. Each value is counted by itself, so that no row tells of one family.

    Args:
        database: where the counts are; None counts nothing, for the staff's shell and batch questions.
    """

    def __init__(self, database: Database | None) -> None:
        self._database = database
        self._at_work: set[asyncio.Task[None]] = set()

    async def count(self, kind: str, name: str, values: Iterable[str], *, day: date) -> None:
        """Counts one event. A count that cannot be written is logged and lost: no reply waits for it.

        Args:
            kind: what is counted, such as `GAP`.
            name: a topic, the id of a service, or a category of danger.
            values: codes, such as `outcode:CV6`; never words that someone typed.
            day: the day it is counted on.
        """
        if self._database is None:
            return
        rows = [{"day": day.isoformat(), "kind": kind, "name": name, "value": value} for value in values]

        def work(connection: Connection) -> None:
            for row in rows:
                connection.execute(COUNT, row)

        try:
            await self._database.run(work)
        except StoreError as error:
            logger.error("a count of the kind %s is lost: %s", kind, error)

    def count_soon(self, kind: str, name: str, values: Iterable[str], *, day: date) -> None:
        """The same beside the reply, from the event loop; never in its way."""
        if self._database is None:
            return
        task = asyncio.get_running_loop().create_task(self.count(kind, name, tuple(values), day=day))
        self._at_work.add(task)  # the loop itself keeps tasks only weakly
        task.add_done_callback(self._at_work.discard)

    def read(self, kind: str, *, since: date) -> Iterator[Counted]:
        """What was counted since a day, the most frequent first.

        Raises:
            StoreError: when the database cannot be read.
        """
        if self._database is None:
            return
        stated = {"kind": kind, "since": since.isoformat()}
        for name, value, times, last in self._database.now(lambda connection: connection.execute(READ, stated).all()):
            yield Counted(name, value, int(times), date.fromisoformat(last))


_IN_USE: list[Tally] = [Tally(None)]


def tally() -> Tally:
    """The tally of this process; it counts nothing until the server has chosen one with `use_tally`."""
    return _IN_USE[0]


def use_tally(chosen: Tally) -> None:
    """Sets the tally of this process."""
    _IN_USE[0] = chosen
