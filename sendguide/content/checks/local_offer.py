"""The Local Offer's records and terms: do they follow the schema, agree with the contacts, and read plainly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sendguide.content.bundle import Content
from sendguide.content.checks.services_contacts import contact_faults
from sendguide.content.checks.services_terms import check_terms, check_topics
from sendguide.content.checks.services_words import word_faults
from sendguide.content.yaml_file import Problem
from sendguide.directory.importing.mapping import check_mapping
from sendguide.directory.overdue import overdue
from sendguide.directory.records import TIDY, Fault, file_name, lines_of, read_records
from sendguide.directory.terms import Terms
from sendguide.directory.tidying import UnknownTerm, tidy

Json = dict[str, Any]
FOLDER, SERVICES, TERMS = "local_offer", "services", "taxonomies.json"
MANIFEST, MAPPING = "manifest.json", "mapping.csv"


def check_local_offer(root: Path, content: Content | None, *, today: date, with_topics: bool = False) -> list[Problem]:
    """Everything an editor can get wrong in `content/local_offer`.

    Args:
        root: the content folder.
        content: all other content, to compare with contacts and rules of plain words; without it these are left out.
        today: the day against which dates are measured.
        with_topics: compare the terms with the answers too; part of an answers' folder is not enough for that.
    """
    folder = root / FOLDER
    terms, problems = check_terms(folder / TERMS)
    records, found = read_records(folder / SERVICES)
    if terms is not None:
        problems += [replace(item, file=f"{root.name}/{item.file}") for item in check_mapping(folder / MAPPING, terms)]
    problems += [*found, *_strays(folder / SERVICES), *_manifest(folder / MANIFEST)]
    organizations = [record["organization"] for record in records]
    for record in records:
        path = folder / SERVICES / f"{record['x_source']['id']}.json"
        faults = [*_in_order(record, terms), *_dates(record, today), *_organization(record, organizations)]
        if content is not None:
            faults += [*contact_faults(record, content), *word_faults(record, content)]
        problems += lines_of(path, faults)
        late = [
            Fault(item.at, item.message, f"{item.remedy} Owner: {item.owner}.") for item in overdue(record, today=today)
        ]
        problems += lines_of(path, late, is_warning=True)
    if content is not None and with_topics:
        problems += check_topics(folder / TERMS, records, content)
    return problems


def _manifest(path: Path) -> Iterator[Problem]:
    name = file_name(path, parts=3)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found, dict):
            raise ValueError("it holds no object")
    except (OSError, ValueError) as error:
        yield Problem(name, 1, f"this file cannot be used ({error}).", "See docs/local-offer-data.md.")
        return
    for key in ("publisher", "licence", "attribution", "allow_publish"):
        if found.get(key) in (None, ""):
            remedy = "Without it nothing of ours may leave; see docs/local-offer-data.md."
            yield Problem(name, 1, f"`{key}` is missing.", remedy)


def _strays(folder: Path) -> Iterator[Problem]:
    for path in sorted(folder.rglob("*")):
        is_read = path.parent == folder and path.suffix == ".json"
        if path.is_file() and not is_read and not path.name.startswith("."):
            yield Problem(file_name(path), 1, "this file is never read.", "Call it services/<name>.json, or move it.")


def _in_order(record: Json, terms: Terms | None) -> Iterator[Fault]:
    if terms is None:
        return
    try:
        if tidy(record, terms) != record:
            yield Fault((), "this record is not in order: something that follows from its words is old.", TIDY)
    except UnknownTerm as error:
        yield Fault(("attributes",), str(error), "Correct the code, then tidy the file.")


def _dates(record: Json, today: date) -> Iterator[Fault]:
    for field in ("verified_on", "read_on"):
        day = record["x_governance"].get(field)
        if day and date.fromisoformat(day) > today:
            yield Fault(("x_governance", field), f"{field} is in the future.", "Correct the date.")


def _organization(record: Json, organizations: list[Json]) -> Iterator[Fault]:
    mine = record["organization"]
    if any(other["id"] == mine["id"] and other != mine for other in organizations):
        remedy = "Write its organization the same in each of its services."
        yield Fault(("organization",), f"`{mine['name']}` is described differently in another service.", remedy)
