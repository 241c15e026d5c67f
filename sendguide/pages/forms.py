"""The one form of the plain chat: what it carries, read strictly and within bounds.

The page is all the memory there is: it carries the signed token of the chat and the parent's own words, which the guide
does not keep. The token stands in the form and in no cookie, so a request that another website makes in the parent's
name has no token and reaches no chat of theirs: there is nothing to forge (CSRF).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote_plus

from sendguide.answers.reply import Button

FORM_TYPE = "application/x-www-form-urlencoded"
EASY_READ = "easy_read"
MAX_FIELDS = 600
MAX_TOKEN = 2_000
MAX_ID = 100
MAX_PAYLOAD = 2_000
MAX_TITLE = 1_000
MOST_WORDS = 8_000
"""Characters of a parent's earlier words that a page carries; older ones are let go first."""

MOST_WORDS_SENT = 24_000
"""The same in bytes as a browser sends them: an emoji takes twelve. A form must fit into what the server takes."""

SAID = re.compile(r"said-([0-9]{1,6})")
DEED = re.compile(r"[a-z_]{1,20}(-[0-9]{1,9}(-[a-z_]{1,20})?)?")
PARTING = "\t"
"""Stands between payload and title of a button in the hidden field that goes with its number."""

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class FormError(Exception):
    """What was sent is not what the page sends. `status` is that of the answer: 415 another type, else 422."""

    def __init__(self, status: int) -> None:
        super().__init__("not the form of the page")
        self.status = status


@dataclass(frozen=True)
class ChatForm:
    """What the page sends.

    Attributes:
        token: whose chat it is; empty only when it was not sent.
        id: the message's id, from the page: the same page sent twice runs nothing twice.
        text: what stands in the box.
        payload: what a pressed button of a reply sends; None when none was pressed.
        title: what is written on it.
        deed: what else was pressed, such as `save`; `say` for the box.
        about: the number of the turn that the deed is about; 0 for none.
        reason: why an answer did not help.
        easy_read: whether answers are to come in Easy read.
        last: the number of the newest turn on the page; 0 when nothing has been said.
        rated: the number of the turn that was rated; 0 for none.
        words: the parent's own words by the numbers of their turns.
    """

    id: str
    token: str = ""
    text: str = ""
    payload: str | None = None
    title: str = ""
    deed: str = "say"
    about: int = 0
    reason: str | None = None
    easy_read: bool = False
    last: int = 0
    rated: int = 0
    words: Mapping[int, str] = field(default_factory=dict)


def press_fields(buttons: Iterable[Button]) -> dict[str, str]:
    """The hidden fields that say what each button of a page stands for.

    A form sends one value of what was pressed: a number, since text browsers show it, and payloads are not for reading.
    """
    return {f"payload-{number}": f"{each.payload}{PARTING}{each.title}" for number, each in enumerate(buttons, start=1)}


def read_form(body: bytes, kind: str) -> ChatForm:
    """Reads what a page has sent. Fields that the page does not have are left alone.

    Args:
        body: as it came.
        kind: its content type.

    Raises:
        FormError: when it is not what the page sends.
    """
    if kind.partition(";")[0].strip().lower() != FORM_TYPE:
        raise FormError(415)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError as error:
        raise FormError(422) from error
    sent = dict(pairs)
    if len(sent) != len(pairs):  # a name that is there twice could be understood in two ways
        raise FormError(422)
    return _form(sent)


def _form(sent: Mapping[str, str]) -> ChatForm:
    deed, about, reason = _deed(sent.get("do", "say"))
    payload, title = _pressed(sent)
    own_words = {int(found[1]): _lines(value) for name, value in sent.items() if (found := SAID.fullmatch(name))}
    form = ChatForm(
        id=sent.get("id", ""),
        token=sent.get("token", ""),
        text=_lines(sent.get("text", "")),
        payload=payload,
        title=title,
        deed=deed,
        about=about,
        reason=reason,
        easy_read=sent.get("variant") == EASY_READ,
        last=_number(sent.get("last", "")),
        rated=_number(sent.get("rated", "")),
        words=carried(own_words),
    )
    if not 0 < len(form.id) <= MAX_ID or len(form.token) > MAX_TOKEN:
        raise FormError(422)
    if len(payload or "") > MAX_PAYLOAD or len(title) > MAX_TITLE:
        raise FormError(422)
    return form


def carried(words: Mapping[int, str]) -> dict[int, str]:
    """The newest of a parent's words that a page may carry."""
    kept: dict[int, str] = {}
    characters = sent = 0
    for number in sorted(words, reverse=True):
        characters += len(words[number])
        sent += len(quote_plus(words[number], errors="replace"))
        if characters > MOST_WORDS or sent > MOST_WORDS_SENT:
            break
        kept[number] = words[number]
    return dict(sorted(kept.items()))


def _pressed(sent: Mapping[str, str]) -> tuple[str | None, str]:
    """Payload and title of the button that was pressed; None when none was."""
    payload = sent.get("payload")
    if payload is None:
        return None, ""
    if f"payload-{payload}" in sent:
        payload, _, title = sent[f"payload-{payload}"].partition(PARTING)
        return payload, title
    if not payload.startswith("/") or "title" not in sent:
        raise FormError(422)
    return payload, sent["title"]


def _deed(value: str) -> tuple[str, int, str | None]:
    if not DEED.fullmatch(value):
        raise FormError(422)
    name, *rest = value.split("-")
    return name, int(rest[0]) if rest else 0, rest[1] if len(rest) > 1 else None


def _number(value: str) -> int:
    return int(value) if re.fullmatch(r"[0-9]{1,9}", value, flags=re.ASCII) else 0


def _lines(text: str) -> str:
    """Typed words with line ends as everywhere else, where a browser sends two characters; no control characters."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
