"""The words that are built into the chat window (`widget/src/texts.json`): those of `content/widget.yml`, filled in.

The window has to be of use when the guide cannot be reached, so it carries its words and the people to ring.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sendguide.content.bundle import Content
from sendguide.content.placeholders import fill
from sendguide.content.widget_words import PAGES
from sendguide.content.yaml_file import Problem

FOLDER = "widget"
TEXTS = "src/texts.json"


def widget_texts(content: Content, *, keep_days: int) -> dict[str, Any]:
    """The words of the window by key. What only shows itself while people chat, such as `{left}`, stays in braces.

    Args:
        content: all words.
        keep_days: days after which a conversation is erased.
    """
    facts = {"council": content.council.council, "area": content.council.area, "days": str(keep_days)}

    def filled(line: str) -> str:
        for name, value in facts.items():
            line = line.replace(f"{{{name}}}", value)
        return " ".join(fill(line, content.contacts).split())

    found: dict[str, Any] = {}
    for name, value in content.widget:
        if name == "people":
            found[name] = [_person(content, contact_id) for contact_id in value]
        elif not name.startswith(PAGES):
            found[name] = filled(value) if isinstance(value, str) else [filled(line) for line in value]
    return found


def _person(content: Content, contact_id: str) -> dict[str, str]:
    contact = content.contacts[contact_id]
    details = {"name": contact.name, "phone": contact.phone, "web": contact.web}
    return {key: str(value) for key, value in details.items() if value}


def texts_file(content: Content, *, keep_days: int) -> str:
    """The whole file as text."""
    return json.dumps(widget_texts(content, keep_days=keep_days), indent=2, ensure_ascii=False) + "\n"


def check_widget_texts(content: Content, project: Path, *, keep_days: int) -> list[Problem]:
    """Whether the window still carries the words as they are now; nothing where there is no widget.

    Args:
        content: all words, without problems.
        project: the project's folder.
        keep_days: days after which a conversation is erased.
    """
    folder = project / FOLDER
    if not folder.is_dir():
        return []
    wanted, stale = texts_file(content, keep_days=keep_days), []
    for path in (folder / TEXTS, _built(folder) / "texts.json"):
        if not path.exists() or path.read_text(encoding="utf-8") != wanted:
            stale.append(path.relative_to(project).as_posix())
    remedy = "Run `make widget`."
    message = "has other words than content/widget.yml, its contacts and SENDGUIDE_KEEP_DAYS."
    return [Problem(name, 1, message, remedy, is_warning=True) for name in stale]


def _built(folder: Path) -> Path:
    version: str = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    return folder / "dist" / version
