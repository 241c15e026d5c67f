"""Reads content files into models, and gathers every problem with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from sendguide.content.models import Record
from sendguide.content.yaml_file import Location, Problem, YamlFile

R = TypeVar("R", bound=Record)


class Reader:
    """Reads files into models and gathers every problem instead of stopping at the first."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.files: dict[str, YamlFile] = {}

    def file(self, path: Path) -> YamlFile:
        """A parsed file, kept for later messages."""
        found = YamlFile(path, root=self.root.parent)
        self.files[found.name] = found
        self.problems += found.problems
        return found

    def record(self, model: type[R], source: YamlFile, data: Any, at: Location = ()) -> R | None:
        """One record at a place in a file, or None when it has problems."""
        if source.problems:
            return None
        if not isinstance(data, dict):
            self._problem(source, at, "a set of `key: value` lines is expected here.", "See the files beside this one.")
            return None
        try:
            return model(**data)
        except ValidationError as error:
            for item in error.errors():
                where = at + tuple(item["loc"])
                self._problem(source, where, f"`{'.'.join(map(str, item['loc']))}`: {item['msg']}.", _remedy(item))
        except TypeError:
            self._problem(source, at, "a key is not a word.", "Keys must be plain words.")
        return None

    def one(self, model: type[R], path: str) -> R | None:
        """The record that is a whole file."""
        source = self.file(self.root / path)
        return self.record(model, source, source.data)

    def many(self, model: type[R], path: str) -> dict[str, R]:
        """The records of a list, by id."""
        source = self.file(self.root / path)
        items = source.data if isinstance(source.data, list) else []
        if not source.problems and not isinstance(source.data, list):
            self._problem(source, (), "a list of entries is expected.", "Start each entry with `- id:`.")
        return self._by_id(source, ((i, self.record(model, source, item, (i,))) for i, item in enumerate(items)))

    def _by_id(self, source: YamlFile, entries: Iterable[tuple[int, R | None]]) -> dict[str, R]:
        found: dict[str, R] = {}
        for position, entry in entries:
            if entry is None:
                continue
            key: str = entry.id  # type: ignore[attr-defined]
            if key in found:
                self._problem(source, (position,), f"the id `{key}` is used twice.", "Give each entry its own id.")
            found[key] = entry
        return found

    def _problem(self, source: YamlFile, at: Location, message: str, remedy: str) -> None:
        self.problems.append(Problem(source.name, source.line_of(at), message, remedy))


def _remedy(item: Mapping[str, Any]) -> str:
    kinds = {
        "value_error.extra": "Remove it or spell it as the schema does.",
        "value_error.missing": "Add it.",
        "value_error.date": "Write dates as 2026-11-23.",
        "value_error.any_str.max_length": "Make it shorter.",
        "value_error.str.regex": "Use the form the schema shows.",
    }
    return kinds.get(str(item["type"]), "Compare with content/schema and the files beside this one.")
