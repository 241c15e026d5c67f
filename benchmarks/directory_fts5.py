"""The peer of our search: the same services in SQLite FTS5, with the same filters, weights and forgiven slips.

As one would write it there: words in an FTS5 table with stems, marks and hours in indexed tables, one statement a
question. It does not do likeness, nor relaxing, which would be a statement for each set of filters.
"""

from __future__ import annotations

import itertools
import json
import math
import sqlite3
from collections.abc import Iterable
from typing import Any

from sendguide.directory.hours import HoursTable
from sendguide.directory.indexing import SHOWN, about, area_served, comes_to_people, kinds_of
from sendguide.directory.opening import local_time
from sendguide.directory.query import TEXT_SCALE
from sendguide.directory.query_filters import ENOUGH_WORDS
from sendguide.directory.service import Service, service_of
from sendguide.directory.terms import Terms
from sendguide.directory.typos import Vocabulary
from sendguide.directory.wanted import Wanted
from sendguide.directory.words import outcode_of, outcodes_in, query_words

SCHEMA = """
CREATE TABLE service (id INTEGER PRIMARY KEY, uuid TEXT, name TEXT, record BLOB, active INT, free INT, needs INT,
                      anywhere INT, whole INT, youngest REAL, oldest REAL, first_day INT, last_day INT);
CREATE TABLE mark (mark TEXT, service INT, PRIMARY KEY (mark, service)) WITHOUT ROWID;
CREATE TABLE hours (number INT, service INT, PRIMARY KEY (number, service)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(name, terms, about, content='', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE known USING fts5vocab(plain, 'row');
"""
PLAIN = "CREATE VIRTUAL TABLE plain USING fts5(text, content='', detail='none', tokenize='unicode61')"
KINDS = (("topics", "topic"), ("categories", "category"), ("sectors", "sector"))


