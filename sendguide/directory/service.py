"""A service as search, cards and checks see it: a typed view of one Open Referral record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Optional

from sendguide.directory.terms import LINK_TYPES

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Phone:
    """A telephone number: `number` in E.164 or a short code (`116123`), what to know of it, and how to write it."""

    number: str
    note: str = ""
    written: str = ""


@dataclass(frozen=True)
class Schedule:
    """When something is open: an Open Referral schedule (RFC 5545 rule parts, times as `HH:MM`)."""

    freq: str
    byday: tuple[str, ...]
    opens_at: str
    closes_at: str
    valid_from: Optional[date] = None
    valid_to: Optional[date] = None
    interval: int = 1
    bymonthday: str = ""
    dtstart: Optional[date] = None
    description: str = ""


@dataclass(frozen=True)
class Service:
    """One service.

    Attributes:
        terms: codes by `link_type` (see `sendguide.directory.terms`).
        minimum_age: whole or part years; None when there is no lower end or none is known.
        is_free: None when nothing says so.
        referral: who can ask for it: of `self`, `school`, `health`, `social_care`, `council`; empty when unknown.
        outcodes: postcode areas ("CV6") of its public places; empty when it has none or comes to people.
        areas: names of the areas it serves.
        verified_on: the day one of us rang or opened it; None until then.
        read_on: the day the entry was last known to be right at its source.
        contact: the id in `contacts.yml` of the same service, if it is there.
        source: which source it came from: `guide` for our own files.
    """

    id: str
    name: str
    description: str
    status: str
    organization: str
    terms: Mapping[str, tuple[str, ...]]
    minimum_age: Optional[float]
    maximum_age: Optional[float]
    eligibility: str
    how_to_get_it: str
    cost: str
    is_free: Optional[bool]
    referral: tuple[str, ...]
    phones: tuple[Phone, ...]
    emails: tuple[str, ...]
    url: str
    addresses: tuple[str, ...]
    outcodes: tuple[str, ...]
    areas: tuple[str, ...]
    schedules: tuple[Schedule, ...]
    alert: str
    verified_on: Optional[date]
    read_on: Optional[date]
    read_at: tuple[str, ...]
    owner: str
    review_due: Optional[date]
    contact: Optional[str]
    source: str
    caution: str


def service_of(record: Json) -> Service:
    """The view of a record that is known to be valid.

    Args:
        record: an Open Referral service with everything nested, and our `x_…` parts (docs/local-offer-data.md).

    Raises:
        KeyError, ValueError, TypeError: for a record that does not follow our schema.
    """
    send, governance = record.get("x_send", {}), record.get("x_governance", {})
    places = [item.get("location") or {} for item in record.get("service_at_locations", ())]
    addresses = [item for place in places for item in place.get("addresses", ())]
    last_known = governance.get("read_on") or record.get("assured_date") or record.get("last_modified")
    return Service(
        id=record["id"],
        name=record["name"],
        description=record.get("description", ""),
        status=record["status"],
        organization=(record.get("organization") or {}).get("name", ""),
        terms={kind: tuple(_codes(record, kind)) for kind in LINK_TYPES},
        minimum_age=record.get("minimum_age"),
        maximum_age=record.get("maximum_age"),
        eligibility=record.get("eligibility_description", ""),
        how_to_get_it=record.get("application_process", ""),
        cost=_cost(record),
        is_free=_is_free(record),
        referral=tuple(send.get("referral", ())),
        phones=tuple(_phones(record)),
        emails=_emails(record),
        url=record.get("url", ""),
        addresses=tuple(_address_line(item) for item in addresses),
        outcodes=tuple(dict.fromkeys(_outcode(item) for item in addresses if item.get("postal_code"))),
        areas=tuple(item["name"] for item in record.get("service_areas", ()) if item.get("name")),
        schedules=tuple(_schedule(item) for item in _all_schedules(record)),
        alert=record.get("alert", ""),
        verified_on=_day(governance.get("verified_on")),
        read_on=_day(last_known),
        read_at=tuple(governance.get("verified_from", ())),
        owner=governance.get("owner", ""),
        review_due=_day(governance.get("review_due")),
        contact=send.get("contact"),
        source=record.get("x_source", {}).get("source", "guide"),
        caution=governance.get("caution", ""),
    )


def _codes(record: Json, link_type: str) -> Iterator[str]:
    for item in record.get("attributes", ()):
        code = (item.get("taxonomy_term") or {}).get("code")
        if item.get("link_type") == link_type and code:
            yield code


def _cost(record: Json) -> str:
    if record.get("fees_description") or record.get("fees"):
        return str(record.get("fees_description") or record["fees"])
    described = [item.get("amount_description") or item.get("option") for item in record.get("cost_options", ())]
    return "; ".join(text for text in described if text)


def _is_free(record: Json) -> bool | None:
    amounts = [item["amount"] for item in record.get("cost_options", ()) if item.get("amount") is not None]
    if amounts:
        return max(amounts) == 0
    said = str(record.get("fees_description") or record.get("fees") or "").strip().lower().rstrip(".")
    return True if said in {"free", "no charge", "no cost", "none", "free of charge"} else None


def _phones(record: Json) -> Iterator[Phone]:
    contacts = record.get("contacts", ())
    for item in (*record.get("phones", ()), *(phone for contact in contacts for phone in contact.get("phones", ()))):
        yield Phone(item["number"], item.get("description", ""))


def _emails(record: Json) -> tuple[str, ...]:
    found = [record.get("email"), *(contact.get("email") for contact in record.get("contacts", ()))]
    return tuple(dict.fromkeys(item for item in found if item))


def _all_schedules(record: Json) -> Iterator[Json]:
    yield from record.get("schedules", ())
    for item in record.get("service_at_locations", ()):
        yield from item.get("schedules", ())


def _schedule(item: Json) -> Schedule:
    return Schedule(
        freq=item.get("freq", "WEEKLY"),
        byday=tuple(day.strip() for day in item.get("byday", "").split(",") if day.strip()),
        opens_at=item.get("opens_at", "")[:5],
        closes_at=item.get("closes_at", "")[:5],
        valid_from=_day(item.get("valid_from")),
        valid_to=_day(item.get("valid_to")),
        interval=int(item.get("interval") or 1),
        bymonthday=str(item.get("bymonthday") or ""),
        dtstart=_day(item.get("dtstart")),
        description=item.get("description", ""),
    )


def _address_line(item: Json) -> str:
    parts = (item.get("address_1"), item.get("address_2"), item.get("city"), item.get("postal_code"))
    return ", ".join(part for part in parts if part)


def _outcode(item: Json) -> str:
    return str(item["postal_code"]).split()[0].upper()


def _day(text: Any) -> date | None:
    return date.fromisoformat(str(text)[:10]) if text else None
