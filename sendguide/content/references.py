"""Ids that must exist: facts, contacts, related answers, placeholders; and sources where the law is told."""

from __future__ import annotations

from collections.abc import Iterator

from sendguide.content.bundle import Content, problem_in, problem_in_file
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
from sendguide.content.models import Answer, Group
from sendguide.content.yaml_file import Problem

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
    for at, message, remedy in _council_problems(content):
        problems.append(problem_in_file(content, "council.yml", at, message, remedy))
    for at, message, remedy in _widget_problems(content):
        problems.append(problem_in_file(content, "widget.yml", at, message, remedy))
    return problems


def _council_problems(content: Content) -> Iterator[Finding]:
    yield from contact_problems(content.council.help_contacts, ("help_contacts",), content)
    yield from answer_problems(content.council.starters, ("starters",), content)


def _widget_problems(content: Content) -> Iterator[Finding]:
    yield from contact_problems(content.widget.people, ("people",), content)
    for place, name in enumerate(content.widget.people):
        contact = content.contacts.get(name)
        if contact is not None and not (contact.phone or contact.web):
            yield ("people", place), f"`{name}` has neither a phone nor a website.", "Choose people who can be reached."
    for name in ("danger_line", "danger_again"):
        yield from placeholder_problems(getattr(content.widget, name), (name,), content)


def _answer_problems(answer: Answer, content: Content) -> Iterator[Finding]:
    yield from _unknown_ids(answer, content)
    yield from brace_problems(answer.question, ("question",))
    for name in ("text", "easy_read", "more"):
        yield from placeholder_problems(getattr(answer, name) or "", (name,), content)
    yield from _source_problems(answer, content)


def _unknown_ids(answer: Answer, content: Content) -> Iterator[Finding]:
    yield from fact_problems(answer.facts, ("facts",), content)
    yield from contact_problems(answer.contacts, ("contacts",), content)
    yield from answer_problems(answer.related, ("related",), content)
    yield from flow_problems(answer.flows, ("flows",), content)
    if answer.id in answer.related:
        yield ("related", answer.related.index(answer.id)), "an answer is not related to itself.", "Remove it."
    if answer.parent is not None and answer.parent not in content.answers:
        yield ("parent",), f"unknown answer `{answer.parent}`.", "Use the id of an answer file."


def _source_problems(answer: Answer, content: Content) -> Iterator[Finding]:
    group = content.group_of(answer.id)
    if group in NO_SOURCE_NEEDED:
        return
    if not answer.sources:
        yield ("sources",), "no source.", "Name at least one page or law, with the date you read it."
    elif group in COUNCIL_IS_A_PARTY:
        yield from council_alone(answer.sources, ("sources",))
    if group is not Group.OUT_OF_SCOPE and not answer.facts:
        yield ("facts",), "no facts are cited.", "Cite the ids in content/facts.yml that the text states."
