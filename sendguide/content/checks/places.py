"""Files that the loader passes by because of where they are or what they are called."""

from __future__ import annotations

from pathlib import Path

from sendguide.content.loader import is_hidden
from sendguide.content.yaml_file import Problem

PLACES = {
    "answers": ("*/*.yml", "an answer here is never read.", "Call it content/answers/<group>/<id>.yml."),
    "decisions": ("*.yml", "a flow here is never read.", "Call it content/decisions/<id>.yml."),
}
"""Folder, the files in it that are read, and what to say of others."""


def check_places(root: Path) -> list[Problem]:
    """Answers and flows that would never be read: beside or below their folders, or with another ending than `.yml`.

    Args:
        root: the content folder.
    """
    problems: list[Problem] = []
    for name, (pattern, message, remedy) in PLACES.items():
        folder = root / name
        read = set(folder.glob(pattern))
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in (".yml", ".yaml") and path not in read and not is_hidden(path, root):
                problems.append(Problem(str(path.relative_to(root.parent)), 1, message, remedy))
    return problems
