"""Debian's Chromium under Playwright: one browser for all tests, contexts that remember what went on for each."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, async_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing leaves this computer, not even a question
]
PROBES = Path(__file__).parent / "browser_probes.js"
MOST_MS = 10_000
"""How long a test waits for anything: a fault ends soon, and a busy machine has time."""

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 640}


@dataclass
class Sent:
    """A request that the browser made."""

    method: str
    url: str
    headers: dict[str, str]
    body: str


@dataclass
class Seen:
    """What a context asked for and complained about."""

    requests: list[Sent] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, *patterns: str) -> None:
        """Complaints that this test provokes, as regular expressions."""
        self.expected.extend(patterns)

    def unexpected(self) -> list[str]:
        """Console errors, policy violations and exceptions that nobody provoked."""
        return [said for said in self.complaints if not any(re.search(pattern, said) for pattern in self.expected)]

    def calls(self, path: str, method: str = "") -> list[Sent]:
        """Requests to a path of the API, such as `messages`."""
        found = [sent for sent in self.requests if re.search(rf"/api/v1/{path}(\?|$)", sent.url)]
        return [sent for sent in found if sent.method != "OPTIONS" and method in {"", sent.method}]

    def watch(self, context: BrowserContext) -> None:
        """Begins to remember."""
        context.on("request", self._asked)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(f"exception: {error.error}"))

    def _asked(self, request: Request) -> None:
        self.requests.append(Sent(request.method, request.url, request.headers, request.post_data or ""))

    def _said(self, message: ConsoleMessage) -> None:
        self.console.append(message.text)
        if message.type == "error":  # a violation of a policy is told here too
            self.complaints.append(message.text)


@asynccontextmanager
async def started_browser() -> AsyncIterator[Browser]:
    """Chromium, headless."""
    with _processes_can_start():
        playwright = await async_playwright().start()
    browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    try:
        yield browser
    finally:
        await browser.close()
        await playwright.stop()


@contextmanager
def _processes_can_start() -> Iterator[None]:
    """Sanic sets uvloop's policy, with which a loop that was there before can start no process."""
    before = asyncio.get_event_loop_policy()
    asyncio.set_event_loop_policy(asyncio.DefaultEventLoopPolicy())
    try:
        yield
    finally:
        asyncio.set_event_loop_policy(before)


async def new_context(browser: Browser, seen: Seen, **options: Any) -> BrowserContext:
    """A context of its own (as a new private window), watched.

    Args:
        browser: Chromium.
        seen: where to remember.
        options: Playwright's, such as `viewport` or `forced_colors`.
    """
    options.setdefault("viewport", DESKTOP)
    options.setdefault("locale", "en-GB")
    options.setdefault("timezone_id", "Europe/London")
    context = await browser.new_context(**options)
    context.set_default_timeout(MOST_MS)
    await context.add_init_script(path=PROBES)
    seen.watch(context)
    return context


async def probe(page: Page, name: str, *arguments: Any) -> Any:
    """Calls one of `browser_probes.js` in the page."""
    return await page.evaluate("([name, given]) => globalThis.probes[name](...given)", [name, list(arguments)])
