"""How often danger was found, by day and category: the only thing that is kept of such a message."""

from __future__ import annotations

from datetime import date

from sqlalchemy import text as sql
from sqlalchemy.engine import Connection

from sendguide.storage.database import Database

TABLE = sql(
    "CREATE TABLE IF NOT EXISTS danger_counts "
    "(day VARCHAR(10) NOT NULL, category VARCHAR(40) NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (day, category))"
)
ADD = sql(
    "INSERT INTO danger_counts (day, category, count) VALUES (:day, :category, 1) "
    "ON CONFLICT (day, category) DO UPDATE SET count = danger_counts.count + 1"
)
ALL = sql("SELECT day, category, count FROM danger_counts ORDER BY day, category")


class DangerCounts:
    """Counts by day and category; no word, no session and no hour.

    Args:
        database: where they are kept; the table is made at first use.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._is_made = False

    async def add(self, category: str, *, day: date) -> None:
        """Counts one message.

        Args:
            category: of the danger (`Finding.category`).
            day: the day on which it was written.

        Raises:
            StoreError: when the database does not take it; help must not wait for that.
        """

        def work(connection: Connection) -> None:
            if not self._is_made:
                connection.execute(TABLE)
            connection.execute(ADD, {"day": day.isoformat(), "category": category})

        await self._database.run(work)
        self._is_made = True

    async def all(self) -> list[tuple[date, str, int]]:
        """Day, category and how often, in order of days."""

        def work(connection: Connection) -> list[tuple[date, str, int]]:
            connection.execute(TABLE)
            return [(date.fromisoformat(day), str(name), int(count)) for day, name, count in connection.execute(ALL)]

        return await self._database.run(work)
