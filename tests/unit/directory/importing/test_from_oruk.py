"""Services of Open Referral UK feeds, in both versions, as our records."""

from __future__ import annotations

import copy
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendguide.directory.exporting.public import public_record
from sendguide.directory.ids import is_uuid
from sendguide.directory.importing.from_oruk import from_oruk, read_oruk
from sendguide.directory.importing.parsed import Findings, Rejected
from sendguide.directory.records import read_records
from sendguide.directory.service import service_of
from tests.support.importers import (
    CONTENT,
    FIXTURES,
    Json,
    assert_valid,
    codes,
    mapping,
    oruk_faults,
    oruk_file,
    terms,
    text_of,
)

OURS = ("x_send", "x_governance", "x_source")


def read(raw: Any, findings: Findings | None = None) -> Json:
    return from_oruk(raw, source="example", terms=terms(), mapping=mapping(), findings=findings)


def fixture(name: str) -> Json:
    found: Json = json.loads((FIXTURES / "oruk" / name).read_text(encoding="utf-8"))
    return found


def differences(before: Any, after: Any, at: str = "") -> list[str]:
    """Everything of `before` that is not the same in `after`."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [found for key in before for found in differences(before[key], after.get(key), f"{at}/{key}")]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return [
            found for index, item in enumerate(before) for found in differences(item, after[index], f"{at}/{index}")
        ]
    return [] if before == after else [at]


def least(**more: Any) -> Json:
    return {"id": "a-1", "name": "Example Service", "status": "active", "url": "https://example.org", **more}


def test_a_v3_record_loses_nothing() -> None:
    raw = fixture("v3_service.json")
    record = read(raw)
    foreign = [item for item in record["attributes"] if item["link_type"] == "service"]
    assert differences(raw, {**record, "attributes": foreign}) == []
    assert_valid(record)
    assert oruk_faults(record) == []


def test_a_v3_record_gets_our_terms_beside_its_own() -> None:
    record = read(fixture("v3_service.json"))
    assert codes(record) == ["LO-HEALTH", "health", "local_offer_health_therapists", "speech_language"]
    assert record["x_send"]["local_offer"] is True
    assert record["x_source"] == {"system": "oruk", "source": "example", "id": record["id"]}


def test_reading_our_own_records_again_changes_only_what_is_ours() -> None:
    once = read(fixture("v3_service.json"))
    again = read(copy.deepcopy(once))
    assert {key: value for key, value in again.items() if key not in OURS} == {
        key: value for key, value in once.items() if key not in OURS
    }


def test_a_v1_record() -> None:
    findings = Findings()
    record = read(fixture("v1_service.json"), findings)
    assert_valid(record)
    assert oruk_faults(record) == []
    service = service_of(record)
    assert (service.minimum_age, service.maximum_age) == (0, 11)
    assert service.emails == ("PLAY@example.org",)
    assert service.url == "https://www.example.org/play"
    assert [phone.number for phone in service.phones] == ["+441214960150", "+441214960151"]
    assert service.addresses == ("9 Example Way, Coventry, CV1 4AB",)
    assert service.outcodes == ("CV1",)
    assert service.areas == ("Coventry",)
    assert [(item.byday, item.opens_at, item.closes_at) for item in service.schedules] == [
        (("MO",), "10:00", "11:30"),
        (("WE",), "14:00", "15:30"),
        (("SA",), "09:00", "12:00"),
    ]
    assert service.how_to_get_it == "You can drop in."
    assert record["organization"]["website"] == "https://example.org"
    assert [language.get("name", language.get("code")) for language in record["languages"]] == ["Polish", "pa"]
    assert record["funding"][0]["source"] == "Example Council"
    assert record["cost_options"][0]["amount"] == 2.5
    assert codes(record) == ["LO-SOCIAL", "social_care", "local_offer_social_care_short_breaks"]
    assert findings.unmapped == {"Juggling": 1}
    assert "Privatereview" not in text_of(record)


def test_an_open_end_of_a_group_stays_open() -> None:
    groups = [{"minimum_age": 5, "maximum_age": 11}, {"minimum_age": 16}]
    record = read(least(eligibilitys=groups))
    assert record["minimum_age"] == 5
    assert "maximum_age" not in record


def test_ids_are_the_same_each_time_and_differ_between_sources() -> None:
    raw = fixture("v1_service.json")
    other = from_oruk(raw, source="other", terms=terms(), mapping=mapping())
    assert read(raw) == read(copy.deepcopy(raw))
    assert other["id"] != read(raw)["id"]
    assert is_uuid(other["id"])


def test_uuids_are_kept_in_small_letters() -> None:
    assert read(least(id="F47AC10B-58CC-4372-A567-0E02B2C3D479"))["id"] == "f47ac10b-58cc-4372-a567-0e02b2c3d479"


def test_the_public_sample_feed() -> None:
    raw = oruk_file("feed/service_full.json")
    findings = Findings()
    record = read(raw, findings)
    assert_valid(record)
    assert oruk_faults(record) == []
    lost = differences(
        {**raw, "description": raw["description"].strip()}, {**record, "attributes": record["attributes"][-1:]}
    )
    place = "/service_at_locations/0/location"
    # It stands at 100 degrees north, in a postcode "ABC 1234", and its language has an id and no name.
    assert lost == [f"{place}/latitude", f"{place}/longitude", f"{place}/addresses", "/languages"]
    assert [note.text.split()[0] for note in findings.notes] == ["latitude", "postal_code", "address"]


def test_what_is_not_documented_is_dropped() -> None:
    raw = least(
        x_send={"contact": "planted"}, x_governance={"verified_on": "2026-01-01"}, nonsense="planted",
        metadata=[{"id": "m", "previous_value": "planted", "updated_by": "planted"}],
        contacts=[{"id": "c", "name": "Example", "x_a": "planted", "metadata": [{"id": "m", "updated_by": "planted"}]}],
    )  # fmt: skip
    record = read(raw)
    assert "planted" not in text_of(record)
    assert record["x_governance"] == {"owner": "example", "verified_on": None}


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("active", "active"), ("ACTIVE", "active"), (None, "active"), ("published", "active"), ("closed", "defunct"),
        ("temporarily closed", "temporarily closed"), ("Temporarily_Closed", "temporarily closed"),
        ("inactive", "inactive"), ("who knows", "inactive"), (17, "inactive"),
    ],
)  # fmt: skip
def test_status(said: object, status: str) -> None:
    assert read(least(status=said))["status"] == status


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (least(name=" <b></b> "), "no name"),
        (least(id=None), "no id"),
        (least(url="javascript:alert(1)"), "no telephone number"),
        (least(url=None, contacts=[{"id": "c", "phones": [{"number": "ask us"}]}]), "no telephone number"),
        (least(url=None, attending_access="drop-in"), "no telephone number"),
        ([], "not a service"),
        (None, "not a service"),
        ("text", "not a service"),
    ],
)
def test_what_helps_nobody_is_turned_away(raw: object, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        read(raw)


def test_the_organization_can_be_the_way_in() -> None:
    organization = {"id": "o", "name": "Example Trust", "description": "x", "website": "https://example.org/trust"}
    record = read(least(url=None, organization=organization))
    assert record["url"] == "https://example.org/trust"


def test_words_on_whom_to_ask_are_a_way_in() -> None:
    assert service_of(read(least(url=None, application_process="Ask your school."))).how_to_get_it == "Ask your school."


def test_our_own_records_come_back_as_they_went_out() -> None:
    records, _ = read_records(CONTENT / "services")
    assert records
    for record in records:
        public = public_record(record, today=date(2026, 11, 29))
        assert differences(public, read(copy.deepcopy(public))) == []


def test_a_phone_at_the_place_is_a_way_in() -> None:
    place = {"id": "s", "phones": [{"id": "p", "number": "0121 496 0123"}]}
    record = read(least(url=None, service_at_locations=[place]))
    assert [phone.number for phone in service_of(record).phones] == ["+441214960123"]


def test_texts_are_plain() -> None:
    record = read(least(description="<p>One</p><script>alert(1)</script>", alert="<img src=x onerror=alert(1)>Shut"))
    assert (record["description"], record["alert"]) == ("One", "Shut")


@pytest.mark.parametrize(("low", "high", "said"), [(18, 5, "wrong way round"), (0, 0, "0 to 0")])
def test_ages_that_cannot_be_meant_are_left_out_with_a_note(low: int, high: int, said: str) -> None:
    findings = Findings()
    record = read(least(minimum_age=low, maximum_age=high), findings)
    assert not {"minimum_age", "maximum_age"} & set(record)
    assert said in findings.notes[0].text


def test_many_records() -> None:
    raws = [least(id="b"), "nonsense", least(id="a"), least(id="b", name="Example Again"), least(id="c", name="")]
    parsed = read_oruk(raws, source="example", terms=terms(), mapping=mapping())
    assert [record["x_source"]["id"] for record in sorted(parsed.records, key=lambda item: item["x_source"]["id"])] == [
        "a",
        "b",
    ]
    assert [record["id"] for record in parsed.records] == sorted(record["id"] for record in parsed.records)
    assert [rejected.where for rejected in parsed.rejected] == ["record 2", "record 4", "record 5"]
    assert "record 1" in parsed.rejected[1].reason


KEYS = st.sampled_from(
    [
        "id", "name", "status", "description", "url", "email", "phones", "number", "contacts", "schedules", "byday",
        "opens_at", "freq", "service_at_locations", "location", "addresses", "postal_code", "city", "address_1",
        "latitude", "longitude", "organization", "attributes", "taxonomy_term", "link_type", "cost_options",
        "amount", "minimum_age", "maximum_age", "eligibilitys", "service_taxonomys", "taxonomy",
        "regular_schedules", "languages", "service_areas", "funding", "program", "required_documents",
        "last_modified", "assured_date", "x_send", "metadata", "extension",
    ]
)  # fmt: skip
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
    st.sampled_from(["0121 496 0123", "https://example.org", "CV6 1PR", "MO", "09:00", "a@example.org", "2026-01-01"]),
)  # fmt: skip
JSON = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=6)),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(JSON, st.dictionaries(KEYS, JSON).map(lambda found: {**least(), **found})))
def test_any_json_gives_a_record_that_validates_or_is_rejected(raw: Any) -> None:
    try:
        record = read(raw)
    except Rejected as rejected:
        assert rejected.reason
        return
    assert_valid(record)
    service_of(record)
    json.dumps(record).encode("utf-8")


MASKED = {
    "id": "l", "name": "Nplanted House", "latitude": 52.454545, "longitude": -1.535353,
    "addresses": [{"id": "a", "address_1": "17 Aplanted Row", "city": "Cplanted", "postal_code": "CV7 9XY"}],
    "accessibility": [{"id": "x", "description": "Ramp at Nplanted House"}],
}  # fmt: skip
PLACES = [{"id": "s", "location": MASKED, "schedules": [{"id": "w", "description": "At 17 Aplanted Row"}]}]
TOLD = {
    "description": "Come to 17 aplanted row, CV7 9XY.",
    "additional_urls": [{"id": "u", "url": "https://maps.example.org/?q=CV7+9XY"}],
    "schedules": [{"id": "w", "description": "At Nplanted House, CV79XY"}],
}


@pytest.mark.parametrize(("mark", "area"), [({"mask_exact_address": True}, "CV7"), ({"visible": False}, None)])
def test_a_place_marked_as_private_is_told_nowhere(mark: Json, area: str | None) -> None:
    places = [{**item, "location": {**MASKED, **mark}} for item in PLACES]
    record = read(least(**TOLD, service_at_locations=places))
    said = text_of(record).lower()
    for planted in ("planted", "9xy", "52.4545", "1.5353"):
        assert planted not in said
    assert service_of(record).outcodes == ((area,) if area else ())
    assert ("cv7" in said) is bool(area)
    assert_valid(record)


def test_a_place_of_version_1_marked_as_private_is_told_nowhere() -> None:
    place = {**MASKED, "physical_addresses": MASKED["addresses"], "mask_exact_address": True}
    del place["addresses"]
    record = read(least(**TOLD, service_at_locations=[{"id": "s", "location": place}], service_taxonomys=[]))
    assert "planted" not in text_of(record)
    assert service_of(record).outcodes == ("CV7",)


@pytest.mark.parametrize("mark", [{"visible": False}, {"visible": "no"}, {"x_private": True}])
def test_a_part_marked_as_hidden_is_left_out(mark: Json) -> None:
    phones = [{"id": "p", "number": "0121 496 0123", **mark}]
    contacts = [{"id": "c", "name": "Planted Person", "email": "planted@example.org", **mark}]
    record = read(least(phones=phones, contacts=contacts))
    assert "phones" not in record
    assert "contacts" not in record
    with pytest.raises(Rejected, match="not public"):
        read(least(**mark))
