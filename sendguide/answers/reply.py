"""The one structure of a reply, for every channel (design.md section 4)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any


class Status(str, Enum):
    """What kind of reply this is. A closed list: pages, reports and tests switch on it."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    FLOW = "flow"
    CRISIS = "crisis"
    OUT_OF_SCOPE = "out_of_scope"
    SMALLTALK = "smalltalk"
    FALLBACK = "fallback"
    ERROR = "error"


@dataclass(frozen=True)
class Button:
    """Something to press: what it says, and the payload that pressing it sends."""

    title: str
    payload: str


@dataclass(frozen=True)
class Link:
    """A link to a web page, an email address, a phone number or a download.

    `url` may be `https:`, `mailto:`, `tel:` or `sms:`, or begin with `/`: a download from the guide's own address,
    which a page on another site puts in front of it.
    """

    title: str
    url: str


@dataclass(frozen=True)
class Block:
    """A piece of a message. `kind` is paragraph, heading, fold, list, steps, contact, service, date or source.

    A paragraph and a heading have `text`; so has a fold: a heading whose part explains and may be folded away, which is
    all blocks up to the next heading, fold, contact or service card, or the end of the message. A list or steps has
    `items`; a contact card has `title`, `text` (what it is for), `items` (its lines, such as the phone number) and
    `links`; a service card has the same and `buttons` of its own; a date card has `title` (what the day is for), `text`
    (the day), `items` (why this day) and perhaps a link to a calendar file; a source has `text` (what it is and when it
    was read) and one link.
    """

    kind: str
    text: str = ""
    title: str = ""
    items: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Message:
    """One bubble of the reply: the same words as plain `text` and as `blocks`."""

    text: str
    blocks: tuple[Block, ...] = ()
    buttons: tuple[Button, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class SourceNote:
    """A source as shown under an answer, with the day on which it was read (ISO date)."""

    title: str
    url: str
    checked_on: str


@dataclass(frozen=True)
class Reply:
    """Everything the guide says in one turn."""

    status: Status
    messages: tuple[Message, ...]
    answers: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    sources: tuple[SourceNote, ...] = ()
    confidence: float = 0.0
    explanation: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The reply as JSON-ready values, without the explanation, which is for staff only."""
        data = asdict(self)
        data["status"] = self.status.value
        data["confidence"] = round(self.confidence, 4)
        del data["explanation"]
        return data

    @property
    def is_help(self) -> bool:
        """Whether it is about danger: help, or the question whether there is danger. It goes out whatever fails."""
        return self.status is Status.CRISIS or (
            self.status is Status.CLARIFY and bool(self.options) and self.options[0].startswith("crisis_")
        )

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons of the reply, in order: of each message those of its cards, then its own."""
        return tuple(
            button
            for message in self.messages
            for button in (*(own for block in message.blocks for own in block.buttons), *message.buttons)
        )

    @property
    def text(self) -> str:
        """The plain words of the whole reply."""
        return "\n\n".join(message.text for message in self.messages)


def reply_from_dict(data: dict[str, Any]) -> Reply:
    """Reads back what `Reply.as_dict` wrote.

    Args:
        data: the JSON-ready values.

    Raises:
        KeyError, ValueError, TypeError: when it is not such a reply.
    """
    messages = tuple(
        Message(
            text=message["text"],
            blocks=tuple(_block(block) for block in message.get("blocks", ())),
            buttons=tuple(Button(**button) for button in message.get("buttons", ())),
            links=tuple(Link(**link) for link in message.get("links", ())),
        )
        for message in data["messages"]
    )
    return Reply(
        status=Status(data["status"]),
        messages=messages,
        answers=tuple(data.get("answers", ())),
        options=tuple(data.get("options", ())),
        sources=tuple(SourceNote(**source) for source in data.get("sources", ())),
        confidence=float(data.get("confidence", 0.0)),
    )


def _block(data: dict[str, Any]) -> Block:
    links = tuple(Link(**link) for link in data.get("links", ()))
    buttons = tuple(Button(**button) for button in data.get("buttons", ()))
    return Block(**{**data, "items": tuple(data.get("items", ())), "links": links, "buttons": buttons})
