"""`sendguide run`: one process that serves everything; Ctrl-C ends all of it."""

from __future__ import annotations

import sys

from sendguide.content.loader import content_store
from sendguide.errors import GuideError
from sendguide.settings import settings
from sendguide.training import ensure_model


class StartError(GuideError):
    """The server cannot start."""


def run_server() -> None:
    """Checks what can be checked quickly, trains if needed, loads Rasa, and serves until it is stopped.

    Raises:
        StartError: when the server cannot listen.
        ContentError: when the content cannot be used.
    """
    chosen = settings()
    store = content_store()
    require_port(chosen.host, chosen.port)
    model = ensure_model(chosen.models)
    print("Loading the guide (about 10 seconds) …", file=sys.stderr, flush=True)
    from sendguide.server.engine import load_agent, quiet_rasa

    quiet_rasa()
    agent = load_agent(model, database=chosen.database)
    from sendguide.server.app import create_app
    from sendguide.server.patience import TimedProtocol

    app = create_app(agent, store)

    @app.after_server_start
    async def announce(*_: object) -> None:
        print(f"Ready: http://{chosen.host}:{chosen.port}/  (Ctrl-C stops it)", file=sys.stderr, flush=True)

    app.run(host=chosen.host, port=chosen.port, protocol=TimedProtocol, motd=False, access_log=False)


def require_port(host: str, port: int) -> None:
    """Makes sure that the server will be able to listen.

    Raises:
        StartError: when it will not.
    """
    from sendguide.server.ports import Listening, can_listen

    found = can_listen(host, port)
    if found is Listening.IN_USE:
        remedy = "Stop what is using it, or set SENDGUIDE_PORT to another number."
        raise StartError(f"Port {port} on {host} is in use. {remedy}")
    if found is Listening.NOT_ALLOWED:
        raise StartError(f"Port {port} on {host} may not be used by you. Set SENDGUIDE_PORT to 1024 or more.")
    if found is Listening.NO_SUCH_HOST:
        remedy = "Set SENDGUIDE_HOST to 127.0.0.1, or to an address that this computer has."
        raise StartError(f"This computer cannot listen on {host}. {remedy}")
