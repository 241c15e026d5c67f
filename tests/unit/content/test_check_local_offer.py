"""Whatever an editor breaks in the Local Offer's files is reported with file, line and remedy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import pytest

from sendguide.content.checks import check_content
from sendguide.content.checks.local_offer import check_local_offer
from sendguide.content.loader import read_content
from sendguide.content.yaml_file import Problem
from tests.conftest import TODAY
from tests.unit.content.draft import Draft

START = "content/local_offer/services/start.json"
PORTAGE = "content/local_offer/services/early_years_portage.json"
TERMS = "content/local_offer/taxonomies.json"
MANIFEST = "content/local_offer/manifest.json"
MAPPING = "content/local_offer/mapping.csv"


@dataclass(frozen=True)
class Mistake:
    """One edit, what the check must say of it, and words of the line it must name."""

    file: str
    old: str
    new: str
    says: str
    at: str


MISTAKES = {
    "comma left out": Mistake(START, '"status": "active",', '"status": "active"', "JSON cannot be read", '"url"'),
    "unknown status": Mistake(START, '"status": "active"', '"status": "open"', "“open”", '"status"'),
    "another number than the contact's": Mistake(
        START, "+442476831614", "+442476831615", "+442476831614 in content/contacts.yml", '"contacts"'
    ),
    "another address than the contact's": Mistake(
        START,
        '"url": "https://www.coventry.gov.uk/sendlocaloffer"',
        '"url": "https://www.coventry.gov.uk/send"',
        "web address",
        '"url"',
    ),
    "verified here but not there": Mistake(
        START, '"verified_on": null', '"verified_on": "2026-11-20"', "verified_on: 2026-11-20 here", '"verified_on"'
    ),
    "another number than that of whoever answers": Mistake(
        PORTAGE, "+442476831614", "+442476831615", "+442476831615 here", '"x_contact"'
    ),
    "answered by nobody": Mistake(
        PORTAGE, '"x_contact": "start"', '"x_contact": "nobody"', "no contact `nobody`", "nobody"
    ),
    "number in the words": Mistake(
        START, "Call and say what it is about.", "Call 024 7683 1614.", "a phone number stands in the words", "Call 024"
    ),
    "short form that is not spelt out": Mistake(
        START, "Call and say what it is about.", "Ask the SENCO.", "`SENCO` is not spelt out", "the SENCO"
    ),
    "what must never be said": Mistake(
        START, "Call and say what it is about.", "You must go to mediation.", "never say", "You must go"
    ),
    "words that are too hard": Mistake(
        START,
        "Call and say what it is about.",
        "Prospective beneficiaries necessitate comprehensive multidisciplinary consideration, "
        "notwithstanding administrative eligibility determinations previously communicated.",
        "reading grade",
        '"description": "The council',
    ),
    "read tomorrow": Mistake(START, '"read_on": "2026-11-23"', '"read_on": "2026-11-24"', "in the future", "read_on"),
    "changed by hand after it was tidied": Mistake(
        START, '"last_modified": "2026-11-23T', '"last_modified": "2026-11-22T', "not in order", "{"
    ),
    "organisation described in another way": Mistake(
        START, "The council for Coventry.", "The city council.", "described differently", '"organization"'
    ),
    "low confidence": Mistake(START, '"confidence": "high"', '"confidence": "low"', "“low”", '"confidence"'),
    "contact that is not named": Mistake(
        START, '    "contact": "start",\n', "", "`start` is also a contact", '"x_send"'
    ),
    "contact that is unknown": Mistake(
        START, '"contact": "start"', '"contact": "strat"', "no contact `strat`", '"contact": "strat"'
    ),
    "terms that cannot be read": Mistake(TERMS, '"name": "sen-need",\n', '"name" "sen-need",\n', "JSON", '"name" "sen'),
    "code that stands twice": Mistake(
        TERMS, '"code": "LO-DISPUTE"', '"code":  "LO-TRAVEL"', "“LO-TRAVEL” stands twice", '"code":  "LO-TRAVEL"'
    ),
    "word that leads to two terms": Mistake(TERMS, '"wheelchair user"', '"deaf" ', "“deaf” stands twice", '"deaf" ,'),
    "term renamed by hand": Mistake(TERMS, '"name": "Dyspraxia"', '"name": "Clumsiness"', "not in order", "["),
    "kind that is unknown": Mistake(
        TERMS, '"x_link_type": "sector"', '"x_link_type": "sektor"', "the kinds of terms are", "["
    ),
    "no licence": Mistake(MANIFEST, '"licence"', '"license"', "`licence` is missing", "{"),
    "code in the mapping that is no term": Mistake(
        MAPPING, "kb5,Childminder,LO-CHILDCARE", "kb5,Childminder,LO-CARE", "`LO-CARE`", "Childminder"
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_reported_where_it_is(draft: Draft, mistake: Mistake):
    draft.replace(mistake.file, mistake.old, mistake.new)
    found = [item for item in draft.problems() if item.file == mistake.file and mistake.says in item.message]
    assert found, [str(item) for item in draft.problems()]
    assert draft.line_with(mistake.file, mistake.at) in [item.line for item in found], found
    assert not found[0].is_warning
    assert found[0].remedy


def test_a_code_that_is_no_term_is_reported_with_the_one_that_was_meant(draft: Draft):
    path = draft.project / START
    record = json.loads(path.read_text(encoding="utf-8"))
    record["attributes"][0]["taxonomy_term"]["code"] = "LO-EHC-REQEST"
    path.write_text(json.dumps(record), encoding="utf-8")
    assert any("Did you mean `LO-EHC-REQUEST`" in item.message for item in draft.problems())


def test_a_contact_that_was_put_right_must_be_put_right_in_its_record_too(draft: Draft):
    draft.replace("content/contacts.yml", "024 7683 1614", "024 7683 9999")
    files = {item.file for item in draft.problems() if "in content/contacts.yml" in item.message}
    assert {START, PORTAGE} <= files


@pytest.mark.parametrize("name", ["start.jsn", "old/start.json", "start.json.bak"])
def test_a_file_that_is_never_read_is_reported(draft: Draft, name: str):
    path = draft.content / "local_offer" / "services" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("{}")
    assert any("never read" in item.message and item.file.endswith(name) for item in draft.problems())


@pytest.mark.parametrize("name", ["taxonomies.json", "manifest.json", "mapping.csv"])
def test_a_file_that_is_gone_is_reported(draft: Draft, name: str):
    (draft.content / "local_offer" / name).unlink()
    assert any(item.file.endswith(name) for item in draft.problems())


def late(draft: Draft, day: str) -> list[Problem]:
    found = check_content(draft.content, today=date.fromisoformat(day))
    return [item for item in found if item.file == START and "last" in item.message]


def test_what_is_overdue_is_a_warning_that_names_the_owner(draft: Draft):
    assert late(draft, "2027-02-21") == []
    found = late(draft, "2027-02-22")
    assert [(item.is_warning, item.line) for item in found] == [(True, draft.line_with(START, '"read_on"'))]
    assert "Owner: Local Offer content group." in found[0].remedy
    assert len(late(draft, "2027-05-24")) == 2


def topic_problems(draft: Draft) -> list[str]:
    content, _ = read_content(draft.content)
    assert content is not None
    found = check_local_offer(draft.content, content, today=date.fromisoformat(TODAY), with_topics=True)
    return [problem.message for problem in found if "topic" in problem.message]


def test_each_answer_about_services_is_a_topic_with_a_service(tmp_path):
    draft = Draft.of_content(tmp_path)
    assert topic_problems(draft) == []
    (draft.content / "local_offer" / "services" / "coventry_local_offer.json").unlink()
    assert topic_problems(draft) == ["no service has the topic `local_offer_what`."]


def test_a_topic_is_an_answer(tmp_path):
    draft = Draft.of_content(tmp_path)
    draft.replace(TERMS, '"code": "local_offer_what"', '"code": "local_offer_wot"')
    assert topic_problems(draft) == [
        "the topic `local_offer_wot` is no answer.",
        "the answer `local_offer_what` is no topic.",
    ]
