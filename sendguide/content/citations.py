"""What answers and flows cite: facts, contacts, sources, and the contact details in their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sendguide.content.bundle import Content
from sendguide.content.models import Confidence, Source
from sendguide.content.placeholders import FIELDS, malformed, used, value_of
from sendguide.content.yaml_file import Location

Finding = tuple[Location, str, str]


def fact_problems(facts: Sequence[str], at: Location, content: Content) -> Iterator[Finding]:
    """Facts that do not exist or are too weak to show."""
    for index, fact_id in enumerate(facts):
        fact = content.facts.get(fact_id)
        if fact is None:
            yield (*at, index), f"unknown fact `{fact_id}`.", "Use an id from content/facts.yml."
        elif fact.confidence is Confidence.LOW:
            yield (*at, index), f"the fact `{fact_id}` is of low confidence.", "Find a better source or drop it."


def contact_problems(contacts: Sequence[str], at: Location, content: Content) -> Iterator[Finding]:
    """Contacts that do not exist."""
    for index, contact_id in enumerate(contacts):
        if contact_id not in content.contacts:
            yield (*at, index), f"unknown contact `{contact_id}`.", "Use an id from content/contacts.yml."


def answer_problems(answers: Sequence[str], at: Location, content: Content) -> Iterator[Finding]:
    """Related answers that do not exist."""
    for index, answer_id in enumerate(answers):
        if answer_id not in content.answers:
            yield (*at, index), f"unknown answer `{answer_id}`.", "Use the id of an answer file."


def flow_problems(flows: Sequence[str], at: Location, content: Content) -> Iterator[Finding]:
    """Flows to offer that do not exist."""
    for index, flow_id in enumerate(flows):
        if flow_id not in content.decisions:
            yield (*at, index), f"unknown flow `{flow_id}`.", "Use the id of a file in content/decisions."


def brace_problems(words: str, at: Location) -> Iterator[Finding]:
    """Braces in words that are shown as they stand."""
    if "{" in words or "}" in words:
        yield at, f"`{at[-1]}` is shown as it stands; braces are not filled in.", "Write it without braces."


def placeholder_problems(words: str, at: Location, content: Content) -> Iterator[Finding]:
    """Contact details that cannot be filled in."""
    for wrong in malformed(words):
        remedy = "Write it as {contact_id.phone}, in small letters."
        yield at, f"`{wrong}` is not filled in and would be shown as it stands.", remedy
    for contact_id, field in used(words):
        if contact_id not in content.contacts:
            yield at, f"unknown contact in `{{{contact_id}.{field}}}`.", "Use an id from content/contacts.yml."
        elif field not in FIELDS:
            yield at, f"unknown detail in `{{{contact_id}.{field}}}`.", f"Use one of {', '.join(FIELDS)}."
        elif value_of(content.contacts, contact_id, field) is None:
            remedy = "Leave it out: no source gave it."
            yield at, f"`{contact_id}` has no {field} for `{{{contact_id}.{field}}}`.", remedy


def council_alone(sources: Sequence[Source], at: Location) -> Iterator[Finding]:
    """Sources that are all the council's own, where the council is a party."""
    if sources and all(source.url.host and source.url.host.endswith("coventry.gov.uk") for source in sources):
        remedy = "Add the law or an independent source."
        yield at, "the only sources are the council's, and the council is a party.", remedy
