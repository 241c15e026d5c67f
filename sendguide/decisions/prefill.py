"""Answers that a message has given before they were asked for. What can be read in two ways is asked all the same."""

from __future__ import annotations

from collections.abc import Iterable

from sendguide.content.flow_models import Flow, FlowQuestion
from sendguide.understanding.detail import Detail


def prefill(flow: Flow, details: Iterable[Detail]) -> dict[str, str]:
    """The answers of a flow that are in what was picked out of a message.

    Args:
        flow: the flow to be started.
        details: what the message states. Ambiguous details are left out, and so is a question for which details
            disagree: two letters have two dates.

    Returns:
        answers, of which `walk` uses those that are on the way.
    """
    sure = [detail for detail in details if not detail.ambiguous]
    found: dict[str, str] = {}
    for question in flow.questions:
        answers = set(_answers(question, sure))
        if len(answers) == 1:
            found[question.id] = answers.pop()
    return found


def _answers(question: FlowQuestion, details: Iterable[Detail]) -> Iterable[str]:
    for detail in details:
        if question.kind == "date":
            if detail.kind == "date" and question.role is not None and detail.role == question.role:
                yield detail.value
        elif (option := question.details.get(detail.kind, {}).get(detail.value)) is not None:
            yield option
