"""Open Referral UK 1.0 in the field names of version 3.

The older version keeps ages in `eligibilitys`, hours in `regular_schedules`, terms in `service_taxonomys`, and
addresses in `physical_addresses`; `reviews` are not read.
"""

from __future__ import annotations

from typing import Any

from sendguide.directory.importing.finishing import dicts, joined
from sendguide.directory.importing.html_text import line
from sendguide.directory.importing.normalise import number_of
from sendguide.directory.importing.referral import ACCESS

Json = dict[str, Any]

_ONLY_V1 = (
    "eligibilitys", "regular_schedules", "holiday_schedules", "service_taxonomys", "fundings", "attending_access",
    "attending_type", "deliverable_type", "reviews",
)  # fmt: skip
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def is_v1(raw: Json) -> bool:
    """Whether a service is written in the older version."""
    if any(name in raw for name in _ONLY_V1):
        return True
    places = (item.get("location") for item in dicts(raw.get("service_at_locations")))
    return any(isinstance(place, dict) and "physical_addresses" in place for place in places)


def from_v1(raw: Json) -> Json:
    """A service in the names of version 3; values are taken over as they are."""
    eligible = dicts(raw.get("eligibilitys"))
    return {
        **raw,
        **_ages(eligible),
        "eligibility_description": joined(*(item.get("eligibility") for item in eligible)),
        "application_process": _access(raw.get("attending_access")),
        "last_modified": raw.get("last_modified") or raw.get("modified_at") or raw.get("updated_at"),
        "organization": _organization(raw.get("organization")),
        "schedules": [week_rule(item) for item in dicts(raw.get("regular_schedules"))],
        "funding": dicts(raw.get("fundings")),
        "languages": [_language(item) for item in dicts(raw.get("languages"))],
        "service_areas": dicts(raw.get("service_areas")),
        "service_at_locations": [_place(item) for item in dicts(raw.get("service_at_locations"))],
        "attributes": [_attribute(item) for item in dicts(raw.get("service_taxonomys"))],
    }


def week_rule(item: Json) -> Json:
    """A regular schedule as HSDS 3 has it: days as `MO,TU`, weekly when days are given without a rhythm."""
    given = line(item.get("byday") or item.get("weekday")).replace(";", ",").split(",")
    days = [_day(part.strip()) for part in given if part.strip()]
    rhythm = line(item.get("freq")).upper()
    return {
        **item,
        "freq": rhythm or ("WEEKLY" if days else None),
        "byday": ",".join(dict.fromkeys(days)),
        "opens_at": item.get("opens_at") or item.get("open_at"),
        "closes_at": item.get("closes_at") or item.get("close_at"),
    }


def _day(text: str) -> str:
    """`MO` for Monday, Mon and mo; a rule such as `2MO` as it is."""
    return next((day for day in _DAYS if text.isalpha() and text[:2].upper() == day), text)


def _ages(eligible: list[Json]) -> Json:
    """The widest span: an end that one group leaves open is open."""
    found: Json = {}
    for name, widest in (("minimum_age", min), ("maximum_age", max)):
        ends = [number_of(item.get(name)) for item in eligible]
        known = [end for end in ends if end is not None]
        if known and len(known) == len(ends):
            found[name] = widest(known)
    return found


def _access(value: object) -> str:
    text = line(value)
    return ACCESS.get(text.lower().replace("_", " "), text)


def _organization(value: object) -> Any:
    return {**value, "website": value.get("website") or value.get("url")} if isinstance(value, dict) else None


def _language(item: Json) -> Json:
    named = line(item.get("name") or item.get("language"))
    is_code = len(named) in (2, 3) and named.islower()
    return {"id": item.get("id"), "code": named if is_code else None, "name": None if is_code else named}


def _place(item: Json) -> Json:
    place = item.get("location")
    schedules = dicts(item.get("regular_schedule")) + dicts(item.get("regular_schedules"))
    found: Json = {"id": item.get("id"), "schedules": [week_rule(rule) for rule in schedules]}
    if isinstance(place, dict):
        access = [
            {**part, "description": part.get("accessibility") or part.get("description")}
            for part in dicts(place.get("accessibility_for_disabilities"))
        ]
        found["location"] = {**place, "addresses": dicts(place.get("physical_addresses")), "accessibility": access}
    return found


def _attribute(item: Json) -> Json:
    term = item.get("taxonomy")
    if not isinstance(term, dict):
        return {}
    code = line(term.get("id"))
    return {
        "id": item.get("id"),
        "link_type": line(term.get("vocabulary")) or "taxonomy",
        "taxonomy_term": {**term, "code": term.get("code") or code, "taxonomy": line(term.get("vocabulary"))},
    }
