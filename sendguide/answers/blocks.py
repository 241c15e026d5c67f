"""Splits the words of an answer into paragraphs, lists and steps, and turns a contact into a card."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from sendguide.answers.reply import Block, Button, Link, Message, SourceNote
from sendguide.content.models import Contact, Source
from sendguide.content.placeholders import short_web
from sendguide.content.replies import Replies

LIST_ITEM = re.compile(r"^\s*[-*]\s+(.*)$")
STEP_ITEM = re.compile(r"^\s*\d+\.\s+(.*)$")


def text_blocks(text: str) -> tuple[Block, ...]:
    """Blocks of a plain text: blank lines part paragraphs; `- ` starts a list item, `1. ` a step.

    A list goes on over a blank line, so that its steps go on counting.

    Args:
        text: words with the contact placeholders already filled in.
    """
    blocks: list[Block] = []
    kind, lines = "", list[str]()
    for line in [*text.strip().split("\n"), ""]:
        found, words = _line_kind(line)
        if found == "item" and kind in ("list", "steps"):  # the rest of an item that runs over the line
            lines[-1] = f"{lines[-1]} {words}"
            continue
        found = "paragraph" if found == "item" else found
        if found != kind and lines:
            _append(blocks, kind, lines)
            lines = []
        kind = found
        if words:
            lines.append(words)
    return tuple(blocks)


def _line_kind(line: str) -> tuple[str, str]:
    if not line.strip():
        return "", ""
    for kind, pattern in (("list", LIST_ITEM), ("steps", STEP_ITEM)):
        match = pattern.match(line)
        if match:
            return kind, match.group(1).strip()
    return "item", line.strip()


def _append(blocks: list[Block], kind: str, lines: list[str]) -> None:
    if kind not in ("list", "steps"):
        blocks.append(Block(kind="paragraph", text=" ".join(lines)))
        return
    before: tuple[str, ...] = ()
    if blocks and blocks[-1].kind == kind:  # only a blank line stands between: the list goes on
        before = blocks.pop().items
    blocks.append(Block(kind=kind, items=(*before, *lines)))


def contact_block(contact: Contact, replies: Replies, *, with_provenance: bool = True) -> Block:
    """A card with everything known of a contact and, unless told otherwise, where and when that was read.

    Its links say all that its lines on phone and text messages say: a page need not show both.

    Args:
        contact: whom to show.
        replies: the framing sentences.
        with_provenance: False in a crisis, where nothing may stand between a person and the number.
    """
    lines: list[str] = []
    if contact.phone:
        lines.append(f"Phone: {_noted_phone(contact)}")
    if contact.text_message:
        lines.append(contact.text_message[0].upper() + contact.text_message[1:])
    if contact.hours:
        lines.append(f"Open: {contact.hours}")
    if contact.email:
        lines.append(f"Email: {contact.email}")
    if contact.web:
        lines.append(f"Website: {short_web(contact.web)}")
    if contact.address:
        lines.append(f"Address: {contact.address}")
    if contact.caution:
        lines.append(contact.caution)
    if with_provenance:
        lines.append(_provenance(contact, replies))
    links = _links(contact)
    return Block(kind="contact", title=contact.name, text=contact.what_for, items=tuple(lines), links=links)


def _noted_phone(contact: Contact) -> str:
    return f"{contact.phone} ({contact.phone_note})" if contact.phone_note else str(contact.phone)


def _provenance(contact: Contact, replies: Replies) -> str:
    if contact.verified_on:
        return replies.contact_verified_on.format(date=long_date(contact.verified_on))
    site = short_web(contact.verified_from[0]).split("/")[0]
    return replies.contact_read_on.format(site=site, date=long_date(contact.read_on))


def _links(contact: Contact) -> tuple[Link, ...]:
    links: list[Link] = []
    if contact.phone:
        links.append(Link(f"Call {contact.name} on {_noted_phone(contact)}", f"tel:{contact.phone.replace(' ', '')}"))
    if contact.text_message:
        number = contact.text_message.split()[-1]
        links.append(Link(f"{contact.name}: {contact.text_message}", f"sms:{number}"))
    if contact.email:
        links.append(Link(f"Email {contact.name}", f"mailto:{contact.email}"))
    if contact.web:
        links.append(Link(f"{contact.name} website", str(contact.web)))
    return tuple(links)


def long_date(day: date) -> str:
    """A date as people write it: 23 November 2026."""
    return f"{day.day} {day:%B %Y}"


def long_iso_date(day: str) -> str:
    """An ISO date (2026-11-23) as people write it."""
    return long_date(date.fromisoformat(day))


def source_notes(sources: Iterable[Source]) -> tuple[SourceNote, ...]:
    """Sources as a reply carries them."""
    return tuple(SourceNote(item.title, str(item.url), item.checked_on.isoformat()) for item in sources)


def source_block(source: SourceNote, replies: Replies) -> Block:
    """A source as it stands under the words that rest on it, with its link."""
    text = replies.source.format(title=source.title, date=long_iso_date(source.checked_on))
    return Block("source", text=text, links=(Link(source.title, source.url),))


def as_message(blocks: Sequence[Block], buttons: Sequence[Button] = ()) -> Message:
    """One bubble: the blocks, their plain words, and all links in them, each once."""
    links = dict.fromkeys(link for block in blocks for link in block.links)
    return Message(text=plain_text(tuple(blocks)), blocks=tuple(blocks), buttons=tuple(buttons), links=tuple(links))


def plain_text(blocks: tuple[Block, ...]) -> str:
    """The blocks as plain text, for the shell and for screen readers without layout."""
    pieces: list[str] = []
    for block in blocks:
        if block.kind == "list":
            pieces.append("\n".join(f"- {item}" for item in block.items))
        elif block.kind == "steps":
            pieces.append("\n".join(f"{number}. {item}" for number, item in enumerate(block.items, start=1)))
        elif block.kind in ("contact", "service"):
            pieces.append("\n".join([f"{block.title}: {block.text}", *(f"  {item}" for item in block.items)]))
        elif block.kind == "date":
            pieces += [f"{block.title}: {block.text}", "\n".join(f"- {item}" for item in block.items)]
        else:
            pieces.append(block.text)
    return "\n\n".join(pieces)
