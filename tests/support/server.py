"""The real application on a free port of this computer, in a thread with an event loop of its own."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sanic import Sanic
from sanic.server.async_server import AsyncioServer

from sendguide.content.loader import ContentStore
from sendguide.server.engine import load_agent, quiet_rasa
from sendguide.settings import settings

SECONDS_TO_START = 120


@dataclass(frozen=True)
class ServedGuide:
    """Where the guide is served, and the database in which it keeps conversations."""

    base_url: str
    database: Path


@contextmanager
def serve_guide(model: Path, folder: Path, **chosen: str) -> Iterator[ServedGuide]:
    """Serves the guide as `sendguide run` does, without its signal handlers, which want the main thread.

    Args:
        model: the trained model.
        folder: where the database goes.
        chosen: settings of this server alone, named as in `.env.example` without `SENDGUIDE_`.
    """
    database = folder / "conversations.db"
    listener = socket.create_server(("127.0.0.1", 0))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="guide server", daemon=True)
    thread.start()
    try:
        starting = asyncio.run_coroutine_threadsafe(_start(model, database, listener, chosen), loop)
        server = starting.result(timeout=SECONDS_TO_START)
        yield ServedGuide(f"http://127.0.0.1:{listener.getsockname()[1]}", database)
        asyncio.run_coroutine_threadsafe(_stop(server), loop).result(timeout=SECONDS_TO_START)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=SECONDS_TO_START)
        loop.close()
        listener.close()


async def _start(model: Path, database: Path, listener: socket.socket, chosen: dict[str, str]) -> AsyncioServer:
    Sanic.test_mode = True  # Sanic rewrites its own methods when it starts; this lets it start twice in one process
    quiet_rasa()
    agent = load_agent(model, database=f"sqlite:///{database}")
    from sendguide.server.app import create_app
    from sendguide.server.patience import TimedProtocol

    with _settings_of(chosen):
        app = create_app(agent, ContentStore(settings().content), name=f"guide_{listener.getsockname()[1]}")
    server = await app.create_server(
        sock=listener, protocol=TimedProtocol, return_asyncio_server=True, access_log=False
    )
    await server.startup()
    await server.before_start()
    await server.after_start()
    return server


@contextmanager
def _settings_of(chosen: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update({f"SENDGUIDE_{name}": value for name, value in chosen.items()})
    settings.cache_clear()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        settings.cache_clear()


async def _stop(server: AsyncioServer) -> None:
    await server.before_stop()
    await server.close()
    for connection in server.connections:
        connection.close_if_idle()
    await server.after_stop()
