"""What a message gives beside the answer to the open question: it is kept, and not asked for again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from sendguide.content.flow_models import FlowQuestion
from sendguide.decisions.given import LETTER, Given, lone_date
from sendguide.decisions.place import Place
from sendguide.decisions.state import Turn, alike
from sendguide.understanding.detail import Detail

Value = TypeVar("Value")


def with_given(place: Place, given: Given, question: FlowQuestion | None = None, found: Sequence[Detail] = ()) -> Place:
    """The place with what a message gives beside the answer to a question; what was answered before stays.

    Args:
        place: where the conversation is.
        given: what the message gives.
        question: the question that it answers.
        found: what was picked out of it, if a date of nobody knows what is to be kept too.
    """
    before, unsure = place.state, given.unsure or lone_date(place.flow, found, today=place.today)
    known = {*before.answers, *(alike(place.flow, question.id) if question else ())}
    return place.go(
        answers={**_new(given.answers, known), **before.answers},
        unsure={**_new(unsure, known), **before.unsure},
        misses=0,
    )


def noted(place: Place, given: Given) -> Turn | None:
    """Something for a later question: it is kept, and the open one is asked again. So it is when it was said before."""
    dates = {question.id for question in place.flow.questions if question.role is not None}
    new = [name for name in (*given.answers, *given.unsure) if name in dates - set(place.state.answers)]
    said_again = [name for name, answer in given.answers.items() if place.state.answers.get(name) == answer]
    if not new:
        return place.say(*place.noted(said_again)) if said_again else None
    place = with_given(place, given)
    return place.go_on(*place.noted(new))


def for_later(place: Place, question: FlowQuestion, found: Sequence[Detail]) -> Turn | None:
    """A date before it is asked for, of nobody knows what: most likely the letter's. It is asked about later."""
    dated = {item.id for item in place.flow.questions if item.role == LETTER}
    if question.kind == "date" or dated & set(place.state.answers):
        return None
    lone = lone_date(place.flow, found, today=place.today)
    if not lone:
        return None
    return place.go(unsure={**place.state.unsure, **lone}, misses=0).say(place.lines.date_for_later)


def _new(given: Mapping[str, Value], known: Collection[str]) -> dict[str, Value]:
    return {name: value for name, value in given.items() if name not in known}
