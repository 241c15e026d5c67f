"""Everything that must hold before a flow is used: its ways, the ids it cites, its answers told apart, its sources."""

from __future__ import annotations

from collections.abc import Iterator

from sendguide.content.bundle import Content, problem_in_file
from sendguide.content.citations import (
    Finding,
    answer_problems,
    brace_problems,
    contact_problems,
    council_alone,
    fact_problems,
    flow_problems,
    placeholder_problems,
)
from sendguide.content.flow_graph import edges, graph_problems
from sendguide.content.flow_models import Flow, FlowQuestion
from sendguide.content.flow_outcomes import Told
from sendguide.content.yaml_file import Location, Problem
from sendguide.understanding.clean import match_key

COUNCIL_IS_A_PARTY = ("C", "D", "P", "W")
"""Rules about the family's rights against the council: its own page is not source enough."""


def check_flows(content: Content) -> list[Problem]:
    """What is wrong with the flows, beside their words: they are not used until it is mended."""
    return [
        problem_in_file(content, f"decisions/{flow.id}.yml", at, message, remedy)
        for flow in content.decisions.values()
        for at, message, remedy in _problems(flow, content)
    ]


def _problems(flow: Flow, content: Content) -> Iterator[Finding]:
    yield from graph_problems(flow)
    yield from _repeated_sources(flow)
    yield from brace_problems(flow.title, ("title",))
    yield from placeholder_problems(flow.intro, ("intro",), content)
    yield from placeholder_problems(flow.so_far or "", ("so_far",), content)
    yield from _opening_problems(flow, content)
    for index, question in enumerate(flow.questions):
        yield from _question_problems(question, ("questions", index), flow)
    for name, items in (("outcomes", flow.outcomes), ("notes", flow.notes)):
        for index, told in enumerate(items):
            yield from _told_problems(told, (name, index), flow, content)
    for index, outcome in enumerate(flow.outcomes):
        at: Location = ("outcomes", index)
        yield from placeholder_problems(outcome.headline, (*at, "headline"), content)
        yield from answer_problems(outcome.related, (*at, "related"), content)
        yield from flow_problems(outcome.flows, (*at, "flows"), content)
        if flow.id in outcome.flows:
            yield (*at, "flows"), "a flow does not lead to itself.", "Remove it."


def _opening_problems(flow: Flow, content: Content) -> Iterator[Finding]:
    """What opens a flow must open one flow only, and an answer whose dates open it must exist."""
    yield from answer_problems(flow.opens_on, ("opens_on",), content)
    if flow.opens_on and flow.so_far is None:
        yield ("opens_on",), "it opens on a question and says nothing to it.", "Write the rule in short as `so_far:`."
    elsewhere = {match_key(phrase) for command in content.commands.values() for phrase in command.phrases}
    for other in content.decisions.values():
        elsewhere |= {match_key(phrase) for phrase in other.phrases} if other.id != flow.id else set()
    for index, phrase in enumerate(flow.phrases):
        if match_key(phrase) in elsewhere:
            yield ("phrases", index), f"“{phrase}” already means something else.", "Leave it to one of them."


def _repeated_sources(flow: Flow) -> Iterator[Finding]:
    seen: set[str] = set()
    cited = {source for told in (*flow.outcomes, *flow.notes) for source in told.sources}
    for index, source in enumerate(flow.sources):
        if source.id in seen:
            yield ("sources", index, "id"), f"the source `{source.id}` stands twice.", "Remove one of them."
        if source.id not in cited:
            yield ("sources", index, "id"), f"nothing cites the source `{source.id}`.", "Cite it or remove it."
        seen.add(source.id)


def _question_problems(question: FlowQuestion, at: Location, flow: Flow) -> Iterator[Finding]:
    for name, text in (("text", question.text), ("hint", question.hint or ""), ("why", question.why)):
        yield from brace_problems(text, (*at, name))
    yield from _alike(question, at)
    known = [option.id for option in question.options]
    yield from _follows(question, at, flow)
    for kind, values in question.details.items():
        for value, option in values.items():
            if option not in known:
                message = f"`{value}` fills in `{option}`, which is no option of this question."
                yield (*at, "details", kind, value), message, f"Use one of {', '.join(known)}."
    notes = {note.id for note in flow.notes}
    for edge in edges(flow):
        for name in edge.exit.notes if edge.exit is not None and edge.question == question.id else ():
            if name not in notes:
                message = f"the answer `{edge.answer}` has the note `{name}`, which does not exist."
                yield (*edge.at[:-1], "notes"), message, "Use the id of a note of this flow."


def _follows(question: FlowQuestion, at: Location, flow: Flow) -> Iterator[Finding]:
    """An answer that follows must be an option, and follow from two dates."""
    if question.follows is None:
        return
    known = [option.id for option in question.options]
    if question.follows.answer not in known:
        message = f"`{question.follows.answer}` is no option of this question."
        yield (*at, "follows", "answer"), message, f"Use one of {', '.join(known)}."
    dates = [other.id for other in flow.questions if other.kind == "date"]
    for name in ("earlier", "later"):
        if (found := getattr(question.follows, name)) not in dates:
            yield (*at, "follows", name), f"`{found}` is no date question.", f"Use one of {', '.join(dates)}."


def _alike(question: FlowQuestion, at: Location) -> Iterator[Finding]:
    """Ids, and words by which two answers could not be told apart."""
    ids = [option.id for option in question.options]
    for index, name in enumerate(ids):
        if name in ids[:index]:
            yield (*at, "options", index, "id"), f"the option `{name}` stands twice.", "Give each its own id."
    owner: dict[str, str] = {}
    for answer, found in question.exits().items():
        place = (*at, "options", ids.index(answer)) if answer in ids else (*at, answer)
        yield from brace_problems(found.text, (*place, "text"))
        for phrase in dict.fromkeys((found.text.casefold(), *found.words)):
            if owner.setdefault(phrase, answer) != answer:
                message = f"“{phrase}” would mean both `{owner[phrase]}` and `{answer}`."
                yield (*place, "words"), message, "Leave it to one of them."


def _told_problems(told: Told, at: Location, flow: Flow, content: Content) -> Iterator[Finding]:
    yield from fact_problems(told.facts, (*at, "facts"), content)
    yield from contact_problems(told.contacts, (*at, "contacts"), content)
    yield from placeholder_problems(told.text, (*at, "text"), content)
    for index, step in enumerate(told.steps):
        yield from placeholder_problems(step, (*at, "steps", index), content)
    known = {source.id: source for source in flow.sources}
    for index, name in enumerate(told.sources):
        if name not in known:
            yield (*at, "sources", index), f"unknown source `{name}`.", "Use the id of a source of this flow."
    if any(rule.startswith(COUNCIL_IS_A_PARTY) for rule in told.rules):
        yield from council_alone([known[name] for name in told.sources if name in known], (*at, "sources"))
