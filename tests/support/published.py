"""A small Local Offer to publish: made-up services with everything filled in, and secrets that must not get out."""

from __future__ import annotations

import copy
import json
import os
import shutil
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from sendguide.directory.ids import record_id
from sendguide.directory.importing.snapshots import source_folder, write_snapshot
from sendguide.directory.terms import Terms, read_terms
from sendguide.directory.tidying import tidy
from sendguide.settings import PROJECT

Json = dict[str, Any]
SECRET = "planted"
"""Stands in every text that must not leave, and in no other."""
OPEN_LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
ORUK = Path(os.environ.get("ORUK_SCHEMAS") or PROJECT.parent / "shared" / "oruk")
TAXONOMIES = PROJECT / "content" / "local_offer" / "taxonomies.json"

OWN: Json = {
    "name": "Example toy library",
    "description": "=Toys to borrow, “special” ones too.\nAsk for the list.",
    "status": "active",
    "url": "https://toys.example.org",
    "email": "toys@example.org",
    "minimum_age": 0,
    "maximum_age": 5,
    "application_process": "Come along.",
    "fees": "Free",
    "assurer_email": f"{SECRET}.assurer@example.org",
    "last_modified": "2026-11-02T00:00:00.000Z",
    "contacts": [{"title": "Front desk", "phones": [{"number": "+442079460018", "description": "Mon to Fri"}]}],
    "schedules": [{"freq": "WEEKLY", "byday": "MO,SA", "opens_at": "09:30", "closes_at": "12:00"}],
    "service_areas": ["Coventry"],
    "service_at_locations": [
        {
            "location": {
                "name": "Example hall",
                "location_type": "physical",
                "latitude": 52.40,
                "longitude": -1.50,
                "addresses": [
                    {
                        "address_1": "1 Example Road",
                        "city": "Coventry",
                        "state_province": "West Midlands",
                        "postal_code": "CV6 1AA",
                        "country": "GB",
                        "address_type": "physical",
                    }
                ],
                "accessibility": [{"description": "No steps."}],
            }
        },
        {
            "location": {
                "name": f"{SECRET} house",
                "location_type": "physical",
                "latitude": 52.41,
                "longitude": -1.51,
                "addresses": [
                    {
                        "address_1": f"2 {SECRET} Street",
                        "city": "Coventry",
                        "state_province": "West Midlands",
                        "postal_code": "CV5",
                        "country": "GB",
                        "address_type": "physical",
                    }
                ],
            }
        },
    ],
    "organization": {"name": "Example Toys", "description": "Lends toys."},
    "attributes": ["LO-SOCIAL", "social_care", "autism"],
    "x_send": {"local_offer": True, "referral": ["self"], "commissioned_by": [f"{SECRET} commissioner"]},
    "x_governance": {
        "owner": f"{SECRET} owner",
        "verified_on": "2026-11-01",
        "read_on": "2026-10-30",
        "verified_from": [f"https://example.org/{SECRET}"],
        "caution": f"{SECRET} caution",
    },
}


def terms() -> Terms:
    """The real terms."""
    return read_terms(TAXONOMIES)


def own_record() -> Json:
    """The toy library, as it stands in a file of ours."""
    return tidy(copy.deepcopy(OWN), terms(), name="example_toy_library")


def imported_record(source: str, key: str, **other: Any) -> Json:
    """A swimming group, as an import would write it."""
    service = record_id("service", source, key)
    raw = copy.deepcopy(OWN) | {
        "id": service,
        "name": f"Example swimming {key}",
        "description": "Lessons, é and ü.\n-1 lane.",
        "minimum_age": 8,
        "maximum_age": 18.5,
        "last_modified": "2026-10-01T09:00:00.000Z",
        "organization": {
            "id": record_id("organization", source, "1"),
            "name": "Example Sport",
            "description": "Sport.",
        },
        "languages": [{"name": "English", "code": "en"}, {"name": "Polish", "code": "pl"}],
        "cost_options": [{"option": "A lesson", "amount": 3.5, "currency": "gbp", "amount_description": "£3.50"}],
        "schedules": [
            {"freq": "WEEKLY", "dtstart": "2026-11-03", "opens_at": "18:00:00", "closes_at": "20:00:00"},
            {"freq": "MONTHLY", "byday": "-1SU", "opens_at": "08:00", "closes_at": "09:00"},
        ],
        "attributes": ["LO-HEALTH", "health", "physical"],
        "x_governance": {"owner": f"{SECRET} owner", "verified_on": None},
        "x_source": {"system": "oruk", "source": source, "id": f"{SECRET}-{key}"},
        **other,
    }
    raw["service_at_locations"] = raw["service_at_locations"][:1]
    raw["service_at_locations"][0]["location"] |= {"name": "Example pool", "latitude": 52.42}
    record = tidy(raw, terms())
    record["contacts"] += [
        {"id": record_id("contact", service, "private"), "x_private": True, "name": f"{SECRET} person"},
        {"id": record_id("contact", service, "hidden"), "visible": False, "email": f"{SECRET}@example.org"},
    ]
    return record


def write_local_offer(folder: Path, *, snapshots: Path) -> None:
    """Writes a content folder with the toy library, and snapshots of three sources, of which one may be published.

    Args:
        folder: the content folder.
        snapshots: the folder of imported services.
    """
    own = folder / "local_offer" / "services"
    own.mkdir(parents=True)
    shutil.copy(TAXONOMIES, own.parent / "taxonomies.json")
    manifest = {"publisher": {"name": "Example Council"}, "licence": OPEN_LICENCE, "allow_publish": True}
    (own.parent / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    text = json.dumps(own_record(), ensure_ascii=False)
    (own / "example_toy_library.json").write_text(text, encoding="utf-8")
    allowed = {"licence": OPEN_LICENCE, "attribution": "Example feed", "allow_publish": True}
    about = {
        "open-feed": allowed,
        "no-licence": {"allow_publish": True},
        "not-allowed": allowed | {"allow_publish": False},
    }
    for source, said in about.items():
        called = "" if source == "open-feed" else f" {SECRET}"
        records = [imported_record(source, f"{number}{called}") for number in (1, 2)]
        write_snapshot(source_folder(snapshots, source), records, said)


def profile_schema(name: str) -> jsonschema_rs.Draft202012Validator:
    """A compiled schema of the UK profile; the test is skipped where they are not."""
    path = ORUK / "schema" / f"{name}.json"
    if not path.exists():
        pytest.skip(f"NOT CHECKED against the UK profile: {path} is not there. Set ORUK_SCHEMAS.")
    return jsonschema_rs.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")), validate_formats=True)


def profile_errors(name: str, value: Any) -> list[str]:
    """What the UK profile has against a value."""
    return [
        f"{'/'.join(map(str, error.instance_path))}: {error.message}"
        for error in profile_schema(name).iter_errors(value)
    ]
