"""The page about the guide, with its accessibility statement."""

from __future__ import annotations

from dataclasses import dataclass

from sendguide.answers.blocks import contact_block, long_date, text_blocks
from sendguide.answers.reply import Link
from sendguide.content.about_words import AboutPart
from sendguide.content.bundle import Content
from sendguide.content.placeholders import fill
from sendguide.pages.links import PageLink, page_link
from sendguide.pages.rendering import render
from sendguide.pages.said import Part, block_parts


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    parts: tuple[Part, ...]
    links: tuple[PageLink, ...]


def about_page(content: Content, *, days: int, minutes: int) -> str:
    """The page as HTML.

    Args:
        content: the words.
        days: for which a chat is kept.
        minutes: of silence after which it ends.
    """
    about, words = content.about, content.widget
    filled: dict[str, str | int] = {"council": content.council.council, "area": content.council.area}
    filled.update(days=days, minutes=minutes)
    return render(
        "about.html",
        content,
        title=content.pages.title_note.format(what=words.about_title, title=words.title),
        about=[_section(part, content, filled) for part in about.about],
        statement=[_section(part, content, filled) for part in about.statement],
        statement_title=about.statement_title,
        prepared=content.pages.prepared.format(date=long_date(about.statement_prepared_on)),
        reviewed=content.pages.reviewed.format(date=long_date(about.reviewed_on)),
    )


def _section(part: AboutPart, content: Content, filled: dict[str, str | int]) -> Section:
    blocks = text_blocks(fill(part.text, content.contacts).format(**filled))
    blocks += tuple(contact_block(content.contacts[name], content.replies) for name in part.contacts)
    links = tuple(page_link(Link(link.title, str(link.url))) for link in part.links)
    return Section(part.heading, block_parts(blocks), links)
