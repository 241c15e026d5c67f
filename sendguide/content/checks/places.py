"""Files that the loader passes by because of where they are or what they are called."""

from __future__ import annotations

from pathlib import Path

from sendguide.content.loader import is_hidden
from sendguide.content.yaml_file import Problem


def check_places(root: Path) -> list[Problem]:
    """Answers that would never be read: beside or below the folders of the groups, or with another ending than `.yml`.

    Args:
        root: the content folder.
    """
    answers = root / "answers"
    read = set(answers.glob("*/*.yml"))
    remedy = "Call it content/answers/<group>/<id>.yml."
    return [
        Problem(str(path.relative_to(root.parent)), 1, "an answer here is never read.", remedy)
        for path in sorted(answers.rglob("*"))
        if path.suffix.lower() in (".yml", ".yaml") and path not in read and not is_hidden(path, root)
    ]
