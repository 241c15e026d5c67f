"""Ids that must exist: facts, contacts, related answers, placeholders; and sources where the law is told."""

from __future__ import annotations

from collections.abc import Iterator

from sendguide.content.bundle import Content, problem_in, problem_in_file
from sendguide.content.models import Answer, Confidence, Group
from sendguide.content.placeholders import FIELDS, malformed, used, value_of
from sendguide.content.yaml_file import Location, Problem

COUNCIL_IS_A_PARTY = frozenset(
    {
        Group.MEDIATION_BASICS,
        Group.MEDIATION_MEETING,
        Group.MEDIATION_OUTCOME,
        Group.CERTIFICATE,
        Group.APPEAL,
        Group.OTHER_DISPUTES,
        Group.EHC_PROCESS,
    }
)
"""Groups in which a council's own page is not source enough: anchors.md section 1, 'both voices cited'."""

NO_SOURCE_NEEDED = frozenset({Group.CONVERSATION})


def check_references(content: Content) -> list[Problem]:
    """Unknown ids, missing sources and facts, and facts that are too weak to show."""
    problems: list[Problem] = []
    for answer in content.answers.values():
        for at, message, remedy in _answer_problems(answer, content):
            problems.append(problem_in(content, answer, at, message, remedy))
    return problems + list(_council_problems(content))


def _council_problems(content: Content) -> Iterator[Problem]:
    for index, contact_id in enumerate(content.council.help_contacts):
        if contact_id not in content.contacts:
            message, remedy = f"unknown contact `{contact_id}`.", "Use an id from content/contacts.yml."
            yield problem_in_file(content, "council.yml", ("help_contacts", index), message, remedy)
    for index, answer_id in enumerate(content.council.starters):
        if answer_id not in content.answers:
            message, remedy = f"unknown answer `{answer_id}`.", "Use the id of an answer file."
            yield problem_in_file(content, "council.yml", ("starters", index), message, remedy)


def _answer_problems(answer: Answer, content: Content) -> Iterator[tuple[Location, str, str]]:
    yield from _unknown_ids(answer, content)
    yield from _placeholder_problems(answer, content)
    yield from _source_problems(answer, content)


def _unknown_ids(answer: Answer, content: Content) -> Iterator[tuple[Location, str, str]]:
    for index, fact_id in enumerate(answer.facts):
        fact = content.facts.get(fact_id)
        if fact is None:
            yield ("facts", index), f"unknown fact `{fact_id}`.", "Use an id from content/facts.yml."
        elif fact.confidence is Confidence.LOW:
            yield ("facts", index), f"the fact `{fact_id}` is of low confidence.", "Find a better source or drop it."
    for index, contact_id in enumerate(answer.contacts):
        if contact_id not in content.contacts:
            yield ("contacts", index), f"unknown contact `{contact_id}`.", "Use an id from content/contacts.yml."
    for index, related in enumerate(answer.related):
        if related not in content.answers:
            yield ("related", index), f"unknown answer `{related}`.", "Use the id of an answer file."
        if related == answer.id:
            yield ("related", index), "an answer is not related to itself.", "Remove it."
    if answer.parent is not None and answer.parent not in content.answers:
        yield ("parent",), f"unknown answer `{answer.parent}`.", "Use the id of an answer file."


def _placeholder_problems(answer: Answer, content: Content) -> Iterator[tuple[Location, str, str]]:
    if "{" in answer.question or "}" in answer.question:
        yield ("question",), "a question is shown as it stands; braces are not filled in.", "Write it without braces."
    for name in ("text", "easy_read", "more"):
        words = getattr(answer, name) or ""
        for wrong in malformed(words):
            remedy = "Write it as {contact_id.phone}, in small letters."
            yield (name,), f"`{wrong}` is not filled in and would be shown as it stands.", remedy
        for contact_id, field in used(words):
            if contact_id not in content.contacts:
                yield (name,), f"unknown contact in `{{{contact_id}.{field}}}`.", "Use an id from content/contacts.yml."
            elif field not in FIELDS:
                yield (name,), f"unknown detail in `{{{contact_id}.{field}}}`.", f"Use one of {', '.join(FIELDS)}."
            elif value_of(content.contacts, contact_id, field) is None:
                remedy = "Leave it out: no source gave it."
                yield (name,), f"`{contact_id}` has no {field} for `{{{contact_id}.{field}}}`.", remedy


def _source_problems(answer: Answer, content: Content) -> Iterator[tuple[Location, str, str]]:
    group = content.group_of(answer.id)
    if group in NO_SOURCE_NEEDED:
        return
    if not answer.sources:
        yield ("sources",), "no source.", "Name at least one page or law, with the date you read it."
    elif group in COUNCIL_IS_A_PARTY and all(
        source.url.host and source.url.host.endswith("coventry.gov.uk") for source in answer.sources
    ):
        remedy = "Add the law or an independent source."
        yield ("sources",), "the only sources are the council's, and the council is a party.", remedy
    if group is not Group.OUT_OF_SCOPE and not answer.facts:
        yield ("facts",), "no facts are cited.", "Cite the ids in content/facts.yml that the text states."
