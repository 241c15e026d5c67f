"""Completes a record so that an editor only writes the words: ids, terms, spellings of both profiles, order of keys."""

from __future__ import annotations

import copy
import json
from difflib import get_close_matches
from typing import Any

from sendguide.directory.ids import record_id
from sendguide.directory.parts import fill_parts, objects
from sendguide.directory.terms import Terms
from sendguide.errors import GuideError

Json = dict[str, Any]

ORDER = (
    "name", "title", "description", "status", "alert", "url", "email", "number", "minimum_age", "maximum_age",
    "eligibility_description", "application_process", "fees_description", "fees", "contacts", "phones", "schedules",
    "service_areas", "service_at_locations", "location", "location_type", "address_1", "address_2", "city",
    "state_province", "postal_code", "country", "address_type", "addresses", "organization", "x_send", "x_governance",
    "x_source", "local_offer", "contact", "referral", "owner", "verified_on", "read_on", "confidence", "verified_from",
    "system", "source", "link_type", "code", "taxonomy_term", "attributes",
)  # fmt: skip
"""Keys in the order in which a person reads them; others follow by the alphabet, ids and dates made here come last."""

LAST = ("organization_id", "link_id", "link_entity", "taxonomy_id", "taxonomy_term_id", "assured_date", "last_modified")
MAY_BE_NULL = "verified_on"


class UnknownTerm(GuideError):
    """A record has a code that is no term."""


def tidy(record: Json, terms: Terms, *, name: str = "") -> Json:
    """A record with everything filled in that can be worked out. Doing it twice changes nothing more.

    Args:
        record: what an editor wrote: `organization` and `service_areas` may be plain names, `attributes` plain codes,
            telephone numbers as they are spoken. Ids that are there are kept, except those that follow from others.
        terms: the terms of the directory.
        name: the file's name without its ending; needed when the record has no `x_source` yet.

    Returns:
        A new record; the one passed in is not changed.

    Raises:
        UnknownTerm: when a code is no term.
    """
    found: Json = _filled(copy.deepcopy(record))
    found.setdefault("x_source", {"system": "manual", "source": "guide", "id": name})
    if _is_ours(found):
        found["id"] = record_id("service", *(str(found["x_source"].get(key)) for key in ("source", "id")))
    _organization(found)
    found["service_areas"] = [_area(item) for item in _listed(found, "service_areas")]
    fill_parts(found, str(found.get("id")))
    _in_both_spellings(found)
    _dates(found)
    found["attributes"] = _attributes(found, terms)
    ordered: Json = _ordered(_filled(found))
    return ordered


def as_text(record: Json) -> str:
    """A record as it stands in its file."""
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _filled(value: Any, key: str = "") -> Any:
    """Without what is empty: Open Referral leaves such fields out."""
    if isinstance(value, dict):
        kept = {name: _filled(item, name) for name, item in value.items()}
        return {name: item for name, item in kept.items() if item not in (None, "", [], {}) or name == MAY_BE_NULL}
    if isinstance(value, list):
        return [_filled(item) for item in value if item not in (None, "", [], {})]
    return value.strip() if isinstance(value, str) else value


def _is_ours(record: Json) -> bool:
    source = record["x_source"]
    return isinstance(source, dict) and source.get("system") == "manual"


def _listed(record: Json, key: str) -> list[Any]:
    value = record.get(key)
    return value if isinstance(value, list) else []


def _organization(record: Json) -> None:
    organization = record.get("organization")
    if isinstance(organization, str):
        organization = record["organization"] = {"name": organization}
    if isinstance(organization, dict) and organization.get("name"):
        organization["id"] = record["organization_id"] = record_id("organization", str(organization["name"]))


def _area(item: Any) -> Json:
    area: Json = dict(item) if isinstance(item, dict) else {"name": str(item)}
    if "extent_type" not in area and "name" in area:
        area |= {"extent_type": "text", "extent": area.get("extent", area["name"])}
    return area


def _in_both_spellings(record: Json) -> None:
    _same(record, "fees_description", "fees")
    for area in record["service_areas"]:
        _same(area, "name", "service_area")
    for place in objects(record.get("service_at_locations")):
        for location in objects(place.get("location")):
            for note in objects(location.get("accessibility")):
                _same(note, "description", "accessibility")


def _same(part: Json, ours: str, theirs: str) -> None:
    """The same words under the names of both profiles (HSDS, UK): standards.md section 1.7."""
    words = part.get(ours) or part.get(theirs)
    if words:
        part[ours] = part[theirs] = words


def _dates(record: Json) -> None:
    """Our own records were assured when somebody verified them, and modified when they were last read or verified."""
    governance = record.get("x_governance")
    if not _is_ours(record) or not isinstance(governance, dict):
        return
    verified_on = governance.setdefault(MAY_BE_NULL, None)
    record.pop("assured_date", None)
    if verified_on:
        record["assured_date"] = verified_on
    days = [str(day) for day in (verified_on, governance.get("read_on")) if day]
    if days:
        record["last_modified"] = f"{max(days)}T00:00:00.000Z"


def _attributes(record: Json, terms: Terms) -> list[Json]:
    order = {code: place for place, code in enumerate(terms.by_code)}
    ours: set[str] = set()
    others: list[Json] = []
    for item in _listed(record, "attributes"):
        code = _code(item)
        if code in order:
            ours.add(code)
        elif isinstance(item, dict) and not _is_ours(record):
            others.append(item)
        else:
            near = get_close_matches(code, order, n=1)
            advice = f"Did you mean `{near[0]}`?" if near else "See content/local_offer/taxonomies.json."
            raise UnknownTerm(f"There is no term `{code}`. {advice}")
    return [terms.attribute(str(record.get("id")), code) for code in sorted(ours, key=order.__getitem__)] + others


def _code(item: Any) -> str:
    term = item.get("taxonomy_term") if isinstance(item, dict) else None
    code = term.get("code") if isinstance(term, dict) else item
    return code if isinstance(code, str) else ""


def _ordered(value: Any) -> Any:
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: _ordered(value[key]) for key in sorted(value, key=_rank)}


def _rank(key: str) -> tuple[int, int, str]:
    if key in ORDER:
        return 0, ORDER.index(key), key
    if key == "id" or key in LAST:
        return 2, 0, key
    return 1, 0, key
