"""The parts of a service (telephones, places, times …): which there are, and the ids they get."""

from __future__ import annotations

import re
from typing import Any

from sendguide.directory.ids import record_id
from sendguide.directory.importing.normalise import postcode
from sendguide.directory.importing.phones import telephone_numbers

Json = dict[str, Any]

KINDS = {
    "contacts": ("contact", ("title", "name", "x_contact")),
    "phones": ("phone", ("number",)),
    "schedules": ("schedule", ("freq", "byday", "bymonthday", "opens_at", "closes_at", "valid_from", "description")),
    "service_areas": ("service_area", ("name",)),
    "service_at_locations": ("service_at_location", ("name", "location_type")),
    "location": ("location", ("name", "location_type")),
    "addresses": ("address", ("address_1", "postal_code")),
    "accessibility": ("accessibility", ("description",)),
    "languages": ("language", ("code", "name")),
    "cost_options": ("cost_option", ("option", "amount")),
    "organization_identifiers": ("organization_identifier", ("identifier_scheme", "identifier")),
    "funding": ("funding", ("source",)),
    "required_documents": ("required_document", ("document",)),
}
"""Parts of a service by their key: how Open Referral calls one, and what tells it from the others beside it."""


def fill_parts(parent: Json, parent_id: str) -> None:
    """Gives each part its id, and brings telephone numbers and postcodes into form.

    Args:
        parent: what has the parts; it is changed.
        parent_id: its id, from which those of its parts follow.
    """
    for key, (kind, names) in KINDS.items():
        found = objects(parent.get(key))
        taken = {part.get("id") for part in found}
        for place, part in enumerate(found):
            if "number" in part:
                part["number"] = _number(str(part["number"]))
            if "postal_code" in part:
                part["postal_code"] = postcode(part["postal_code"]) or part["postal_code"]
            if "id" not in part:
                part["id"] = _part_id(kind, parent_id, _key(part, names), place, taken)
                taken.add(part["id"])
            fill_parts(part, part["id"])
    for organization in objects(parent.get("organization")):
        fill_parts(organization, organization.get("id", ""))


def objects(value: Any) -> list[Json]:
    """The objects in a value that may be one, a list of them, or nothing of the kind."""
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]


def _key(part: Json, names: tuple[str, ...]) -> list[str]:
    """What tells a part from the others; a place of a service is told by its location."""
    named = objects(part.get("location")) or [part]
    return [str(named[0][name]) for name in names if name in named[0]]


def _part_id(kind: str, parent_id: str, words: list[str], place: int, taken: set[Any]) -> str:
    found = record_id(kind, parent_id, *words)
    return found if found not in taken else record_id(kind, parent_id, *words, str(place))


def _number(text: str) -> str:
    """In international form; a short number such as 116 123 as its digits; what cannot be read as it is."""
    digits = re.sub(r"[\s()-]", "", text)
    if re.fullmatch(r"\d{3,6}", digits):
        return digits
    numbers, _ = telephone_numbers(text)
    return numbers[0].number if len(numbers) == 1 else text
