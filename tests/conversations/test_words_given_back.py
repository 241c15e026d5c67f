"""What was typed comes back without its personal data, for the page to show: with the answer only, never kept."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

import pytest

from sendguide.answers.reply import Status
from sendguide.cli.local import LocalGuide
from sendguide.server.exchange import Exchange, Said
from tests.conversations.test_store_faults import locked

TYPED = "my son Liam Carter, 9 Bramble Close, CV6 5JX, was refused, ring 07700 900123"
SHOWN = "my son [name], [address], [postcode], was refused, ring [phone number]"


def exchange_of(guide: LocalGuide) -> Exchange:
    assert isinstance(guide.door, Exchange)
    return guide.door


async def test_words_with_personal_data_come_back_without_them_once(guide: LocalGuide) -> None:
    exchange, session = exchange_of(guide), guide.sessions.open()
    first = await exchange.take(session, Said("1", TYPED))
    assert first.said == SHOWN and first.seq == 1
    again = await exchange.take(session, Said("1", TYPED))
    assert again.said is None and (again.seq, again.reply) == (first.seq, first.reply)


@pytest.mark.parametrize("text", ["how much does mediation cost us", "delete this chat", "", "start rang us on CV1"])
async def test_other_words_do_not_come_back(guide: LocalGuide, text: str) -> None:
    assert (await exchange_of(guide).take(guide.sessions.open(), Said("1", text))).said is None


async def test_in_danger_too(guide: LocalGuide) -> None:
    answered = await exchange_of(guide).take(guide.sessions.open(), Said("1", "my son Liam Carter wants to die"))
    assert answered.reply.status is Status.CRISIS and answered.said == "my son [name] wants to die"


async def test_a_message_of_personal_data_only(guide: LocalGuide) -> None:
    answered = await exchange_of(guide).take(guide.sessions.open(), Said("1", "07700 900123"))
    assert answered.said == "[phone number]" and answered.reply.status is Status.FALLBACK


async def test_the_title_of_a_button_that_was_not_offered_counts_as_typed(guide: LocalGuide) -> None:
    exchange, session = exchange_of(guide), guide.sessions.open()
    forged = await exchange.take(session, Said("1", "my son Liam Carter", "/never_offered"))
    assert forged.said == "my son [name]"
    offered = guide.door.welcome(session).buttons[0]
    pressed = await exchange.take(session, Said("2", "my son Liam Carter", offered.payload))
    assert pressed.reply.answers == ("mediation_what_is",) and pressed.said is None


async def test_when_the_chat_is_full_or_the_database_fails(guide: LocalGuide) -> None:
    full = Exchange(exchange_of(guide)._door, guide.agent.tracker_store, guide.sessions, turn_limit=0)
    assert (await full.take(guide.sessions.open(), Said("1", TYPED))).said == SHOWN
    with locked(guide):
        answered = await exchange_of(guide).take(guide.sessions.open(), Said("1", TYPED))
    assert answered.reply.status is Status.ERROR and answered.said == SHOWN


async def test_the_longest_messages_are_not_searched_for_it(guide: LocalGuide) -> None:
    """Only help in danger answers them at all, and the search takes its time."""
    answered = await exchange_of(guide).take(guide.sessions.open(), Said("1", "I want to die. " + TYPED * 200))
    assert answered.reply.status is Status.CRISIS and answered.said is None


async def test_when_the_search_fails_the_reply_still_comes(guide: LocalGuide, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("sendguide.server.personal_data.PersonalData.shown", fails)
    answered = await exchange_of(guide).take(guide.sessions.open(), Said("1", "how much does mediation cost us"))
    assert answered.reply.answers == ("mediation_cost",) and answered.said is None


async def test_they_are_neither_kept_nor_logged(guide: LocalGuide, caplog: pytest.LogCaptureFixture) -> None:
    words = "my son Zebadiah Quillfeather was jabberwocked, ring 07700 900123"
    with caplog.at_level(logging.DEBUG):
        answered = await exchange_of(guide).take(guide.sessions.open(), Said("1", words))
    assert answered.said == "my son [name] was jabberwocked, ring [phone number]" and answered.seq == 1
    database = Path(guide.folder.name)
    with sqlite3.connect(database / "conversations.db") as connection:
        connection.execute("PRAGMA wal_checkpoint")
    stored = b"".join(path.read_bytes() for path in database.iterdir()).decode("utf-8", "replace")
    for piece in ("[name]", "jabberwocked", "Quillfeather"):
        assert piece not in stored and piece not in caplog.text
