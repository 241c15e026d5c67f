"""Answers of the API as tests want them: made up, changed on the way, late, lost, or in the form of an error."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.async_api import BrowserContext, Error, Route

API = "**/api/v1/"
Reply = dict[str, Any]


def block(kind: str, **given: Any) -> dict[str, Any]:
    """A block with all its keys."""
    return {"kind": kind, "text": "", "title": "", "items": [], "links": [], "buttons": [], **given}


def message(*blocks: dict[str, Any], text: str = "", **given: Any) -> dict[str, Any]:
    """A message with all its keys."""
    words = text or "\n\n".join(one["text"] for one in blocks)
    return {"text": words, "blocks": list(blocks), "buttons": [], "links": [], **given}


def reply(*messages: dict[str, Any], **given: Any) -> Reply:
    """A reply with all its keys."""
    empty = {"status": "answered", "answers": ["mediation_cost"], "options": [], "sources": [], "confidence": 0.9}
    return {**empty, "messages": list(messages), **given}


def says(text: str, **given: Any) -> Reply:
    """A reply of one paragraph."""
    return reply(message(block("paragraph", text=text)), **given)


def cors(route: Route) -> dict[str, str]:
    """Headers with which a made-up answer may be read by the page that asks."""
    origin = route.request.headers.get("origin", "")
    return {"access-control-allow-origin": origin, "access-control-expose-headers": "retry-after"} if origin else {}


async def change_replies(context: BrowserContext, change: Callable[[Reply], Reply], *paths: str) -> None:
    """Lets the real guide answer and changes its reply on the way.

    Args:
        context: the browser context.
        change: gives the reply that arrives.
        paths: which calls; messages when none is named.
    """

    async def changed(route: Route) -> None:
        real = await route.fetch()
        body = await real.json()
        if "reply" in body:
            body["reply"] = change(body["reply"])
        await route.fulfill(response=real, body=json.dumps(body))

    for path in paths or ("messages",):
        await context.route(f"{API}{path}", changed)


async def answer_with(
    context: BrowserContext,
    path: str,
    *,
    status: int = 200,
    body: str = "",
    content_type: str = "application/json",
    times: int | None = None,
    **headers: str,
) -> None:
    """Answers a call instead of the guide.

    Args:
        context: the browser context.
        path: of the call, such as `messages`.
        status: HTTP status.
        body: as it is sent.
        content_type: its kind.
        times: how many calls; all by default.
        headers: others, with `_` for `-`.
    """
    named = {key.replace("_", "-"): value for key, value in headers.items()}

    async def fulfil(route: Route) -> None:
        if route.request.method == "OPTIONS":
            await route.fallback()
            return
        await route.fulfill(status=status, body=body, content_type=content_type, headers={**named, **cors(route)})

    await context.route(f"{API}{path}", fulfil, **({"times": times} if times else {}))


def error(code: str, text: str, **more: Any) -> str:
    """The body of an error."""
    return json.dumps({"error": {"code": code, "message": text, **more}})


async def hold(context: BrowserContext, path: str, *, lose: bool = False) -> asyncio.Event:
    """Keeps calls from arriving at the guide until the event is set.

    Args:
        context: the browser context.
        path: of the calls, such as `messages`.
        lose: break the calls then instead of letting them go on.
    """
    opened = asyncio.Event()

    async def wait(route: Route) -> None:
        await opened.wait()
        with suppress(Error):  # the page has gone on and the call with it
            await (route.abort() if lose else route.continue_())

    await context.route(f"{API}{path}", wait)
    return opened


async def lose_answers(context: BrowserContext, path: str, *, times: int = 1) -> None:
    """Lets calls arrive at the guide and be answered, and loses the answers on the way back."""

    async def lose(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await context.route(f"{API}{path}", lose, times=times)
