"""A reader of tabular data packages: checks a package against what it says of itself, and nests its rows again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from sendguide.directory.ids import is_uuid

Json = dict[str, Any]
Rows = dict[str, list[Json]]

READERS = {
    "string": str,
    "number": lambda text: json.loads(text),
    "boolean": lambda text: {"true": True, "false": False}[text],
    "object": json.loads,
    "array": json.loads,
    "date": lambda text: date.fromisoformat(text) and text,
    "datetime": lambda text: datetime.fromisoformat(text.replace("Z", "+00:00")) and text,
    "time": lambda text: time.fromisoformat(text) is not None and text,
}
NESTED = {
    "address": "addresses",
    "contact": "contacts",
    "phone": "phones",
    "schedule": "schedules",
    "service_area": "service_areas",
    "service_at_location": "service_at_locations",
    "language": "languages",
    "cost_option": "cost_options",
    "organization_identifier": "organization_identifiers",
    "accessibility": "accessibility",
}
"""How a list of each kind is called in the object it belongs to."""


def read_package(files: Mapping[str, bytes]) -> tuple[Rows, list[str]]:
    """Reads a package.

    Args:
        files: what is in it, by path.

    Returns:
        The rows of each resource with the types that it declares, and everything that is not as it declares.
    """
    package = json.loads(files["datapackage.json"])
    rows: Rows = {}
    wrong: list[str] = []
    for resource in package["resources"]:
        rows[resource["name"]] = _rows(resource, files[resource["path"]].decode("utf-8"), wrong)
    for resource in package["resources"]:
        name, schema = resource["name"], resource["schema"]
        keys = [row.get(schema["primaryKey"]) for row in rows[name]]
        wrong += [f"{name}: an id twice or missing"] if len(set(keys)) != len(keys) or None in keys else []
        for link in schema.get("foreignKeys", ()):
            there = {row["id"] for row in rows[link["reference"]["resource"]]}
            column = link["fields"]
            missing = [row[column] for row in rows[name] if row.get(column) and row[column] not in there]
            wrong += [f"{name}.{column}: {value} is not there" for value in missing]
    return rows, wrong


def _rows(resource: Json, text: str, wrong: list[str]) -> list[Json]:
    header, *lines = csv.reader(io.StringIO(text, newline=""))
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    if header != list(fields):
        wrong.append(f"{resource['name']}: the header is not what is declared")
    found = []
    for line in lines:
        row: Json = {}
        for name, cell in zip(header, line, strict=True):
            field = fields[name]
            if cell == "":
                wrong += [f"{resource['name']}.{name}: empty"] * field.get("constraints", {}).get("required", False)
                continue
            try:
                row[name] = READERS[field["type"]](cell)
            except (ValueError, KeyError):
                wrong.append(f"{resource['name']}.{name}: {cell!r} is no {field['type']}")
            if field.get("format") == "uuid" and not is_uuid(cell):
                wrong.append(f"{resource['name']}.{name}: {cell!r} is no UUID")
        found.append(row)
    return found


def services_of(rows: Rows) -> list[Json]:
    """The services with all that belongs to them nested again."""
    return [_nested("service", row, rows) for row in rows["service"]]


def _nested(name: str, row: Json, rows: Rows) -> Json:
    found = dict(row)
    for other, called in NESTED.items():
        if (name, other) == ("location", "service_at_location"):
            continue  # it points to the place, but stands in the service
        inside = [item for item in rows.get(other, ()) if item.get(f"{name}_id") == row["id"]]
        if inside:
            found[called] = [_nested(other, {k: v for k, v in i.items() if k != f"{name}_id"}, rows) for i in inside]
    attributes = [
        item for item in rows.get("attribute", ()) if (item["link_entity"], item["link_id"]) == (name, row["id"])
    ]
    if attributes:
        found["attributes"] = [{**item, "taxonomy_term": _one("taxonomy_term", item, rows)} for item in attributes]
    if name == "service":
        found["organization"] = _nested("organization", _one("organization", row, rows), rows)
    if name == "service_at_location":
        found["location"] = _nested("location", _one("location", row, rows), rows)
        del found["location_id"]
    return found


def _one(name: str, row: Json, rows: Rows) -> Json:
    (found,) = [item for item in rows[name] if item["id"] == row[f"{name}_id"]]
    return dict(found)


def without_joins(value: Any, *, parent: str = "") -> Any:
    """A record without the ids that only join it to what it stands in."""
    if isinstance(value, list):
        return [without_joins(item, parent=parent) for item in value]
    if not isinstance(value, dict):
        return value
    own = value.get("id", "")
    return {
        key: without_joins(item, parent=own)
        for key, item in value.items()
        if not (key.endswith("_id") and item == parent and key != "taxonomy_term_id") and key != "location_id"
    }
