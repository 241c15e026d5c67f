"""Takes nested records apart into the rows of tables."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sendguide.directory.exporting.catalogue import Catalogue
from sendguide.directory.exporting.public import Json
from sendguide.directory.exporting.tables import LINKED, TABLES
from sendguide.directory.ids import record_id


class Shredder:
    """Rows by table, in the order in which they came, so that nested lists can be put together again as they were.

    Attributes:
        rows: by table and id.
        conflicts: how often a row came again with other values, by table. The first counts; what it lacks is added.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.rows: dict[str, dict[str, Json]] = {name: {} for name in TABLES}
        self.conflicts: Counter[str] = Counter()
        for taxonomy in catalogue.taxonomies:
            self._take("taxonomy", taxonomy)
        for term in catalogue.terms.values():
            self._take("taxonomy_term", term)
        for entry in catalogue.entries:
            self._take("service", entry.public)

    def _take(self, name: str, item: Json, **joined: str) -> str:
        """Takes an object and all that is nested in it; gives the id of its row.

        Args:
            name: the table.
            item: the object.
            **joined: the column that points back to what it is nested in, and the id there.
        """
        table = TABLES[name]
        row = {key: value for key, value in item.items() if key not in table.lists and key not in LINKED}
        row["id"] = self._free_id(name, item["id"], joined)
        row |= joined
        for field, (other, column) in table.ones.items():
            nested = row.pop(field, None)
            if isinstance(nested, dict):
                row[column] = self._take(other, nested)
        self._complete_links(name, row)
        self._add(name, row)
        for field, (other, column) in table.lists.items():
            for nested in item.get(field, ()):
                self._take(other, nested, **{column: row["id"]})
        for field, (other, column, kind) in LINKED.items():
            for nested in item.get(field, ()):
                self._take(other, nested, **{column: row["id"], kind: name})
        return str(row["id"])

    def _free_id(self, name: str, wanted: str, joined: dict[str, str]) -> str:
        """The id, or a new one where the same object hangs on another as well: a row can point back to one only."""
        there = self.rows[name].get(wanted)
        if there is None or all(there.get(column) == value for column, value in joined.items()):
            return wanted
        return record_id(name, *joined.values(), wanted)

    def _complete_links(self, name: str, row: Json) -> None:
        """Makes sure that what a row points to is there: a term of another feed only brings its taxonomy's name."""
        taxonomy_id = row.get("taxonomy_id")
        if name == "taxonomy_term" and taxonomy_id and taxonomy_id not in self.rows["taxonomy"]:
            called = str(row.get("taxonomy") or taxonomy_id)
            self._add("taxonomy", {"id": taxonomy_id, "name": called, "description": called})
        for column, other in TABLES[name].links.items():
            if row.get(column) and row[column] not in self.rows[other]:
                del row[column]
                self.conflicts[f"{name}.{column} to a row that is not there"] += 1

    def _add(self, name: str, row: Json) -> None:
        there: dict[str, Any] = self.rows[name].setdefault(row["id"], row)
        if any(key in there and there[key] != value for key, value in row.items()):
            self.conflicts[name] += 1
        for key, value in row.items():
            there.setdefault(key, value)
