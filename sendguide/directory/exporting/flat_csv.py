"""One table for staff: a row a service, to be opened in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Optional

import phonenumbers

from sendguide.directory.exporting.catalogue import Catalogue, Entry
from sendguide.directory.exporting.hsds_csv import csv_bytes
from sendguide.directory.exporting.public import Json
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


@dataclass(frozen=True)
class Line:
    """What a row is made of: the typed view of a record, the record, and our days and the source."""

    service: Service
    public: Json
    entry: Entry


Column = Callable[[Line], str]
COLUMNS: dict[str, Column] = {
    "Name": lambda line: line.service.name,
    "What it is": lambda line: line.service.description,
    "Organisation": lambda line: line.service.organization,
    "Status": lambda line: line.service.status,
    "Notice": lambda line: line.service.alert,
    "Local Offer headings": lambda line: _terms(line.public, CATEGORY),
    "Parts of the Local Offer": lambda line: _terms(line.public, SECTOR),
    "Needs": lambda line: _terms(line.public, NEED),
    "Age from": lambda line: _number(line.service.minimum_age),
    "Age to": lambda line: _number(line.service.maximum_age),
    "Who it is for": lambda line: line.service.eligibility,
    "How to get it": lambda line: line.service.how_to_get_it,
    "Who can ask for it": lambda line: _list(REFERRAL[way] for way in line.entry.referral),
    "Cost": lambda line: line.service.cost,
    "Phone": lambda line: _list(_phone(item.number, item.note) for item in line.service.phones),
    "Email": lambda line: _list(line.service.emails),
    "Website": lambda line: line.service.url,
    "Address": lambda line: _list(line.service.addresses),
    "Postcode area": lambda line: _list(line.service.outcodes),
    "Areas served": lambda line: _list(line.service.areas),
    "Opening times": lambda line: _list(_hours(item) for item in line.service.schedules),
    "Checked by us on": lambda line: line.entry.checked_on,
    "Read at its source on": lambda line: line.entry.read_on,
    "Review due": lambda line: line.entry.review_due,
    "Last changed": lambda line: str(line.public.get("last_modified", ""))[:10],
    "Source": lambda line: line.entry.source,
    "Id": lambda line: line.service.id,
}
"""What each column holds, in their order."""


def table_bytes(catalogue: Catalogue) -> bytes:
    """The table, sorted by name.

    Args:
        catalogue: what may be published: the table holds nothing else, but for the days and the source of an entry.
    """
    found = [(entry.public, entry) for entry in catalogue.entries]
    found.sort(key=lambda pair: (str(pair[0]["name"]).casefold(), pair[1].id))
    return BYTE_ORDER_MARK + csv_bytes(
        list(COLUMNS), [_row(Line(service_of(public), public, entry)) for public, entry in found]
    )


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: on one line, with an apostrophe before what could be one."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(BEGINS_FORMULA) else line


def _row(line: Line) -> list[str]:
    return [harmless(column(line)) for column in COLUMNS.values()]


def _terms(public: Json, link_type: str) -> str:
    attributes = public.get("attributes", ())
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
