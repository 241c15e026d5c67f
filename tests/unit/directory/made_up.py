"""Made-up services for the tests of lists: never content, never served."""

from __future__ import annotations

from typing import Any

from sendguide.directory.ids import record_id
from sendguide.directory.index import Index
from sendguide.directory.store import Directory
from sendguide.directory.terms import Terms, read_terms
from sendguide.settings import settings

Json = dict[str, Any]
SHORT_BREAKS = "local_offer_social_care_short_breaks"


def terms() -> Terms:
    return read_terms(settings().content / "local_offer" / "taxonomies.json")


def made_up(
    name: str,
    *codes: str,
    ages: tuple[float | None, float | None] = (None, None),
    postcode: str = "",
    fees: str = "",
    byday: str = "",
    referral: tuple[str, ...] = (),
    verified_on: str | None = None,
    description: str = "",
    **more: Any,
) -> Json:
    """A record with what a test is about; all else is as little as a record can have."""
    known, service_id = terms(), record_id("service", "test", name)
    record: Json = {
        "id": service_id,
        "name": name,
        "status": "active",
        "description": description or f"{name} is made up.",
        "organization": {"id": record_id("organization", name), "name": "Example Trust", "description": "Made up."},
        "attributes": [known.attribute(service_id, code) for code in codes],
        "contacts": [
            {"id": record_id("contact", name), "phones": [{"id": record_id("phone", name), "number": "+441632960123"}]}
        ],
        "url": "https://www.example.org/made-up",
        "x_send": {"referral": list(referral)},
        "x_governance": {
            "owner": "Nobody",
            "verified_on": verified_on,
            "read_on": "2026-11-01",
            "verified_from": ["https://www.example.org/list"],
        },
        "x_source": {"system": "manual", "source": "test", "id": name},
        **more,
    }
    for key, age in zip(("minimum_age", "maximum_age"), ages):
        if age is not None:
            record[key] = age
    if fees:
        record["fees"] = fees
    if postcode:
        place = {"id": record_id("location", name), "location_type": "physical", "addresses": [_address(postcode)]}
        record["service_at_locations"] = [{"id": record_id("at", name), "location": place}]
    if byday:
        record["schedules"] = [
            {
                "id": record_id("hours", name),
                "freq": "WEEKLY",
                "byday": byday,
                "opens_at": "09:00",
                "closes_at": "12:00",
            }
        ]
    return record


def _address(postcode: str) -> Json:
    return {
        "id": record_id("address", postcode),
        "address_1": "1 Example Road",
        "city": "Coventry",
        "state_province": "West Midlands",
        "postal_code": postcode,
        "country": "GB",
        "address_type": "physical",
    }


def directory_of(*records: Json) -> Directory:
    """A directory of these records."""
    return Directory(Index.build(records, terms(), whole_areas=("Coventry",)), terms())


def breaks() -> Directory:
    """Seven short breaks that differ in age, place, cost, day and way in."""
    return directory_of(
        made_up(
            "Alpha Club", SHORT_BREAKS, ages=(5, 11), postcode="CV6 1AA", fees="Free", byday="SA", referral=("self",)
        ),
        made_up("Bravo Club", SHORT_BREAKS, ages=(5, 11), postcode="CV1 1AA", fees="£5 a time", byday="MO"),
        made_up(
            "Charlie Club", SHORT_BREAKS, "autism", ages=(8, 18), postcode="CV6 2BB", fees="Free", referral=("self",)
        ),
        made_up("Delta Club", SHORT_BREAKS, "autism", ages=(0, 25), postcode="CV2 1AA", referral=("school",)),
        made_up("Echo Club", SHORT_BREAKS, "autism", ages=(0, 25), description="Swimming for everyone."),
        made_up("Foxtrot Club", SHORT_BREAKS, ages=(16, 25), fees="£10", referral=("social_care",)),
        made_up("Golf Club", SHORT_BREAKS, ages=(0, 4), postcode="CV5 1AA", fees="Free", referral=("self",)),
    )
