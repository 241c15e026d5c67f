"""The server that `benchmarks/widget.py` measures all widgets on: one page, real replies, gzip for all, nothing else.

Ours is served as it is shipped (`/widget.js`), and as plain modules out of `widget/src` (`/widget/0.0.1/widget.js`).
These need what the build otherwise does: styles and words become modules, and two names get their values.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aiohttp import web

from sendguide.settings import PROJECT

HERE = PROJECT / "benchmarks" / "widget_peers"
LIBRARIES = {
    "deep_chat": "deep-chat/dist/deepChat.bundle.js",
    "webchat": "botframework-webchat/dist/webchat-minimal.js",
}
COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
IMPORTS = re.compile(r'\b(?:import|from)\s+"(\.[^"]+)"')
SECONDS_TO_ANSWER = 0.1
"""How long the stub thinks, so that the state of waiting is painted as it is in life."""
ANYONE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "authorization, content-type",
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Max-Age": "600",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PRELOADED = "0.0.2"
"""Where the variant of modules with preloading is; the launcher knows its base by folders that look like versions."""
PRELOAD = """
addEventListener("click", () => {
  if (document.querySelector("link[rel=modulepreload][data-bench]")) return;
  for (const url of %s) {
    const link = document.createElement("link");
    Object.assign(link, {rel: "modulepreload", href: new URL(url, import.meta.url).href});
    link.dataset.bench = "";
    document.head.append(link);
  }
}, {capture: true});
"""
"""What the variant with preloading has more: on the first press, all modules are asked for at once."""


class Stub:
    """Serves pages, widgets and replies.

    Args:
        peers: the folder `node_modules` with the peers.
        widget: the folder `widget`, or a copy of it that nobody changes meanwhile.
    """

    def __init__(self, peers: Path, widget: Path = PROJECT / "widget") -> None:
        self.peers = peers
        self.source, self.dist = widget / "src", widget / "dist"
        self.replies: dict[str, Any] = json.loads((HERE / "replies.json").read_text(encoding="utf-8"))
        self.answered = 0
        self.requests: list[str] = []

    def application(self) -> web.Application:
        """The application, for `aiohttp.web`."""
        routes = web.Application(middlewares=[self._common])
        routes.router.add_get("/page/{candidate}", self._page)
        routes.router.add_get("/peers/lib/{peer}.js", self._library)
        routes.router.add_get("/peers/{name}", lambda request: self._file(HERE / request.match_info["name"]))
        routes.router.add_get("/widget.js", lambda request: self._file(newest(self.dist) / "widget.js"))
        routes.router.add_get("/widget/{folder:0.0.1|0.0.2}/{name:.+}", self._module)
        routes.router.add_get("/widget/{version}/{name}", self._shipped)
        routes.router.add_post("/api/v1/sessions", self._session)
        routes.router.add_post("/api/v1/messages", self._message)
        routes.router.add_get("/api/v1/history", lambda request: packed(request, {"turns": [], "more": False} | LIFE))
        routes.router.add_route("OPTIONS", "/{path:.*}", lambda request: empty())
        return routes

    @web.middleware
    async def _common(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.requests.append(f"{request.method} {request.path}")
        response: web.StreamResponse = await handler(request)
        response.headers.update(ANYONE)
        return response

    async def _page(self, request: web.Request) -> web.Response:
        page = (HERE / "page.html").read_text(encoding="utf-8")
        script = request.query.get("script", "")
        tag = f'<script type="module" src="{script}"></script>' if script else ""
        return zipped(page.replace("<!-- widget -->", tag).encode(), "text/html")

    async def _library(self, request: web.Request) -> web.Response:
        return await self._file(self.peers / LIBRARIES[request.match_info["peer"]])

    async def _shipped(self, request: web.Request) -> web.Response:
        return await self._file(self.dist / request.match_info["version"] / request.match_info["name"])

    async def _file(self, path: Path) -> web.Response:
        if not path.is_file():
            raise web.HTTPNotFound
        return zipped(path.read_bytes(), mimetypes.guess_type(path.name)[0] or "application/octet-stream")

    async def _module(self, request: web.Request) -> web.Response:
        folder, name = request.match_info["folder"], request.match_info["name"]
        code = as_module(self.source, name, folder)
        if folder == PRELOADED and name == "widget.js":
            code += PRELOAD % json.dumps([f"./{module}" for module in modules(self.source)])
        return zipped(code.encode(), "text/javascript")

    async def _session(self, request: web.Request) -> web.Response:
        return await packed(request, {"token": "t" * 200, "reply": self.replies["greeting"]} | LIFE, status=201)

    async def _message(self, request: web.Request) -> web.Response:
        asked = await request.json()
        await asyncio.sleep(SECONDS_TO_ANSWER)
        self.answered += 1
        reply = self.replies[asked.get("text", "short").split()[0]]
        return await packed(request, {"id": asked["id"], "seq": self.answered, "reply": reply} | LIFE)


LIFE = {"expires_in": 1800}


def newest(dist: Path) -> Path:
    """The folder of the newest version that is built; one that is not there when none is."""
    versions = [path.parent for path in dist.glob("*/integrity.json")]
    return max(versions, key=lambda folder: [int(part) for part in folder.name.split(".")], default=dist / "unbuilt")


def modules(source: Path) -> list[str]:
    """What `chat.js` needs, itself first: all that its imports name, followed to the end."""
    found = ["chat.js"]
    for name in found:  # It grows on the way.
        code = COMMENTS.sub("", (source / name).read_text(encoding="utf-8")) if name.endswith(".js") else ""
        for target in IMPORTS.findall(code):
            module = str(((source / name).parent / target).resolve().relative_to(source.resolve()))
            if module not in found:
                found.append(module)
    return found


def named(text: str) -> Iterator[tuple[int, tuple[str, Any]]]:
    """The words of a JSON file by name, and numbered since some names mean something to a script."""
    return enumerate(json.loads(text).items())


def as_module(source: Path, name: str, folder: str) -> str:
    """A file of `widget/src` as a browser can take it."""
    path = source / ("launcher.js" if name == "widget.js" else name)
    if not path.is_file() or source.resolve() not in path.resolve().parents:
        raise web.HTTPNotFound
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".css":
        return f"export default {json.dumps(text)};"
    if path.suffix == ".json":
        lines = [f"const v{at} = {json.dumps(value)}; export {{v{at} as {name}}};" for at, (name, value) in named(text)]
        return "\n".join([*lines, f"export default {text};"])
    return text.replace("__VERSION__", json.dumps(folder)).replace("__CHAT_INTEGRITY__", '""')


def zipped(body: bytes, kind: str) -> web.Response:
    """A file, compressed as a proxy would."""
    headers = {"Content-Type": f"{kind}; charset=utf-8", "Content-Encoding": "gzip", "Cache-Control": "no-cache"}
    return web.Response(body=gzip.compress(body, 9, mtime=0), headers=headers)


async def packed(request: web.Request, data: dict[str, Any], status: int = 200) -> web.Response:
    """An answer of the API, compressed."""
    response = zipped(json.dumps(data, ensure_ascii=False).encode(), "application/json")
    response.set_status(status)
    response.headers["Cache-Control"] = "no-store"
    return response


async def empty() -> web.Response:
    """204, for the browser's question before a request to another site."""
    return web.Response(status=204)


async def serve(stub: Stub, *ports: int) -> web.AppRunner:
    """Serves on this machine, at each of some ports: to a browser these are different sites."""
    runner = web.AppRunner(stub.application(), access_log=None)
    await runner.setup()
    for port in ports:
        await web.TCPSite(runner, "127.0.0.1", port).start()
    return runner
