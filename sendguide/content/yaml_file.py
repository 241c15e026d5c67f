"""Reads one YAML file and remembers on which line each value stands, so that a problem can be shown to an editor."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Union

import yaml

Step = Union[str, int]
Location = tuple[Step, ...]


@dataclass(frozen=True)
class Problem:
    """One thing an editor has to mend: where it is, what is wrong, and what to do about it."""

    file: str
    line: int
    message: str
    remedy: str
    is_warning: bool = False

    def __str__(self) -> str:
        kind = "warning" if self.is_warning else "error"
        return f"{self.file}:{self.line}: {kind}: {self.message} {self.remedy}"


class ContentError(Exception):
    """The content cannot be used. Carries every problem found; its text names the first one.

    Args:
        problems: what is wrong, worst first; at least one.
    """

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        more = f" ({len(problems) - 1} more; run `sendguide check`)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}")


class _NoSuchValue(yaml.constructor.ConstructorError):
    """A value that has the form of a date or number but is none, such as 2026-02-30."""


class _Loader(yaml.CSafeLoader):
    """The safe loader, with the line of a value that does not exist."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """The Python value of a node."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, OverflowError) as error:
            raise _NoSuchValue(None, None, f"`{node.value}` does not exist ({error})", node.start_mark) from error


class YamlFile:
    """A parsed YAML file: `data` as plain Python values, and `line_of` for any place in it."""

    def __init__(self, path: Path, *, root: Path) -> None:
        self.path = path
        self.name = str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
        self.problems: list[Problem] = []
        self.data: Any = None
        self._node: yaml.Node | None = None
        self._read()

    def _read(self) -> None:
        try:
            text = self.path.read_text(encoding="utf-8")
            self._node = yaml.compose(text, Loader=_Loader)
            self.data = yaml.load(text, Loader=_Loader)  # noqa: S506  (a safe loader)
            self._find_repeated_keys(self._node)
        except UnicodeDecodeError:
            self._add((), "this file is not UTF-8 text.", "Save it again as UTF-8.")
        except OSError as error:
            self._add((), f"this file cannot be read ({error.strerror}).", "Check that it exists and may be read.")
        except yaml.YAMLError as error:
            self._add_yaml_error(error)
        except RecursionError:
            self._add((), "it is nested too deeply, or within itself.", "Make it flatter, without `&` and `*`.")

    def _add_yaml_error(self, error: yaml.YAMLError) -> None:
        in_quotes = "quoted scalar" in (getattr(error, "context", None) or "")
        mark = getattr(error, "context_mark" if in_quotes else "problem_mark", None)
        what = getattr(error, "problem", None) or "it is not valid YAML"
        remedy = "Look at the indentation, quotes and colons on this line and the one above."
        if isinstance(error, _NoSuchValue):
            remedy = "Write dates as 2026-11-23; put quotes around what is only words."
        self.problems.append(Problem(self.name, mark.line + 1 if mark else 1, f"YAML cannot be read: {what}.", remedy))

    def _add(self, location: Location, message: str, remedy: str) -> None:
        self.problems.append(Problem(self.name, self.line_of(location), message, remedy))

    def _find_repeated_keys(self, node: yaml.Node | None) -> None:
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    what = f"the key `{key.value}` stands twice; only the last one would count."
                    self.problems.append(Problem(self.name, key.start_mark.line + 1, what, "Remove one of them."))
                seen.add(key.value)
                self._find_repeated_keys(value)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self._find_repeated_keys(item)

    def line_of(self, location: Location) -> int:
        """The line (from 1) of the deepest part of `location` that exists in the file.

        Args:
            location: keys and list positions from the top of the file, such as `("sources", 0, "url")`.
        """
        node, line = self._node, 1
        for step in location:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line


def _child(node: yaml.Node | None, step: Step) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        value = node.value[step]
        return value.start_mark.line + 1, value
    return None
