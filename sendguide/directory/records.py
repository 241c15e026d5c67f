"""Our own records of services: `content/local_offer/services/*.json`, and the schema that every record must follow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Union

import jsonschema_rs

from sendguide.content.yaml_file import Location, Problem, YamlFile
from sendguide.directory.ids import record_id
from sendguide.directory.tidying import tidy
from sendguide.settings import PROJECT

__all__ = ["Fault", "faults", "read_records", "tidy", "validate"]

Json = dict[str, Any]
Step = Union[str, int]
SCHEMA = PROJECT / "content" / "local_offer" / "schema.json"
OWN_SOURCE = "guide"
"""How our own files are called as a source (`x_source.source`)."""

LONGEST_QUOTE = 60
"""Characters of a wrong value that are shown."""

TIDY = "Run `sendguide directory tidy` on the file."


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a record: the place, what is wrong, and what to do about it."""

    at: Location
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{_place(self.at)}: {self.what} {self.remedy}"


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


def validate(record: Json) -> list[str]:
    """What is wrong with a record, as sentences for people; none when nothing is.

    Args:
        record: one service with everything nested (docs/local-offer-data.md).

    Returns:
        Sentences with the place, what is wrong there and what to do about it.
    """
    return [str(fault) for fault in faults(record)]


def faults(record: Any) -> list[Fault]:
    """What is wrong with a record, each place and mistake once.

    Args:
        record: anything that JSON can hold.
    """
    if not isinstance(record, dict):
        return [Fault((), "this is not a service but something else.", "Start with `{` and the fields of a service.")]
    found = (_fault(error) for error in _validator().iter_errors(record))
    return list(dict.fromkeys((*found, *_relations(record))))


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
    place = _place(item.at)
    return f"{place}: {item.what}" if item.at and place not in item.what else item.what


def _name_faults(record: Json, stem: str) -> Iterator[Fault]:
    source = record["x_source"]
    if (source["system"], source["source"], source["id"]) != ("manual", OWN_SOURCE, stem):
        remedy = f"Give it system manual, source {OWN_SOURCE} and the file's name as id."
        yield Fault(("x_source",), f"`x_source` is not that of the file `{stem}.json`.", remedy)
    elif record["id"] != record_id("service", OWN_SOURCE, stem):
        yield Fault(("id",), "this is not the id that goes with the file's name.", TIDY)


def _relations(record: Json) -> Iterator[Fault]:
    """What a schema cannot say: ids that must agree, and ages the wrong way round."""
    organization = record.get("organization")
    if isinstance(organization, dict) and organization.get("id") != record.get("organization_id"):
        yield Fault(("organization_id",), "it is not the id of `organization`.", TIDY)
    low, high = record.get("minimum_age"), record.get("maximum_age")
    if isinstance(low, (int, float)) and isinstance(high, (int, float)) and low > high:
        yield Fault(("minimum_age",), f"{low} is more than `maximum_age` ({high}).", "Swap or correct them.")


@lru_cache(maxsize=1)
def _schema() -> Json:
    found: Json = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=1)
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(_schema(), validate_formats=True)


def _fault(error: jsonschema_rs.ValidationError) -> Fault:
    at = tuple(error.instance_path)
    kind = error.kind.name
    if kind == "required":
        missing = error.message.split('"')[1]
        return Fault(at, f"`{missing}` is missing.", _advice([*error.schema_path[:-1], "properties", missing]))
    if kind in ("additionalProperties", "unevaluatedProperties"):
        extra = ", ".join(f"`{name}`" for name in error.kind.as_dict()["unexpected"])
        return Fault(at, f"{extra} is not a field here.", _advice(error.schema_path))
    return Fault(at, _what(kind, error.instance), _advice(error.schema_path))


def _what(kind: str, value: Any) -> str:
    if kind in ("minLength", "minItems", "minProperties"):
        return "it is empty."
    if kind == "contains":
        return "something that is needed is not in the list."
    if kind == "anyOf":
        return "none of several things is there of which one is needed."
    if isinstance(value, (dict, list)):
        return "this is not what belongs here."
    shown = "null" if value is None else str(value)
    quote = shown if len(shown) <= LONGEST_QUOTE else f"{shown[:LONGEST_QUOTE]}…"
    return f"“{quote}” cannot stand here."


def _advice(path: list[Step]) -> str:
    """The nearest description on the way to a place in the schema: each says what to do."""
    node: Any = _schema()
    said = ""
    for step in (*path, None):
        node = _followed(node)
        said = node["description"] if isinstance(node.get("description"), str) else said
        node = node.get(step)
        if isinstance(node, list):
            node = dict(enumerate(node))
        if not isinstance(node, dict):
            break
    return said


def _followed(node: Json) -> Json:
    reference = node.get("$ref")
    return _schema()["$defs"][reference.rsplit("/", 1)[1]] if isinstance(reference, str) else node


def _place(at: Location) -> str:
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in at)
    return f"`{''.join(parts).lstrip('.')}`" if at else "the record"
