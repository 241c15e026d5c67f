"""An editor writes the words of a service; everything that follows from them is filled in, and always the same."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.directory.ids import is_uuid, record_id
from sendguide.directory.records import tidy, validate
from sendguide.directory.tidying import UnknownTerm, as_text
from tests.unit.directory.own_record import NAME, TERMS, WORDS, record, words

Json = dict[str, Any]


def ids(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["id"]] if "id" in value and "system" not in value else []
        return own + [found for item in value.values() for found in ids(item)]
    return [found for item in value for found in ids(item)] if isinstance(value, list) else []


def test_words_become_a_record_that_follows_the_schema():
    assert validate(tidy(WORDS, TERMS, name=NAME)) == []


def test_what_is_passed_in_is_not_changed():
    before = copy.deepcopy(WORDS)
    tidy(WORDS, TERMS, name=NAME)
    assert before == WORDS


def test_doing_it_twice_changes_nothing_more():
    once = tidy(WORDS, TERMS, name=NAME)
    assert as_text(tidy(once, TERMS)) == as_text(once)


def test_ids_follow_from_the_file_s_name_and_are_all_different():
    found = record()
    assert found["id"] == record_id("service", "guide", NAME)
    assert found["x_source"] == {"system": "manual", "source": "guide", "id": NAME}
    parts = [item for item in ids(found) if item not in {term.record["id"] for term in TERMS.by_code.values()}]
    assert all(is_uuid(item) for item in parts)
    assert len(set(parts)) == len(parts)


def test_ids_stay_when_the_words_change():
    found = record()
    found["contacts"][0]["phones"][0]["number"] = "01632 960999"
    found["contacts"][0]["title"] = "Front desk"
    assert ids(tidy(found, TERMS)) == ids(record())


def test_parts_that_look_the_same_get_ids_of_their_own():
    found = tidy(words(contacts=[{"title": "Office"}, {"title": "Office"}]), TERMS, name=NAME)
    first, second = (item["id"] for item in found["contacts"])
    assert first != second


def test_a_part_put_in_front_takes_no_id_of_another():
    found = record()
    before = found["service_at_locations"][0]["id"]
    found["service_at_locations"].insert(0, {"location": {"name": "The barn", "location_type": "physical"}})
    after = [item["id"] for item in tidy(found, TERMS)["service_at_locations"]]
    assert after[1] == before
    assert after[0] != before


def test_codes_become_attributes_in_the_order_of_the_terms():
    found = record()["attributes"]
    codes = [item["taxonomy_term"]["code"] for item in found]
    assert codes == ["LO-EDU-OTHER", "social_care", "local_offer_social_care_carers_groups", "physical"]
    assert {item["link_type"] for item in found} == {"local_offer_category", "sector", "topic", "sen_need"}


def test_a_code_that_is_no_term_is_refused_with_the_one_that_was_meant():
    with pytest.raises(UnknownTerm, match=r"`LO-HELTH`. Did you mean `LO-HEALTH`\?"):
        tidy(words(attributes=["LO-HELTH"]), TERMS, name=NAME)


def test_terms_of_another_source_are_kept_as_they_are():
    foreign = {"id": record()["id"], "link_type": "esd", "taxonomy_term": {"id": record()["id"], "name": "Sport"}}
    found = record(x_source={"system": "oruk", "source": "example", "id": "1"})
    found["attributes"] = [foreign, *found["attributes"]]
    assert tidy(found, TERMS)["attributes"][-1] == foreign


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("024 7696 1455", "+442476961455"),
        ("(024) 7696-1455", "+442476961455"),
        ("+44 24 7696 1455", "+442476961455"),
        ("0800 1111", "+448001111"),
        ("116 123", "116123"),
        ("999", "999"),
        ("ask at the desk", "ask at the desk"),
    ],
)
def test_numbers_are_put_in_international_form(written: str, number: str):
    found = tidy(words(contacts=[{"title": "x", "phones": [{"number": written}]}]), TERMS, name=NAME)
    assert found["contacts"][0]["phones"][0]["number"] == number


def test_the_same_words_stand_under_the_names_of_both_profiles():
    found = record()
    location = found["service_at_locations"][0]["location"]
    assert (found["fees"], found["service_areas"][0]["service_area"]) == ("Free", "Coventry")
    assert location["accessibility"][0]["accessibility"] == "No steps."
    assert location["addresses"][0]["postal_code"] == "CV6 1PR"


def test_new_words_replace_their_copy():
    found = record(fees_description="£3")
    assert tidy(found, TERMS)["fees"] == "£3"


def test_empty_fields_are_left_out_but_an_empty_day_of_verifying_stays():
    found = tidy(words(alert="", email=None, schedules=[]), TERMS, name=NAME)
    assert not {"alert", "email", "schedules"} & set(found)
    assert found["x_governance"]["verified_on"] is None


def test_dates_follow_from_when_it_was_read_and_verified():
    found = record()
    assert ("assured_date" in found, found["last_modified"]) == (False, "2026-11-23T00:00:00.000Z")
    found["x_governance"]["verified_on"] = "2026-12-01"
    again = tidy(found, TERMS)
    assert (again["assured_date"], again["last_modified"]) == ("2026-12-01", "2026-12-01T00:00:00.000Z")
    again["x_governance"]["verified_on"] = None
    assert "assured_date" not in tidy(again, TERMS)


SCALARS = (
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=6) | st.sampled_from(["LO-HEALTH", "autism"])
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "number", "phones", "x"]), inner)
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(sorted(WORDS)), ANYTHING, max_size=4))
def test_whatever_stands_in_a_field_it_is_put_in_order_or_refused_and_twice_is_as_once(changed: Json):
    try:
        once = tidy({**WORDS, **changed}, TERMS, name=NAME)
    except UnknownTerm:
        return
    assert tidy(once, TERMS, name=NAME) == once
