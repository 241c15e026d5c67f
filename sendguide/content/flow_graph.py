"""Proves that a flow can be walked: every way ends, leads somewhere, is not too long, and nothing is out of reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sendguide.content.flow_models import MAX_QUESTIONS, NO_DATE, NOT_SURE, Exit, Flow, FlowQuestion
from sendguide.content.flow_outcomes import Told
from sendguide.content.yaml_file import Location

Finding = tuple[Location, str, str]
ANY_DATE = "date"
"""Stands for every date where answers are listed."""


@dataclass(frozen=True)
class Edge:
    """One answer of one question and where it leads.

    Attributes:
        question: id of the question.
        answer: id of the option, `not_sure`, `none` or `date`.
        target: id of the next question or of the outcome.
        at: the place of `next` in the file.
        exit: what stands on the button; None for a date that is typed.
        settles_kind: whether it says which kind of decision it is about.
    """

    question: str
    answer: str
    target: str
    at: Location
    exit: Exit | None
    settles_kind: bool = False


def edges(flow: Flow) -> list[Edge]:
    """All answers of all questions, in the order of the file and of the buttons."""
    return [edge for index, _ in enumerate(flow.questions) for edge in _edges_of(flow, index)]


def _edges_of(flow: Flow, index: int) -> Iterator[Edge]:
    question, at = flow.questions[index], ("questions", index)
    for number, option in enumerate(question.options):
        place = (*at, "options", number, "next")
        yield Edge(question.id, option.id, option.next, place, option, option.decision_kind is not None)
    if question.next is not None:
        yield Edge(question.id, ANY_DATE, question.next, (*at, "next"), None)
    if question.none is not None:
        yield Edge(question.id, NO_DATE, question.none.next, (*at, "none", "next"), question.none)
    yield Edge(question.id, NOT_SURE, question.not_sure.next, (*at, "not_sure", "next"), question.not_sure)


def graph_problems(flow: Flow) -> Iterator[Finding]:
    """What is wrong with the ways through a flow."""
    broken = [*_repeated_ids(flow), *_dead_ends(flow)]
    yield from broken
    if broken:  # nothing more can be said of ways that lead nowhere
        return
    loop = _loop(flow)
    if loop is not None:
        yield loop
        return
    yield from _out_of_reach(flow)
    length = longest_path(flow)
    if length > MAX_QUESTIONS:
        message = f"the longest way asks {length} questions; the limit is {MAX_QUESTIONS}."
        yield ("start",), message, "Leave out a question that does not change the answer, or make it two flows."
    yield from _calculations(flow)


def _repeated_ids(flow: Flow) -> Iterator[Finding]:
    seen: set[str] = set()
    for name, items in (*_stops(flow), ("notes", flow.notes)):
        for index, item in enumerate(items):
            if item.id in seen:
                message = f"the id `{item.id}` is used twice in this flow."
                yield (name, index, "id"), message, "Give each question, outcome and note its own id."
            seen.add(item.id)


def _dead_ends(flow: Flow) -> Iterator[Finding]:
    known = {item.id for _, items in _stops(flow) for item in items}
    if not flow.has_question(flow.start):
        yield ("start",), f"there is no question `{flow.start}` to start with.", "Use the id of a question."
    for edge in edges(flow):
        if edge.target not in known:
            message = f"the answer `{edge.answer}` leads to `{edge.target}`, which does not exist."
            yield edge.at, message, "Use the id of a question or an outcome of this flow."


def _loop(flow: Flow) -> Finding | None:
    """The first answer that leads back to a question already asked on its way."""
    out = _by_question(flow)
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> Finding | None:
        for edge in out.get(name, ()):
            if edge.target in way:
                round_trip = " → ".join((*way[way.index(edge.target) :], edge.target))
                return edge.at, f"this answer leads in a circle: {round_trip}.", "Lead it on to something new."
            if edge.target not in done and (found := visit(edge.target, (*way, edge.target))):
                return found
        done.add(name)
        return None

    # Questions that the start does not reach may go in circles too.
    starts = [flow.start, *(question.id for question in flow.questions)]
    return next((found for name in starts if name not in done and (found := visit(name, (name,)))), None)


def _out_of_reach(flow: Flow) -> Iterator[Finding]:
    reached = reachable(flow, flow.start)
    for name, items in _stops(flow):
        for index, item in enumerate(items):
            if item.id not in reached:
                yield (name, index, "id"), f"no answer leads to `{item.id}`.", "Lead an answer to it, or remove it."
    used = {note for edge in edges(flow) if edge.exit is not None for note in edge.exit.notes}
    for index, note in enumerate(flow.notes):
        if note.id not in used:
            yield ("notes", index, "id"), f"no answer has the note `{note.id}`.", "Name it in an answer, or remove it."


def _calculations(flow: Flow) -> Iterator[Finding]:
    without_kind = _reached(flow.start, [edge for edge in edges(flow) if not edge.settles_kind])
    dates = {question.id for question in flow.questions if question.kind == "date"}
    for index, outcome in enumerate(flow.outcomes):
        if outcome.calculate is None:
            continue
        at: Location = ("outcomes", index, "calculate")
        for name in filter(None, (outcome.calculate.letter, outcome.calculate.certificate)):
            if name not in dates or outcome.id not in reachable(flow, name):
                remedy = "Use the id of a question for a date that is asked before this outcome."
                yield at, f"no date for `{outcome.id}` comes from `{name}`.", remedy
        if outcome.id in without_kind:
            message = f"`{outcome.id}` can be reached without saying which kind of decision it is about."
            yield at, message, "Give `decision_kind` to an option on every way to it."


def longest_path(flow: Flow) -> int:
    """How many questions the longest way asks. The flow must have no circle."""
    out = _by_question(flow)

    def length(name: str) -> int:
        return 1 + max(length(edge.target) for edge in out[name]) if name in out else 0

    return length(flow.start)


def reachable(flow: Flow, start: str) -> set[str]:
    """Ids of everything that can still come from a question on, itself included."""
    return _reached(start, edges(flow))


def _reached(start: str, ways: Iterable[Edge]) -> set[str]:
    out: dict[str, list[str]] = {}
    for edge in ways:
        out.setdefault(edge.question, []).append(edge.target)
    found, waiting = {start}, [start]
    while waiting:
        new = [target for target in out.get(waiting.pop(), ()) if target not in found]
        found.update(new)
        waiting += new
    return found


def _by_question(flow: Flow) -> dict[str, list[Edge]]:
    out: dict[str, list[Edge]] = {question.id: [] for question in flow.questions}
    for edge in edges(flow):
        out[edge.question].append(edge)
    return out


def _stops(flow: Flow) -> tuple[tuple[str, Sequence[FlowQuestion | Told]], ...]:
    """Everything an answer may lead to, by where it stands in the file."""
    return ("questions", flow.questions), ("outcomes", flow.outcomes)
