"""A person with a browser: opens the window, types, presses, reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.support.browser import MOST_MS, Seen, probe

MOST_TABS = 120


class Person:
    """A person on one page of a browser.

    Args:
        page: the browser's tab.
        seen: what its context asked for.
        words: the words of the window.
    """

    def __init__(self, page: Page, seen: Seen, words: dict[str, Any]) -> None:
        self.page, self.seen, self.words = page, seen, words
        self.widget = page.locator("send-guide").first
        self.launcher = self.widget.locator("button[aria-haspopup=dialog]")
        self.dialog = self.widget.locator("dialog")
        self.log = self.dialog.get_by_role("log")
        self.status = self.dialog.get_by_role("status")
        self.field = self.dialog.get_by_role("textbox", name=words["your_question"])
        self.answers = self.log.locator(":scope > *", has_text=words["guide_said"])
        self.questions = self.log.locator(":scope > *", has_text=words["you_said"])

    @property
    def context(self) -> BrowserContext:
        """The context of the page."""
        return self.page.context

    async def go(self, url: str) -> Person:
        """Opens an address."""
        await self.page.goto(url)
        return self

    async def open(self, *, answers: int = 1) -> Person:
        """Presses the button and waits for the greeting, or as many answers as there were."""
        await self.launcher.click()
        await expect(self.field).to_be_focused()
        await self.expect_answers(answers)
        return self

    async def ask(self, text: str) -> Locator:
        """Types and sends something; the answer, once it is there."""
        before = await self.answers.count()
        await self.type(text)
        return await self.expect_answers(before + 1)

    async def type(self, text: str) -> None:
        """Types and sends something without waiting."""
        await self.field.fill(text)
        await self.field.press("Enter")

    async def press(self, name: str) -> Locator:
        """Presses a quick reply or a card's button; the answer."""
        before = await self.answers.count()
        await self.button(name).click()
        return await self.expect_answers(before + 1)

    async def expect_answers(self, count: int) -> Locator:
        """Waits until there are so many answers; the last."""
        await expect(self.answers).to_have_count(count, timeout=MOST_MS * 2)
        return self.answers.last

    async def says(self, key: str) -> None:
        """Waits for one of the window's sentences in the status line, whatever was filled in."""
        await expect(self.status).to_contain_text(self.pattern(key))

    def pattern(self, key: str) -> re.Pattern[str]:
        """The words of a key, with anything in the place of `{…}`."""
        return re.compile(".+".join(re.escape(part) for part in re.split(r"\{\w+\}", self.words[key])))

    def button(self, name: str) -> Locator:
        """A button in the window by its full name."""
        return self.dialog.get_by_role("button", name=name, exact=True)

    async def choose_option(self, key: str) -> None:
        """Opens the options if they are not, and presses one."""
        if not await self.button(self.words[key]).is_visible():
            await self.button(self.words["options"]).click()
        await self.button(self.words[key]).click()

    async def active(self) -> dict[str, Any]:
        """The element with the focus, through shadow roots."""
        found: dict[str, Any] = await probe(self.page, "active")
        return found

    async def tab_to(self, wanted: Callable[[dict[str, Any]], bool], *, key: str = "Tab") -> dict[str, Any]:
        """Presses Tab until an element has the focus."""
        for _ in range(MOST_TABS):
            await self.page.keyboard.press(key)
            active = await self.active()
            if wanted(active):
                return active
        raise AssertionError(f"not reached by {key} in {MOST_TABS} presses; last at {active}")

    async def tab_to_button(self, name: str, *, key: str = "Tab") -> None:
        """Presses Tab until a button with this name has the focus."""
        await self.tab_to(lambda at: at["tag"] in {"BUTTON", "SUMMARY"} and at["name"] == name, key=key)

    async def stored(self) -> dict[str, Any]:
        """What the page has stored: `session`, `local`, `cookies`."""
        found: dict[str, Any] = await probe(self.page, "storage")
        return found

    async def token(self) -> str:
        """The token of the chat, as it is kept."""
        kept = " ".join((await self.stored())["session"].values())
        found = re.search(r"eyJ[\w-]+\.[\w-]+\.[\w-]+", kept)
        assert found, "no token is kept"
        return found.group()
