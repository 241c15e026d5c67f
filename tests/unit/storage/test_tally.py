"""Counts without words, by day, and the two reports made of them."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from pathlib import Path

import pytest

from sendguide.cli.told import WRONG, run_gaps, run_mistakes
from sendguide.content.loader import ContentStore
from sendguide.content.service_words import MISTAKES
from sendguide.directory.ids import record_id
from sendguide.directory.missed import counted_values
from sendguide.directory.wanted import Wanted
from sendguide.errors import GuideError
from sendguide.server.door import Door
from sendguide.server.sessions import Sessions
from sendguide.settings import settings
from sendguide.storage.database import Database
from sendguide.storage.tally import APOLOGY, DANGER, GAP, MISTAKE, Tally, use_tally

DAY = date(2026, 11, 23)


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'counts.db'}"


@pytest.fixture
def words() -> ContentStore:
    return ContentStore(settings().content)


@pytest.fixture
def tally(database: str) -> Tally:
    return Tally(Database(database))


async def test_it_counts_by_name_and_value(tally: Tally) -> None:
    for _ in range(3):
        await tally.count(GAP, "local_offer_what", ["free", "outcode:CV6"], day=DAY)
    await tally.count(GAP, "local_offer_what", ["free"], day=date(2026, 11, 24))
    await tally.count(MISTAKE, "someone", ["phone"], day=DAY)
    found = [(item.name, item.value, item.times, item.last) for item in tally.read(GAP, since=DAY)]
    assert found == [("local_offer_what", "free", 4, date(2026, 11, 24)), ("local_offer_what", "outcode:CV6", 3, DAY)]
    assert [item.times for item in tally.read(GAP, since=date(2026, 11, 24))] == [1]


async def test_without_a_database_it_counts_nothing() -> None:
    nothing = Tally(None)
    await nothing.count(GAP, "local_offer_what", ["free"], day=DAY)
    assert list(nothing.read(GAP, since=DAY)) == []


def test_what_is_counted_is_coarse_and_holds_no_words() -> None:
    wanted = Wanted(topics=("t",), age=7, outcode="CV6", needs=("autism",), day="SA", text="my Zebediah", free=True)
    missed = ("age", "outcode", "needs", "day", "text", "free")
    assert list(counted_values(wanted, missed)) == [
        "age:5-10", "outcode:CV6", "need:autism", "day:SA", "text", "free",
    ]  # fmt: skip
    assert list(counted_values(Wanted(age=40), ("age",))) == ["age:older"]


async def test_the_report_on_gaps_leaves_out_what_is_rare(
    database: str, tally: Tally, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(5):
        await tally.count(GAP, "local_offer_social_care_short_breaks", ["free"], day=DAY)
    await tally.count(GAP, "local_offer_social_care_short_breaks", ["outcode:CV6"], day=DAY)
    run_gaps(database, since=DAY, as_json=False)
    printed = capsys.readouterr().out
    assert "local_offer_social_care_short_breaks: free" in printed
    assert "CV6" not in printed
    assert "1 counted fewer than 5 times" in printed
    run_gaps(database, since=DAY, as_json=True)
    assert [row["times"] for row in json.loads(capsys.readouterr().out)] == [5]


async def test_the_report_on_mistakes_names_the_service_and_who_looks_after_it(
    database: str, tally: Tally, capsys: pytest.CaptureFixture[str]
) -> None:
    await tally.count(MISTAKE, record_id("service", "guide", "start"), ["phone"], day=DAY)
    await tally.count(MISTAKE, "gone", ["closed"], day=DAY)
    run_mistakes(database, since=DAY, as_json=False)
    printed = capsys.readouterr().out
    assert "START" in printed
    assert WRONG["phone"] in printed
    run_mistakes(database, since=DAY, as_json=True)
    rows = json.loads(capsys.readouterr().out)
    assert {row["value"] for row in rows} == {"phone", "closed"}
    assert all(row["owner"] for row in rows if row["value"] == "phone")


def test_every_kind_of_mistake_has_its_words() -> None:
    assert set(WRONG) == set(MISTAKES)


def test_a_database_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(GuideError, match="SENDGUIDE_DATABASE"):
        run_gaps(f"sqlite:///{tmp_path}/none/none.db", since=DAY, as_json=False)


async def test_a_count_beside_the_reply_is_written_soon(tally: Tally) -> None:
    tally.count_soon(GAP, "local_offer_what", ["free"], day=DAY)
    while not list(tally.read(GAP, since=DAY)):
        await asyncio.sleep(0.01)


async def test_a_count_that_cannot_be_written_stops_nothing(tally: Tally, caplog: pytest.LogCaptureFixture) -> None:
    await tally.count(GAP, "local_offer_what", [None], day=DAY)  # type: ignore[list-item]
    assert "is lost" in caplog.text


async def test_danger_and_apologies_are_counted_by_the_door_and_nothing_else_is(
    database: str, words: ContentStore, tally: Tally
) -> None:
    async def broken(message: object) -> None:
        raise RuntimeError("Rasa is down")

    use_tally(tally)
    try:
        door = Door(words, broken, message_limit=1000, today=lambda: DAY)
        session = Sessions(seconds=60).open()
        await door.say(session, "i want to kill myself")
        await door.say(session, "how much does mediation cost")
        while not list(tally.read(APOLOGY, since=DAY)):
            await asyncio.sleep(0.01)
    finally:
        use_tally(Tally(None))
    assert [(item.name, item.value, item.times) for item in tally.read(DANGER, since=DAY)] == [
        (words.current().screen.find("i want to kill myself").category, "exact", 1)  # type: ignore[union-attr]
    ]
    assert [item.times for item in tally.read(APOLOGY, since=DAY)] == [1]
