"""Everything that must hold before `content/takeaways.yml` is used: the ids it cites, its contacts, its sources."""

from __future__ import annotations

from collections.abc import Iterator

from sendguide.content.bundle import Content, problem_in_file
from sendguide.content.citations import (
    Finding,
    brace_problems,
    contact_problems,
    council_alone,
    fact_problems,
    placeholder_problems,
)
from sendguide.content.takeaway_models import CalendarWords, EventWords, Part, TakeAwayId
from sendguide.content.yaml_file import Location, Problem

FILE = "takeaways.yml"
EVENTS = ("target", "last", "adviser", "adviser_by_choice")


def check_takeaways(content: Content) -> list[Problem]:
    """What is wrong with the take-aways, beside their words: they are not used until it is mended."""
    return [problem_in_file(content, FILE, at, message, remedy) for at, message, remedy in _problems(content)]


def events(calendar: CalendarWords) -> Iterator[tuple[Location, EventWords]]:
    """The entries of the calendar, each with its place in the file."""
    for name in EVENTS:
        yield ("calendar", name), getattr(calendar, name)


def parts(content: Content) -> Iterator[tuple[Location, Part]]:
    """The parts of all texts, each with its place in the file."""
    for name, text in content.takeaways.texts.items():
        for index, part in enumerate(text.parts):
            yield (name.value, "parts", index), part


def _problems(content: Content) -> Iterator[Finding]:
    calendar = content.takeaways.calendar
    yield from fact_problems(calendar.facts, ("calendar", "facts"), content)
    for at, event in events(calendar):
        yield from brace_problems(event.summary, (*at, "summary"))
        yield from placeholder_problems(event.text, (*at, "text"), content)
        yield from contact_problems(event.contacts, (*at, "contacts"), content)
    for at, part in parts(content):
        yield from brace_problems(part.heading or "", (*at, "heading"))
        yield from placeholder_problems(part.text or "", (*at, "text"), content)
        yield from contact_problems(part.contacts, (*at, "contacts"), content)
        yield from fact_problems(part.facts, (*at, "facts"), content)
    yield from _source_problems(content)
    yield from _offer_problems(content)


def _offer_problems(content: Content) -> Iterator[Finding]:
    """Flows and outcomes that do not exist, and a calendar where no dates are worked out."""
    for flow_id, outcomes in content.takeaways.offered.items():
        at: Location = ("offered", flow_id)
        flow = content.decisions.get(flow_id)
        if flow is None:
            yield at, f"unknown flow `{flow_id}`.", "Use the id of a file in content/decisions."
            continue
        known = {outcome.id: outcome for outcome in flow.outcomes}
        for name, wanted in outcomes.items():
            if name not in known:
                yield (*at, name), f"unknown outcome `{name}`.", f"Use the id of an outcome of `{flow_id}`."
            elif TakeAwayId.CALENDAR in wanted and known[name].calculate is None:
                yield (*at, name), f"`{name}` works out no dates for a calendar.", "Leave out `calendar`."


def _source_problems(content: Content) -> Iterator[Finding]:
    words = content.takeaways
    known = {source.id: source for source in words.sources}
    cited = {"calendar": words.calendar.sources, **{name.value: text.sources for name, text in words.texts.items()}}
    for name, ids in cited.items():
        if not ids:
            yield (name, "sources"), "no source.", "Name at least one of the sources of this file."
        for index, source in enumerate(ids):
            if source not in known:
                yield (name, "sources", index), f"unknown source `{source}`.", "Use the id of a source of this file."
        yield from council_alone([known[item] for item in ids if item in known], (name, "sources"))
    for index, item in enumerate(words.sources):
        if not any(item.id in ids for ids in cited.values()):
            yield ("sources", index, "id"), f"nothing cites the source `{item.id}`.", "Cite it or remove it."
        if item.id in [other.id for other in words.sources[:index]]:
            yield ("sources", index, "id"), f"the source `{item.id}` stands twice.", "Remove one of them."
