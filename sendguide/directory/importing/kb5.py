"""Reads an export of the Open Objects KB5 directory (CSV)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Optional

from sendguide.directory.importing.csv_table import Row, Table, read_table
from sendguide.directory.importing.finishing import Origin, finish
from sendguide.directory.importing.gathering import gather
from sendguide.directory.importing.html_text import line
from sendguide.directory.importing.kb5_columns import READ, REQUIRED
from sendguide.directory.importing.kb5_privacy import Level, is_known, level_of
from sendguide.directory.importing.kb5_row import draft_of
from sendguide.directory.importing.mapping import Mapping
from sendguide.directory.importing.parsed import Findings, Json, Note, Parsed, Rejected, Unreadable
from sendguide.directory.terms import Terms

Rows = list[tuple[int, "Row | Rejected"]]


def read_kb5(data: bytes, *, source: str, terms: Terms, mapping: Mapping, today: date) -> Parsed:
    """Reads an export.

    Args:
        data: the file as it is.
        source: our name of the source; ids of records are made from it.
        terms: our terms.
        mapping: the table from its categories to ours.
        today: the day against which a record's dates of activity are judged.

    Raises:
        Unreadable: when it is no KB5 export; a bad row is only rejected.
    """
    table = read_table(data)
    _check_columns(table)
    findings = Findings()
    if "ecd_opt_out_website" not in table.columns:
        text = "there is no column ecd_opt_out_website, so no address is shown. Export it with that column."
        findings.notes.append(Note("line 1", "", text))
    rows: Rows = [(number, row if isinstance(row, Rejected) else _readable(row)) for number, row in table.rows()]
    reader = _Reader(Origin("openobjects", "kb5", source, terms, mapping), findings, rows, today)
    return gather(reader.results(rows), findings)


def _check_columns(table: Table) -> None:
    missing = [name for name in REQUIRED if name not in table.columns]
    if missing:
        found = ", ".join(name for name in table.columns if name)[:200] or "none"
        raise Unreadable(
            f"This is no KB5 export: the first line has no column {' and no column '.join(missing)} (it has: {found}). "
            "Export it with all columns."
        )


def _readable(row: Row) -> Row:
    return {name: cell for name, cell in row.items() if name in READ}


class _Reader:
    def __init__(self, origin: Origin, findings: Findings, rows: Rows, today: date) -> None:
        self._origin = origin
        self._findings = findings
        self._today = today
        good = [row for _, row in rows if not isinstance(row, Rejected)]
        # When an id comes twice and one of the rows is hidden, both are: the other may be an older copy.
        self._hidden = {line(row["externalid"]).lower() for row in good if _level(row) is None}
        self._names = {line(row["externalid"]): line(row["title"]) for row in good if line(row["externalid"])}

    def results(self, rows: Rows) -> Iterator[tuple[str, Json | Rejected]]:
        for number, row in rows:
            where = f"line {number}"
            try:
                yield where, row if isinstance(row, Rejected) else self._record(where, row)
            except Rejected as rejected:
                yield where, rejected

    def _record(self, where: str, row: Row) -> Json:
        level, own_id, parent_id = _level(row), line(row["externalid"]), line(row.get("parent_organisation"))
        if level is None or (own_id and own_id.lower() in self._hidden):
            # Its title may be the name of a person who works at home: the report has the line and the id only.
            raise Rejected(where, own_id, _why_hidden(row))
        parent = "" if parent_id.lower() in self._hidden else self._names.get(parent_id, "")
        draft = draft_of(row, where=where, level=level, parent=parent, today=self._today)
        return finish(draft, self._origin, self._findings)


def _level(row: Row) -> Optional[Level]:
    return level_of(row.get("ecd_opt_out_website"))


def _why_hidden(row: Row) -> str:
    if _level(row) is not None:
        return "another row with the same externalid is hidden from the public website."
    if is_known(row.get("ecd_opt_out_website")):
        return "it is hidden from the public website, as ecd_opt_out_website says."
    return (
        "ecd_opt_out_website has a value that is not known here, so it is hidden. "
        "Use one of the six levels in docs/importing.md."
    )
