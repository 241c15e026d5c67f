"""Whatever an editor breaks in an answer file is reported once, with its file and line and a remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from tests.unit.content.draft import COST, Draft

HELLO = "content/answers/conversation/greet.yml"
ACT = "section/56\n    checked_on: 2026-11-23"
TEXT = "  No. Mediation is free for families.\n"
SOURCES = re.compile(r"(?ms)^sources:.*?(?=^law_as_at)")
LONG = "The council and the mediator and the family and the school and a friend can all sit down and talk about it."


@dataclass(frozen=True)
class Mistake:
    """One edit and what the check must say of it.

    Attributes:
        old: what stood in `mediation_cost.yml`.
        new: what the editor made of it.
        says: words of the report.
        at: words of the line that the report must name.
        is_warning: whether it only has to be planned.
    """

    old: str
    new: str
    says: str
    at: str
    is_warning: bool = False


MISTAKES = {
    "YAML that cannot be read": Mistake("question: Does", "question: Does: it", "YAML cannot be read", "question:"),
    "unknown key": Mistake("owner:", "ownr: me\nowner:", "ownr", "ownr:"),
    "missing key": Mistake("owner: SENDIASS content group\n", "", "owner", "# The answer"),
    "repeated key": Mistake("owner:", "owner: me\nowner:", "`owner` stands twice", "owner: SENDIASS"),
    "wrong date": Mistake("review_by: 2027-02-23", "review_by: soon", "review_by", "review_by: soon"),
    "question too long": Mistake("Does mediation cost anything?", "W" + "h" * 60, "question", "question:"),
    "address without a scheme": Mistake("url: https://www.ipsea.org.uk/mediation", "url: ipsea", "url", "url: ipsea"),
    "unknown fact": Mistake("[med-006,", "[med-006, med-999,", "unknown fact `med-999`", "med-999"),
    "weak fact": Mistake("[med-006,", "[med-029,", "low confidence", "med-029"),
    "unknown contact": Mistake("[kids_send_mediation,", "[nobody,", "unknown contact `nobody`", "nobody"),
    "unknown related answer": Mistake("[mediation_what_is,", "[nothing,", "unknown answer `nothing`", "nothing"),
    "related to itself": Mistake("[mediation_what_is,", "[mediation_cost,", "not related to itself", "related:"),
    "unknown parent": Mistake("owner:", "parent: nothing\nowner:", "unknown answer `nothing`", "parent:"),
    "unknown placeholder": Mistake(TEXT, TEXT + "  Ring {nobody.phone}.\n", "{nobody.phone}", "text: |"),
    "unknown detail": Mistake(TEXT, TEXT + "  Ring {start.fax}.\n", "{start.fax}", "text: |"),
    "placeholder that is misspelt": Mistake(TEXT, TEXT + "  Ring {start.Phone}.\n", "{start.Phone}", "text: |"),
    "detail that is not known": Mistake(TEXT, TEXT + "  Write to {start.email}.\n", "has no email", "text: |"),
    "overdue review": Mistake("review_by: 2027-02-23", "review_by: 2026-11-22", "was due on 2026-11-22", "review_by:"),
    "review due soon": Mistake("review_by: 2027-02-23", "review_by: 2026-12-20", "due on", "review_by:", True),
    "review before it was read": Mistake(
        "reviewed_on: 2026-11-23", "reviewed_on: 2027-03-01", "not after reviewed_on", "review_by:"
    ),
    "law of the future": Mistake("law_as_at: 2026-11-23", "law_as_at: 2027-01-01", "in the future", "law_as_at:"),
    "source of the future": Mistake(ACT, ACT.replace("2026", "2062"), "in the future", "2062-11-23"),
    "long sentence": Mistake(TEXT, f"  {LONG} {LONG[:-1]}, {LONG}\n", "a sentence of", "text: |"),
    "hard words": Mistake(
        "  Mediation is free. You do not pay.\n",
        "  Participation necessitates no expenditure whatsoever.\n" * 4,
        "reading grade",
        "easy_read: |",
    ),
    "too many words": Mistake(TEXT, TEXT + "\n" + "  You do not pay for it.\n" * 25, "the limit is 130", "text: |"),
    "unknown acronym": Mistake(TEXT, TEXT + "  Ask the QZX.\n", "`QZX` is not spelt out", "text: |"),
    "acronym of the glossary": Mistake(TEXT, TEXT + "  Ask the LGSCO.\n", "Ombudsman (LGSCO)", "text: |"),
    "bare phone number": Mistake(TEXT, TEXT + "  Ring 024 7683 1614.\n", "024 7683 1614", "text: |"),
    "thing never to say": Mistake(TEXT, TEXT + "  You have 60 days.\n", "never say “60 days”", "text: |"),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_in_an_answer_is_reported_where_it_is(draft: Draft, mistake: Mistake):
    draft.replace(COST, mistake.old, mistake.new)
    problems = draft.problems()
    # An answer that cannot be read is also missed by the answers that lead to it.
    own = [problem for problem in problems if "unknown answer `mediation_cost`" not in problem.message]
    found = [problem for problem in own if mistake.says in problem.message + problem.remedy]
    assert [(problem.file, problem.line) for problem in found] == [(COST, draft.line_with(COST, mistake.at))], problems
    assert found[0].is_warning == mistake.is_warning
    assert found[0].remedy.strip()
    assert {problem.file for problem in own} == {COST}


def test_an_answer_without_sources_is_reported(draft: Draft):
    _replace_sources(draft, COST, "sources: []\n")
    found = [problem for problem in draft.problems() if problem.message == "no source."]
    assert [(problem.file, problem.line) for problem in found] == [(COST, draft.line_with(COST, "sources:"))]


def test_the_council_alone_is_not_source_enough_where_it_is_a_party(draft: Draft):
    page = "title: The council's page\n    url: https://www.coventry.gov.uk/x\n    checked_on: 2026-11-23\n"
    _replace_sources(draft, COST, f"sources:\n  - {page}")
    found = [problem for problem in draft.problems() if "only sources are the council's" in problem.message]
    assert [(problem.file, problem.line) for problem in found] == [(COST, draft.line_with(COST, "sources:"))]


def test_small_talk_needs_no_source(draft: Draft):
    _replace_sources(draft, HELLO, "sources: []\n")
    assert draft.problems() == []


def _replace_sources(draft: Draft, name: str, new: str) -> None:
    path = draft.project / name
    path.write_text(SOURCES.sub(new, path.read_text(encoding="utf-8")), encoding="utf-8")
