"""The terms by which services are sorted, and how a service is given one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sendguide.directory.ids import record_id
from sendguide.directory.terms import CATEGORY, LINK_TYPES, NEED, SECTOR, TOPIC, read_terms
from tests.unit.directory.own_record import TERMS


def test_terms_are_found_by_kind_in_the_file_s_order():
    assert [term.code for term in TERMS.of(SECTOR)] == ["education", "health", "social_care"]
    assert TERMS.of(CATEGORY)[0].code == "LO-EDU-LOCAL"
    assert {term.link_type for term in TERMS.by_code.values()} == set(LINK_TYPES)


def test_the_words_of_parents_lead_to_a_term():
    by_word = {word: term.code for link_type in (NEED, TOPIC) for term in TERMS.of(link_type) for word in term.words}
    assert by_word["on the spectrum"] == "autism"
    assert by_word["salt"] == "local_offer_health_therapists"
    assert by_word["respite"] == "local_offer_social_care_short_breaks"


def test_an_attribute_joins_a_service_and_a_term():
    service = record_id("service", "guide", "x")
    found = TERMS.attribute(service, "autism")
    assert (found["link_id"], found["link_type"]) == (service, "sen_need")
    assert found["taxonomy_term_id"] == found["taxonomy_term"]["id"] == record_id("taxonomy_term", "sen-need", "autism")
    assert found["id"] == record_id("attribute", service, "autism")


def test_our_own_keys_do_not_come_with_a_term():
    assert not [key for key in TERMS.attribute("x", "LO-HEALTH")["taxonomy_term"] if key.startswith("x_")]


def test_a_code_that_is_unknown_is_refused():
    with pytest.raises(KeyError):
        TERMS.attribute("x", "LO-NOTHING")


@pytest.mark.parametrize("text", ["", "[", '[{"name": "x"}]'])
def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path, text: str):
    path = tmp_path / "taxonomies.json"
    path.write_text(text)
    with pytest.raises((ValueError, KeyError)):
        read_terms(path)


def test_a_smaller_set_of_terms_can_be_read(tmp_path: Path):
    path = tmp_path / "taxonomies.json"
    term = {"id": "1", "code": "a", "name": "A", "x_words": ["aa"]}
    path.write_text(json.dumps([{"id": "0", "name": "t", "x_link_type": NEED, "taxonomy_terms": [term]}]))
    found = read_terms(path).by_code["a"]
    assert (found.words, found.record) == (("aa",), {"id": "1", "code": "a", "name": "A"})
