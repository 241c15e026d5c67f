"""What is kept of a conversation: which intents were read and what was answered, and not one word that was typed."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from sendguide.cli.local import LocalGuide
from sendguide.content.loader import ContentStore
from sendguide.server.door import Door
from sendguide.server.engine import load_agent
from sendguide.server.sessions import Session
from sendguide.settings import settings
from tests.support.tester import GuideTester, InProcess

MESSAGES = [
    "how much does mediation cost us? our Zebediah Quill was born 3/4/2015",
    "START have not rung Wilhelmina back on 07700 900123 about the EHCP, what is their number",
    "I want to die, says Zebediah",
    "jabberwocky snickersnack",
    '/show_answer{"answer_id": "vorpal"}',
]
TYPED = ["Zebediah", "Quill", "3/4/2015", "Wilhelmina", "07700", "says", "jabberwocky", "snickersnack", "vorpal"]


def opened(model: Path, database: Path, like: LocalGuide) -> GuideTester:
    """A driver for a guide on a database of its own: opened twice, it is a guide that was restarted."""
    agent = load_agent(model, database=f"sqlite:///{database}")
    store = ContentStore(settings().content)
    door = Door(store, agent.handle_message, message_limit=settings().message_limit, today=settings().day)
    return GuideTester(InProcess(replace(like, agent=agent, door=door)))


@pytest.fixture(scope="module")
async def kept(model: Path, guide: LocalGuide, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Session]:
    """The database after a conversation, with its write-ahead log still beside it, and whose conversation it was."""
    database = tmp_path_factory.mktemp("kept") / "conversations.db"
    tester = opened(model, database, guide)
    session = await tester.open()
    for text in [*MESSAGES, MESSAGES[0]]:
        await tester.say(text)
    await tester.press("Easy read")
    return database, session


def _bytes(database: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(database.parent.iterdir()))


@pytest.mark.parametrize("word", TYPED)
async def test_nothing_that_was_typed_is_in_any_file_of_the_database(kept: tuple[Path, Session], word: str) -> None:
    assert word.lower().encode() not in _bytes(kept[0]).lower()


@pytest.mark.parametrize("intent", ["mediation_cost", "start_contact", "crisis_mental_health", "easy_read"])
async def test_what_was_understood_is_kept(kept: tuple[Path, Session], intent: str) -> None:
    with sqlite3.connect(kept[0]) as connection:
        rows = connection.execute("SELECT intent_name FROM events WHERE type_name = 'user'").fetchall()
    assert intent in {name for (name,) in rows}


async def test_conversations_are_kept_under_a_random_number(kept: tuple[Path, Session]) -> None:
    with sqlite3.connect(kept[0]) as connection:
        senders = connection.execute("SELECT DISTINCT sender_id FROM events").fetchall()
    assert senders == [(kept[1].conversation_id,)]
    assert len(kept[1].conversation_id) >= 32
    assert kept[1].token.encode() not in _bytes(kept[0])


async def test_the_database_writes_ahead(kept: tuple[Path, Session]) -> None:
    with sqlite3.connect(kept[0]) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_the_conversation_goes_on_after_the_guide_is_restarted(
    kept: tuple[Path, Session], model: Path, guide: LocalGuide
) -> None:
    tester = opened(model, kept[0], guide)
    tester.take_up(kept[1])
    await tester.say("tell me more")
    tester.expect(status="answered", answers=["mediation_cost"], contains=["local rate"])
    await tester.say("thanks")
    tester.expect(status="smalltalk", answer="thanks")


async def test_nothing_that_was_typed_is_written_back_after_a_restart(kept: tuple[Path, Session]) -> None:
    found = _bytes(kept[0]).lower()
    assert not [word for word in TYPED if word.lower().encode() in found]
