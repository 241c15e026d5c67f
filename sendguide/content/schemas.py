"""JSON Schemas of the content files, generated from the models, so that an editor's program can help while typing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sendguide.content.about_words import AboutWords
from sendguide.content.crisis_models import Calm, CrisisWords, Danger
from sendguide.content.error_words import ErrorWords
from sendguide.content.flow_models import Flow
from sendguide.content.models import (
    Answer,
    Command,
    Contact,
    Council,
    Fact,
    NeverSay,
    ReadingRules,
    Spelling,
    Term,
)
from sendguide.content.page_words import PageWords
from sendguide.content.redaction_words import RedactionWords
from sendguide.content.replies import Replies
from sendguide.content.service_words import ServiceWords
from sendguide.content.takeaway_models import TakeAways
from sendguide.content.talk_words import TalkWords
from sendguide.content.widget_words import WidgetWords
from sendguide.content.yaml_file import Problem
from sendguide.deadlines.rules import BankHolidays, DeadlineRules

ONE: dict[str, type[BaseModel]] = {
    "answer": Answer,
    "council": Council,
    "replies": Replies,
    "errors": ErrorWords,
    "talk": TalkWords,
    "services": ServiceWords,
    "widget": WidgetWords,
    "pages": PageWords,
    "about": AboutWords,
    "reading": ReadingRules,
    "spelling": Spelling,
    "crisis_words": CrisisWords,
    "redaction": RedactionWords,
    "flow": Flow,
    "takeaways": TakeAways,
    "deadlines": DeadlineRules,
    "bank_holidays": BankHolidays,
}
MANY: dict[str, type[BaseModel]] = {
    "facts": Fact,
    "contacts": Contact,
    "glossary": Term,
    "never_say": NeverSay,
    "crisis": Danger,
    "calm": Calm,
    "commands": Command,
}


def schemas() -> dict[str, str]:
    """File name to JSON text, for one record a file (`answer`, …) and for lists (`facts`, …)."""
    found = {name: model.schema() for name, model in ONE.items()}
    found.update({name: _list_of(model) for name, model in MANY.items()})
    return {f"{name}.json": json.dumps(schema, indent=2) + "\n" for name, schema in sorted(found.items())}


def _list_of(model: type[BaseModel]) -> dict[str, Any]:
    item = dict(model.schema())  # a copy: pydantic keeps the original
    definitions = item.pop("definitions", {})
    return {"title": f"{item['title']} list", "type": "array", "items": item, "definitions": definitions}


def write_schemas(folder: Path) -> None:
    """Writes all schemas into `content/schema/`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")


def check_schemas(folder: Path) -> list[Problem]:
    """Schemas that are missing or older than the models."""
    stale = [
        name
        for name, text in schemas().items()
        if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != text
    ]
    remedy = "Run `sendguide check --write-schemas`."
    return [Problem(f"content/schema/{name}", 1, "does not match the models.", remedy) for name in stale]
