"""The payloads of the buttons of guided flows, in one place: written here and read here.

A payload looks to Rasa like an intent with entities: `/flow{"flow": "appeal_deadline", "question": "about", "answer":
"plan"}`. It names its question, so that an old button answers the question that it stood under.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

FLOW_INTENT = "flow"


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
    """The button that a payload stands for; None for every other text, however it is broken."""
    start = f"/{FLOW_INTENT}{{"
    if not text.startswith(start) or len(text) > 500:
        return None
    try:
        said = json.loads(text[len(start) - 1 :])
        if not all(isinstance(value, str) for value in said.values()):
            return None
        return Press(**said)
    except (ValueError, TypeError, RecursionError):
        return None
