"""What an editor writes of a service, before it is tidied."""

from __future__ import annotations

import copy
from typing import Any

from sendguide.directory.records import tidy
from sendguide.directory.terms import Terms, read_terms
from sendguide.settings import PROJECT

Json = dict[str, Any]
NAME = "saturday_club"
TERMS: Terms = read_terms(PROJECT / "content" / "local_offer" / "taxonomies.json")
WORDS: Json = {
    "name": "Saturday club",
    "description": "Sport for disabled children.",
    "status": "active",
    "url": "https://example.org/club",
    "minimum_age": 5,
    "maximum_age": 11,
    "application_process": "Call the club.",
    "fees_description": "Free",
    "contacts": [{"title": "Office", "phones": [{"number": "01632 960123"}]}],
    "service_areas": ["Coventry"],
    "service_at_locations": [
        {
            "location": {
                "name": "The hall",
                "location_type": "physical",
                "accessibility": [{"description": "No steps."}],
                "addresses": [
                    {
                        "address_1": "1 Example Road",
                        "city": "Coventry",
                        "state_province": "West Midlands",
                        "postal_code": "cv61pr",
                        "country": "GB",
                        "address_type": "physical",
                    }
                ],
            }
        }
    ],
    "organization": {"name": "Example Trust", "description": "A charity."},
    "attributes": ["physical", "LO-EDU-OTHER", "social_care", "local_offer_social_care_carers_groups"],
    "x_send": {"local_offer": True, "referral": ["self"]},
    "x_governance": {
        "owner": "Local Offer content group",
        "verified_from": ["https://example.org/club"],
        "read_on": "2026-11-23",
    },
}


def words(**changed: Any) -> Json:
    """The words of the service, with some fields changed."""
    return {**copy.deepcopy(WORDS), **changed}


def record(**changed: Any) -> Json:
    """The tidied record, with some fields changed after that."""
    return {**tidy(WORDS, TERMS, name=NAME), **changed}
