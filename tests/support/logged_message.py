"""Handles one message with every log of Rasa switched on, and prints what would have been logged, for a test.

Run as a program, because Rasa's loggers keep for good the settings that they had when they were first used.
"""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
import tempfile
import warnings
from collections.abc import MutableMapping
from typing import Any


def main() -> None:
    """Reads the message from the first argument; prints JSON with `raw` (what structlog was given) and `log`."""
    warnings.simplefilter("ignore")
    from sendguide.safety.log_privacy import keep_text_out_of_logs
    from sendguide.server import engine
    from sendguide.settings import settings
    from sendguide.training import ensure_model

    engine.quiet_rasa()
    raw: list[str] = []
    log = io.StringIO()
    _all_logs_to(log)
    keep_text_out_of_logs()
    _watch(raw)

    from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

    with tempfile.TemporaryDirectory() as folder:
        agent = engine.load_agent(ensure_model(settings().models), database=f"sqlite:///{folder}/chats.db")
        message = UserMessage(sys.argv[1], CollectingOutputChannel(), "logged", input_channel="guide")
        asyncio.run(agent.handle_message(message))
        logging.getLogger("rasa.core.processor").debug("Received %s", sys.argv[1], extra={"text": sys.argv[1]})
        try:
            raise ValueError(sys.argv[1])
        except ValueError:
            logging.getLogger("sendguide").exception("a message failed")
    print(json.dumps({"raw": " ".join(raw), "log": log.getvalue()}))


def _watch(raw: list[str]) -> None:
    """Lets `raw` have what Rasa gives to structlog, before anything is removed."""
    import structlog

    def spy(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        raw.append(str(event))
        return event

    structlog.configure(processors=[spy, *structlog.get_config()["processors"]])


def _all_logs_to(log: io.StringIO) -> None:
    """Debug level everywhere, in the format that Rasa uses."""
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.DEBUG)
    root, handler = logging.getLogger(), logging.StreamHandler(log)
    handler.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
    root.handlers, root.level = [handler], logging.DEBUG
    for name in ("rasa", "rasa_sdk", "sendguide", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.DEBUG)


if __name__ == "__main__":
    main()
