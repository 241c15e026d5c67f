"""How fields of Open Referral are read where the schema does not say it: kinds of text, and lists it leaves open."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Optional

from sendguide.directory.ids import is_uuid
from sendguide.directory.importing.html_text import html_to_text, line
from sendguide.directory.importing.normalise import (
    clock_time,
    day,
    emails,
    moment,
    number_of,
    outcode,
    postcode,
    web_address,
)

# Words of one line; all other texts may have several.
ONE_LINE = frozenset({
    "name", "alternate_name", "title", "department", "code", "term", "taxonomy", "link_type", "link_entity",
    "label", "value", "option", "city", "region", "state_province", "country", "currency", "address_1", "address_2",
    "attention", "identifier", "identifier_scheme", "identifier_type", "type", "external_identifier",
    "external_identifier_type", "byday", "bymonthday", "service_area", "source", "document",
})  # fmt: skip
KIND_OF_LIST = {"attributes": "attribute"}
COUNTRIES = dict.fromkeys(("uk", "united kingdom", "great britain", "england", "scotland", "wales", "gbr"), "GB")
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?")


def _time(value: object) -> Optional[str]:
    text = line(value)
    return text if _TIME.fullmatch(text) else clock_time(value)


def _first_email(value: object) -> Optional[str]:
    return next(iter(emails(value)), None)


def _postcode(value: object) -> Optional[str]:
    return postcode(value) or outcode(value)


READERS: dict[str, Callable[[object], Any]] = {
    "date": day,
    "moment": moment,
    "url": web_address,
    "email": _first_email,
    "time": _time,
    "postcode": _postcode,
}


def _uuid(value: object) -> Optional[str]:
    return value.lower() if isinstance(value, str) and is_uuid(value) else None


def _unit(value: object) -> Optional[dict[str, Any]]:
    """The unit of a capacity, such as beds: an object of its own."""
    if not isinstance(value, dict) or not line(value.get("name")) or _uuid(value.get("id")) is None:
        return None
    texts = {name: line(value.get(name)) for name in ("name", "scheme", "identifier") if line(value.get(name))}
    uri = web_address(value.get("uri"))
    return {"id": _uuid(value["id"]), **texts, **({"uri": uri} if uri else {})}


Reader = Callable[[object], Any]
_LINK: dict[str, Reader] = {"label": html_to_text, "url": web_address}
_PROGRAM: dict[str, Reader] = {
    "organization_id": _uuid,
    "name": html_to_text,
    "alternate_name": html_to_text,
    "description": html_to_text,
}
_CAPACITY: dict[str, Reader] = {
    "unit": _unit,
    "available": number_of,
    "maximum": number_of,
    "description": html_to_text,
    "updated": moment,
}
OPEN_PARTS: dict[str, tuple[str, dict[str, Reader]]] = {
    "funding": ("funding", {"source": html_to_text}),
    "required_documents": ("required_document", {"document": html_to_text, "uri": web_address}),
    "additional_urls": ("url", _LINK),
    "additional_websites": ("url", _LINK),
    "capacities": ("service_capacity", _CAPACITY),
    "program": ("program", _PROGRAM),
    "programs": ("program", _PROGRAM),
}
"""Lists that our schema leaves open: what HSDS calls one of them, and the fields that it documents, with their readers.

`metadata` is never read: it is the history of a record, with its old values and who changed them."""
