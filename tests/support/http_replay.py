"""A small web server on this computer that answers what a test tells it to, faults included."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request: its path, the last value of each query parameter, its headers in small letters."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]


@dataclass(frozen=True)
class Reply:
    """What is answered.

    Attributes:
        reason: words beside the status, where they are not the usual ones.
        pause: seconds between single bytes of the body; 0 sends it at once.
        header_pause: seconds between headers.
        said_length: the Content-Length that is claimed, where it is not the true one.
        chunked: send it in chunks, without a length.
    """

    body: bytes = b""
    status: int = 200
    reason: str | None = None
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0
    header_pause: float = 0.0
    said_length: int | None = None
    chunked: bool = False


Answering = Callable[[Asked], Reply]


def as_json(data: Any, **changes: Any) -> Reply:
    """A reply with data as JSON."""
    return Reply(json.dumps(data).encode(), **changes)


@dataclass
class Served:
    """A running server: its address, its `host:port`, and what it was asked so far."""

    url: str
    host: str
    asked: list[Asked]

    def paths(self) -> list[str]:
        """The paths that were asked, in order."""
        return [asked.path for asked in self.asked]


@contextmanager
def serving(answering: Answering, *, tls: ssl.SSLContext | None = None) -> Iterator[Served]:
    """Serves until the block ends; over https where a certificate is given."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # or each answer waits 40 ms for an acknowledgement

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
            request = Asked(unquote(parts.path), query, {name.lower(): value for name, value in self.headers.items()})
            asked.append(request)
            try:
                self._send(answering(request))
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the client hung up, as it should when it is held

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status, reply.reason)
            if reply.kind:
                self.send_header("Content-Type", reply.kind)
            for name, value in reply.headers.items():
                self.send_header(name, value)
                if reply.header_pause:
                    self.flush_headers()
                    time.sleep(reply.header_pause)
            if reply.chunked:
                self.send_header("Transfer-Encoding", "chunked")
            else:
                length = len(reply.body) if reply.said_length is None else reply.said_length
                self.send_header("Content-Length", str(length))
            self.end_headers()
            self._send_body(reply)
            self.close_connection = reply.said_length is not None

        def _send_body(self, reply: Reply) -> None:
            if reply.chunked:
                self.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(reply.body), reply.body))
            elif reply.pause:
                for byte in reply.body:
                    self.wfile.write(bytes([byte]))
                    time.sleep(reply.pause)
            else:
                self.wfile.write(reply.body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # a client that hangs up in the middle of a handshake is what some tests are about

    server = Server(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    host = f"127.0.0.1:{server.server_address[1]}"
    try:
        yield Served(f"{'http' if tls is None else 'https'}://{host}", host, asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
