"""Whether a message belongs to the guided flow that is open, or opens one, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sendguide.content.bundle import Content
from sendguide.content.models import COURTESIES
from sendguide.decisions.beside import told_beside
from sendguide.decisions.matching import ASKS, plain_words
from sendguide.decisions.own_words import only_own_words
from sendguide.decisions.place import Place
from sendguide.decisions.state import FlowState
from sendguide.decisions.talk import reply_to
from sendguide.understanding import check_in
from sendguide.understanding.clean import match_key
from sendguide.understanding.decide import Certainty
from sendguide.understanding.reader import Reading

TRIES = frozenset({"affirm", "deny", "none_of_these"})
"""Small talk, unless a question is open: then it is a try to answer it."""


DANGER = (Certainty.CRISIS, Certainty.CHECK_IN)
YES_OR_NO = (check_in.YES, check_in.NO)


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

    Danger is never for a flow; but a date or the words of a button hold none, whatever they were read as. An answer or
    a command is for the open one; so is what nobody understood, unless it looks like a question of another kind.

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
    opened = _called(content, text)
    if reading.decision.certainty in DANGER and not _is_harmless(content, state, text, opened, today):
        return None
    if check_in.is_open(offered) and _answers_check_in(reading, offered):
        return None
    if state is not None and not state.finished and opened is None and _asks_too(content, state, text, reading):
        return None
    if opened is None and state is not None and not _picks(reading, offered):
        taken = reply_to(content, state, text, details=reading.details, today=today)
        if taken is not None or (not state.finished and _is_lost(content, state, text, reading)):
            return ForFlow(state.flow)
        if not state.finished:
            return None
    opened = opened or _given_dates(content, reading, ended=state.flow if state is not None else None)
    return ForFlow(opened, opens=True) if opened else None


def _is_harmless(content: Content, state: FlowState | None, text: str, opened: str | None, today: date) -> bool:
    """Whether a message that was read as danger has only words of the guide's own, and no phrase of danger."""
    flow = content.decisions.get(state.flow) if state is not None else None
    found = content.screen.find(text)
    if found is not None and found.answer_id is not None:
        return False
    if flow is None or state is None:
        return opened is not None
    return opened is not None or only_own_words(Place(content, flow, state, today=today), text)


def _answers_check_in(reading: Reading, offered: Sequence[str]) -> bool:
    """Whether a message is a yes or a no, or was read as what they call for; it is none to the flow's question."""
    decision = reading.decision
    return decision.certainty is Certainty.CRISIS or decision.ids[:1] in [(name,) for name in (*offered, *YES_OR_NO)]


def _picks(reading: Reading, offered: Sequence[str]) -> bool:
    """Whether a message picks one of the answers that were just offered beside the flow's question."""
    decision = reading.decision
    return bool(offered) and decision.confidence == 1.0 and not reading.ranking and decision.ids[0] in offered


def _asks_too(content: Content, state: FlowState, text: str, reading: Reading) -> bool:
    """Whether a message asks about something else beside what it tells: it is answered, and what it tells is kept."""
    flow = content.decisions.get(state.flow)
    if flow is None or reading.decision.certainty is not Certainty.SURE or not told_beside(text):
        return False
    asked = {name for part, name, _ in reading.parts if part.asks}
    return bool(asked & set(reading.decision.ids) - {*COURTESIES, *flow.opens_on})


def _is_lost(content: Content, state: FlowState, text: str, reading: Reading) -> bool:
    """Whether it can only be a try to answer: nobody understood it, or it tells of what is worked out."""
    decision, flow = reading.decision, content.decisions.get(state.flow)
    asks = bool(ASKS.search(plain_words(text))) or "?" in text
    if decision.certainty is Certainty.SURE:
        told = flow is not None and decision.ids[0] in flow.opens_on and not asks
        return decision.ids[0] in TRIES or told
    return decision.certainty is Certainty.LOST or not asks


def _called(content: Content, text: str) -> str | None:
    """The flow that the whole message calls for."""
    said = match_key(text)
    flows = content.decisions.values()
    return next((flow.id for flow in flows if any(said == match_key(phrase) for phrase in flow.phrases)), None)


def _given_dates(content: Content, reading: Reading, *, ended: str | None) -> str | None:
    """The flow that works out what was asked about, when the message gives it one of its dates.

    After its outcome a date must be said to be of a paper: "why 11 January?" asks about the date that was told.
    """
    decision = reading.decision
    roles = [item.role for item in reading.details if item.kind == "date"]
    for flow in content.decisions.values():
        of_flow = {question.role for question in flow.questions if question.role}
        if set(decision.ids) & set(flow.opens_on) and (
            of_flow & set(roles) or (roles == [None] and flow.id != ended and decision.ids[0] in flow.opens_on)
        ):
            return flow.id
    return None
