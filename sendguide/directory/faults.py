"""What is wrong with a record, as sentences for people: `content/local_offer/schema.json` and what it cannot say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Union

import jsonschema_rs

from sendguide.content.yaml_file import Location
from sendguide.settings import PROJECT

Json = dict[str, Any]
Step = Union[str, int]
SCHEMA = PROJECT / "content" / "local_offer" / "schema.json"
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
        return f"{place_of(self.at)}: {self.what} {self.remedy}"


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
    try:
        found = [_fault(error) for error in _validator().iter_errors(record)]
    except ValueError:  # half a surrogate pair (valid as an escape in JSON), or deeper than the validator goes
        what = "it holds a sign that is no text, or parts within parts without end."
        return [Fault((), what, "Correct it where it comes from.")]
    return list(dict.fromkeys((*found, *_relations(record))))


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


def place_of(at: Location) -> str:
    """A place in a record as a person reads it: `contacts[0].phones[0].number`."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in at)
    return f"`{''.join(parts).lstrip('.')}`" if at else "the record"
