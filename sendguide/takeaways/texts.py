"""Writes the texts: the parts that fit, with the contacts and the dates filled in, as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sendguide.answers.blocks import long_date, plain_text, text_blocks
from sendguide.content.bundle import Content
from sendguide.content.placeholders import details_line, fill
from sendguide.content.takeaway_models import Part, TextWords
from sendguide.deadlines.kinds import Kind
from sendguide.deadlines.result import Deadline
from sendguide.deadlines.words import filled, spoken
from sendguide.takeaways.dated import about_line, all_lines

BOX = "[ ] "
BULLET = "- "


def text_of(content: Content, words: TextWords, result: Deadline | None, kind: Kind | None, *, today: date) -> str:
    """The text, with a line end after its last line.

    Args:
        content: all words.
        words: those of this text.
        result: the dates, if any were worked out.
        kind: what was decided; None if that is not clear.
        today: the day on which it is made.
    """
    certificate = result is not None and result.question.certificate is not None
    parts = [part for part in words.parts if part.fits(kind, certificate=certificate)]
    pieces = [words.title, about_line(content.takeaways)]
    for group in _groups(parts):
        pieces += _piece(group, content, result, today)
    if words.show_sources:
        pieces.append("\n".join(_sources(words, content)))
    return _without_gaps("\n\n".join(pieces), content, result, kind) + "\n"


def _groups(parts: Sequence[Part]) -> list[list[Part]]:
    """Parts by heading: one without a heading goes on where the one before it ends."""
    groups: list[list[Part]] = []
    for part in parts:
        if part.heading or not groups:
            groups.append([])
        groups[-1].append(part)
    return groups


def _piece(group: Sequence[Part], content: Content, result: Deadline | None, today: date) -> Iterator[str]:
    first = group[0]
    if first.heading:
        yield headed(first.heading)
    text = plain_text(text_blocks(fill("\n\n".join(part.text or "" for part in group), content.contacts)))
    if text:
        yield "\n".join(_ticked(line) if first.tick else line for line in text.split("\n"))
    if any(part.dates for part in group):
        yield from _dates(content, result, today)
    people = [contact for part in group for contact in part.contacts]
    if people:
        yield "\n".join(f"{BULLET}{details_line(content.contacts, contact)}" for contact in people)


def headed(heading: str) -> str:
    """A heading as it stands in a plain text."""
    return f"{heading}\n{'-' * len(heading)}"


def _ticked(line: str) -> str:
    return BOX + line[len(BULLET) :] if line.startswith(BULLET) else line


def _dates(content: Content, result: Deadline | None, today: date) -> Iterator[str]:
    lines = content.takeaways.dates
    if result is None:
        yield plain_text(text_blocks(lines.unknown))
        return
    told = (filled(lines.worked_out, {"date": spoken(today)}), *all_lines(lines, result, today=today))
    yield "\n".join(f"{BULLET}{line}" for line in told)
    if result.warnings:
        notes = (f"{BULLET}{note.text}" for note in result.warnings.values())
        yield "\n".join([lines.watch_out, *notes])
    yield result.caveat


def _sources(words: TextWords, content: Content) -> Iterator[str]:
    for name in words.sources:
        source = content.takeaways.source(name)
        told = {"title": source.title, "url": str(source.url), "date": long_date(source.checked_on)}
        yield filled(content.takeaways.dates.source, told)


def _without_gaps(text: str, content: Content, result: Deadline | None, kind: Kind | None) -> str:
    """Fills the gaps for which the guide knows the words; the family fills in the others."""
    blanks, decision = content.takeaways.blanks, content.takeaways.decisions.get(kind) if kind else None
    if result is not None:
        text = text.replace(blanks.letter, long_date(result.question.letter))
    return text.replace(blanks.decision, decision) if decision else text
