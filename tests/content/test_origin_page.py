"""The origin page (Coventry SENDIASS, resolving disagreements): all it says can be had, without its mistakes.

The mistakes are those of the domain dossier, section 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from sendguide.content.loader import Content
from sendguide.content.models import Confidence, Fact
from tests.content.words import digits, folded, paragraphs

ORIGIN_PAGE = "covsendiass.co.uk/advice-support/resolving-disagreements"
CURRENT_CODE = "https://www.gov.uk/government/publications/send-code-of-practice-0-to-25"
FAMILY_MEDIATION_RECORD = "directory-record/42448"
PROVIDER_NUMBER = "03330062835"


def _facts_of_the_page(content: Content) -> list[Fact]:
    return [fact for fact in content.facts.values() if any(ORIGIN_PAGE in source.url for source in fact.sources)]


def _all_paragraphs(content: Content, pattern: str) -> Iterator[tuple[str, str]]:
    for answer_id in content.answers:
        for paragraph in paragraphs(content, answer_id):
            if re.search(pattern, paragraph, re.IGNORECASE):
                yield answer_id, paragraph


def test_every_fact_of_the_page_is_told_by_an_answer(content: Content):
    page = {fact.id for fact in _facts_of_the_page(content) if fact.confidence is not Confidence.LOW}
    told = {fact_id for answer in content.answers.values() for fact_id in answer.facts}
    assert len(page) >= 20
    assert page - told == set()


def test_only_disagreement_resolution_needs_everyone_to_agree(content: Content):
    everyone = r"(every ?one|everybody|all (sides|parties)|every side|both( sides)?|each( side)?)"
    must_agree = rf"\b{everyone} (has|have|must|needs?)\b[^.]*\bagree"
    found = list(_all_paragraphs(content, must_agree))
    elsewhere = [(name, words) for name, words in found if name != "disagreement_resolution"]
    assert found
    assert [item for item in elsewhere if "disagreement resolution" not in item[1].lower()] == []


def test_the_council_must_take_part_when_the_family_chooses_mediation(content: Content):
    words = folded(content, "mediation_voluntary", ("text",))
    assert "your choice" in words
    assert re.search(r"the council must arrange it and take part", words)


def test_the_two_limits_of_confidentiality_are_told_at_once(content: Content):
    words = folded(content, "mediation_confidential", ("text",)).lower()
    assert "written agreement" in words
    assert re.search(r"safety|harm to a child", words)


def test_only_disagreement_resolution_can_be_used_at_any_time(content: Content):
    found = list(_all_paragraphs(content, r"(used?|ask for (it|mediation)|mediat\w*)[^.]* (at )?any time"))
    leaving = r"stop at any time"
    wrong = [words for _, words in found if "disagreement resolution" not in words.lower()]
    assert found
    assert [words for words in wrong if not re.search(leaving, words)] == []


def test_the_old_name_of_the_tribunal_is_only_an_old_name(content: Content):
    found = list(_all_paragraphs(content, "sendist"))
    assert [name for name, _ in found] == ["tribunal_what"]
    assert re.search(r"\bold(er)? name\b", found[0][1])
    assert "First-tier Tribunal (Special Educational Needs and Disability)" in found[0][1]


def test_the_provider_is_named_wherever_its_number_stands(content: Content):
    found = [(name, words) for name, words in _all_paragraphs(content, "0333") if PROVIDER_NUMBER in digits(words)]
    assert {"provider_contact", "mediation_request", "mediation_certificate_how"} <= {name for name, _ in found}
    unnamed = {name for name, _ in found if "Kids" not in folded(content, name)}
    assert unnamed == set()


@pytest.mark.parametrize(
    ("answer_id", "told"),
    [
        ("mediation_certificate_how", ["within 2 calendar months", "3 working days"]),
        ("mediation_no_agreement", ["3 working days"]),
        ("appeal_deadline", ["2 calendar months", "1 calendar month", "later of these two dates"]),
        ("section_i_only", ["do not need a mediation certificate", "still choose mediation", "2 calendar months"]),
        ("mediation_voluntary", ["2 calendar months", "only about the school or college (section I)"]),
    ],
)
def test_what_the_page_leaves_out_is_told(content: Content, answer_id: str, told: list[str]):
    words = folded(content, answer_id, ("text",))
    assert [phrase for phrase in told if phrase not in words] == []


def test_meetings_are_usually_online_and_otherwise_close(content: Content):
    words = folded(content, "mediation_where_online", ("text",))
    assert re.search(r"most(ly)? (often )?online", words)
    assert "close to" in words


def test_the_code_of_practice_that_is_linked_is_the_current_one(content: Content):
    sources = [source for answer in content.answers.values() for source in answer.sources]
    codes = [str(source.url) for source in sources if re.search("code of practice", source.title, re.IGNORECASE)]
    assert set(codes) == {CURRENT_CODE}
    assert list(_all_paragraphs(content, r"july 2014|code of practice (of|from) 2014|2014 code")) == []


def test_the_record_that_confuses_this_with_family_mediation_is_no_source(content: Content):
    sources = [str(source.url) for answer in content.answers.values() for source in answer.sources]
    assert [url for url in sources if FAMILY_MEDIATION_RECORD in url] == []
    assert list(_all_paragraphs(content, "family mediator")) == []


def test_facts_of_low_confidence_are_told_by_no_answer(content: Content):
    low = {fact.id for fact in content.facts.values() if fact.confidence is Confidence.LOW}
    assert [answer.id for answer in content.answers.values() if low & set(answer.facts)] == []
