"""The real web application on a free port, with nothing behind it: downloads need no model."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest

from sendguide.content.loader import ContentStore
from sendguide.settings import settings

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
    from sendguide.server.app import create_app

    store = ContentStore(settings().content)
    app = create_app(None, store, name=f"takeaways_{listener.getsockname()[1]}")  # type: ignore[arg-type]
    server = await app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.before_start()
    await server.after_start()
