"""What of a chat is kept: by the guide, and over a reload of the page."""

from __future__ import annotations

import asyncio
from typing import Any

import requests
from playwright.async_api import expect

from tests.support.browser_person import Person

SECONDS = 30


async def turns_kept(person: Person, guide: str) -> list[dict[str, Any]]:
    """What the guide has of this chat, as it tells whoever has the token."""
    headers = {"authorization": f"Bearer {await person.token()}"}
    told = await asyncio.to_thread(requests.get, f"{guide}/api/v1/history", headers=headers, timeout=SECONDS)
    assert told.status_code == 200, told.text
    turns: list[dict[str, Any]] = told.json()["turns"]
    return turns


async def questions_kept(person: Person, guide: str) -> int:
    """How many messages of the person the guide has taken."""
    return len([turn for turn in await turns_kept(person, guide) if turn["role"] == "user"])


async def restored(person: Person, answers: int) -> None:
    """Loads the page again and opens the window."""
    await person.page.reload()
    await expect(person.launcher).to_have_text(person.words["launcher_go_on"])
    await person.launcher.click()
    await person.expect_answers(answers)
