"""The web application: chat API, health, the chat window's files and the pages, on one port."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from sendguide.content.loader import ContentStore
from sendguide.directory.exporting.store import CatalogueStore
from sendguide.server.channel import GuideChannel
from sendguide.server.demo import demo_routes
from sendguide.server.errors import web_server_error
from sendguide.server.guard import Guard
from sendguide.server.headers import safe_headers
from sendguide.server.openapi import openapi_route
from sendguide.server.oruk import PREFIX, oruk_routes
from sendguide.server.pages import Pages
from sendguide.server.patience import TimedRequest
from sendguide.server.plain_desk import PlainDesk
from sendguide.server.retention import keep_only
from sendguide.server.sessions import Sessions
from sendguide.server.takeaways import takeaway_routes
from sendguide.server.tokens import Tokens
from sendguide.server.widget import WidgetFiles, widget_routes
from sendguide.settings import Settings, settings
from sendguide.storage.session_key import kept_key
from sendguide.storage.tally import Tally, use_tally

if TYPE_CHECKING:
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage

logger = logging.getLogger(__name__)
MAX_REQUEST_BYTES = 64 * 1024
MAX_HEADER_BYTES = 8 * 1024
ANSWER_SECONDS = 30
"""Longest time from a request's head to its answer: the door's deadline, the database's, and some more."""

IDLE_SECONDS = 15
SMOKE_TEST = ("how much does mediation cost", "mediation_cost")


def create_app(agent: Agent, store: ContentStore, *, name: str = "sendguide") -> Sanic:
    """The application around a loaded agent.

    Args:
        agent: Rasa, loaded.
        store: the words.
        name: Sanic wants a name that is unique in the process.
    """
    chosen = settings()
    app = Sanic(name, configure_logging=False, request_class=TimedRequest)
    _configure(app, chosen)
    app.ctx.content = store

    async def handle(message: UserMessage) -> Any:
        return await agent.handle_message(message)

    guard = Guard.from_settings(chosen)
    sessions = _sessions(agent)
    channel = GuideChannel(store, sessions, agent.tracker_store, guard)
    app.blueprint(channel.blueprint(handle))
    pages = Pages(PlainDesk(store, channel, sessions, agent.tracker_store, guard, chosen), tuple(chosen.origin_list()))
    app.blueprint(pages.blueprint())
    app.blueprint(takeaway_routes(store, guard, today=chosen.day))
    app.blueprint(openapi_route(guard))
    use_tally(Tally(agent.tracker_store.database))
    published = CatalogueStore(chosen.content, chosen.snapshots, today=chosen.day)
    base_url = f"{chosen.public_url}{PREFIX}" if chosen.public_url else ""
    app.blueprint(oruk_routes(published.current, base_url=base_url, count=partial(guard.count, "calls")))
    widget = WidgetFiles.read()
    app.blueprint(widget_routes(widget))
    app.blueprint(demo_routes(store, widget, keep_days=chosen.keep_days, public_url=chosen.public_url))
    _add_health(app, agent)
    app.error_handler.add(Exception, pages.errors(web_server_error))
    app.register_middleware(safe_headers(tuple(chosen.origin_list())), "response")
    keep_only(app, agent.tracker_store.database, days=chosen.keep_days)
    return app


def _configure(app: Sanic, chosen: Settings) -> None:
    """Bounds on size and time, so that nobody can hold the guide by sending slowly, or a lot, or in silence."""
    app.config.REQUEST_MAX_SIZE = MAX_REQUEST_BYTES
    app.config.REQUEST_MAX_HEADER_SIZE = MAX_HEADER_BYTES
    app.config.REQUEST_TIMEOUT = chosen.request_seconds
    app.config.RESPONSE_TIMEOUT = ANSWER_SECONDS
    app.config.KEEP_ALIVE_TIMEOUT = IDLE_SECONDS
    app.config.PROXIES_COUNT = chosen.proxies or None
    app.config.FALLBACK_ERROR_FORMAT = "json"


def _sessions(agent: Agent) -> Sessions:
    """Sessions that outlive this process: their key and what was last heard are in the tracker store's database."""
    kept = agent.tracker_store
    keys = settings().session_key_list() or [kept_key(kept.engine)]
    return Sessions(seconds=settings().session_minutes * 60, tokens=Tokens(keys), recall=kept.recall)


def _add_health(app: Sanic, agent: Agent) -> None:
    asked: list[asyncio.Future[bool]] = []

    @app.get("/healthz")
    async def healthz(request: Request) -> HTTPResponse:
        """The process is alive."""
        return response.json({"status": "ok"})

    @app.get("/readyz")
    async def readyz(request: Request) -> HTTPResponse:
        """Model and database work: a question is understood, and the store answers.

        Whoever asks while that is found out gets the same answer: many who ask at once cost no more than one.
        """
        if not asked or asked[0].done():
            asked[:] = [asyncio.ensure_future(_is_ready(agent))]
        is_ready = await asyncio.shield(asked[0])
        return response.json({"status": "ready" if is_ready else "unavailable"}, status=200 if is_ready else 503)


async def _is_ready(agent: Agent) -> bool:
    text, expected = SMOKE_TEST
    try:
        understood = (await agent.parse_message(text))["intent"]["name"] == expected
        await agent.tracker_store.retrieve("readyz")
        await agent.tracker_store.database.check_soon()
    except Exception:  # what is wrong is for the log, not for whoever asks
        logger.exception("not ready")
        return False
    return bool(understood)
