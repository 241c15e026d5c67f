"""P04: Rasa's own logs of a message, with everything switched on, hold nothing of it."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from typing import Any

import pytest

from sendguide.safety.log_privacy import REMOVED, Clean, NoText, PrivacyFilter, drop_text, private_record
from sendguide.settings import PROJECT

MESSAGE = "my son Zebulon Quillfeather was refused a plan, ring 07700 900123"


@pytest.fixture(scope="module")
def logged() -> dict[str, str]:
    """What a process with debug logs says of one message: `raw` before anything is removed, and `log`."""
    command = [sys.executable, "-m", "tests.support.logged_message", MESSAGE]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_rasa_logs_say_what_happened_but_nothing_of_the_message(logged: dict[str, str]) -> None:
    assert MESSAGE in logged["raw"], "Rasa no longer logs the message: this test would show nothing"
    assert "processor.message.parse" in logged["log"]
    assert "processor.actions.log" in logged["log"]
    assert "ValueError: [removed]" in logged["log"]
    for word in ("Zebulon", "Quillfeather", "refused a plan", "900123"):
        assert word not in logged["log"]


def test_processor_passes_numbers_and_names_of_parts_only() -> None:
    given: dict[str, Any] = {
        "event": "processor.message.parse",
        "level": "debug",
        "action_name": "action_answer",
        "len_events": 3,
        "parse_data_text": "my son",
        "slot_values": "\tname: Zeb",
        "new_key_of_rasa": "my son",
        "rasa_events": [1],
        "event_info": "Received 'my son'",
        "policy_name": "my son Zeb",
    }
    kept = drop_text(None, "debug", given)
    assert {key for key, value in kept.items() if value != REMOVED} == {"event", "level", "action_name", "len_events"}
    assert drop_text(None, "debug", {"event": "Received my son"}) == {"event": REMOVED}


def record(name: str, message: object, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    """A record as `logging` would make it."""
    info = (type(error), error, error.__traceback__) if error else None
    return private_record(logging.LogRecord)(name, logging.DEBUG, "/code/part.py", 7, message, args, info)


@pytest.mark.parametrize(
    "name", ["rasa.core.processor", "rasa_sdk.executor", "sqlalchemy.engine.Engine", "sanic.access"]
)
def test_libraries_that_handle_messages_leave_only_their_place(name: str) -> None:
    assert record(name, "heard %s", "my son Zeb").getMessage() == "said at part.py:7"
    assert record(name, Clean("cleaned already")).getMessage() == "cleaned already"


def test_our_own_words_stay_and_what_errors_say_goes() -> None:
    made = record("sendguide.server.door", "the door failed", error=ValueError("my son Zeb"))
    line = logging.Formatter().format(made)
    assert line.startswith("the door failed")
    assert "ValueError: [removed]" in line
    assert "Zeb" not in line


def test_values_passed_beside_a_record_go() -> None:
    made = logging.makeLogRecord({"msg": "a message came", "text": "my son Zeb", "slots": {"name": "Zeb"}, "turn": 3})
    assert PrivacyFilter().filter(made)
    assert (made.text, made.slots, made.turn) == (REMOVED, REMOVED, 3)  # type: ignore[attr-defined]
    assert made.getMessage() == "a message came"


def test_rasa_gets_our_pipeline() -> None:
    from rasa.plugin import plugin_manager
    from rasa.utils.log_utils import _anonymizer

    from sendguide.server.engine import quiet_rasa

    quiet_rasa()
    assert isinstance(plugin_manager().hook.get_anonymization_pipeline(), NoText)
    assert _anonymizer(None, "debug", {"text": "my son Zeb"}) == {"text": REMOVED}
