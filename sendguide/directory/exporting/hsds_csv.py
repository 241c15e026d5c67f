"""The HSDS tabular data package: a CSV file for each kind of object, and `datapackage.json` that describes them."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sendguide.directory.exporting.catalogue import Catalogue
from sendguide.directory.exporting.public import Json
from sendguide.directory.exporting.shred import Shredder
from sendguide.directory.exporting.tables import FORMATS, TABLES, TYPES

DESCRIPTOR = "datapackage.json"


def package_files(catalogue: Catalogue) -> tuple[list[tuple[str, bytes]], Counter[str]]:
    """The files of the package.

    Cells hold what the records hold, formulas and all: programs read them. For people there is `flat_csv`.

    Args:
        catalogue: what may be published.

    Returns:
        The files, and how often an object came with different values, by table.
    """
    shredded = Shredder(catalogue)
    files: list[tuple[str, bytes]] = []
    resources: list[Json] = []
    for name, by_id in shredded.rows.items():
        if by_id:
            rows = list(by_id.values())
            types = _types(name, rows)
            resources.append(_resource(name, types, [other for other, there in shredded.rows.items() if there]))
            files.append((TABLES[name].path, csv_bytes(list(types), [_cells(row, list(types)) for row in rows])))
    files.append((DESCRIPTOR, _pretty(_descriptor(catalogue, resources))))
    return files, shredded.conflicts


def csv_bytes(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """CSV by RFC 4180: UTF-8, commas, lines that end with CR LF, quotes where they are needed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, dialect="excel")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def _types(name: str, rows: Sequence[Json]) -> dict[str, str]:
    """The columns of a table with their types: those of HSDS, then what else the rows have."""
    known = TABLES[name].columns
    types = {column: TYPES.get(column, "string") for column in known}
    for column in sorted({key for row in rows for key in row} - set(known)):
        types[column] = _type_of([row[column] for row in rows if column in row])
    return types


def _type_of(values: Sequence[Any]) -> str:
    """The Table Schema type that all values have."""
    kinds = {bool: "boolean", int: "number", float: "number", str: "string", dict: "object", list: "array"}
    found = {kinds[type(value)] for value in values}
    return found.pop() if len(found) == 1 else "any"


def _cells(row: Json, columns: Sequence[str]) -> list[str]:
    return [_cell(row.get(column)) for column in columns]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _resource(name: str, types: dict[str, str], filled: Sequence[str]) -> Json:
    table = TABLES[name]
    links = [
        {"fields": column, "reference": {"resource": other, "fields": "id"}}
        for column, other in table.links.items()
        if other in filled
    ]
    schema: Json = {"fields": [_field(name, *item) for item in types.items()], "primaryKey": "id"}
    if links:
        schema["foreignKeys"] = links
    return {
        "name": name,
        "path": table.path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(name: str, column: str, kind: str) -> Json:
    found: Json = {"name": column, "type": kind}
    if kind in FORMATS:
        found["format"] = FORMATS[kind]
    is_id = column == "id" or column in TABLES[name].links
    if is_id:
        found["format"] = "uuid"
    constraints: Json = {"required": True} if column in TABLES[name].required else {}
    if column == "id":
        constraints["unique"] = True
    return found | ({"constraints": constraints} if constraints else {})


def _descriptor(catalogue: Catalogue, resources: Sequence[Json]) -> Json:
    return {
        "name": "local-offer",
        "title": f"Local Offer of {catalogue.publisher}" if catalogue.publisher else "Local Offer",
        "description": "Services for children and young people with special educational needs and disabilities, in the "
        "tables of the Human Services Data Specification (HSDS) 3.0.",
        "profile": "tabular-data-package",
        "licenses": [
            {"name": source.name, "title": source.licence}
            | ({"path": source.licence} if _is_web(source.licence) else {})
            for source in catalogue.sources
        ],
        "sources": [{"title": source.attribution or source.name} for source in catalogue.sources],
        "resources": list(resources),
    }


def _is_web(text: str) -> bool:
    return text.startswith(("https://", "http://")) and " " not in text


def _pretty(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
