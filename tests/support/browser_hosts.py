"""Another website, such as the council's: small pages on a port of their own, with headers as a test wants them."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGES = Path(__file__).parent / "host_pages"
HTML = "text/html; charset=utf-8"


class HostSite:
    """A website that serves what it is given.

    Args:
        port: where it listens.
    """

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.served: dict[str, tuple[bytes, dict[str, str]]] = {}
        self._numbers = itertools.count(1)

    def page(self, name: str, *, policy: str = "", **filled: str) -> str:
        """Serves a page of `host_pages/` at an address of its own.

        Args:
            name: its file.
            policy: its Content-Security-Policy; none by default.
            filled: what is put for `[[name]]` in it.

        Returns:
            The address.
        """
        text = (PAGES / name).read_text(encoding="utf-8")
        for key, value in filled.items():
            text = text.replace(f"[[{key}]]", value)
        assert "[[" not in text, f"{name} has something that is not filled in"
        return self.serve(name, text.encode(), **({"content-security-policy": policy} if policy else {}))

    def serve(self, name: str, body: bytes, *, content_type: str = HTML, **headers: str) -> str:
        """Serves some bytes at an address of their own, which is returned."""
        path = f"/{next(self._numbers)}/{name}"
        self.served[path] = (body, {"content-type": content_type, **headers})
        return f"{self.origin}{path}"


@contextmanager
def host_site() -> Iterator[HostSite]:
    """A website on a free port, until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    site = HostSite(server.server_port)

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, headers = site.served.get(self.path.split("?")[0], (b"", {"content-type": HTML}))
            self.send_response(200)
            for key, value in {"cache-control": "no-store", "content-length": str(len(body)), **headers}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *ignored: object) -> None:
            """Says nothing."""

    server.RequestHandlerClass = Answering
    thread = threading.Thread(target=server.serve_forever, name="host site", daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
