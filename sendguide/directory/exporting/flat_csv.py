"""One table for staff: a row a service, to be opened in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Optional

import phonenumbers

from sendguide.directory.exporting.catalogue import Catalogue, Entry
from sendguide.directory.exporting.hsds_csv import csv_bytes
from sendguide.directory.service import Schedule, Service, service_of
from sendguide.directory.terms import CATEGORY, NEED, SECTOR

FILE = "services.csv"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it Excel takes UTF-8 for a Windows code page."""
BEGINS_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")
"""What a spreadsheet may take for a formula or a command (OWASP, CSV injection), with the full-width twins."""
REFERRAL = {
    "self": "families",
    "school": "school",
    "health": "health",
    "social_care": "social care",
    "council": "council",
}
DAYS = {"MO": "Mon", "TU": "Tue", "WE": "Wed", "TH": "Thu", "FR": "Fri", "SA": "Sat", "SU": "Sun"}

Column = Callable[[Service, Entry], str]
COLUMNS: dict[str, Column] = {
    "Name": lambda service, entry: service.name,
    "What it is": lambda service, entry: service.description,
    "Organisation": lambda service, entry: service.organization,
    "Status": lambda service, entry: service.status,
    "Notice": lambda service, entry: service.alert,
    "Local Offer headings": lambda service, entry: _terms(entry, CATEGORY),
    "Parts of the Local Offer": lambda service, entry: _terms(entry, SECTOR),
    "Needs": lambda service, entry: _terms(entry, NEED),
    "Age from": lambda service, entry: _number(service.minimum_age),
    "Age to": lambda service, entry: _number(service.maximum_age),
    "Who it is for": lambda service, entry: service.eligibility,
    "How to get it": lambda service, entry: service.how_to_get_it,
    "Who can ask for it": lambda service, entry: _list(REFERRAL[way] for way in entry.referral),
    "Cost": lambda service, entry: service.cost,
    "Phone": lambda service, entry: _list(_phone(item.number, item.note) for item in service.phones),
    "Email": lambda service, entry: _list(service.emails),
    "Website": lambda service, entry: service.url,
    "Address": lambda service, entry: _list(service.addresses),
    "Postcode area": lambda service, entry: _list(service.outcodes),
    "Areas served": lambda service, entry: _list(service.areas),
    "Opening times": lambda service, entry: _list(_hours(item) for item in service.schedules),
    "Checked by us on": lambda service, entry: entry.checked_on,
    "Read at its source on": lambda service, entry: entry.read_on,
    "Review due": lambda service, entry: entry.review_due,
    "Last changed": lambda service, entry: str(entry.public.get("last_modified", ""))[:10],
    "Source": lambda service, entry: entry.source,
    "Id": lambda service, entry: service.id,
}
"""What each column holds, in their order."""


def table_bytes(catalogue: Catalogue) -> bytes:
    """The table, sorted by name.

    Args:
        catalogue: what may be published: the table holds nothing else, but for the days and the source of an entry.
    """
    entries = sorted(catalogue.entries, key=lambda entry: (str(entry.public["name"]).casefold(), entry.public["id"]))
    rows = [_row(service_of(entry.public), entry) for entry in entries]
    return BYTE_ORDER_MARK + csv_bytes(list(COLUMNS), rows)


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: on one line, with an apostrophe before what could be one."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(BEGINS_FORMULA) else line


def _row(service: Service, entry: Entry) -> list[str]:
    return [harmless(column(service, entry)) for column in COLUMNS.values()]


def _terms(entry: Entry, link_type: str) -> str:
    attributes = entry.public.get("attributes", ())
    return _list(item["taxonomy_term"]["name"] for item in attributes if item.get("link_type") == link_type)


def _list(parts: Iterable[str]) -> str:
    return "; ".join(part for part in parts if part)


def _number(age: Optional[float]) -> str:
    return "" if age is None else f"{age:g}"


def _phone(number: str, note: str) -> str:
    """A number as people here write it, which a spreadsheet takes neither for a sum nor for a formula."""
    try:
        parsed = phonenumbers.parse(number, None)
        number = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    except phonenumbers.NumberParseException:
        pass  # a short code such as 116123
    return f"{number} ({note})" if note else number


def _hours(schedule: Schedule) -> str:
    days = ", ".join(DAYS.get(day, day) for day in schedule.byday)
    times = " to ".join(time for time in (schedule.opens_at, schedule.closes_at) if time)
    said = " ".join(part for part in (days, times) if part)
    return " ".join(part for part in (said, f"({schedule.description})" if schedule.description else "") if part)
