"""What Open Referral requires in a part and sources leave out, where something else in the part says it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sendguide.directory.importing.html_text import line

Json = dict[str, Any]


def _named(raw: Json) -> Json:
    name = raw.get("name") or raw.get("term")
    return {**raw, "name": name, "description": raw.get("description") or name}


def _term(raw: Json) -> Json:
    named = _named(raw)
    return {**named, "term": raw.get("term") or named["name"]}


def _area(raw: Json) -> Json:
    return {**raw, "name": raw.get("name") or raw.get("service_area") or raw.get("extent")}


def _identifier(raw: Json) -> Json:
    return {**raw, "identifier_type": raw.get("identifier_type") or raw.get("identifier_scheme")}


def _attribute(raw: Json) -> Json:
    term = raw.get("taxonomy_term")
    taxonomy = term.get("taxonomy") if isinstance(term, dict) else None
    return {**raw, "link_type": raw.get("link_type") or taxonomy or "category"}


def _address(raw: Json) -> Json:
    """The first line, town and country; the county is the town where nothing else is said, since it must be there."""
    lines = [part.strip() for part in line(raw.get("address_1")).split(",") if part.strip()]
    city = line(raw.get("city")) or line(raw.get("region")) or line(raw.get("state_province"))
    if not city and len(lines) > 1:
        city = lines.pop()
    return {
        **raw,
        "address_1": ", ".join(lines) or raw.get("address_2"),
        "address_2": raw.get("address_2") if lines else None,
        "city": city,
        "state_province": raw.get("state_province") or raw.get("region") or _county(city),
        "country": raw.get("country") or "GB",
        "address_type": raw.get("address_type") or "physical",
    }


def _county(city: str) -> str:
    return "West Midlands" if city.lower() == "coventry" else city


def _location(raw: Json) -> Json:
    has_place = bool(raw.get("addresses")) or raw.get("latitude") is not None
    return {**raw, "location_type": raw.get("location_type") or ("physical" if has_place else "virtual")}


COMPLETE: dict[str, Callable[[Json], Json]] = {
    "organization": _named,
    "taxonomy_term": _term,
    "service_area": _area,
    "organization_identifier": _identifier,
    "attribute": _attribute,
    "address": _address,
    "location": _location,
}
"""By the kind of part: what is filled in before it is read."""


def _term_id(found: Json, raw: Json) -> None:
    if "taxonomy_term" in found:
        found["taxonomy_term_id"] = found["taxonomy_term"]["id"]


def _location_id(found: Json, raw: Json) -> None:
    if "location" in found:
        found["location_id"] = found["location"]["id"]


def _location_words(found: Json, raw: Json) -> None:
    """Half a position is none; an address without a postcode, which has no place here, is at least told in words."""
    if ("latitude" in found) != ("longitude" in found):
        found.pop("latitude", None)
        found.pop("longitude", None)
    addresses = raw.get("addresses")
    if "addresses" not in found and isinstance(addresses, list) and addresses and isinstance(addresses[0], dict):
        parts = (line(addresses[0].get(name)) for name in ("address_1", "address_2", "city", "postal_code"))
        if words := ", ".join(part for part in parts if part):
            found.setdefault("description", words)


AGREE: dict[str, Callable[[Json, Json], None]] = {
    "attribute": _term_id,
    "service_at_location": _location_id,
    "location": _location_words,
}
"""By the kind of part: what must agree within it once it is read; given what was read and what it was read from."""
