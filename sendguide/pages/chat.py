"""What the chat page shows: the newest answer, the form, and what was said before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sendguide.answers.blocks import long_date
from sendguide.answers.reply import Reply, Status
from sendguide.content.bundle import Content
from sendguide.pages.contacts import people
from sendguide.pages.forms import EASY_READ, ChatForm, carried, press_fields
from sendguide.pages.rendering import render
from sendguide.pages.said import PageReply, page_reply

LEAVE_URL = "https://www.bbc.co.uk/weather"
"""Where "leave quickly" leads, as from the chat window."""

REASONS = ("not_my_question", "not_clear", "not_true", "too_long", "not_enough", "other")
RATED = frozenset({Status.ANSWERED, Status.OUT_OF_SCOPE})
"""Replies of which can be said whether they helped."""


@dataclass(frozen=True)
class PageTurn:
    """One turn.

    Attributes:
        number: from 1; 0 when it is not kept.
        words: what the person said; empty when it is not known.
        reply: what the guide said.
        was_cleaned: whether personal details were taken out of the words.
        at: when, as on a clock in London; None when it is not kept.
    """

    number: int
    words: str
    reply: Reply
    was_cleaned: bool = False
    at: datetime | None = None

    @property
    def when(self) -> str:
        """Day and time as people write them; empty when the turn is not kept."""
        return f"{long_date(self.at.date())}, {self.at:%H:%M}" if self.at is not None else ""

    @property
    def shown(self) -> PageReply:
        """The reply laid out."""
        return page_reply(self.reply)


@dataclass(frozen=True)
class ChatPage:
    """Everything that a chat page is made from.

    Attributes:
        form: what was sent, whose words, settings and draft the new page carries on.
        token: whose chat it is.
        next_id: id of the next message.
        minutes: of silence after which the chat ends.
        newest: the newest turn; None on a page of a problem alone.
        earlier: the turns before it, the newest first.
        note: something to know, above all else.
        error: what went wrong, in words.
        asks_why: whether to ask why the newest answer did not help.
        people: whether to name people to contact, because the guide is of no use just now.
        earlier_note: why not all earlier turns are there.
    """

    form: ChatForm
    token: str
    next_id: str
    minutes: int
    newest: PageTurn | None = None
    earlier: Sequence[PageTurn] = ()
    note: str = ""
    error: str = ""
    asks_why: bool = False
    people: bool = False
    earlier_note: str = ""
    hidden: Mapping[str, str] = field(default_factory=dict)


def chat_page(page: ChatPage, content: Content) -> str:
    """The page as HTML.

    Args:
        page: what is on it.
        content: the words.
    """
    newest = page.newest
    buttons = list(dict.fromkeys(newest.reply.buttons)) if newest is not None else []
    return render(
        "chat.html",
        content,
        page=replace(page, hidden={**_hidden(page), **press_fields(buttons)}),
        title=_title(page, content),
        heading=content.widget.page_title.format(area=content.council.area),
        expires=content.widget.page_expires.format(minutes=page.minutes),
        can_rate=newest is not None and newest.number > 0 and newest.reply.status in RATED,
        reasons=[(reason, getattr(content.widget, f"reason_{reason}")) for reason in REASONS],
        people=people(content) if page.people else (),
        press_value=lambda button: buttons.index(button) + 1,
        leave_url=LEAVE_URL,
    )


def ask_page(page: ChatPage, content: Content, *, deed: str, heading: str, question: str, yes: str) -> str:
    """A page that asks before something is done that cannot be undone.

    Args:
        page: what the chat page would show: nothing of it is lost.
        content: the words.
        deed: what is done after yes.
        heading: what it is about.
        question: what is asked.
        yes: what is written on the button.
    """
    hidden = {**_hidden(page), "text": page.form.text}
    title = content.pages.title_note.format(what=heading, title=content.widget.title)
    return render(
        "ask.html",
        content,
        page=replace(page, hidden=hidden),
        title=title,
        heading=heading,
        question=question,
        deed=deed,
        yes=yes,
    )


def _hidden(page: ChatPage) -> dict[str, str]:
    """The fields that nobody sees, by which the next request knows this chat."""
    form = page.form
    found = {"token": page.token, "id": page.next_id, "variant": EASY_READ if form.easy_read else ""}
    found["last"] = str(max([form.last, *(turn.number for turn in (page.newest, *page.earlier) if turn)]))
    found["rated"] = str(form.rated)
    return {**found, **{f"said-{number}": text for number, text in carried(form.words).items()}}


def _title(page: ChatPage, content: Content) -> str:
    """What the tab says: what is new comes first, since that is read out when the page has loaded."""
    own, title = content.pages, content.widget.title
    newest = page.newest
    if newest is not None and newest.reply.is_help and newest.words:
        return own.title_help.format(title=title)
    if page.error or (newest is not None and newest.reply.status is Status.ERROR):
        return own.title_error.format(title=title)
    if page.note:
        return own.title_note.format(what=page.note.split(". ")[0].rstrip("."), title=title)
    if newest is not None and newest.number:
        return own.title_answer.format(number=newest.number, title=title)
    if newest is not None and newest.words:
        return own.title_new.format(title=title)
    return content.widget.page_title.format(area=content.council.area)
