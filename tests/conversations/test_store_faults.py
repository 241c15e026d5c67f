"""While the database is locked, full or not to be written to: the apology, never an answer that is not kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from sendguide.answers.reply import Status
from sendguide.cli.local import LocalGuide
from sendguide.server.exchange import Exchange, Said
from sendguide.server.sessions import Session
from sendguide.storage.tracker_store import WordlessTrackerStore

QUESTION = "how much does mediation cost us"
MORE_THAN_FIT = 60


def _store(guide: LocalGuide) -> WordlessTrackerStore:
    return guide.agent.tracker_store


def _pragma(guide: LocalGuide, statement: str) -> int:
    quick = _store(guide).database.quick
    assert quick is not None
    raw = quick.raw_connection()  # the one connection that the guide writes with
    try:
        return int((raw.cursor().execute(f"PRAGMA {statement}").fetchone() or [0])[0])
    finally:
        raw.close()


@contextmanager
def locked(guide: LocalGuide) -> Iterator[None]:
    """Another process holds the database, as a backup that hangs would."""
    other = sqlite3.connect(Path(guide.folder.name) / "conversations.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def full(guide: LocalGuide) -> Iterator[None]:
    """The disk has no room for another page."""
    before = _pragma(guide, "max_page_count")
    _pragma(guide, f"max_page_count = {_pragma(guide, 'page_count')}")
    try:
        yield
    finally:
        _pragma(guide, f"max_page_count = {before}")


@contextmanager
def read_only(guide: LocalGuide) -> Iterator[None]:
    """The file may not be written to any more."""
    _pragma(guide, "query_only = ON")
    try:
        yield
    finally:
        _pragma(guide, "query_only = OFF")


async def _until_it_fails(exchange: Exchange, session: Session) -> tuple[list[str], Said]:
    """Asks on until the apology comes: the ids that were answered, and the message that was not."""
    answered: list[str] = []
    for number in range(MORE_THAN_FIT):
        said = Said(f"while broken {number}", QUESTION)
        result = await exchange.take(session, said)
        if result.reply.status is Status.ERROR:
            assert result.seq is None
            for needed in ("something went wrong on our side", "03330 062 835", "024 7683 1614", "999"):
                assert needed in result.reply.text
            return answered, said
        assert result.seq is not None
        answered.append(said.id)
    raise AssertionError("the database was not broken")


@pytest.mark.parametrize("broken", [locked, full, read_only])
async def test_what_was_answered_is_kept_and_what_was_not_can_be_sent_again(
    guide: LocalGuide, broken: Callable[[LocalGuide], AbstractContextManager[None]]
) -> None:
    exchange = guide.door
    assert isinstance(exchange, Exchange)
    session = guide.sessions.open()
    first = await exchange.take(session, Said("before", QUESTION))
    with broken(guide):
        answered, refused = await _until_it_fails(exchange, session)
        danger = await exchange.take(session, Said("danger", "I want to die"))
    assert danger.reply.status is Status.CRISIS
    again = await exchange.take(session, refused)
    assert again.reply.status is Status.ANSWERED and again.seq is not None
    turns = await _store(guide).turns.since(session.conversation_id, after=0, most=1000)
    in_order = [first.seq, *(turn.seq for turn in turns if first.seq < turn.seq < again.seq), again.seq]
    assert [turn.seq for turn in turns] == in_order == list(range(1, len(turns) + 1))
    for name in ("before", *answered, refused.id):
        assert await _store(guide).turns.kept(session.conversation_id, name) is not None
    assert len(turns) == len({"before", *answered, refused.id}) + (danger.seq is not None)


async def test_a_turn_that_was_not_kept_did_not_happen(guide: LocalGuide) -> None:
    """A miss that was apologised for is not counted: the next one is the first, and is asked back about."""
    exchange, session = guide.door, guide.sessions.open()
    assert isinstance(exchange, Exchange)
    with read_only(guide):
        for number in range(3):
            result = await exchange.take(session, Said(f"miss {number}", "dfkjhg skjdfhg"))
            assert result.reply.status is Status.ERROR
    after = await exchange.take(session, Said("the first", "dfkjhg skjdfhg"))
    assert after.reply.status is Status.FALLBACK and "other words" in after.reply.text


async def test_words_that_erase_are_not_believed_to_have_done_so_when_they_did_not(guide: LocalGuide) -> None:
    exchange, session = guide.door, guide.sessions.open()
    assert isinstance(exchange, Exchange)
    await exchange.take(session, Said("1", QUESTION))
    with read_only(guide):
        result = await exchange.take(session, Said("2", "delete this chat"))
    assert result.reply.status is Status.ERROR and not session.is_ended
    result = await exchange.take(session, Said("3", "Delete this chat!"))
    assert session.is_ended and "has been deleted" in result.reply.text
    assert await _store(guide).turns.since(session.conversation_id, after=0, most=10) == []


async def test_a_conversation_that_is_full_is_told_so_kindly(guide: LocalGuide) -> None:
    door = guide.door
    assert isinstance(door, Exchange)
    short = Exchange(door._door, _store(guide), guide.sessions, turn_limit=2)
    session = guide.sessions.open()
    for number in range(2):
        assert (await short.take(session, Said(str(number), QUESTION))).seq == number + 1
    told = await short.take(session, Said("one more", QUESTION))
    assert told.seq is None and "this chat is full" in told.reply.text and "024 7683 1614" in told.reply.text
    assert (await short.take(session, Said("danger", "I want to die"))).reply.status is Status.CRISIS
    assert (await short.take(session, Said("1", QUESTION))).seq == 2
    await short.take(session, Said("bye", "delete this chat"))
    assert session.is_ended
