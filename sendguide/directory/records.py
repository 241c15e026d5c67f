"""Our own records of services: `content/local_offer/services/*.json`, and the schema that every record must follow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sendguide.content.yaml_file import Problem, YamlFile
from sendguide.directory.faults import TIDY, Fault, faults, place_of, validate
from sendguide.directory.ids import record_id
from sendguide.directory.tidying import tidy

__all__ = ["TIDY", "Fault", "faults", "file_name", "lines_of", "read_records", "tidy", "validate"]

Json = dict[str, Any]
OWN_SOURCE = "guide"
"""How our own files are called as a source (`x_source.source`)."""


def read_records(folder: Path) -> tuple[list[Json], list[Problem]]:
    """Reads our own records.

    Args:
        folder: `content/local_offer/services`; each file holds one service and is called after its `x_source.id`.

    Returns:
        The records that follow the schema, in the order of their file names, and what is wrong with the others.
    """
    records: list[Json] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.json")):
        if path.name.startswith("."):
            continue
        record, found = _read(path)
        problems += found
        if record is not None and not found:
            records.append(record)
    return records, problems


def file_name(path: Path, *, parts: int = 4) -> str:
    """How a file is called in messages: `content/local_offer/services/start.json`.

    Args:
        path: the file.
        parts: how many names of the path are shown, from its end.
    """
    return "/".join(path.parts[-parts:])


def _read(path: Path) -> tuple[Json | None, list[Problem]]:
    name = file_name(path)
    try:
        record = json.loads(path.read_text(encoding="utf-8-sig"))  # some editors put a mark in front
    except OSError as error:
        return None, [Problem(name, 1, f"this file cannot be read ({error.strerror}).", "Check that it may be read.")]
    except UnicodeDecodeError:
        return None, [Problem(name, 1, "this file is not UTF-8 text.", "Save it again as UTF-8.")]
    except json.JSONDecodeError as error:
        remedy = "Look at the quotes, commas and brackets on this line and the one above."
        return None, [Problem(name, error.lineno, f"JSON cannot be read: {error.msg}.", remedy)]
    except RecursionError:
        return None, [Problem(name, 1, "it is nested too deeply.", "Compare it with the files beside this one.")]
    found = faults(record) or list(_name_faults(record, path.stem))
    return record, lines_of(path, found)


def lines_of(path: Path, found: list[Fault], *, is_warning: bool = False, parts: int = 4) -> list[Problem]:
    """Faults of a file with their lines.

    Args:
        path: the file they are in.
        found: what is wrong in it.
        is_warning: whether it only has to be planned.
        parts: how many names of the path are shown (see `file_name`).
    """
    if not found:
        return []
    source = YamlFile(path, root=path.parent)  # JSON is YAML; this reader knows the line of each value
    name = file_name(path, parts=parts)
    return [Problem(name, source.line_of(item.at), _sentence(item), item.remedy, is_warning) for item in found]


def _sentence(item: Fault) -> str:
    place = place_of(item.at)
    return f"{place}: {item.what}" if item.at and place not in item.what else item.what


def _name_faults(record: Json, stem: str) -> Iterator[Fault]:
    source = record["x_source"]
    if (source["system"], source["source"], source["id"]) != ("manual", OWN_SOURCE, stem):
        remedy = f"Give it system manual, source {OWN_SOURCE} and the file's name as id."
        yield Fault(("x_source",), f"`x_source` is not that of the file `{stem}.json`.", remedy)
    elif record["id"] != record_id("service", OWN_SOURCE, stem):
        yield Fault(("id",), "this is not the id that goes with the file's name.", TIDY)
