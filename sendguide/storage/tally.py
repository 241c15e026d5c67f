"""Counts without words: what families looked for in vain, and which entries they say are wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text as sql
from sqlalchemy.engine import Engine

GAP, MISTAKE = "gap", "mistake"
"""Kinds: services looked for in vain; mistakes reported in an entry."""

MAKE_TABLE = sql(
    "CREATE TABLE IF NOT EXISTS tally (day VARCHAR(10) NOT NULL, kind VARCHAR(20) NOT NULL, name VARCHAR(80) NOT NULL,"
    " value VARCHAR(40) NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (day, kind, name, value))"
)
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
        engine: the database; None counts nothing, for the staff's shell and batch questions.
    """

    def __init__(self, engine: Engine | None) -> None:
        self._engine = engine
        if engine is not None:
            with engine.begin() as connection:
                connection.execute(MAKE_TABLE)

    def count(self, kind: str, name: str, values: Iterable[str], *, day: date) -> None:
        """Counts one event.

        Args:
            kind: `GAP` or `MISTAKE`.
            name: a topic, or the id of a service.
            values: codes, such as `outcode:CV6`; never words that someone typed.
            day: the day it is counted on.
        """
        if self._engine is None:
            return
        rows = [{"day": day.isoformat(), "kind": kind, "name": name, "value": value} for value in values]
        with self._engine.begin() as connection:
            for row in rows:
                connection.execute(COUNT, row)

    def read(self, kind: str, *, since: date) -> Iterator[Counted]:
        """What was counted since a day, the most frequent first."""
        if self._engine is None:
            return
        with self._engine.connect() as connection:
            for name, value, times, last in connection.execute(READ, {"kind": kind, "since": since.isoformat()}):
                yield Counted(name, value, int(times), date.fromisoformat(last))


_IN_USE: list[Tally] = [Tally(None)]


def tally() -> Tally:
    """The tally of this process; it counts nothing until the server has chosen one with `use_tally`."""
    return _IN_USE[0]


def use_tally(chosen: Tally) -> None:
    """Sets the tally of this process."""
    _IN_USE[0] = chosen
