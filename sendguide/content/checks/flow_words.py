"""Plain words in guided flows: the same rules as for answers, for every question, outcome and note."""

from __future__ import annotations

from collections.abc import Iterator

from sendguide.content.bundle import Content, problem_in_file
from sendguide.content.checks.words import Finding, acronyms, bare_details, forbidden, long_sentences, measure
from sendguide.content.flow_models import Flow, FlowQuestion
from sendguide.content.flow_outcomes import Told
from sendguide.content.yaml_file import Location, Problem


def check_flow_words(content: Content) -> list[Problem]:
    """Everything about the wording of flows that a rule can judge."""
    return [
        problem_in_file(content, f"decisions/{flow.id}.yml", at, message, remedy)
        for flow in content.decisions.values()
        for at, message, remedy in _findings(flow, content)
    ]


def _findings(flow: Flow, content: Content) -> Iterator[Finding]:
    yield from _piece(flow.title, ("title",), flow, content)
    yield from _passage(flow.intro, ("intro",), flow, content)
    if flow.so_far is not None:
        yield from _passage(flow.so_far, ("so_far",), flow, content)
    for index, question in enumerate(flow.questions):
        yield from _question(question, ("questions", index), flow, content)
    for index, outcome in enumerate(flow.outcomes):
        yield from _piece(outcome.headline, ("outcomes", index, "headline"), flow, content)
        yield from _told(outcome, ("outcomes", index), flow, content)
    for index, note in enumerate(flow.notes):
        yield from _piece(note.title, ("notes", index, "title"), flow, content)
        yield from _told(note, ("notes", index), flow, content)


def _question(question: FlowQuestion, at: Location, flow: Flow, content: Content) -> Iterator[Finding]:
    # A question alone is too short to have a reading age; it is read together with its hint and its reason.
    yield from _passage(f"{question.text}\n\n{question.hint or ''}\n\n{question.why}", (*at, "text"), flow, content)
    ids = [option.id for option in question.options]
    for answer, found in question.exits().items():
        place = ("options", ids.index(answer)) if answer in ids else (answer,)
        yield from _piece(found.text, (*at, *place, "text"), flow, content)


def _told(told: Told, at: Location, flow: Flow, content: Content) -> Iterator[Finding]:
    yield from _passage(told.text, (*at, "text"), flow, content)
    if told.steps:
        yield from _passage("\n".join(f"- {step}" for step in told.steps), (*at, "steps"), flow, content)


def _passage(text: str, at: Location, flow: Flow, content: Content) -> Iterator[Finding]:
    """Words that are long enough to have a reading age."""
    yield from measure(text, at, content.reading.max_words, content.reading)
    yield from _rules(text, at, flow, content)


def _piece(text: str, at: Location, flow: Flow, content: Content) -> Iterator[Finding]:
    """A button or headline."""
    yield from long_sentences(text, at, content.reading.max_sentence_words)
    yield from _rules(text, at, flow, content)


def _rules(text: str, at: Location, flow: Flow, content: Content) -> Iterator[Finding]:
    yield from acronyms(text, at, content)
    yield from bare_details(text, at)
    yield from forbidden(text, at, flow.id, content)
