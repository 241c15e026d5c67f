"""Opens a widget in Chromium as a cheap phone would, and takes the times and the bytes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, CDPSession, Page, Playwright

from benchmarks.widget_stub import HERE
from tests.support.browser import ARGUMENTS, CHROMIUM, PHONE

SLOWER = 4
"""How many times slower the page's processor is made."""
SETTLED = 0.5
"""Seconds of quiet before something is measured."""


@dataclass(frozen=True)
class Network:
    """A network as the browser's own throttling knows it: it delays requests, not the setting up of a connection."""

    title: str
    kbits: int
    latency: int


SLOW_3G = Network("slow 3G", 400, 400)
GOOD_3G = Network("1.6 Mbit/s", 1600, 150)


@dataclass(frozen=True)
class Candidate:
    """A widget to be measured: its script, and where its parts are (selectors, each inside the one before)."""

    title: str
    script: str
    launcher: tuple[str, ...] = ()
    log: tuple[str, ...] = ()
    kind: str = "peer"


@dataclass
class Opening:
    """What one opening took: milliseconds, and bytes on the wire."""

    launcher: float = 0.0
    usable: float = 0.0
    greeting: float = 0.0
    bytes_before: float = 0.0
    bytes_opening: float = 0.0
    blocking_load: float = 0.0
    blocking_opening: float = 0.0
    requests: list[str] = field(default_factory=list)


async def start(playwright: Playwright) -> Browser:
    """The browser; nothing but the stub is in its reach."""
    return await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


@asynccontextmanager
async def fresh_page(browser: Browser, problems: list[str]) -> AsyncIterator[tuple[Page, CDPSession]]:
    """A page with nothing in its cache, and the line to its throttles."""
    context = await browser.new_context(viewport=PHONE)
    try:
        page = await context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        await page.add_init_script(path=HERE / "harness.js")
        line = await context.new_cdp_session(page)
        await line.send("Network.enable")
        yield page, line
    finally:
        await context.close()


async def throttle(line: CDPSession, network: Network | None, slower: float) -> None:
    """Makes the processor slower, and the network when one is named."""
    await line.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    speed = network.kbits * 1000 / 8 if network else -1
    latency = network.latency if network else 0
    conditions = {"offline": False, "latency": latency, "downloadThroughput": speed, "uploadThroughput": speed}
    await line.send("Network.emulateNetworkConditions", conditions)


class Wire:
    """Counts what comes over the wire, headers included."""

    def __init__(self, line: CDPSession) -> None:
        self.bytes = 0.0
        self.requests: list[str] = []
        line.on("Network.loadingFinished", self._finished)
        line.on("Network.requestWillBeSent", lambda event: self.requests.append(event["request"]["url"]))

    def _finished(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]


async def press_launcher(page: Page, candidate: Candidate) -> None:
    """A real press in the middle of the launcher."""
    box = await page.evaluate(
        "path => { const box = bench.find(path).getBoundingClientRect();"
        " return [box.x + box.width / 2, box.y + box.height / 2]; }",
        list(candidate.launcher),
    )
    await page.mouse.click(*box)


async def open_chat(page: Page, candidate: Candidate, words: str, timeout: float = 45_000) -> None:
    """Presses the launcher and waits until one can type and the greeting is there."""
    await page.evaluate("([path, words]) => bench.watchOpening(path, words)", [list(candidate.log), words])
    await press_launcher(page, candidate)
    await page.wait_for_function("bench.usable && bench.greeting", polling=100, timeout=timeout)


async def press_key(page: Page) -> str:
    """What is in the field after a key; a few tries, since deep-chat loses the focus for a moment."""
    landed = ""
    for _ in range(5):
        await page.keyboard.press("h")
        landed = await page.evaluate("bench.typed()")
        if landed:
            break
        await asyncio.sleep(0.2)
    return landed


async def opening(browser: Browser, candidate: Candidate, network: Network, page_url: str, words: str) -> Opening:
    """One page load and one opening.

    Raises:
        AssertionError: when the pressed key does not land in the field, or a script failed.
    """
    problems: list[str] = []
    result = Opening()
    async with fresh_page(browser, problems) as (page, line):
        wire = Wire(line)
        await throttle(line, network, SLOWER)
        await page.goto(page_url, wait_until="commit", timeout=45_000)
        await page.evaluate("path => bench.watchLauncher(path)", list(candidate.launcher or ("h1",)))
        await page.wait_for_function("bench.launcher", polling=100, timeout=45_000)
        await page.wait_for_load_state("load", timeout=45_000)
        await asyncio.sleep(SETTLED)
        result.launcher = await page.evaluate("bench.launcher")
        result.bytes_before, before = wire.bytes, len(wire.requests)
        if candidate.launcher:
            await open_chat(page, candidate, words)
            landed = await press_key(page)
            assert landed == "h", f"{candidate.title}: the key did not land: {landed!r}"  # noqa: S101
            await asyncio.sleep(SETTLED)
            times = await page.evaluate("({press: bench.press, usable: bench.usable, greeting: bench.greeting,"
                                        " key: bench.keyDelay})")  # fmt: skip
            result.usable = times["usable"] - times["press"] + times["key"]
            result.greeting = times["greeting"] - times["press"]
            result.bytes_opening = wire.bytes - result.bytes_before
            result.requests = wire.requests[before:]
        tasks = await page.evaluate("bench.longTasks")
        pressed = times["press"] if candidate.launcher else float("inf")
        result.blocking_load = sum(length - 50 for begin, length in tasks if begin < pressed)
        result.blocking_opening = sum(length - 50 for begin, length in tasks if begin >= pressed)
    assert not problems, f"{candidate.title}: {problems}"  # noqa: S101
    return result
