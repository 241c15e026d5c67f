"""What of a record may leave."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.directory.exporting.public import public_record
from sendguide.directory.records import read_records
from sendguide.settings import PROJECT
from tests.support.published import SECRET, imported_record, own_record, profile_errors

TODAY = date(2026, 11, 23)
OURS, _ = read_records(PROJECT / "content" / "local_offer" / "services")


def _without_ours(value: Any) -> Any:
    """A value without `x_…`, nulls and empty things: what a reader of the feed is owed."""
    if isinstance(value, dict):
        kept = {key: _without_ours(item) for key, item in value.items() if not key.startswith("x_")}
        return {key: item for key, item in kept.items() if item not in (None, "", [], {})}
    return [_without_ours(item) for item in value] if isinstance(value, list) else value


def _covers(public: Any, raw: Any) -> bool:
    """Whether everything of the second is in the first; the first may say more."""
    if isinstance(raw, dict):
        return isinstance(public, dict) and all(key in public and _covers(public[key], raw[key]) for key in raw)
    if isinstance(raw, list):
        return len(public) == len(raw) and all(_covers(one, other) for one, other in zip(public, raw))
    return bool(public == raw)


def test_there_are_records_of_ours():
    assert OURS


@pytest.mark.parametrize("record", OURS, ids=lambda record: record["x_source"]["id"])
def test_every_record_of_ours_leaves_whole_and_passes_the_profile(record: dict[str, Any]):
    public = public_record(record, today=TODAY)
    assert _covers(public, _without_ours(record))
    assert profile_errors("service", public) == []
    assert public_record(public, today=TODAY) == public


def test_what_is_ours_private_or_masked_stays_here():
    left_out: Counter[str] = Counter()
    for record in (own_record(), imported_record("open-feed", "1")):
        text = json.dumps(public_record(record, today=TODAY, left_out=left_out))
        assert SECRET not in text and '"x_' not in text
    assert left_out == {"masked place": 1, "private contacts": 2}


@pytest.mark.parametrize(
    "mark",
    [{"x_private": True}, {"mask_exact_address": True}, {"mask_exact_address": "perhaps"}, {"visible": False}],
)
def test_a_place_that_is_marked_stays_here_whole(mark: dict[str, bool]):
    record = own_record()
    record["service_at_locations"][0]["location"] |= mark
    assert "service_at_locations" not in public_record(record, today=TODAY)
    record = own_record()
    record["service_at_locations"][0]["location"]["addresses"][0] |= mark
    assert "service_at_locations" not in public_record(record, today=TODAY)


def test_nothing_empty_leaves():
    record = own_record() | {"alert": "", "fees": None, "languages": [], "program": {}, "accreditations": " "}
    assert {"alert", "fees", "languages", "program", "accreditations"} & public_record(
        record, today=TODAY
    ).keys() == set()


def test_zero_and_false_are_not_empty():
    record = own_record() | {"minimum_age": 0, "cost_options": [{"id": own_record()["id"], "amount": 0}]}
    public = public_record(record, today=TODAY)
    assert public["minimum_age"] == 0 and public["cost_options"][0]["amount"] == 0


def test_both_spellings_are_there():
    record = own_record()
    for area in record["service_areas"]:
        area.pop("service_area", None)
    for attribute in record["attributes"]:
        attribute["taxonomy_term"].pop("term", None)
    place = record["service_at_locations"][0]["location"]
    for item in place["accessibility"]:
        item.pop("accessibility", None)
    public = public_record(record, today=TODAY)
    assert public["service_areas"][0]["service_area"] == public["service_areas"][0]["name"] == "Coventry"
    said = public["service_at_locations"][0]["location"]["accessibility"][0]
    assert said["accessibility"] == said["description"] == "No steps."
    assert all(item["taxonomy_term"]["term"] == item["taxonomy_term"]["name"] for item in public["attributes"])


def test_the_day_of_our_check_is_passed_on_unless_it_is_still_to_come():
    record = own_record()
    record.pop("assured_date", None)
    assert public_record(record, today=TODAY)["assured_date"] == "2026-11-01"
    assert "assured_date" not in public_record(record, today=date(2026, 10, 31))
    assert public_record(record | {"assured_date": "2026-05-01"}, today=TODAY)["assured_date"] == "2026-05-01"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "javascript:alert(1)"),
        ("url", "www.example.org"),
        ("url", 'https://example.org/"><script>'),
        ("email", "not an address"),
        ("email", "<b>a@example.org</b>"),
    ],
)
def test_links_that_are_none_stay_here(field: str, value: str):
    left_out: Counter[str] = Counter()
    assert field not in public_record(own_record() | {field: value}, today=TODAY, left_out=left_out)
    assert left_out[f"{field} of a form that cannot be used"] == 1


def test_an_address_that_the_profile_refuses_stays_here():
    record = own_record()
    del record["service_at_locations"][0]["location"]["addresses"][0]["city"]
    public = public_record(record, today=TODAY)
    assert "addresses" not in public["service_at_locations"][0]["location"]
    assert profile_errors("service", public) == []


NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just(SECRET),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["x_a", "x_private", "visible", "name", "assurer_email", "location"]), inner)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["x_send", "name", "contacts", "service_at_locations", "organization"]), NESTED))
def test_whatever_the_record_is_nothing_of_ours_leaves(record: dict[str, Any]):
    text = json.dumps(public_record(record, today=TODAY))
    assert '"x_' not in text and "assurer_email" not in text and "null" not in text
