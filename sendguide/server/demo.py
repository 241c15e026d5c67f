"""The page at `/`: the chat window as it is on a council's page, and the lines by which staff put it there."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from sendguide.content.bundle import Content
from sendguide.content.loader import ContentStore
from sendguide.content.widget_texts import widget_texts
from sendguide.server.errors import api_errors
from sendguide.server.oruk import HOST
from sendguide.server.static_files import REVALIDATED, TYPES, StaticFile
from sendguide.server.widget import WidgetFiles

STATIC = Path(__file__).parent / "static"
READING = ["GET", "HEAD"]
IN_DANGER = ("emergency", "nhs_111")


def demo_routes(store: ContentStore, widget: WidgetFiles, *, keep_days: int, public_url: str = "") -> Blueprint:
    """`/`, its style sheet and its icon.

    Args:
        store: the words.
        widget: what has been built.
        keep_days: days after which a conversation is erased.
        public_url: where the guide is seen from outside; empty: as each request says.
    """
    routes = Blueprint("demo")
    pages = Environment(loader=FileSystemLoader(STATIC), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    files = {path.name: StaticFile.of(path.read_bytes(), TYPES[path.suffix]) for path in _assets()}

    @routes.route("/", methods=READING, name="page")
    @api_errors
    async def page(request: Request) -> HTTPResponse:
        content = store.current()
        about = widget_texts(content, keep_days=keep_days)["about_text"]
        shown = _shown(content, widget, public_url or _own_url(request))
        html = pages.get_template("index.html").render(shown, about=about)
        return StaticFile.of(html.encode(), "text/html; charset=utf-8").answer(request, cache=REVALIDATED)

    async def asset(request: Request) -> HTTPResponse:
        return files[request.path.rpartition("/")[2]].answer(request, cache=REVALIDATED)

    for name in files:
        routes.add_route(api_errors(asset), f"/{name}", methods=READING, name=name.replace(".", "_"))
    return routes


def _assets() -> list[Path]:
    return [STATIC / "page.css", STATIC / "icon.svg"]


def _shown(content: Content, widget: WidgetFiles, base: str) -> dict[str, object]:
    address = urlsplit(base)
    return {
        "words": content.widget,
        "title": content.widget.page_title.format(area=content.council.area),
        "danger": [content.contacts[name] for name in IN_DANGER if name in content.contacts],
        "base": base,
        "origin": f"{address.scheme}://{address.netloc}",
        "version": widget.newest,
        "integrity": widget.integrity(widget.newest) if widget.newest else "",
    }


def _own_url(request: Request) -> str:
    """The guide's address as the browser wrote it, unless it wrote nonsense as the host."""
    host = request.host if HOST.fullmatch(request.host or "") else "localhost"
    return f"{request.scheme}://{host}"
