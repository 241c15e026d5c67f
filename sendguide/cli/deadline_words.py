"""How an answer of the calculator is printed: as JSON, and as text with its working."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sendguide.cli.deadline_input import Stated
from sendguide.content.models import Contact
from sendguide.content.placeholders import details_line
from sendguide.content.reader import Reader
from sendguide.deadlines.result import Dated, Deadline, Note, Refusal
from sendguide.deadlines.rules import DeadlineRules
from sendguide.deadlines.words import spoken

WIDTH = 100


def stated_record(stated: Stated) -> dict[str, Any]:
    """What was read, so that a slip in a date can be seen."""
    dates = {name: getattr(stated, name) for name in ("letter", "certificate", "contacted", "today")}
    read = {name: day.isoformat() if day else None for name, day in dates.items()}
    return {**read, "kind": stated.kind.value if stated.kind else None}


def deadline_record(found: Deadline | Refusal) -> dict[str, Any]:
    """The keys that design.md section 5 promises for `deadline --json`: dates, or `refusal` with its reason."""
    if isinstance(found, Refusal):
        return {
            "refusal": found.id,
            "rule": found.rule,
            "reason": found.reason,
            "instead": found.instead,
            "contacts": list(found.contacts),
            "caveat": found.caveat,
        }
    why = (*found.working, *found.target.why, *found.last.why, *found.adviser.why)
    return {
        "appeal_by": found.last.day.isoformat(),
        "target": found.target.day.isoformat(),
        "contact_adviser_by": found.adviser.day.isoformat(),
        "rule": ", ".join(found.last.rules),
        "reasons": [note.text for note in why],
        "warnings": [note.text for note in found.warnings.values()],
        "warning_ids": list(found.warnings),
        "reminders": [note.text for note in found.reminders],
        "unextended": found.unextended.isoformat(),
        "contacts": list(found.contacts),
        "caveat": found.caveat,
    }


def deadline_text(stated: Stated, found: Deadline | Refusal, rules: DeadlineRules, *, content: Path) -> str:
    """The answer for people: the two dates in order, each with why; the adviser's date; warnings; the caveat.

    Args:
        stated: what was read.
        found: what was worked out.
        rules: the rules, for headings.
        content: the content folder, for the contacts' details.
    """
    heading = rules.headings
    parts = ["\n".join(_stated(stated, rules))]
    if isinstance(found, Refusal):
        parts.append(f"{heading.refused} ({found.rule})\n{_item(found.reason)}")
        parts.append(f"{heading.instead}\n{_item(found.instead)}")
    else:
        needed = rules.needs_certificate(found.question.kind)
        parts.append(_dated(heading.target, found.target))
        parts.append(_dated(heading.last, found.last))
        parts.append(_dated(heading.adviser if needed else heading.adviser_by_choice, found.adviser))
        parts += _notes(heading.working, found.working)
        parts += _notes(heading.warnings, found.warnings.values())
        parts += _notes(heading.reminders, found.reminders)
    people = "\n".join(_item(line) for line in _people(found.contacts, content))
    parts.append(f"{heading.people}\n{people}")
    return "\n\n".join([*parts, found.caveat])


def _stated(stated: Stated, rules: DeadlineRules) -> Iterator[str]:
    if stated.kind:
        yield rules.kinds[stated.kind].name
    for name in ("letter", "certificate", "contacted", "today"):
        day = getattr(stated, name)
        if day:
            yield f"{getattr(rules.headings, name)}: {spoken(day)}"


def _dated(heading: str, dated: Dated) -> str:
    lines = [f"{heading}: {spoken(dated.day)} ({', '.join(dated.rules)})", *(_item(note.text) for note in dated.why)]
    return "\n".join(lines)


def _notes(heading: str, notes: Iterable[Note]) -> Iterator[str]:
    lines = [_item(f"{note.text} ({note.rule})") for note in notes]
    if lines:
        yield "\n".join([heading, *lines])


def _item(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="  - ", subsequent_indent="    ")


def _people(ids: tuple[str, ...], content: Path) -> Iterator[str]:
    contacts = Reader(content).many(Contact, "contacts.yml")
    return (details_line(contacts, contact_id) for contact_id in ids)
