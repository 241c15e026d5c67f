"""A copy of the content for breaking one thing in it, as an editor would by mistake."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sendguide.content.checks import check_content
from sendguide.content.yaml_file import Problem
from sendguide.settings import PROJECT
from tests.conftest import TODAY
from tests.support.days import set_back

COST = "content/answers/mediation_basics/mediation_cost.yml"
"""The answer that tests break: in a draft it is `mediation_cost.yml` beside this file."""

SOME = {
    "mediation_cost", "mediation_what_is", "mediation_who_attends", "legal_aid", "appeal_how", "greet",
    "crisis_mental_health", "crisis_safeguarding",
}  # fmt: skip
"""The answers of a small draft: those that `mediation_cost` leads to, and those that tests read or break."""

COMPARED = ("domain.yml", "data/nlu.yml", "data/rules.yml", "tests/content/required.yml")


@dataclass(frozen=True)
class Draft:
    """A project folder with a copy of `content/`. Names are relative to it: `content/contacts.yml`."""

    project: Path

    @classmethod
    def of_some_content(cls, project: Path) -> Draft:
        """A copy of the content with a few of the answers, which takes a fraction of the time to check."""
        draft = cls.of_content(project)
        for path in draft.content.glob("decisions/*.yml"):  # they lead to answers that are left out
            path.unlink()
        for path in sorted(draft.content.glob("answers/*/*.yml")):
            if path.stem not in SOME:
                path.unlink()
            elif path != project / COST:
                _substitute(path, r"(?m)^related: \[.*\]$", "related: []")
                _leave_out(path, r"(?m)^flows: \[.*\]\n")
        _substitute(draft.content / "takeaways.yml", r"(?m)^offered:\n(?:  .*\n)+", "offered: {}\n")
        _substitute(draft.content / "council.yml", r"(?m)^starters: \[.*\]$", "starters: [mediation_cost]")
        return draft

    @classmethod
    def of_content(cls, project: Path) -> Draft:
        """A copy of the content alone."""
        shutil.copytree(PROJECT / "content", project / "content")
        set_back(project / "content")
        shutil.copy(Path(__file__).parent / "mediation_cost.yml", project / COST)
        return cls(project)

    @classmethod
    def of_everything(cls, project: Path) -> Draft:
        """A copy of the content and of the files that the check compares it with."""
        draft = cls.of_content(project)
        for name in COMPARED:
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / name, project / name)
        return draft

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.project / "content"

    def replace(self, name: str, old: str, new: str) -> None:
        """Changes the one place in a file where `old` stands."""
        path = self.project / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def line_with(self, name: str, words: str) -> int:
        """The number (from 1) of the first line of a file that has these words."""
        lines = (self.project / name).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, start=1) if words in line)

    def problems(self) -> list[Problem]:
        """What `sendguide check` would report of the content."""
        return check_content(self.content, today=date.fromisoformat(TODAY))


def _leave_out(path: Path, pattern: str) -> None:
    path.write_text(re.sub(pattern, "", path.read_text(encoding="utf-8")), encoding="utf-8")


def _substitute(path: Path, pattern: str, new: str) -> None:
    text, count = re.subn(pattern, new, path.read_text(encoding="utf-8"))
    assert count == 1, path
    path.write_text(text, encoding="utf-8")
