"""Where a conversation is in a flow: plain data that survives a restart of the server and a change of the flow."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any
from zlib import crc32

from sendguide.answers.reply import Reply
from sendguide.content.flow_models import NOT_SURE, Flow
from sendguide.deadlines.counting import add_months
from sendguide.decisions.day import Doubt
from sendguide.decisions.path import Answers, changed, is_answer


@dataclass(frozen=True)
class FlowState:
    """Where a conversation is in a flow.

    Attributes:
        flow: which flow.
        version: of the flow when this was written; see `version_of`.
        answers: what was answered, also where it is not on the way now but may come on it again.
        unsure: dates that must be confirmed: question id to the kind of doubt and the one or two days that were read.
        changing: a question that is asked again although it has an answer, which stays until there is a new one.
        misses: messages in a row that were no answer to the open question.
        finished: whether the outcome was told.
    """

    flow: str
    version: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    unsure: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changing: str | None = None
    misses: int = 0
    finished: bool = False

    def to_json(self) -> str:
        """The state as text, for a slot."""
        return json.dumps(asdict(self))


@dataclass(frozen=True)
class Turn:
    """What comes of a message: the new state (None when the flow was left), and what to say."""

    state: FlowState | None
    reply: Reply


def state_from_json(text: object) -> FlowState | None:
    """The state that `FlowState.to_json` wrote; None for anything else, so that a broken slot breaks nothing."""
    if not isinstance(text, str):
        return None
    try:
        data = json.loads(text)
        return _state(data)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return None


def _state(data: Mapping[str, Any]) -> FlowState:
    changing = data.get("changing")
    return FlowState(
        flow=str(data["flow"]),
        version=str(data.get("version", "")),
        answers={str(name): str(answer) for name, answer in data.get("answers", {}).items()},
        unsure={str(name): tuple(map(str, days)) for name, days in data.get("unsure", {}).items()},
        changing=None if changing is None else str(changing),
        misses=int(data.get("misses", 0)),
        finished=bool(data.get("finished", False)),
    )


def version_of(flow: Flow) -> str:
    """A short mark that changes when the questions of a flow, their answers or where these lead change."""
    parts = [
        (question.id, [(name, found.next) for name, found in question.exits().items()]) for question in flow.questions
    ]
    return f"{crc32(repr(parts).encode()):08x}"


def fitted(flow: Flow, state: FlowState) -> FlowState:
    """The state without what does not fit the flow as it is now.

    Args:
        flow: the flow in use.
        state: a state of perhaps an earlier version of it.
    """
    version = version_of(flow)
    answers = {name: answer for name, answer in state.answers.items() if is_answer(flow, name, answer)}
    unsure = {
        name: found
        for name, found in state.unsure.items()
        if is_answer(flow, name, NOT_SURE) and flow.question(name).kind == "date" and _is_doubt(found)
    }
    changing = state.changing if state.changing is not None and flow.has_question(state.changing) else None
    finished = state.finished and state.version == version
    return replace(state, version=version, answers=answers, unsure=unsure, changing=changing, finished=finished)


def _is_doubt(found: tuple[str, ...]) -> bool:
    doubts = {doubt.value for doubt in Doubt}
    return len(found) in (2, 3) and found[0] in doubts and all(map(is_day, found[1:]))


def is_day(text: str | None) -> bool:
    """Whether an answer is an ISO date."""
    if text is None:
        return False
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def with_what_follows(flow: Flow, answers: Answers) -> dict[str, str]:
    """The answers together with those that two dates give, unless these were answered in another way."""
    found = dict(answers)
    for question in flow.questions:
        rule = question.follows
        if rule is None or question.id in found:
            continue
        earlier, later = (_day(found.get(name)) for name in (rule.earlier, rule.later))
        if earlier and later and earlier <= later <= add_months(earlier, rule.months):
            found[question.id] = rule.answer
    return found


def _day(answer: str | None) -> date | None:
    return date.fromisoformat(answer) if answer is not None and is_day(answer) else None


def alike(flow: Flow, question_id: str) -> set[str]:
    """The question itself, and those that ask for the same date."""
    role = flow.question(question_id).role
    return {question_id, *(question.id for question in flow.questions if role is not None and question.role == role)}


def answered(flow: Flow, state: FlowState, question_id: str, answer: str) -> FlowState:
    """The state with an answer, new or changed. Dates stay, also where they are not on the way now.

    Args:
        flow: the flow.
        state: before the answer.
        question_id: which question.
        answer: one of its answers.
    """
    same = alike(flow, question_id)
    dates = _shared(flow, {name: given for name, given in state.answers.items() if name not in same})
    kept = {name: given for name, given in dates.items() if is_day(given)}
    answers = {**kept, **changed(flow, dates, question_id, answer)}
    unsure = {name: found for name, found in state.unsure.items() if name not in same}
    return replace(state, answers=answers, unsure=unsure, changing=None, misses=0, finished=False)


def _shared(flow: Flow, answers: Answers) -> dict[str, str]:
    """The answers with each date also under the other questions for the same date: it is not asked for twice."""
    found = dict(answers)
    for question in flow.questions:
        if question.role is None or question.id not in answers or not is_day(answers[question.id]):
            continue
        for other in flow.questions:
            if other.role == question.role:
                found.setdefault(other.id, answers[question.id])
    return found
