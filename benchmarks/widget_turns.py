"""Lets a widget show answers in a long conversation, and takes a trace of some of its turns."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass

from playwright.async_api import Browser, Page

from benchmarks.widget_browser import SETTLED, Candidate, fresh_page, open_chat, throttle
from benchmarks.widget_stub import Stub
from benchmarks.widget_trace import CATEGORIES, Work, work

TURN_SECONDS = 1.5
"""How long a turn is traced: mostly the answer has long been painted by then."""
PATIENCE = 10
"""How many times as long one waits for an answer that is not."""


@dataclass(frozen=True)
class Asked:
    """A turn to be measured: its number, the kind of reply that is asked for, and how slow the processor shall be."""

    number: int
    kind: str
    slower: int


async def turns(
    browser: Browser, candidate: Candidate, stub: Stub, page_url: str, words: str, asked: list[Asked]
) -> dict[Asked, Work]:
    """The work of some turns of one conversation.

    Args:
        browser: the browser.
        candidate: the widget.
        stub: its server, which knows when it has answered.
        page_url: the page.
        words: with which the greeting begins.
        asked: the turns to be measured; between them short answers are asked for.
    """
    problems: list[str] = []
    found: dict[Asked, Work] = {}
    measured = {one.number: one for one in asked}
    async with fresh_page(browser, problems) as (page, line):
        await page.goto(page_url)
        await page.evaluate("path => bench.watchLauncher(path)", list(candidate.launcher))
        await page.wait_for_function("bench.launcher")
        await open_chat(page, candidate, words)
        for number in range(1, max(measured) + 1):
            one = measured.get(number)
            if one is None:
                await say(page, stub, f"short {number}")
                continue
            await throttle(line, None, one.slower)
            try:
                found[one] = await traced_turn(browser, page, candidate, stub, one)
            except ValueError as error:  # what was measured before still counts
                print(f"  left out: {candidate.title}, {one}: {error}", flush=True)
                break
            await throttle(line, None, 1)
    assert not problems, f"{candidate.title}: {problems}"  # noqa: S101
    return found


async def say(page: Page, stub: Stub, text: str) -> None:
    """Types a message and waits until its answer is painted."""
    before = stub.answered
    await page.keyboard.insert_text(text)
    await page.keyboard.press("Enter")
    while stub.answered == before:
        await asyncio.sleep(0.02)
    await page.evaluate("new Promise(done => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 30)), 50))")


async def traced_turn(browser: Browser, page: Page, candidate: Candidate, stub: Stub, one: Asked) -> Work:
    """The work of one turn, from Enter until the answer is painted.

    Raises:
        ValueError: when the answer did not come into the log.
    """
    words = stub.replies[one.kind]["messages"][0]["blocks"][0]["text"][:40]
    log = list(candidate.log)
    await page.evaluate("([path, words]) => bench.watchTurn(path, words)", [log, words])
    await page.keyboard.insert_text(f"{one.kind} {one.number}")
    await asyncio.sleep(SETTLED)
    await browser.start_tracing(page=page, categories=CATEGORIES)
    await page.keyboard.press("Enter")
    await asyncio.sleep(TURN_SECONDS)
    for _ in range(PATIENCE):
        if await page.evaluate("bench.answers"):
            break
        await asyncio.sleep(TURN_SECONDS)
    trace = json.loads(await browser.stop_tracing())
    return work(trace["traceEvents"])
