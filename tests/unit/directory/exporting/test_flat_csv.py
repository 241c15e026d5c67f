"""The table for a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.directory.exporting.catalogue import Catalogue
from sendguide.directory.exporting.flat_csv import BEGINS_FORMULA, COLUMNS, harmless, table_bytes
from tests.support.published import SECRET


def _rows(catalogue: Catalogue) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table_bytes(catalogue).decode("utf-8-sig"), newline="")))


def test_a_row_a_service_by_name(catalogue: Catalogue):
    rows = _rows(catalogue)
    assert [row["Name"] for row in rows] == ["Example swimming 1", "Example swimming 2", "Example toy library"]
    assert {row["Id"] for row in rows} == {record["id"] for record in catalogue.records}
    assert list(rows[0]) == list(COLUMNS)


def test_the_bytes_are_what_spreadsheets_open(catalogue: Catalogue):
    data = table_bytes(catalogue)
    assert data.startswith(b"\xef\xbb\xbfName,")
    assert data.count(b"\r\n") == len(catalogue.records) + 1 == data.count(b"\n")
    assert SECRET.encode() not in data


def test_what_a_row_says(catalogue: Catalogue):
    swimming, _, toys = _rows(catalogue)
    assert toys["What it is"] == "'=Toys to borrow, “special” ones too. Ask for the list."
    assert toys["Phone"] == "020 7946 0018 (Mon to Fri)"
    assert toys["Opening times"] == "Mon, Sat 09:30 to 12:00"
    assert (toys["Age from"], toys["Age to"], swimming["Age to"]) == ("0", "5", "18.5")
    assert (toys["Checked by us on"], swimming["Checked by us on"]) == ("2026-11-01", "")
    assert (toys["Who can ask for it"], toys["Cost"], swimming["Source"]) == ("families", "Free", "open-feed")
    assert toys["Address"] == "1 Example Road, Coventry, CV6 1AA" and toys["Postcode area"] == "CV6"
    assert toys["Parts of the Local Offer"] and toys["Local Offer headings"] and toys["Needs"]


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r\n=1", "  =1", "＝1", "|calc", "%0A"])
def test_formulas_are_text(text: str):
    assert harmless(text).startswith("'")


@given(st.text())
def test_no_cell_begins_a_formula(text: str):
    found = harmless(text)
    assert not found.startswith(BEGINS_FORMULA) and found == found.strip() and "\n" not in found
    assert found.lstrip("'").split() == text.lstrip("'").split() or text.strip().startswith("'")
