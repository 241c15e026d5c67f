"""Small services and terms for tests of the directory: made up, and only as much in them as a test is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sendguide.directory.ids import record_id
from sendguide.directory.terms import Term, Terms

Json = dict[str, Any]
WORDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("topic", "short_breaks"): ("respite", "a break"),
    ("topic", "therapists"): ("slt", "occupational therapy"),
    ("topic", "clubs"): ("after school",),
    ("local_offer_category", "LO-SOCIAL"): (),
    ("local_offer_category", "LO-HEALTH"): (),
    ("sector", "health"): (),
    ("sector", "social_care"): (),
    ("sen_need", "autism"): ("asd", "autistic", "on the spectrum"),
    ("sen_need", "hearing"): ("deaf",),
}


def some_terms() -> Terms:
    """A few terms of each kind."""
    by_code = {}
    for (kind, code), words in WORDS.items():
        name = code.replace("_", " ").capitalize()
        record = {"id": record_id("taxonomy_term", kind, code), "code": code, "name": name, "term": name}
        by_code[code] = Term(code, name, kind, words, record)
    return Terms(by_code, ())


def weekly(days: str = "MO,TU,WE,TH,FR", opens: str = "09:00", closes: str = "17:00", **parts: Any) -> Json:
    """A schedule: every week unless other parts of the rule are given."""
    return {"freq": "WEEKLY", "byday": days, "opens_at": opens, "closes_at": closes, **parts}


def a_service(
    name: str = "A club",
    *,
    codes: Sequence[str] = ("clubs",),
    ages: tuple[float | None, float | None] = (None, None),
    outcodes: Sequence[str] = (),
    areas: Sequence[str] = (),
    phone: str = "",
    amount: float | None = None,
    referral: Sequence[str] = (),
    schedules: Sequence[Json] = (),
    source: str = "guide",
    key: str = "",
    **parts: Any,
) -> Json:
    """A record. `key` tells services of the same name and source apart; `parts` are its other fields."""
    service_id = record_id("service", source, name, key)
    terms = some_terms()
    places = [
        {
            "location": {
                "location_type": "physical",
                "addresses": [{"address_1": "1 Road", "postal_code": f"{code} 1AA"}],
            }
        }
        for code in outcodes
    ]
    record = {
        "id": service_id,
        "name": name,
        "description": "What it does.",
        "status": "active",
        "attributes": [terms.attribute(service_id, code) for code in codes],
        "minimum_age": ages[0],
        "maximum_age": ages[1],
        "service_at_locations": places,
        "service_areas": [{"name": area} for area in areas],
        "contacts": [{"phones": [{"number": phone}]}] if phone else [],
        "cost_options": [{"amount": amount}] if amount is not None else [],
        "schedules": list(schedules),
        "x_send": {"referral": list(referral)},
        "x_source": {"system": "manual", "source": source, "id": key},
    }
    return {name: value for name, value in (record | parts).items() if value is not None}
