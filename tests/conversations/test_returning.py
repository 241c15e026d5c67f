"""Nothing a parent gave is lost when the server dies; after silence it is gone, for whoever comes next."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import requests

from tests.support.api import SECONDS, Chat, expect_error
from tests.support.process import running_guide
from tests.support.tester import GuideTester, OverHttp

AN_HOUR = 3600
LAST_DATE = "Monday 11 January 2027"


async def _to_the_certificate(address: str) -> tuple[requests.Session, dict[str, str]]:
    """A chat in which the letter was given and the certificate is asked for, and the buttons under that question."""
    tester = GuideTester(OverHttp(address))
    chat = await tester.open()
    await tester.say("they refused to assess. the letter is dated 9 november 2026. when is my last date to appeal")
    tester.expect(status="flow", contains=["mediation certificate", "9 November 2026"])
    return chat, {button.title: button.payload for button in tester.last().buttons}


async def _goes_on(address: str, chat: requests.Session, buttons: dict[str, str]) -> None:
    """Buttons from before are known by their words; what was given is still there."""
    tester = GuideTester(OverHttp(address))
    tester.take_up(chat)
    await tester.send(buttons["Why do you ask?"], "Why do you ask?")
    tester.expect(status="flow", contains=["mediation certificate"])
    await tester.say("20 november 2026")
    tester.expect(status="answered", contains=[LAST_DATE, "9 November 2026", "20 November 2026"])
    await tester.press("Change: certificate date")
    tester.expect(status="flow", contains=["mediation certificate"])
    await tester.send(buttons["I have no certificate yet"], "I have no certificate yet")
    tester.expect(status="flow", contains=["adviser"])


def _silent_for(seconds: int, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE events SET timestamp = timestamp - ?", (seconds,))


async def test_the_place_in_a_flow_outlives_the_server_and_ends_with_silence(model: Path, tmp_path: Path) -> None:
    database = tmp_path / "conversations.db"
    with running_guide(database, kill=True) as address:
        chat, buttons = await _to_the_certificate(address)
    with running_guide(database) as address:
        await _goes_on(address, chat, buttons)
    _silent_for(AN_HOUR, database)
    with running_guide(database) as address:
        message = {"id": "1", "text": "20 november 2026"}
        answer = requests.post(f"{address}/api/v1/messages", json=message, headers=chat.headers, timeout=SECONDS)
        expect_error(answer, 401)
        said = str(Chat(address).ask("20 november 2026"))
        assert LAST_DATE not in said and "9 November 2026" not in said
