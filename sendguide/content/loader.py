"""Loads `content/` into memory and notices when a file has changed, so that new words need no restart."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from sendguide.content.about_words import AboutWords
from sendguide.content.bundle import Content
from sendguide.content.crisis_models import Calm, CrisisWords, Danger
from sendguide.content.crisis_references import check_crisis
from sendguide.content.error_words import ErrorWords
from sendguide.content.flow_models import Flow
from sendguide.content.flow_references import check_flows
from sendguide.content.models import (
    Answer,
    Command,
    Contact,
    Council,
    Fact,
    Group,
    NeverSay,
    ReadingRules,
    Spelling,
    Term,
)
from sendguide.content.page_references import check_pages
from sendguide.content.page_words import PageWords
from sendguide.content.reader import Reader
from sendguide.content.redaction_words import RedactionWords
from sendguide.content.references import check_references
from sendguide.content.replies import Replies
from sendguide.content.service_words import ServiceWords
from sendguide.content.takeaway_models import TakeAways
from sendguide.content.takeaway_references import check_takeaways
from sendguide.content.talk_words import TalkWords
from sendguide.content.widget_words import WidgetWords
from sendguide.content.yaml_file import ContentError, Problem, YamlFile
from sendguide.deadlines.loader import BANK_HOLIDAYS, load_calculator
from sendguide.settings import settings

__all__ = ["Content", "ContentStore", "content_store", "read_content"]

logger = logging.getLogger(__name__)


def read_content(root: Path) -> tuple[Content | None, list[Problem]]:
    """Reads all of `content/`.

    Args:
        root: the content folder.

    Returns:
        The content (None when a file that everything needs is unusable) and all problems found.
    """
    reader = Reader(root)
    content = _read_whole_files(reader)
    if content is None:
        return None, reader.problems
    with contextlib.suppress(ContentError):  # `check_deadlines` tells what is wrong, and `_usable_content` raises it
        content.deadlines = load_calculator(root)
    content.facts = reader.many(Fact, "facts.yml")
    content.contacts = reader.many(Contact, "contacts.yml")
    content.terms = reader.many(Term, "glossary.yml")
    content.never_say = reader.many(NeverSay, "safety/never_say.yml")
    content.crisis = reader.many(Danger, "safety/crisis.yml")
    content.calm = reader.many(Calm, "safety/calm.yml")
    content.commands = reader.many(Command, "commands.yml")
    _read_answers(reader, content)
    _read_flows(reader, content)
    return content, reader.problems


def _read_whole_files(reader: Reader) -> Content | None:
    """The files of which there is one each; None when one that everything needs is unusable."""
    council = reader.one(Council, "council.yml")
    replies = reader.one(Replies, "replies.yml")
    errors = reader.one(ErrorWords, "errors.yml")
    reading = reader.one(ReadingRules, "reading.yml")
    spelling = reader.one(Spelling, "spelling.yml")
    takeaways = reader.one(TakeAways, "takeaways.yml")
    talk = reader.one(TalkWords, "talk.yml")
    services = reader.one(ServiceWords, "services.yml")
    widget = reader.one(WidgetWords, "widget.yml")
    pages = reader.one(PageWords, "pages.yml")
    about = reader.one(AboutWords, "about.yml")
    crisis = reader.one(CrisisWords, "safety/words.yml")
    redaction = reader.one(RedactionWords, "safety/redaction.yml")
    if not (council and replies and errors and reading and spelling):
        return None
    if not (takeaways and talk and services and widget and pages and about and crisis and redaction):
        return None
    return Content(
        council,
        replies,
        errors,
        reading,
        spelling,
        talk,
        takeaways,
        services,
        widget,
        pages,
        about,
        crisis,
        redaction,
        files=reader.files,
    )


def _read_answers(reader: Reader, content: Content) -> None:
    known = {group.value for group in Group}
    for path in sorted((reader.root / "answers").glob("*/*.yml")):
        if is_hidden(path, reader.root):
            continue
        source = reader.file(path)
        answer = reader.record(Answer, source, source.data)
        if answer is None:
            continue
        if path.parent.name not in known:
            problem = Problem(source.name, 1, f"`{path.parent.name}` is not a group.", f"Use one of {sorted(known)}.")
            reader.problems.append(problem)
            continue
        _compare_with_name(answer.id, path, source, reader)
        if answer.id in content.answers:
            what = f"the answer `{answer.id}` exists twice."
            reader.problems.append(Problem(source.name, 1, what, "Remove one of the files."))
        content.answers[answer.id] = answer
        content.groups[answer.id] = Group(path.parent.name)


def _read_flows(reader: Reader, content: Content) -> None:
    for path in sorted((reader.root / "decisions").glob("*.yml")):
        if is_hidden(path, reader.root):
            continue
        source = reader.file(path)
        flow = reader.record(Flow, source, source.data)
        if flow is not None:
            _compare_with_name(flow.id, path, source, reader)
            content.decisions[flow.id] = flow


def _compare_with_name(name: str, path: Path, source: YamlFile, reader: Reader) -> None:
    if name != path.stem:
        what = f"the id is `{name}` but the file is called `{path.name}`."
        reader.problems.append(Problem(source.name, source.line_of(("id",)), what, "Make them the same."))


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
        self._content = _usable_content(root)

    def current(self) -> Content:
        """The newest content that could be loaded; a broken edit is logged and the words before it stay."""
        now = self._clock()
        if now - self._looked_at >= 1.0:
            self._looked_at = now
            self._reload_if_changed()
        return self._content

    def _reload_if_changed(self) -> None:
        try:
            state = self._file_times()
            if state == self._state:
                return
            self._state = state
            self._content = _usable_content(self.root)
        except ContentError as error:
            logger.error("content was changed but cannot be used; the words before stay: %s", error)
        except OSError as error:  # a folder vanished while it was listed
            self._state = {}
            logger.error("content cannot be looked at; the words before stay: %s", error)
        else:
            logger.info("content was changed and loaded again")

    def _file_times(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for path in (*self.root.rglob("*.yml"), self.root / BANK_HOLIDAYS):
            if not is_hidden(path, self.root):
                with contextlib.suppress(OSError):  # it vanished since it was listed, or leads nowhere
                    found[str(path)] = path.stat().st_mtime_ns
        return found


@lru_cache(maxsize=1)
def content_store() -> ContentStore:
    """The one store of this process: actions, understanding and server look at the same words, read once.

    Raises:
        ContentError: when the content cannot be loaded.
    """
    return ContentStore(settings().content)


def _usable_content(root: Path) -> Content:
    content, problems = read_content(root)
    if content is not None and not problems:
        problems = check_references(content) + check_flows(content) + check_takeaways(content) + check_crisis(content)
        problems += check_pages(content)
    if content is None or problems:
        raise ContentError(problems)
    if content.deadlines is None:
        content.deadlines = load_calculator(root)  # raises what is wrong with it
    return content


def is_hidden(path: Path, root: Path) -> bool:
    """Whether a file is none of the editor's but of a program, such as the lock file `.#greet.yml`."""
    return any(part.startswith(".") for part in path.relative_to(root).parts)
