"""What each heading holds, counted fairly: nothing that is closed or only good to know fills an empty heading."""

from __future__ import annotations

from typing import Any

from sendguide.directory.coverage import SHOWN, coverage, coverage_json, coverage_lines
from sendguide.directory.terms import CATEGORY
from tests.unit.directory.own_record import TERMS, record


def counts(*records: dict[str, Any]) -> dict[str, int]:
    return {row.code: len(row.services) for row in coverage(records, TERMS)}


def test_every_heading_and_part_has_a_row_even_when_nothing_is_there():
    found = counts()
    assert list(found) == [term.code for term in TERMS.of(CATEGORY)] + ["education", "health", "social_care"]
    assert set(found.values()) == {0}


def test_a_service_counts_under_its_headings_and_parts_only():
    found = {code: count for code, count in counts(record()).items() if count}
    assert found == {"LO-EDU-OTHER": 1, "social_care": 1}


def test_what_is_closed_or_not_in_the_local_offer_does_not_count():
    assert set(counts(record(status="defunct"), record(x_send={"local_offer": False})).values()) == {0}


def test_empty_headings_are_printed_as_empty():
    printed = list(coverage_lines(coverage([record()], TERMS)))
    assert "16, of which 15 empty" in printed[0]
    assert any("LO-CHILDCARE" in line and "EMPTY" in line for line in printed)
    assert any(line.strip() == "- Saturday club" for line in printed)


def test_long_lists_are_cut_in_print_and_whole_in_json():
    many = [record(name=f"Club {number:02}") for number in range(SHOWN + 3)]
    rows = coverage(many, TERMS)
    printed = "\n".join(coverage_lines(rows))
    assert "… and 3 more" in printed
    assert f"Club {SHOWN + 2:02}" not in printed
    found = next(row for row in coverage_json(rows) if row["code"] == "LO-EDU-OTHER")
    assert (found["count"], found["services"][-1]) == (SHOWN + 3, f"Club {SHOWN + 2:02}")
