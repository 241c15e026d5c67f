"""What of a record may leave: nothing that is ours alone, private or masked, and nothing that is empty."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, Optional

from sendguide.directory.importing.privacy import is_hidden, is_masked

Json = dict[str, Any]

NEVER = frozenset({"assurer_email"})
"""Keys that stay here wherever they stand: a person's address (standards.md 1.7, "Never export")."""
ADDRESS_PARTS = ("id", "address_1", "city", "state_province", "postal_code", "country", "address_type")
"""An address without one of these fails the UK profile."""
FULL_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}", re.ASCII | re.IGNORECASE)
EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")
WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)
URI = re.compile(r"(?!javascript:|data:|vbscript:)[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)
FORMS = {"email": EMAIL, "url": WEB, "website": WEB, "logo": WEB, "schedule_link": WEB, "uri": URI, "term_uri": URI}
"""Fields that readers make links of: a value of another form is left out."""
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Not allowed or not kept in XML, CSV and terminals."""
TWINS = {
    "service_areas": ("name", "service_area"),
    "accessibility": ("description", "accessibility"),
    "taxonomy_term": ("name", "term"),
}
"""By object: the field as HSDS spells it, and as the UK profile spells it (standards.md 1.2)."""
DESCRIBED = ("organization", "taxonomy_term")
"""Objects that must have a description: without one they have their name."""


def public_record(record: Mapping[str, Any], *, today: date, left_out: Optional[Counter[str]] = None) -> Json:
    """The record as anybody may have it.

    Left out: keys that begin with `x_`, what is empty, the assurer's address, objects marked private (`x_private`, or
    in feeds `visible: false`), places whose address is masked (`mask_exact_address`, or a postcode that is only an
    area), addresses that the UK profile would refuse, and links of another form. Added: the UK profile's second
    spellings, and the day one of us checked it as `assured_date` where the record has none.

    Args:
        record: a valid record of the directory.
        today: the current day; a check dated later is not passed on.
        left_out: counts what was withheld because it is private or cannot be used, by kind.

    Returns:
        A new record. Doing it again changes nothing.
    """
    counts = Counter[str]() if left_out is None else left_out
    public = _object(record, "service", counts)
    checked = str((record.get("x_governance") or {}).get("verified_on") or "")
    if checked and "assured_date" not in public:
        public["assured_date"] = checked
    if str(public.get("assured_date", ""))[:10] > today.isoformat():
        del public["assured_date"]
    return public


def _object(raw: Mapping[str, Any], kind: str, counts: Counter[str]) -> Json:
    """One object without what must not leave; `kind` is the name of the field it stands in."""
    clean: Json = {}
    for key, value in raw.items():
        if not key.startswith("x_") and key not in NEVER:
            kept = _value(value, key, counts)
            if kept is not None:
                clean[key] = kept
    if kind in TWINS:
        hsds, uk = TWINS[kind]
        if hsds in clean:
            clean.setdefault(uk, clean[hsds])
    if kind in DESCRIBED and "name" in clean:
        clean.setdefault("description", clean["name"])
    return clean


def _value(value: Any, key: str, counts: Counter[str]) -> Any:
    """A value without what must not leave; None for nothing."""
    if isinstance(value, str):
        return _text(value, key, counts)
    if isinstance(value, dict):
        reason = _reason(value, key)
        if reason:
            counts[reason] += 1
            return None
        return _object(value, key, counts) or None
    if isinstance(value, (list, tuple)):
        return [kept for item in value if (kept := _value(item, key, counts)) is not None] or None
    return value


def _text(value: str, key: str, counts: Counter[str]) -> str | None:
    text = (value if value.isprintable() else CONTROLS.sub("", value)).strip()
    if text and key in FORMS and not FORMS[key].fullmatch(text):
        counts[f"{key} of a form that cannot be used"] += 1
        return None
    return text or None


def _reason(item: Json, key: str) -> str:
    """Why an object must not leave; empty when it may."""
    if is_hidden(item):
        return f"private {key}"
    if key == "service_at_locations" and _is_masked(item.get("location")):
        return "masked place"
    if key == "location" and _is_masked(item):
        return "masked place"
    if key == "addresses" and not all(item.get(part) for part in ADDRESS_PARTS):
        return "incomplete address"
    return ""


def _is_masked(location: Any) -> bool:
    """Whether a place must not be found: then neither its address nor its name or coordinates leave."""
    if not isinstance(location, dict):
        return False
    listed = location.get("addresses")
    addresses = [item for item in listed if isinstance(item, dict)] if isinstance(listed, (list, tuple)) else []
    codes = [str(item["postal_code"]).strip() for item in addresses if item.get("postal_code")]
    marked = any(is_masked(item) or is_hidden(item) for item in (location, *addresses))
    return marked or any(not FULL_POSTCODE.fullmatch(code) for code in codes)
