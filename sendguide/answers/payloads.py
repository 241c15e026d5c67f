"""The payloads of the buttons of guided flows and of lists of services, in one place: written here and read here.

A payload looks to Rasa like an intent with entities: `/flow{"flow": "appeal_deadline", "question": "about", "answer":
"plan"}`. It names its question, so that an old button answers the question that it stood under.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TypeVar

FLOW_INTENT = "flow"
SERVICES_INTENT = "services"


@dataclass(frozen=True)
class Press:
    """A button of a flow.

    Attributes:
        flow: which flow; pressing a button with nothing else starts it.
        question: the question that is answered or changed.
        answer: option id, ISO date, `not_sure` or `none`.
        do: a command, as in `Steer`.
        kind: what was decided, as told in the message that got this button: the flow need not ask for it.
    """

    flow: str
    question: str | None = None
    answer: str | None = None
    do: str | None = None
    kind: str | None = None

    @property
    def payload(self) -> str:
        """What pressing the button sends."""
        said = {name: value for name, value in asdict(self).items() if value is not None}
        return f"/{FLOW_INTENT}{json.dumps(said)}"


def read_press(text: str) -> Press | None:
    """The button of a flow that a payload stands for; None for every other text, however it is broken."""
    return _read(text, FLOW_INTENT, Press)


@dataclass(frozen=True)
class ServicesPress:
    """A button of a list of services.

    Attributes:
        do: what it does, such as `more` or `mistake` (see `sendguide.directory.talk`).
        service: id of the service it is about.
        mistake: what is wrong with its entry.
    """

    do: str
    service: str | None = None
    mistake: str | None = None

    @property
    def payload(self) -> str:
        """What pressing the button sends."""
        said = {name: value for name, value in asdict(self).items() if value is not None}
        return f"/{SERVICES_INTENT}{json.dumps(said)}"


def read_services_press(text: str) -> ServicesPress | None:
    """The button of a list that a payload stands for; None for every other text."""
    return _read(text, SERVICES_INTENT, ServicesPress)


P = TypeVar("P")


def _read(text: str, intent: str, kind: Callable[..., P]) -> P | None:
    start = f"/{intent}{{"
    if not text.startswith(start) or len(text) > 500:
        return None
    try:
        said = json.loads(text[len(start) - 1 :])
        if not all(isinstance(value, str) for value in said.values()):
            return None
        return kind(**said)
    except (ValueError, TypeError, RecursionError):
        return None
