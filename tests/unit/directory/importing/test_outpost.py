"""Services of Outpost's API, in lists and by themselves."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendguide.directory.importing.outpost import read_outpost
from sendguide.directory.importing.parsed import Parsed, Unreadable
from sendguide.directory.service import Service, service_of
from tests.support.importers import FIXTURES, Json, assert_valid, codes, mapping, oruk_faults, terms, text_of

FILE = FIXTURES / "outpost" / "page.json"
TODAY = date(2026, 11, 29)


def read(data: bytes, today: date = TODAY) -> Parsed:
    return read_outpost(data, source="example", terms=terms(), mapping=mapping(), today=today)


def read_one(**more: Any) -> Parsed:
    base = {"id": 1, "name": "Example Club", "contacts": [{"email": "club@example.org"}]}
    return read(json.dumps({**base, **more}).encode())


def by_id(parsed: Parsed) -> dict[str, Json]:
    return {record["x_source"]["id"]: record for record in parsed.records}


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    return read(FILE.read_bytes())


@pytest.fixture(scope="module")
def services(parsed: Parsed) -> dict[str, Service]:
    return {key: service_of(record) for key, record in by_id(parsed).items()}


def test_every_record_follows_our_schema(parsed: Parsed) -> None:
    assert set(by_id(parsed)) == {"101", "102", "103", "105", "106"}
    for record in parsed.records:
        assert_valid(record)


def test_every_record_follows_open_referral_uk(parsed: Parsed) -> None:
    for record in parsed.records:
        assert oruk_faults(record) == []


def test_what_is_turned_away(parsed: Parsed) -> None:
    assert [str(item) for item in parsed.rejected] == [
        "record 4 (104): it is not public (visible).",
        "record 7: it has no name.",
        "record 8: it is not a service but something else.",
    ]


def test_a_full_service(parsed: Parsed, services: dict[str, Service]) -> None:
    service, record = services["101"], by_id(parsed)["101"]
    assert (service.minimum_age, service.maximum_age, service.is_free) == (5, 16, True)
    assert service.referral == ("self",)
    assert [phone.number for phone in service.phones] == ["+441214960140"]
    assert service.addresses == ("3 Example Street, Coventry, CV1 1AA",)
    assert [(item.byday, item.opens_at, item.closes_at) for item in service.schedules] == [(("TU",), "10:00", "12:00")]
    assert service.organization == "Example Trust"
    assert service.read_on == date(2026, 3, 2)
    assert codes(record) == [
        "LO-EDU-OTHER", "education", "local_offer_social_care_carers_groups", "autism", "learning_disability"
    ]  # fmt: skip
    assert record["x_send"] == {
        "local_offer": True,
        "referral": ["self"],
        "lo_answers": {
            "description": "What we do for children with SEND.",
            "outcomes": "Confidence.",
            "how_to_start": "Just come.",
        },
    }
    assert [item["url"] for item in record["additional_urls"]] == [
        "https://facebook.com/examplehub",
        "https://example.org/send",
    ]


def test_a_masked_place_is_an_area_and_a_rough_position(parsed: Parsed, services: dict[str, Service]) -> None:
    place = by_id(parsed)["102"]["service_at_locations"][0]["location"]
    assert (place["latitude"], place["longitude"]) == (52.41, -1.57)
    assert services["102"].outcodes == ("CV5",)
    assert services["102"].cost == "Hour, per hour"


def test_nothing_private_is_anywhere(parsed: Parsed) -> None:
    said = text_of([parsed.records, [str(item) for item in (*parsed.rejected, *parsed.notes)]]).lower()
    for planted in ("hidden", "private", "0999", "cv5 6a", "52.4123", "1.5678", "52.4999", "hub@example.com"):
        assert planted not in said


@pytest.mark.parametrize("mask", [True, "true", 1, "yes", "unheard of"])
def test_anything_but_no_masks(mask: object) -> None:
    place = {"name": "Hplanted", "address_1": "3 Aplanted Row", "postal_code": "CV6 1PR", "mask_exact_address": mask}
    found = read_one(locations=[place], description="Come to 3 Aplanted Row.")
    assert "planted" not in text_of(found.records)
    assert service_of(found.records[0]).outcodes == ("CV6",)


def test_a_place_that_is_not_visible_is_not_named() -> None:
    place = {"address_1": "3 Aplanted Row", "postal_code": "CV6 1PR", "visible": False}
    record = read_one(locations=[place], description="Near CV6 1PR.").records[0]
    assert "planted" not in text_of(record)
    assert "CV6" not in text_of(record)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"visible_from": "2026-12-01"}, "inactive"),
        ({"visible_to": "2026-11-28"}, "inactive"),
        ({"visible_from": "2026-11-29", "visible_to": "2026-11-29"}, "active"),
        ({"temporarily_closed": True}, "temporarily closed"),
        ({"status": "inactive"}, "inactive"),
    ],
)
def test_status(more: Json, status: str) -> None:
    assert read_one(**more).records[0]["status"] == status


@pytest.mark.parametrize(
    "more",
    [{"visible": False}, {"approved": False}, {"discarded_at": "2026-01-01"}, {"marked_for_deletion": "2026-01-01"}],
)
def test_what_is_not_public_is_turned_away(more: Json) -> None:
    assert read_one(**more).records == ()


def test_pages_lists_and_single_services_read_alike(parsed: Parsed) -> None:
    page = json.loads(FILE.read_text(encoding="utf-8"))
    for document in (
        page["content"],
        [page],
        [{**page, "content": page["content"][:3]}, {"content": page["content"][3:]}],
    ):
        assert read(json.dumps(document).encode()).records == parsed.records
    single = read(json.dumps(page["content"][0]).encode())
    assert [record["id"] for record in single.records] == [by_id(parsed)["101"]["id"]]


def test_the_same_service_twice_counts_once() -> None:
    found = read(json.dumps([{"id": 1, "name": "Example", "url": "https://example.org"}] * 2).encode())
    assert (len(found.records), "same id as record 1" in found.rejected[0].reason) == (1, True)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "cannot be read"), (b'[{"id": 1', "cut off"), (b"\xff\xfe", "UTF-8"), (b"3", "no answer of Outpost"),
        (b'{"error": "x"}', "it has: error"), (b"[" * 100_000, "nested too deeply"), (b"null", "no answer"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_one_clear_error(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(data)


KEYS = st.sampled_from(
    [
        "id", "name", "description", "url", "contacts", "phone", "email", "locations", "address_1", "postal_code",
        "visible",
        "mask_exact_address", "geometry", "coordinates", "taxonomies", "send_needs", "local_offer", "survey_answers",
        "question", "answer", "link", "regular_schedules", "weekday", "opens_at", "cost_options", "amount", "free",
        "min_age", "max_age", "organisation", "links", "visible_from", "content", "status",
    ]
)  # fmt: skip
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=True), st.text(max_size=15))
JSON = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        JSON,
        st.lists(st.dictionaries(KEYS, JSON).map(lambda item: {"id": 1, "name": "x", "url": "example.org", **item})),
    )
)
def test_any_json_gives_records_that_validate(document: Any) -> None:
    try:
        found = read(json.dumps(document).encode())
    except Unreadable:
        return
    for record in found.records:
        assert_valid(record)
        service_of(record)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_raise_nothing_but_the_one_error(data: bytes) -> None:
    try:
        read(data)
    except Unreadable as error:
        assert str(error)
