"""The web application: chat API, health, and the plain page, on one port."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanic import Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from sendguide.content.loader import ContentStore
from sendguide.directory.exporting.store import CatalogueStore
from sendguide.server.channel import GuideChannel
from sendguide.server.errors import ApiError, error_response
from sendguide.server.oruk import PREFIX, oruk_routes
from sendguide.server.sessions import Sessions
from sendguide.server.takeaways import takeaway_routes
from sendguide.server.tokens import Tokens
from sendguide.settings import settings
from sendguide.storage.session_key import kept_key
from sendguide.storage.tally import Tally, use_tally

if TYPE_CHECKING:
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage

STATIC = Path(__file__).parent / "static"
MAX_REQUEST_BYTES = 64 * 1024
SMOKE_TEST = ("how much does mediation cost", "mediation_cost")
SAFE_HEADERS = {
    "content-security-policy": "default-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


def create_app(agent: Agent, store: ContentStore, *, name: str = "sendguide") -> Sanic:
    """The application around a loaded agent.

    Args:
        agent: Rasa, loaded.
        store: the words.
        name: Sanic wants a name that is unique in the process.
    """
    app = Sanic(name, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MAX_REQUEST_BYTES
    app.config.FALLBACK_ERROR_FORMAT = "json"

    async def handle(message: UserMessage) -> Any:
        return await agent.handle_message(message)

    use_tally(Tally(agent.tracker_store.engine))
    app.blueprint(GuideChannel(store, _sessions(agent)).blueprint(handle))
    app.blueprint(takeaway_routes(store, today=settings().day))
    published = CatalogueStore(settings().content, settings().snapshots, today=settings().day)
    outside = settings().public_url
    app.blueprint(oruk_routes(published.current, base_url=f"{outside}{PREFIX}" if outside else ""))
    for file in ("index.html", "page.js", "page.css", "icon.svg"):
        app.static("/" if file == "index.html" else f"/{file}", str(STATIC / file), name=file)
    _add_health(app, agent)
    app.error_handler.add(SanicException, _sanic_error)
    app.register_middleware(_add_safe_headers, "response")
    return app


def _sessions(agent: Agent) -> Sessions:
    """Sessions that outlive this process: their key and what was last heard are in the tracker store's database."""
    kept = agent.tracker_store
    keys = settings().session_key_list() or [kept_key(kept.engine)]
    return Sessions(seconds=settings().session_minutes * 60, tokens=Tokens(keys), heard=kept.heard)


def _add_health(app: Sanic, agent: Agent) -> None:
    @app.get("/healthz")
    async def healthz(request: Request) -> HTTPResponse:
        """The process is alive."""
        return response.json({"status": "ok"})

    @app.get("/readyz")
    async def readyz(request: Request) -> HTTPResponse:
        """Model and database work: a question is understood, and the store answers."""
        text, expected = SMOKE_TEST
        try:
            understood = (await agent.parse_message(text))["intent"]["name"] == expected
            await agent.tracker_store.retrieve("readyz")
        except Exception as error:
            return response.json({"status": "unavailable", "reason": type(error).__name__}, status=503)
        return response.json({"status": "ready" if understood else "unavailable"}, status=200 if understood else 503)


def _sanic_error(request: Request, error: SanicException) -> HTTPResponse:
    known = {
        404: ("not_found", "There is nothing at this address."),
        405: ("wrong_method", "This address does not take that kind of request."),
        413: ("too_large", "That is too long to send. Please write a shorter message."),
    }
    status = getattr(error, "status_code", 500)
    code, message = known.get(status, ("failed", "The request could not be handled."))
    return error_response(ApiError(status, code, message))


def _add_safe_headers(request: Request, answer: HTTPResponse) -> None:
    for key, value in SAFE_HEADERS.items():
        answer.headers.setdefault(key, value)
