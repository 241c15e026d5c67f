"""Which of our own records have not been looked at for too long: contacts after 90 days, the rest after 6 months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sendguide.content.yaml_file import Location
from sendguide.deadlines.counting import add_months
from sendguide.directory.service import Service, service_of

Json = dict[str, Any]
CONTACTS_HOLD = timedelta(days=90)
OTHERS_HOLD_MONTHS = 6
"""Standards.md D07, and the freshness rule of the directory: 90 days for contacts, 6 months for everything else."""


@dataclass(frozen=True)
class Overdue:
    """One thing to look at again.

    Attributes:
        record: the file's name without its ending.
        owner: the group that keeps the record.
        at: the place in the record that gives the date.
        due: the last day on which it was still good.
        message: what is overdue.
        remedy: what to do.
    """

    record: str
    owner: str
    at: Location
    due: date
    message: str
    remedy: str


def overdue(record: Json, *, today: date) -> Iterator[Overdue]:
    """What of a record is overdue.

    Args:
        record: one of our own, valid.
        today: the day to measure against.
    """
    service = service_of(record)
    name, field, last = record["x_source"]["id"], *_last_looked_at(service)
    if last is None:
        return
    at: Location = ("x_governance", field)
    how = "verified" if field == "verified_on" else "read"
    due = last + CONTACTS_HOLD
    if due < today and (service.phones or service.emails or service.url):
        message = f"the contact details were last {how} on {last}, more than {CONTACTS_HOLD.days} days ago."
        where = " and in content/contacts.yml" if service.contact else ""
        remedy = f"Ring the number, open the page, then set verified_on here{where}."
        yield Overdue(name, service.owner, at, due, message, remedy)
    due = service.review_due or add_months(last, OTHERS_HOLD_MONTHS)
    if due < today:
        at = ("x_governance", "review_due") if service.review_due else at
        remedy = "Compare the words with the pages in verified_from, then set read_on (and review_due, if it is there)."
        yield Overdue(
            name, service.owner, at, due, f"the record was last {how} on {last}; it was due on {due}.", remedy
        )


def overdue_lines(records: Iterable[Json], *, today: date) -> Iterator[str]:
    """What is overdue as lines for a person, by owner, the longest overdue first.

    Args:
        records: our own records, valid.
        today: the day to measure against.
    """
    records = tuple(records)
    found = sorted(
        (item for record in records for item in overdue(record, today=today)),
        key=lambda item: (item.owner, item.due, item.record),
    )
    for owner in dict.fromkeys(item.owner for item in found):
        yield f"{owner}:"
        for item in found:
            if item.owner == owner:
                yield f"  {item.record}: {item.message} {item.remedy}"
    never = sum(service_of(record).verified_on is None for record in records)
    yield f"{len(found)} overdue. Of {len(records)} records, {never} have never been rung or opened by one of us."


def _last_looked_at(service: Service) -> tuple[str, date | None]:
    """The later of the two dates, with its field: what was read again after it was verified holds from then."""
    dates = {"verified_on": service.verified_on, "read_on": service.read_on}
    known = {field: day for field, day in dates.items() if day is not None}
    if not known:
        return "read_on", None
    field = max(known, key=lambda name: known[name])
    return field, known[field]
