"""The feed alone on a free port, in a process of its own (Sanic allows one application a process in our tests)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import requests

from sendguide.settings import PROJECT

SECONDS = 60


@contextmanager
def served_feed(content: Path, snapshots: Path, *, today: date) -> Iterator[str]:
    """Serves the feed of a Local Offer on disk; gives the address of its root."""
    read, write = os.pipe()
    command = [sys.executable, "-m", "tests.support.feed_server", str(content), str(snapshots), str(today), str(write)]
    process = subprocess.Popen(command, cwd=PROJECT, pass_fds=[write])
    os.close(write)
    try:
        with os.fdopen(read, encoding="ascii") as pipe:
            port = pipe.readline().strip()
        address = f"http://127.0.0.1:{port}/oruk/v3"
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            assert process.poll() is None, "the feed's server ended before it was ready"
            try:
                requests.get(f"{address}/", timeout=SECONDS)
                break
            except requests.ConnectionError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=SECONDS)


def main() -> None:
    """Serves until it is ended."""
    import socket

    from sanic import Sanic, response
    from sanic.request import Request
    from sanic.response import HTTPResponse

    from sendguide.directory.exporting.store import CatalogueStore
    from sendguide.server.oruk import oruk_routes

    content, snapshots, today, pipe = sys.argv[1:]
    store = CatalogueStore(Path(content), Path(snapshots), today=lambda: date.fromisoformat(today))
    app = Sanic("feed", configure_logging=False)
    app.blueprint(oruk_routes(store.current))

    @app.get("/elsewhere")
    async def elsewhere(request: Request) -> HTTPResponse:
        return response.json({})

    listener = socket.create_server(("127.0.0.1", 0))
    with os.fdopen(int(pipe), "w", encoding="ascii") as out:
        print(listener.getsockname()[1], file=out)
    app.run(sock=listener, access_log=False, motd=False)


if __name__ == "__main__":
    main()
