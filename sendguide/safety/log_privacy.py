"""No log holds what a person typed, at any level, from Rasa, its libraries or us.

Rasa logs through structlog (named values) and through `logging` (whole sentences with the message in them). Of the
first only values that cannot be words of a message pass. Of the second, what a library says that handles messages is
replaced by the place in its code that said it. What an exception says is left out everywhere: it may quote a message.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, MutableMapping
from pathlib import PurePath
from typing import Any

REMOVED = "[removed]"

SPEAK_OF_MESSAGES = ("rasa", "rasa_sdk", "sqlalchemy", "sanic.access", "pluggy", "aiohttp", "presidio")
"""Loggers of libraries that handle messages. What they say may quote one, in any place of a sentence."""

SAFE_WORDS = frozenset(
    (
        *("event", "event_key", "level", "logger", "timestamp", "filename", "func_name", "lineno", "pathname"),
        *("action_name", "action_extract_slot", "policy_name", "component_name", "class_name", "intent_name"),
        *("config_file", "domain_path", "model_name", "model_id", "node_name", "graph_module", "method_name"),
    )
)
"""Named values that are names of our own parts, never words of a message; with a blank in it even these go."""

TEXT_KEYS = frozenset(
    (
        *("text", "message", "words", "body", "payload", "title", "reply", "query", "input", "parse_data"),
        *(
            "latest_message",
            "user_message",
            "user_text",
            "response",
            "response_text",
            "slots",
            "slot_values",
            "entities",
        ),
        *("events", "rasa_events", "tracker", "json_message", "metadata", "token", "address"),
    )
)
"""What is taken off a record when somebody passed it as `extra`; `message` is the record's own and made anew."""

MADE_BY_LOGGING = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime"}


class Clean(str):
    """A log line from which the words of messages have been taken already."""

    __slots__ = ()


class NoText:
    """Rasa's anonymisation pipeline (`rasa.plugin`, hook `get_anonymization_pipeline`): nothing of a value is left."""

    def log_run(self, value: object) -> str:
        """What stands in a log for a value that Rasa knows to be of a message."""
        return REMOVED

    def run(self, event: object) -> None:
        """Called with each event of a turn; there is nothing to do, for no event leaves this process."""


def _plugin() -> object:
    """What is registered with Rasa. Rasa has no types, so its marker is applied here and not as a decorator."""
    import pluggy

    class LogPrivacy:
        @pluggy.HookimplMarker("rasa")
        def get_anonymization_pipeline(self) -> NoText:
            return NoText()

    return LogPrivacy()


async def no_second_reading(tracker: object) -> None:
    """Stands for `MessageProcessor.run_anonymization_pipeline` of Rasa 3.6.21, which `NoText.run` needs nothing of.

    Rasa's own reads the whole conversation again after each message, only to hand its new events to the pipeline.
    """


def drop_text(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: numbers and names of our own parts pass, all other values are removed."""
    return {key: value if _is_safe(key, value) else REMOVED for key, value in event.items()}


def _is_safe(key: str, value: object) -> bool:
    if value is None or isinstance(value, (bool, int, float)):
        return True
    return key in SAFE_WORDS and isinstance(value, str) and not any(map(str.isspace, value))


class PrivacyFilter(logging.Filter):
    """Takes off a record what was passed as `extra` under a name of text. For handlers; lets every record through."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Cleans the record in place."""
        for key in TEXT_KEYS & record.__dict__.keys() - MADE_BY_LOGGING:
            setattr(record, key, REMOVED)
        return True


def private_record(make: Callable[..., logging.LogRecord]) -> Callable[..., logging.LogRecord]:
    """A log record factory whose records hold no words of messages.

    Args:
        make: the factory that makes the records.
    """

    def factory(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        if not isinstance(record.msg, Clean) and str(record.name).startswith(SPEAK_OF_MESSAGES):
            record.msg, record.args = f"said at {PurePath(record.pathname).name}:{record.lineno}", ()
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, frames = record.exc_info
            where = "".join(traceback.format_tb(frames))
            record.exc_text = f"{where}{kind.__module__}.{kind.__qualname__}: {REMOVED}"
            record.exc_info = None
        return record

    factory.is_private = True  # type: ignore[attr-defined]
    return factory


def keep_text_out_of_logs() -> None:
    """Puts all of it in place, once in a process; to be called after Rasa has set up structlog and before it logs."""
    import structlog
    from rasa.plugin import plugin_manager

    if not plugin_manager().has_plugin(__name__):
        plugin_manager().register(_plugin(), name=__name__)
    *before, render = structlog.get_config()["processors"]
    if drop_text not in before:
        # Behind what adds a traceback, which quotes values; in front of what writes the line.
        processors = [drop_text, *before, drop_text, lambda *args: Clean(render(*args))]
        structlog.configure(processors=processors)
    make = logging.getLogRecordFactory()
    if not getattr(make, "is_private", False):
        logging.setLogRecordFactory(private_record(make))
    for handler in logging.getLogger().handlers:
        if not any(isinstance(item, PrivacyFilter) for item in handler.filters):
            handler.addFilter(PrivacyFilter())
