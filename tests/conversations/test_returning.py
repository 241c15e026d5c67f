"""Nothing a parent gave is lost by a restart of the server; after silence it is gone, for whoever comes next."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import requests

from sendguide.answers.reply import Button
from tests.support.api import Chat, expect_error
from tests.support.server import ServedGuide, serve_guide
from tests.support.tester import GuideTester, OverHttp

SIXTY_MINUTES = 3600
CLOSING = "Monday 11 January 2027"


async def _to_the_certificate(served: ServedGuide) -> tuple[GuideTester, requests.Session]:
    tester = GuideTester(OverHttp(served.base_url))
    chat = await tester.open()
    await tester.say("they refused to assess. the letter is dated 9 november 2026. when is my last date to appeal")
    tester.expect(status="flow", contains=["mediation certificate", "9 November 2026"])
    return tester, chat


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the database is kept from one run of the server to the next."""
    return tmp_path


async def test_the_place_in_a_flow_outlives_the_server(model: Path, folder: Path) -> None:
    with serve_guide(model, folder) as served:
        tester, chat = await _to_the_certificate(served)
        why = next(button for button in tester.last().buttons if button.title == "Why do you ask?")
        none = next(button for button in tester.last().buttons if button.title.startswith("I do not have"))
    with serve_guide(model, folder) as served:
        again = GuideTester(OverHttp(served.base_url))
        again.take_up(chat)
        await again.send(why.payload, why.title)
        again.expect(status="flow", contains=["mediation certificate"])
        await again.say("20 november 2026")
        again.expect(status="answered", contains=[CLOSING, "9 November 2026", "20 November 2026"])
        await again.send(*_change_of("certificate date"))
        again.expect(status="flow", contains=["mediation certificate"])
        await again.send(none.payload, none.title)
        again.expect(status="flow", contains=["adviser"])


def _change_of(answer: str) -> tuple[str, str]:
    """A button that was offered before the restart: all that counts of it now is its words."""
    button = Button(f"Change: {answer}", "/flow{}")
    return button.payload, button.title


async def test_after_silence_the_chat_is_over_and_nothing_carries_over(model: Path, folder: Path) -> None:
    with serve_guide(model, folder) as served:
        _, chat = await _to_the_certificate(served)
    with sqlite3.connect(folder / "conversations.db") as connection:
        connection.execute("UPDATE events SET timestamp = timestamp - ?", (SIXTY_MINUTES,))
    with serve_guide(model, folder) as served:
        message = {"id": "1", "text": "20 november 2026"}
        answer = requests.post(f"{served.base_url}/api/v1/messages", json=message, headers=chat.headers, timeout=30)
        expect_error(answer, 401)
        reply = Chat(served.base_url).ask("20 november 2026")["reply"]
        assert CLOSING not in str(reply) and "9 November 2026" not in str(reply)
