"""The downloads alone on a free port: they need neither Rasa nor a model. The whole application is in tests/channel."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from datetime import date

import pytest
from sanic import Sanic

from sendguide.content.loader import ContentStore
from sendguide.server.takeaways import takeaway_routes
from sendguide.settings import settings
from tests.conftest import TODAY

SECONDS = 30


@pytest.fixture(scope="module")
def downloads() -> Iterator[str]:
    """The address of `/takeaways`."""
    listener = socket.create_server(("127.0.0.1", 0))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(_start(listener), loop).result(timeout=SECONDS)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/takeaways"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=SECONDS)
        listener.close()


async def _start(listener: socket.socket) -> None:
    app = Sanic(f"takeaways_{listener.getsockname()[1]}", configure_logging=False)
    app.blueprint(takeaway_routes(ContentStore(settings().content), today=lambda: date.fromisoformat(TODAY)))
    server = await app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.before_start()
    await server.after_start()
