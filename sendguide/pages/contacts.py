"""People to contact: a page of the guide, and one file that a web server shows when the guide is down."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from sendguide.answers.blocks import contact_block
from sendguide.content.bundle import Content
from sendguide.pages.rendering import render
from sendguide.pages.said import Part, block_parts

STYLES = Path(__file__).parent.parent / "server" / "static" / "pages.css"


@dataclass(frozen=True)
class People:
    """A heading and the people under it."""

    heading: str
    cards: tuple[Part, ...]


def people(content: Content) -> tuple[People, ...]:
    """Everyone who can help, those for danger first.

    Args:
        content: the words.
    """
    own = content.pages
    groups = [People(own.danger, _cards(own.in_danger, content, with_provenance=False))]
    groups += [People(group.heading, _cards(group.contacts, content, with_provenance=True)) for group in own.groups]
    return tuple(groups)


def contacts_page(content: Content, *, in_one_file: bool = False) -> str:
    """The page as HTML.

    Args:
        content: the words.
        in_one_file: with its styles in it and without links to the guide, for when that is down.
    """
    words = content.widget
    return render(
        "contacts.html",
        content,
        title=content.pages.title_note.format(what=words.page_contacts, title=words.title),
        groups=people(content),
        styles=Markup(STYLES.read_text(encoding="utf-8")) if in_one_file else "",  # noqa: S704  our own file
    )


def _cards(ids: tuple[str, ...], content: Content, *, with_provenance: bool) -> tuple[Part, ...]:
    found = [contact_block(content.contacts[name], content.replies, with_provenance=with_provenance) for name in ids]
    return block_parts(found)
