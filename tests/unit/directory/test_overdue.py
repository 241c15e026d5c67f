"""Contact details hold for 90 days and the rest for 6 months, from the day somebody last looked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sendguide.directory.overdue import overdue, overdue_lines
from tests.unit.directory.own_record import record


def governed(**changed: Any) -> dict[str, Any]:
    return record(x_governance={**record()["x_governance"], **changed})


def found(item: dict[str, Any], today: str) -> list[str]:
    return [late.message for late in overdue(item, today=date.fromisoformat(today))]


@pytest.mark.parametrize(
    ("today", "count"),
    [("2026-11-23", 0), ("2027-02-21", 0), ("2027-02-22", 1), ("2027-05-23", 1), ("2027-05-24", 2)],
)
def test_contacts_after_90_days_and_the_rest_after_6_months(today: str, count: int):
    assert len(found(record(), today)) == count


def test_the_later_of_reading_and_verifying_counts_and_is_named():
    item = governed(verified_on="2027-01-10")
    assert found(item, "2027-04-10") == []
    assert "last verified on 2027-01-10" in found(item, "2027-04-11")[0]
    assert "last read on 2026-11-23" in found(record(), "2027-04-11")[0]


def test_a_day_set_by_the_owner_comes_before_the_6_months():
    item = governed(review_due="2026-12-24")
    late = list(overdue(item, today=date(2026, 12, 25)))
    assert [(one.at, one.due) for one in late] == [(("x_governance", "review_due"), date(2026, 12, 24))]
    assert found(governed(review_due="2028-01-01"), "2027-05-24") == [found(record(), "2027-05-24")[0]]


def test_a_service_without_contact_details_has_none_to_ring():
    item = {key: value for key, value in record().items() if key not in ("contacts", "url")}
    assert found(item, "2027-02-22") == []


def test_who_also_stands_in_the_contacts_is_put_right_in_both_places():
    item = record(x_send={"local_offer": True, "contact": "start"})
    late = next(iter(overdue(item, today=date(2027, 3, 1))))
    assert "content/contacts.yml" in late.remedy
    alone = next(iter(overdue(record(), today=date(2027, 3, 1))))
    assert "content/contacts.yml" not in alone.remedy


def test_lines_are_grouped_by_owner_with_a_count_at_the_end():
    items = [governed(owner="Zebras"), governed(owner="Ants"), governed(owner="Zebras")]
    lines = list(overdue_lines(items, today=date(2027, 3, 1)))
    assert [line for line in lines if not line.startswith("  ")] == [
        "Ants:",
        "Zebras:",
        "3 overdue. Of 3 records, 3 have never been rung or opened by one of us.",
    ]
    assert sum(line.startswith("  saturday_club: ") for line in lines) == 3
