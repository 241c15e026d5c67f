"""The boxes of a drawing: each question with its answers as rows, each outcome with its rules."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from sendguide.content.flow_graph import Edge, edges
from sendguide.content.flow_models import Flow
from sendguide.content.flow_outcomes import Outcome
from sendguide.content.models import Contact
from sendguide.content.placeholders import fill

WIDTH = 300
LINE = 17
PAD = 9
CHARS = 39
"""Letters to a line: what fits into the width with the widest usual typeface, since nobody measures letters here."""


@dataclass(frozen=True)
class Row:
    """One answer of a question: its lines, and where it begins and ends below the top of its card."""

    answer: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    top: int
    height: int

    @property
    def middle(self) -> float:
        """Where its arrow leaves, below the top of the card."""
        return self.top + self.height / 2


@dataclass(frozen=True)
class Card:
    """A box: a heading, small print below it, and rows for the answers."""

    id: str
    heading: tuple[str, ...]
    small: tuple[str, ...]
    rows: tuple[Row, ...]
    height: int


def cards(flow: Flow, contacts: Mapping[str, Contact]) -> dict[str, Card]:
    """All boxes of a flow by the id of the question or outcome.

    Args:
        flow: the flow.
        contacts: all contacts, for numbers in headlines.
    """
    found = {question.id: _question(question.id, question.text, flow) for question in flow.questions}
    return {**found, **{outcome.id: _outcome(outcome, contacts) for outcome in flow.outcomes}}


def _question(name: str, text: str, flow: Flow) -> Card:
    heading, small = _wrapped(text), (name,)
    top = _head_height(heading, small)
    rows: list[Row] = []
    for edge in (edge for edge in edges(flow) if edge.question == name):
        row = _row(edge, top)
        rows.append(row)
        top += row.height
    return Card(name, heading, small, tuple(rows), top)


def _row(edge: Edge, top: int) -> Row:
    lines = _wrapped(edge.exit.text if edge.exit is not None else "(a date)")
    notes = _wrapped(f"+ {', '.join(edge.exit.notes)}") if edge.exit is not None and edge.exit.notes else ()
    return Row(edge.answer, lines, notes, top, (len(lines) + len(notes)) * LINE + PAD)


def _outcome(outcome: Outcome, contacts: Mapping[str, Contact]) -> Card:
    heading = _wrapped(fill(outcome.headline, contacts))
    marks = [", ".join(outcome.rules), *([outcome.form] if outcome.form else [])]
    marks += ["works out dates"] if outcome.calculate is not None else []
    small = (outcome.id, *_wrapped(" · ".join(marks)))
    return Card(outcome.id, heading, small, (), _head_height(heading, small))


def _head_height(heading: tuple[str, ...], small: tuple[str, ...]) -> int:
    return (len(heading) + len(small)) * LINE + 2 * PAD


def _wrapped(text: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(" ".join(text.split()), CHARS))
