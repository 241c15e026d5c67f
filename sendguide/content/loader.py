"""Loads `content/` into memory and notices when a file has changed, so that new words need no restart."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from sendguide.content.models import (
    Answer,
    Command,
    Contact,
    Council,
    CrisisPatterns,
    Fact,
    Group,
    NeverSay,
    ReadingRules,
    Record,
    Term,
)
from sendguide.content.replies import Replies
from sendguide.content.yaml_file import ContentError, Location, Problem, YamlFile

logger = logging.getLogger(__name__)
R = TypeVar("R", bound=Record)


@dataclass
class Content:
    """Everything the public reads. `files` says where each answer came from, for error messages."""

    council: Council
    replies: Replies
    reading: ReadingRules
    answers: dict[str, Answer] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    never_say: dict[str, NeverSay] = field(default_factory=dict)
    crisis: dict[str, CrisisPatterns] = field(default_factory=dict)
    commands: dict[str, Command] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    files: dict[str, YamlFile] = field(default_factory=dict)

    def group_of(self, answer_id: str) -> Group:
        """The group (folder) of an answer. Raises KeyError for an unknown id."""
        return self.groups[answer_id]


class _Reader:
    """Reads files into models and gathers every problem instead of stopping at the first."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.files: dict[str, YamlFile] = {}

    def file(self, path: Path) -> YamlFile:
        found = YamlFile(path, root=self.root.parent)
        self.files[found.name] = found
        self.problems += found.problems
        return found

    def record(self, model: type[R], source: YamlFile, data: Any, at: Location = ()) -> R | None:
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
        source = self.file(self.root / path)
        return self.record(model, source, source.data)

    def many(self, model: type[R], path: str) -> dict[str, R]:
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


def read_content(root: Path) -> tuple[Content | None, list[Problem]]:
    """Reads all of `content/`.

    Args:
        root: the content folder.

    Returns:
        The content (None when a file that everything needs is unusable) and all problems found.
    """
    reader = _Reader(root)
    council = reader.one(Council, "council.yml")
    replies = reader.one(Replies, "replies.yml")
    reading = reader.one(ReadingRules, "reading.yml")
    if council is None or replies is None or reading is None:
        return None, reader.problems
    content = Content(council=council, replies=replies, reading=reading, files=reader.files)
    content.facts = reader.many(Fact, "facts.yml")
    content.contacts = reader.many(Contact, "contacts.yml")
    content.terms = reader.many(Term, "glossary.yml")
    content.never_say = reader.many(NeverSay, "safety/never_say.yml")
    content.crisis = reader.many(CrisisPatterns, "safety/crisis.yml")
    content.commands = reader.many(Command, "commands.yml")
    _read_answers(reader, content)
    return content, reader.problems


def _read_answers(reader: _Reader, content: Content) -> None:
    known = {group.value for group in Group}
    for path in sorted((reader.root / "answers").glob("*/*.yml")):
        source = reader.file(path)
        answer = reader.record(Answer, source, source.data)
        if answer is None:
            continue
        if path.parent.name not in known:
            problem = Problem(source.name, 1, f"`{path.parent.name}` is not a group.", f"Use one of {sorted(known)}.")
            reader.problems.append(problem)
            continue
        if answer.id != path.stem:
            line = source.line_of(("id",))
            what = f"the id is `{answer.id}` but the file is called `{path.name}`."
            reader.problems.append(Problem(source.name, line, what, "Make them the same."))
        if answer.id in content.answers:
            what = f"the answer `{answer.id}` exists twice."
            reader.problems.append(Problem(source.name, 1, what, "Remove one of the files."))
        content.answers[answer.id] = answer
        content.groups[answer.id] = Group(path.parent.name)


class ContentStore:
    """The content in use. Looks for changed files at most once a second and keeps the last good version.

    Args:
        root: the content folder.
        clock: seconds that only grow; passed in by tests.

    Raises:
        ContentError: when the content cannot be loaded at the start.
    """

    def __init__(self, root: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.root = root
        self._clock = clock
        self._looked_at = clock()
        self._state = self._file_times()
        content, problems = read_content(root)
        if content is None or problems:
            raise ContentError(problems)
        self._content = content

    def current(self) -> Content:
        """The newest content that could be loaded; a broken edit is logged and the words before it stay."""
        now = self._clock()
        if now - self._looked_at >= 1.0:
            self._looked_at = now
            self._reload_if_changed()
        return self._content

    def _reload_if_changed(self) -> None:
        state = self._file_times()
        if state == self._state:
            return
        self._state = state
        content, problems = read_content(self.root)
        if content is None or problems:
            logger.error("content was changed but cannot be used; the words before stay: %s", ContentError(problems))
            return
        self._content = content
        logger.info("content was changed and loaded again")

    def _file_times(self) -> dict[str, int]:
        return {str(path): path.stat().st_mtime_ns for path in self.root.rglob("*.yml")}
