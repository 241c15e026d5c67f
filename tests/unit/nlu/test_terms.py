"""The terms of the glossary are found in a message, and everyday words that look like them are not."""

from __future__ import annotations

import pytest

from sendguide.content.loader import Content
from sendguide.nlu.terms import TermFinder


@pytest.fixture(scope="module")
def finder(content: Content) -> TermFinder:
    """Finds the terms in use."""
    return TermFinder(list(content.terms.values()))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("START said no", ["start"]),
        ("where do i start", []),
        ("our ehcp is late", ["ehc_plan"]),
        ("the Multi-Agency Safeguarding Hub", ["mash"]),
        ("I am lost", []),
        ("", []),
    ],
)
def test_terms_are_found_as_written(finder: TermFinder, text: str, ids: list[str]):
    assert [item["value"] for item in finder.find(text)] == ids


def test_every_term_of_the_glossary_is_found(content: Content, finder: TermFinder):
    lost = [
        form
        for term in content.terms.values()
        for form in (term.term, *term.also)
        if term.id not in [item["value"] for item in finder.find(f"about {form} please")]
    ]
    assert lost == []


def test_a_term_has_its_place_and_kind(content: Content, finder: TermFinder):
    text = "please ask MASH today"
    found = finder.find(text)[0]
    assert text[found["start"] : found["end"]] == "MASH"
    assert found["entity"] == content.terms["mash"].kind


def test_terms_do_not_overlap(finder: TermFinder):
    found = finder.find("an EHC needs assessment by the Local Government and Social Care Ombudsman, section F and I")
    ends = [item["end"] for item in found]
    assert all(item["start"] >= end for end, item in zip(ends, found[1:]))
