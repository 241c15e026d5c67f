"""`sendguide run`: one process that serves everything; Ctrl-C ends all of it."""

from __future__ import annotations

import sys

from sendguide.content.loader import ContentStore
from sendguide.settings import settings
from sendguide.training import ensure_model


class StartError(Exception):
    """The server cannot start. The text says what to do."""


def run_server() -> None:
    """Checks what can be checked quickly, trains if needed, loads Rasa, and serves until it is stopped.

    Raises:
        StartError: when the port is taken.
        ContentError: when the content cannot be used.
    """
    chosen = settings()
    store = ContentStore(chosen.content)
    require_port(chosen.host, chosen.port)
    model = ensure_model(chosen.models)
    print("Loading the guide (about 10 seconds) …", file=sys.stderr, flush=True)
    from sendguide.server.engine import load_agent, quiet_rasa

    quiet_rasa()
    agent = load_agent(model, database=chosen.database)
    from sendguide.server.app import create_app

    app = create_app(agent, store)

    @app.after_server_start
    async def announce(*_: object) -> None:
        print(f"Ready: http://{chosen.host}:{chosen.port}/  (Ctrl-C stops it)", file=sys.stderr, flush=True)

    app.run(host=chosen.host, port=chosen.port, motd=False, access_log=False)


def require_port(host: str, port: int) -> None:
    """Makes sure that the server will be able to listen.

    Raises:
        StartError: when it will not.
    """
    from sendguide.server.ports import port_is_free

    if not port_is_free(host, port):
        remedy = "Stop what is using it, or set SENDGUIDE_PORT to another number."
        raise StartError(f"Port {port} on {host} is in use. {remedy}")
