"""The way through a flow that some answers lead, and what becomes of them when one is given, changed or taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sendguide.content.flow_graph import reachable
from sendguide.content.flow_models import Exit, Flow, FlowQuestion
from sendguide.content.flow_outcomes import Outcome

Answers: TypeAlias = Mapping[str, str]
"""Question id to option id, ISO date, `not_sure` or `none`."""


@dataclass(frozen=True)
class Step:
    """One question that was answered.

    Attributes:
        question: what was asked.
        answer: option id, ISO date, `not_sure` or `none`.
        exit: what the button said; None for a date.
        target: the question or outcome to which it led.
    """

    question: FlowQuestion
    answer: str
    exit: Exit | None
    target: str

    @property
    def day(self) -> date | None:
        """The date that was given, if the answer is one."""
        return date.fromisoformat(self.answer) if self.exit is None else None


@dataclass(frozen=True)
class Path:
    """The way so far: the steps taken, then either the question to ask or the outcome.

    Attributes:
        steps: in the order in which they were taken.
        question: what to ask next; None at the end.
        outcome: where the flow ended; None while there is something to ask.
    """

    steps: tuple[Step, ...]
    question: FlowQuestion | None
    outcome: Outcome | None

    @property
    def answers(self) -> dict[str, str]:
        """The answers that led here, in order."""
        return {step.question.id: step.answer for step in self.steps}


def walk(flow: Flow, answers: Answers) -> Path:
    """Follows the answers from the start for as long as they reach.

    Args:
        flow: a flow that was loaded, so that every way in it ends.
        answers: any answers; those that are not on the way or not possible are passed by.
    """
    steps: list[Step] = []
    here = flow.start
    while flow.has_question(here):
        question = flow.question(here)
        step = _step(question, answers.get(here))
        if step is None:
            return Path(tuple(steps), question, None)
        steps.append(step)
        here = step.target
    return Path(tuple(steps), None, flow.outcome(here))


def with_answer(flow: Flow, answers: Answers, answer: str) -> dict[str, str]:
    """The answers with one more: to the question that is open.

    Args:
        flow: the flow.
        answers: the answers so far.
        answer: option id, ISO date, `not_sure` or `none`.

    Raises:
        ValueError: when no question is open or the answer is none of its answers.
    """
    question = walk(flow, answers).question
    if question is None:
        raise ValueError(f"the flow {flow.id} has come to its end")
    return changed(flow, answers, question.id, answer)


def changed(flow: Flow, answers: Answers, question_id: str, answer: str) -> dict[str, str]:
    """The answers with one given or changed, without those that no longer have anything to do with it.

    An answer stays when its question is still on the way, or can still come on it: a date that was given once is not
    asked for again.

    Args:
        flow: the flow.
        answers: the answers so far.
        question_id: which question.
        answer: option id, ISO date, `not_sure` or `none`.

    Raises:
        KeyError: for an unknown question.
        ValueError: when the answer is none of its answers.
    """
    if _step(flow.question(question_id), answer) is None:
        raise ValueError(f"{answer!r} is no answer to {question_id} of the flow {flow.id}")
    return _pruned(flow, {**answers, question_id: answer})


def is_answer(flow: Flow, question_id: str, answer: str) -> bool:
    """Whether a flow has this question and this is one of its answers."""
    return flow.has_question(question_id) and _step(flow.question(question_id), answer) is not None


def back(flow: Flow, answers: Answers) -> dict[str, str]:
    """The answers without the last one on the way, so that its question is open again; at the start, no answers."""
    steps = walk(flow, answers).steps
    if not steps:
        return {}
    return _pruned(flow, {name: answer for name, answer in answers.items() if name != steps[-1].question.id})


def _pruned(flow: Flow, answers: Answers) -> dict[str, str]:
    path = walk(flow, answers)
    still_to_come = reachable(flow, path.question.id) if path.question is not None else set()
    # In the order of the way; what may still come stands behind it.
    later = {name: answer for name, answer in answers.items() if name in still_to_come}
    return {**path.answers, **later}


def _step(question: FlowQuestion, answer: str | None) -> Step | None:
    if answer is None:
        return None
    found = question.exits().get(answer)
    if found is not None:
        return Step(question, answer, found, found.next)
    if question.next is not None and _is_date(answer):
        return Step(question, answer, None, question.next)
    return None


def _is_date(answer: str) -> bool:
    try:
        # Python 3.10 reads no other form, but later versions do.
        return date.fromisoformat(answer).isoformat() == answer
    except ValueError:
        return False