class Fts5Index:
    """Services in SQLite FTS5, in memory."""

    def __init__(self, records: Iterable[bytes], terms: Terms, whole_areas: tuple[str, ...]) -> None:
        """Builds it."""
        self._hours = HoursTable()
        self._terms, self._whole_areas = terms, whole_areas
        self._database = sqlite3.connect(":memory:")
        self._database.execute(PLAIN)
        self._database.executescript(SCHEMA)
        for number, raw in enumerate(records):
            self._add(number, raw)
        self._database.execute("INSERT INTO words(words) VALUES ('optimize')")
        self._database.commit()
        self._known = Vocabulary(self._database.execute("SELECT term, doc FROM known"))

    def _add(self, number: int, raw: bytes) -> None:
        record = json.loads(raw)
        service = service_of(record)
        if service.status not in SHOWN:
            return
        run, kept = self._database.execute, self._hours.add(service.schedules)
        known = [self._terms.by_code[code] for codes in service.terms.values() for code in codes]
        said = "\n".join(text for term in known for text in (term.name, *term.words))
        kinds = kinds_of(service)
        row: tuple[Any, ...] = (number, service.id, service.name, raw, service.status == "active")
        row += (service.is_free is True, bool(kinds["need"]), comes_to_people(service, record))
        row += (area_served(service, self._whole_areas) is not None, service.minimum_age)
        run(
            "INSERT INTO service VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", (*row, service.maximum_age, kept.first, kept.last)
        )
        run(
            "INSERT INTO words(rowid, name, terms, about) VALUES (?,?,?,?)",
            (number, service.name, said, about(service)),
        )
        run("INSERT INTO plain(rowid, text) VALUES (?,?)", (number, f"{service.name}\n{said}\n{about(service)}"))
        marks = {f"{kind}:{code}" for kind, codes in kinds.items() for code in codes}
        marks |= {f"place:{code}" for code in service.outcodes} | {f"referral:{way}" for way in service.referral}
        marks |= {f"comes:{code}" for area in service.areas for code in outcodes_in(area)}
        self._database.executemany("INSERT INTO mark VALUES (?,?)", [(mark, number) for mark in marks])
        self._database.executemany(
            "INSERT OR IGNORE INTO hours VALUES (?,?)", [(item, number) for item in kept.numbers]
        )

    def find(self, wanted: Wanted, *, limit: int) -> tuple[int, list[Service]]:
        """How many pass every filter, and the best."""
        score, tests, values = self._statement(wanted)
        matched = self._matched(wanted.text)
        source = "service" if matched is None else "words JOIN service ON service.id = words.rowid"
        if matched is not None:
            tests.append("words MATCH :text")
            score.append(f"-{TEXT_SCALE} * bm25(words, 3.0, 2.0, 1.0)")
            values["text"] = matched
        scored, where = " + ".join(score), " AND ".join(tests or ["1"])
        inner = f"SELECT service.id, service.name, {scored} AS score FROM {source} WHERE {where}"  # noqa: S608
        statement = f"""WITH found AS MATERIALIZED ({inner}), best AS
            (SELECT id, COUNT(*) OVER () AS total FROM found ORDER BY score DESC, name LIMIT :limit)
            SELECT total, record FROM best JOIN service USING (id)"""  # noqa: S608
        rows = self._database.execute(statement, values | {"limit": limit}).fetchall()
        return (rows[0][0] if rows else 0), [service_of(json.loads(raw)) for _, raw in rows]

    def _matched(self, text: str) -> str | None:
        words = query_words(text)
        if not words:
            return None
        meant = [sorted(self._known.meanings(word)) or [word] for word in words]
        parts = ["(" + " OR ".join(f'"{word}"' for word in options) + ")" for options in meant]
        least = len(parts) if len(parts) <= 2 else math.ceil(len(parts) * ENOUGH_WORDS)
        return " OR ".join("(" + " AND ".join(some) + ")" for some in itertools.combinations(parts, least))

    def _statement(self, wanted: Wanted) -> tuple[list[str], list[str], dict[str, Any]]:
        score, tests, values = ["4096 * active"], [], dict[str, Any]()
        for field, kind in KINDS:
            if getattr(wanted, field):
                tests.append(self._marked([f"{kind}:{code}" for code in getattr(wanted, field)], values))
        if wanted.needs:
            named = self._marked([f"need:{code}" for code in wanted.needs], values)
            tests.append(f"(needs = 0 OR {named})")
            score.append(f"512 * ({named})")
        if wanted.age is not None:
            tests.append("COALESCE(youngest, 0) <= :age AND COALESCE(oldest, 999) >= :age")
            values["age"] = wanted.age
        if wanted.outcode:
            placed = self._marked([f"place:{outcode_of(wanted.outcode)}"], values)
            comes = self._marked([f"comes:{outcode_of(wanted.outcode)}"], values)
            tests.append(f"(anywhere OR whole OR {placed} OR {comes})")
            score.append(f"2048 * ({placed}) + 1024 * (anywhere OR {comes})")
        if wanted.free:
            tests.append("free")
        if wanted.referral:
            tests.append(self._marked([f"referral:{wanted.referral}"], values))
        self._times(wanted, tests, values)
        return score, tests, values

    def _times(self, wanted: Wanted, tests: list[str], values: dict[str, Any]) -> None:
        numbers = []
        if wanted.open_at:
            values["today"] = local_time(wanted.open_at).toordinal()
            tests.append("active AND :today BETWEEN first_day AND last_day")
            numbers.append(self._hours.open_at(wanted.open_at))
        if wanted.day:
            values["on"] = (wanted.today or local_time(wanted.open_at or wanted.today)).toordinal()
            tests.append(":on <= last_day")
            numbers.append(self._hours.opening_on(wanted.day, wanted.today))
        for found in numbers:
            listed = ",".join(map(str, found))
            tests.append(f"service.id IN (SELECT service FROM hours WHERE number IN ({listed}))")  # noqa: S608

    def _marked(self, marks: list[str], values: dict[str, Any]) -> str:
        names = [f"mark{len(values) + place}" for place in range(len(marks))]
        values.update(zip(names, marks))
        listed = ",".join(f":{name}" for name in names)
        return f"service.id IN (SELECT service FROM mark WHERE mark IN ({listed}))"  # noqa: S608
