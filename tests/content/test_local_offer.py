"""The real records of the Local Offer: true to their sources, complete where the law wants it, readable by others."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from sendguide.content.loader import Content
from sendguide.directory.coverage import coverage
from sendguide.directory.ids import record_id
from sendguide.directory.records import read_records, tidy, validate
from sendguide.directory.service import service_of
from sendguide.directory.terms import CATEGORY, LINK_TYPES, NEED, SECTOR, TOPIC, read_terms
from sendguide.settings import PROJECT

Json = dict[str, Any]
FOLDER = PROJECT / "content" / "local_offer"
RECORDS, PROBLEMS = read_records(FOLDER / "services")
TERMS = read_terms(FOLDER / "taxonomies.json")
BY_NAME = {record["x_source"]["id"]: record for record in RECORDS}
ORUK = Path(os.environ.get("ORUK_SCHEMAS", PROJECT.parent / "shared" / "oruk"))

HEADINGS = {
    "LO-EDU-LOCAL": "1", "LO-EDU-OUT": "2", "LO-EDU-DETAIL": "3", "LO-EDU-IDENTIFY": "4", "LO-EDU-APPROACH": "5",
    "LO-EDU-OTHER": "6-8", "LO-TRAVEL": "9", "LO-ADULTHOOD": "10-11", "LO-HEALTH": "12", "LO-SOCIAL": "13",
    "LO-EHC-REQUEST": "14", "LO-IAS": "15", "LO-CHILDCARE": "16", "LO-COMPLAINT": "17", "LO-APPEAL": "18",
    "LO-DISPUTE": "19",
}  # fmt: skip
"""Standards.md section 1.6: our codes and the paragraphs of Schedule 2."""

READ_IN_THE_LAW = {"1", "2", "3", "5", "15", "17"}
"""Paragraph numbers that standards.md does not mark as still to be checked."""

WITHOUT_PHONE = {
    "coventry_sendiass", "send_tribunal", "sossen", "contact_charity", "eass", "legal_aid", "rise", "short_breaks",
    "community_short_breaks", "family_hubs", "occupational_therapy", "physiotherapy", "carers_trust", "law_centre",
    "extended_learning_centre", "sen_support_service", "hereward_college", "cov_ambassendors",
}  # fmt: skip
"""No source gave a number, or sources differ (domain.md sections 3 and 9; the header of contacts.yml)."""

WITHOUT_EMAIL = {"coventry_sendiass", "kids_send_mediation", "start", "rise"}

NOT_TO_BE_GIVEN = {
    "for health professionals": "8081966798",
    "a misprint of it": "8081966897",
    "SENDIASS from memory": "2476694307",
    "the Tribunal's two numbers": "3003035857",
    "the Tribunal's older number": "1325289350",
}
"""The digits after the first 0: in whatever form a number is written, they stand together once spaces are taken out."""

KNOWN = {
    "kids_send_mediation": "+443330062835",
    "start": "+442476831614",
    "mash": "+442476788555",
    "social_work_out_of_hours": "+442476832222",
    "nspcc": "+448088005000",
    "childline": "+448001111",
    "samaritans": "116123",
    "shout": "85258",
    "speech_therapy": "+442476961455",
    "university_hospital": "+442476964000",
    "pals": "+448000284203",
    "voiceability": "+443003031660",
    "adult_social_care": "+442476833003",
    "coventry_college": "+442476932932",
    "castle_wood_school": "+442476709060",
    "sherbourne_fields_school": "+442476591501",
    "lgsco": "+443000610614",
    "emergency": "999",
    "nhs_111": "111",
    "papyrus": "+448000684141",
    "domestic_abuse_helpline": "+448082000247",  # not in the dossier: Refuge, see content/contacts.yml
}
"""Domain.md section 3. Whoever corrects a number, with its source, corrects it here too."""


def test_every_record_can_be_used():
    assert [str(problem) for problem in PROBLEMS] == []
    assert len(RECORDS) >= 48


@pytest.mark.skipif(
    not (ORUK / "schema" / "service.json").exists(),
    reason=f"RECORDS NOT CHECKED AGAINST OPEN REFERRAL UK: no schema in {ORUK}. Set ORUK_SCHEMAS to its folder.",
)
def test_every_record_follows_the_schema_of_open_referral_uk():
    schema = json.loads((ORUK / "schema" / "service.json").read_text(encoding="utf-8"))
    validator = jsonschema_rs.validator_for(schema, validate_formats=True)
    assert not validator.is_valid({**RECORDS[0], "status": "live", "email": None})
    assert [(name, e.message) for name, record in BY_NAME.items() for e in validator.iter_errors(record)] == []


def test_every_heading_of_schedule_2_has_a_term_that_says_which_numbers_are_checked():
    terms = {term["code"]: term for term in TERMS.taxonomies[0]["taxonomy_terms"]}
    assert {code: term["x_paragraph"] for code, term in terms.items()} == HEADINGS
    checked = {term["x_paragraph"] for term in terms.values() if term["x_paragraph_checked"]}
    assert checked == READ_IN_THE_LAW
    for term in terms.values():
        says_unchecked = "not yet checked" in term["description"]
        assert says_unchecked != term["x_paragraph_checked"], term["code"]
        assert term["term_uri"] == "https://www.legislation.gov.uk/uksi/2014/1530/schedule/2"


def test_the_three_parts_of_the_local_offer_each_hold_services():
    rows = [row for row in coverage(RECORDS, TERMS) if row.link_type == SECTOR]
    assert [row.code for row in rows] == ["education", "health", "social_care"]
    assert all(row.services for row in rows)


def test_the_documented_empty_headings_are_those_that_are_empty():
    empty = {row.code for row in coverage(RECORDS, TERMS) if not row.services}
    missing = (
        (PROJECT / "docs" / "local-offer-data.md").read_text(encoding="utf-8").split("Headings without a service")[1]
    )
    assert empty == set(re.findall(r"^- `(LO-[A-Z-]+)`", missing, flags=re.MULTILINE))


def test_ids_of_terms_follow_from_their_codes_and_no_two_are_the_same():
    names = [(taxonomy["name"], term["code"]) for taxonomy in TERMS.taxonomies for term in taxonomy["taxonomy_terms"]]
    assert [key for key, count in Counter(code for _, code in names).items() if count > 1] == []
    for taxonomy in TERMS.taxonomies:
        assert taxonomy["id"] == record_id("taxonomy", taxonomy["name"])
        for term in taxonomy["taxonomy_terms"]:
            assert term["id"] == record_id("taxonomy_term", taxonomy["name"], term["code"])
            assert (term["taxonomy"], term["taxonomy_id"], term["term"]) == (
                taxonomy["name"],
                taxonomy["id"],
                term["name"],
            )


def test_a_word_of_parents_leads_to_one_term_only():
    words = Counter(word for link_type in (NEED, TOPIC) for term in TERMS.of(link_type) for word in term.words)
    assert [word for word, count in words.items() if count > 1] == []
    assert [word for word in words if word != word.casefold().strip()] == []


@pytest.mark.parametrize(
    "word",
    ["asd", "autistic", "on the spectrum", "adhd", "add", "non verbal", "wheelchair", "deaf", "blind", "dyslexic",
     "downs", "epilepsy", "sensory", "speech therapy", "salt", "nursery", "portage", "short breaks", "respite", "clubs",
     "holiday club", "carers group", "college", "special school", "legal advice"],
)  # fmt: skip
def test_words_that_parents_use_are_known(word: str):
    assert [term.code for term in TERMS.by_code.values() if word in term.words], word


def test_ids_of_services_do_not_change():
    assert BY_NAME["start"]["id"] == "ad344f29-2f88-56f7-86b7-1f1e51d87ed5"
    assert BY_NAME["kids_send_mediation"]["id"] == "599acfa8-7c91-54db-b9ae-cf76f9a90714"
    assert all(record["id"] == record_id("service", "guide", name) for name, record in BY_NAME.items())


def test_every_service_has_what_the_standards_want():
    for name, record in BY_NAME.items():
        kinds = {item["link_type"] for item in record["attributes"]}
        assert {CATEGORY, SECTOR} <= kinds <= set(LINK_TYPES), name
        assert record["x_governance"]["verified_from"], name
        assert record["x_governance"]["owner"], name
        assert record["last_modified"].startswith(record["x_governance"]["read_on"]), name


def test_numbers_are_those_of_the_dossier():
    found = {name: service_of(record).phones for name, record in BY_NAME.items()}
    assert {name: found[name][0].number for name in KNOWN} == KNOWN
    assert [name for name in WITHOUT_PHONE if found[name]] == []
    borrowed = {"overnight_short_breaks": "mash", "childrens_disability_team": "mash", "early_years_portage": "start",
                "special_schools": "start"}  # fmt: skip
    for name, lender in borrowed.items():
        assert [phone.number for phone in found[name]] == [KNOWN[lender]], name
    others = set(found) - set(KNOWN) - WITHOUT_PHONE - set(borrowed)
    assert {name: found[name] for name in others if found[name]} == {}


def test_what_no_source_gives_is_absent():
    for name in WITHOUT_EMAIL:
        assert service_of(BY_NAME[name]).emails == (), name
    assert "url" not in BY_NAME["eass"]
    assert "url" not in BY_NAME["carers_trust"]


@pytest.mark.parametrize("digits", NOT_TO_BE_GIVEN.values(), ids=NOT_TO_BE_GIVEN.keys())
def test_numbers_that_must_not_be_given_stand_in_no_file(digits: str):
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            assert digits not in re.sub(r"[\s()-]", "", path.read_text(encoding="utf-8")), path.name


def test_places_that_are_not_certain_stand_in_no_record():
    text = "\n".join(json.dumps(record, ensure_ascii=False) for record in RECORDS)
    for name in ("One Voice", "Limbrick", "IASS@", "sen@coventry", "Rise.Referrals", "kids.rog.uk", "Baginton"):
        assert name.lower() not in text.lower(), name


def test_every_contact_has_a_record(content: Content):
    assert set(content.contacts) - set(BY_NAME) == set()


def test_every_answer_about_services_lists_at_least_one(content: Content):
    topics = Counter(code for record in RECORDS for code in service_of(record).terms[TOPIC])
    needed = {name for name in content.answers if name.startswith("local_offer_") or name.endswith("_contact")}
    assert needed >= {"local_offer_what", "start_contact", "sendiass_contact", "provider_contact"}
    assert {name for name in needed if not topics[name]} == set()
    assert set(topics) <= set(content.answers)


@pytest.mark.parametrize(
    ("topic", "services"),
    [
        ("start_contact", {"start"}),
        ("provider_contact", {"kids_send_mediation"}),
        ("local_offer_health_therapists", {"speech_therapy", "occupational_therapy", "physiotherapy"}),
        ("crisis_mental_health", {"emergency", "nhs_111", "samaritans", "shout", "childline", "papyrus"}),
        (
            "crisis_safeguarding",
            {"emergency", "mash", "social_work_out_of_hours", "nspcc", "childline", "domestic_abuse_helpline"},
        ),
        ("local_offer_education_post16", {"coventry_college", "hereward_college", "travel_training"}),
    ],
)
def test_a_topic_lists_who_helps_with_it(topic: str, services: set[str]):
    assert {name for name, record in BY_NAME.items() if topic in service_of(record).terms[TOPIC]} == services


@pytest.mark.parametrize("name", ["emergency", "samaritans", "shout", "childline", "papyrus", "nspcc", "nhs_111"])
def test_crisis_lines_fill_no_heading(name: str):
    assert BY_NAME[name]["x_send"]["local_offer"] is False


def test_ages_are_those_of_the_dossier():
    ages = {name: (record.get("minimum_age"), record.get("maximum_age")) for name, record in BY_NAME.items()}
    assert ages["occupational_therapy"] == (0, 19)
    assert ages["community_short_breaks"] == (5, 17)
    assert ages["sherbourne_fields_school"] == (2, 19)
    assert ages["hereward_college"] == (16, 25)
    assert ages["childline"] == (None, 18)
    assert ages["family_hubs"] == (0, None)  # up to 19, and longer with special educational needs


def test_every_own_key_is_documented():
    page = (PROJECT / "docs" / "local-offer-data.md").read_text(encoding="utf-8")
    schema = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
    keys = {key for key in schema["$defs"]["contact"]["properties"] if key.startswith("x_")}
    keys |= {
        f"{part}.{key}"
        for part in ("x_send", "x_governance", "x_source")
        for key in schema["$defs"][part]["properties"]
    }
    keys |= {
        key for item in TERMS.taxonomies for term in (item, *item["taxonomy_terms"]) for key in term if key[:2] == "x_"
    }
    assert {key for key in keys if f"`{key}`" not in page} == set()


def test_the_example_of_the_page_is_one():
    page = (PROJECT / "docs" / "local-offer-data.md").read_text(encoding="utf-8")
    example = json.loads(re.findall(r"```json\n(.*?)```", page, flags=re.DOTALL)[0])
    assert validate(tidy(example, TERMS, name="saturday_sports_club")) == []
