"""What the guide said, laid out for a page: parts with headings, cards, folded parts, sources and buttons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sendguide.answers.blocks import long_iso_date
from sendguide.answers.reply import Block, Button, Link, Message, Reply
from sendguide.pages.links import PageLink, around_links, page_link

KNOWN = frozenset({"paragraph", "heading", "list", "steps", "contact", "service", "date", "source"})
CARDS = frozenset({"contact", "service"})
ENDS_FOLD = frozenset({"heading", "fold", *CARDS})


@dataclass(frozen=True)
class Part:
    """A block of a page; `kind` is one of `KNOWN`, `plain` for a kind that is not known here, or `fold`.

    `lead` are the lines of a card that stand before its links, and `items` those after them. `before` and `after` are
    the words around the link of a source. `parts` are inside a fold.
    """

    kind: str
    text: str = ""
    title: str = ""
    lead: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    links: tuple[PageLink, ...] = ()
    buttons: tuple[Button, ...] = ()
    before: str = ""
    after: str = ""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class PageSource:
    """A source in the list of all sources of an answer; `day` is when it was read."""

    link: PageLink
    day: str


@dataclass(frozen=True)
class PageReply:
    """A reply as a page shows it. `sources` is empty when the answer itself names the only one."""

    parts: tuple[Part, ...]
    buttons: tuple[Button, ...] = ()
    sources: tuple[PageSource, ...] = ()
    is_help: bool = False


@dataclass
class _Folding:
    """Parts that are gathered, those of an open fold apart."""

    parts: list[Part] = field(default_factory=list)
    fold: str = ""
    inside: list[Part] = field(default_factory=list)

    def add(self, part: Part) -> None:
        (self.inside if self.fold else self.parts).append(part)

    def close(self) -> None:
        if self.fold:
            self.parts.append(Part("fold", text=self.fold, parts=tuple(self.inside)))
        self.fold, self.inside = "", []


def page_reply(reply: Reply) -> PageReply:
    """Lays a reply out.

    Args:
        reply: what the guide said.
    """
    parts = tuple(part for message in reply.messages for part in _message_parts(message))
    buttons = tuple(button for message in reply.messages for button in message.buttons)
    sources = tuple(
        PageSource(page_link(Link(source.title, source.url)), long_iso_date(source.checked_on))
        for source in reply.sources
    )
    return PageReply(parts, buttons, sources if len(sources) > 1 else (), reply.is_help)


def block_parts(blocks: Iterable[Block]) -> tuple[Part, ...]:
    """Blocks as parts; what follows a fold is inside it until the next heading, fold or card.

    Args:
        blocks: of one message.
    """
    found = _Folding()
    for block in blocks:
        if block.kind in ENDS_FOLD:
            found.close()
        if block.kind == "fold":
            found.fold = block.text
        else:
            found.add(_part(block))
    found.close()
    return tuple(found.parts)


def _message_parts(message: Message) -> tuple[Part, ...]:
    if not message.blocks:
        parts: tuple[Part, ...] = (Part("paragraph", text=message.text),)
    else:
        parts = block_parts(message.blocks)
    shown = {link for block in message.blocks for link in block.links}
    others = tuple(page_link(link) for link in message.links if link not in shown)
    return (*parts, Part("plain", links=others)) if others else parts


def _part(block: Block) -> Part:
    links = tuple(page_link(link) for link in block.links)
    lead, items = around_links(block.items, block.links) if block.kind in CARDS else ((), block.items)
    kind = block.kind if block.kind in KNOWN else "plain"
    if kind == "source" and len(block.links) == 1 and block.links[0].title in block.text:
        before, _, after = block.text.partition(block.links[0].title)
        return Part(kind, links=links, before=before, after=after)
    if kind == "source":
        kind = "plain"
    return Part(kind, block.text, block.title, lead, items, links, block.buttons)
