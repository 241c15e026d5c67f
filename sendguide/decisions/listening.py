"""Whether a message belongs to the guided flow that is open, or opens one, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sendguide.content.bundle import Content
from sendguide.decisions.matching import ASKS, plain_words
from sendguide.decisions.state import FlowState
from sendguide.decisions.talk import reply_to
from sendguide.understanding.clean import match_key
from sendguide.understanding.decide import Certainty
from sendguide.understanding.reader import Reading

YES_OR_NO = frozenset({"affirm", "deny"})
"""Small talk, unless a question is open: then it is a try to answer it."""


@dataclass(frozen=True)
class ForFlow:
    """A message that a flow takes.

    Attributes:
        flow: which flow.
        opens: whether it begins with this message.
    """

    flow: str
    opens: bool = False


def listen(
    content: Content, state: FlowState | None, text: str, reading: Reading, *, offered: Sequence[str] = (), today: date
) -> ForFlow | None:
    """Decides whether a typed message is for a flow.

    Danger is never for a flow. An answer or a command is for the open one; so is what nobody understood, unless it
    looks like a question of another kind.

    Args:
        content: the words and flows.
        state: where the conversation is in a flow, if it is in one.
        text: what was typed.
        reading: what it was read as.
        offered: the answers that were offered with the last reply: "the second one" picks one of them.
        today: the day of the conversation.

    Returns:
        None when the message is to be answered as any other.
    """
    if reading.decision.certainty is Certainty.CRISIS:
        return None
    opened = _called(content, text)
    if opened is None and state is not None and not _picks(reading, offered):
        taken = reply_to(content, state, text, details=reading.details, today=today)
        if taken is not None or (not state.finished and _is_lost(text, reading)):
            return ForFlow(state.flow)
        if not state.finished:
            return None
    opened = opened or _given_dates(content, reading)
    return ForFlow(opened, opens=True) if opened else None


def _picks(reading: Reading, offered: Sequence[str]) -> bool:
    """Whether a message picks one of the answers that were just offered beside the flow's question."""
    decision = reading.decision
    return bool(offered) and decision.confidence == 1.0 and not reading.ranking and decision.ids[0] in offered


def _is_lost(text: str, reading: Reading) -> bool:
    decision = reading.decision
    if decision.certainty is Certainty.SURE:
        return decision.ids[0] in YES_OR_NO
    return decision.certainty is Certainty.LOST or (not ASKS.search(plain_words(text)) and "?" not in text)


def _called(content: Content, text: str) -> str | None:
    """The flow that the whole message calls for."""
    said = match_key(text)
    flows = content.decisions.values()
    return next((flow.id for flow in flows if any(said == match_key(phrase) for phrase in flow.phrases)), None)


def _given_dates(content: Content, reading: Reading) -> str | None:
    """The flow that works out what was asked about, when the message gives it one of its dates."""
    decision = reading.decision
    asked = decision.ids[:1] if decision.certainty is Certainty.SURE else decision.ids
    roles = [item.role for item in reading.details if item.kind == "date"]
    for flow in content.decisions.values():
        of_flow = {question.role for question in flow.questions if question.role}
        if set(asked) & set(flow.opens_on) and (roles == [None] or of_flow & set(roles)):
            return flow.id
    return None
