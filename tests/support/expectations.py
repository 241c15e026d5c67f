"""What a reply should be: what a dialogue asks for, and what holds for every reply whatever was asked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, Optional, Union

from pydantic import BaseModel, Extra, Field

from sendguide.answers.compose import MAX_OPTIONS, NONE_OF_THESE
from sendguide.answers.reply import Link, Reply, Status

PROFESSIONALS_ONLY_NUMBER = "08081 966798"
NOT_FOR_PEOPLE = re.compile(r"\b(utter|action)_|\b[a-z]+_[a-z_]+\b|[{}]|Traceback|\bNone\b(?! of)")
"""Names of the machinery, unfilled braces and such: never shown to anyone."""


class Expect(BaseModel):
    """What one reply should be. What is left out is not looked at.

    Texts are compared without regard to case and line breaks.
    """

    status: Optional[Status] = None
    status_is_not: Optional[Status] = None
    answer: Optional[str] = Field(None, description="The first answer id.")
    answers: Optional[list[str]] = Field(None, description="All answer ids, in order.")
    answer_or_option: Optional[str] = Field(None, description="An id that is answered or among the options.")
    options: Optional[list[str]] = Field(None, description="All options, in order.")
    options_include: list[str] = []
    contains: list[str] = []
    not_contains: list[str] = []
    buttons: list[str] = Field([], description="Titles that are there.")
    no_buttons: list[str] = Field([], description="Titles that are not there.")
    offers: list[str] = Field([], description="Answer ids that a button leads to.")
    does_not_offer: list[str] = Field([], description="Answer ids that no button leads to.")
    contacts: list[str] = Field([], description="Titles of contact or service cards.")
    services: Optional[list[str]] = Field(None, description="Titles of all service cards, in order.")
    links: list[str] = Field([], description="Addresses of links.")
    source: Union[Literal[False], str, None] = Field(None, description="Part of a source's title or address, or false.")
    less_sure_than: Optional[float] = Field(None, description="A typed Rasa command that was obeyed is sure: 1.0.")
    messages: Optional[int] = Field(None, description="How many bubbles.")
    first_message_lacks: list[str] = Field([], description="Words that are not in the first bubble.")

    class Config:
        """A misspelt key must not make a test that tests nothing."""

        extra = Extra.forbid

    def problems(self, reply: Reply) -> list[str]:
        """Everything in which the reply differs, in words; nothing when it is as it should be."""
        return [*self._ids(reply), *self._words(reply), *self._ways_on(reply), *_always(reply)]

    def _ids(self, reply: Reply) -> Iterator[str]:
        if self.status is not None and reply.status is not self.status:
            yield f"status is {reply.status.value}, not {self.status.value}"
        if reply.status is self.status_is_not:
            yield f"status is {reply.status.value}"
        first = reply.answers[0] if reply.answers else None
        if self.answer is not None and first != self.answer:
            yield f"the answer is {first}, not {self.answer}"
        if self.answers is not None and list(reply.answers) != self.answers:
            yield f"the answers are {list(reply.answers)}, not {self.answers}"
        if self.options is not None and list(reply.options) != self.options:
            yield f"the options are {list(reply.options)}, not {self.options}"
        for wanted in {*self.options_include} - {*reply.options}:
            yield f"{wanted} is not among the options {list(reply.options)}"
        if self.answer_or_option is not None and self.answer_or_option not in {*reply.answers, *reply.options}:
            yield f"{self.answer_or_option} is neither answered nor an option"
        if self.less_sure_than is not None and reply.confidence >= self.less_sure_than:
            yield f"its confidence is {reply.confidence}, not below {self.less_sure_than}"

    def _words(self, reply: Reply) -> Iterator[str]:
        text = plain(reply.text)
        yield from (f"it does not say: {words}" for words in self.contains if plain(words) not in text)
        yield from (f"it says: {words}" for words in self.not_contains if plain(words) in text)
        start = plain(reply.messages[0].text) if reply.messages else ""
        yield from (f"its first message says: {words}" for words in self.first_message_lacks if plain(words) in start)
        if self.messages is not None and len(reply.messages) != self.messages:
            yield f"it has {len(reply.messages)} messages, not {self.messages}"
        sources = [f"{source.title} {source.url}" for source in reply.sources]
        if self.source is False and sources:
            yield f"it has sources: {sources}"
        elif self.source and not any(plain(self.source) in plain(source) for source in sources):
            yield f"no source has {self.source!r}: {sources}"

    def _ways_on(self, reply: Reply) -> Iterator[str]:
        titles = {button.title for button in reply.buttons}
        yield from (f"there is no button {title!r}" for title in self.buttons if title not in titles)
        yield from (f"there is a button {title!r}" for title in self.no_buttons if title in titles)
        offered = offered_answers(reply)
        yield from (f"no button leads to {name}" for name in self.offers if name not in offered)
        yield from (f"a button leads to {name}" for name in self.does_not_offer if name in offered)
        blocks = [block for message in reply.messages for block in message.blocks]
        cards = {block.title for block in blocks if block.kind in ("contact", "service")}
        yield from (f"there is no card {title!r}" for title in self.contacts if title not in cards)
        services = [block.title for block in blocks if block.kind == "service"]
        if self.services is not None and services != self.services:
            yield f"the services are {services}, not {self.services}"
        links = {link.url for link in ways_out(reply)}
        yield from (f"there is no link to {url}" for url in self.links if url not in links)


def offered_answers(reply: Reply) -> list[str]:
    """The answer ids that the buttons of a reply lead to."""
    payloads = [button.payload for button in reply.buttons if button.payload.startswith("/show_answer{")]
    return [json.loads(payload[len("/show_answer") :])["answer_id"] for payload in payloads]


def ways_out(reply: Reply) -> list[Link]:
    """The links of a reply but those that only name a source: nobody is helped on by these."""
    blocks = (block for message in reply.messages for block in message.blocks if block.kind == "source")
    sources = {link for block in blocks for link in block.links}
    return [link for message in reply.messages for link in message.links if link not in sources]


def plain(text: str) -> str:
    """Words for comparing: lower case, single blanks."""
    return " ".join(text.lower().split())


def _always(reply: Reply) -> Iterator[str]:
    """What holds for every reply (design.md section 4): it says something, it leads on, and it is fit for people."""
    if not reply.messages or not all(message.text.strip() for message in reply.messages):
        yield "it says nothing"
    if not reply.buttons and not ways_out(reply):
        yield "it leads nowhere: no button and no contact"
    shown = " ".join([reply.text, *(button.title for button in reply.buttons)])
    without_addresses = re.sub(r"\S+[@/.]\S+", "", shown)
    if found := NOT_FOR_PEOPLE.search(without_addresses):
        yield f"it shows {found.group(0)!r}, which is not for people"
    if PROFESSIONALS_ONLY_NUMBER in shown or PROFESSIONALS_ONLY_NUMBER.replace(" ", "") in shown:
        yield "it gives the number that is for professionals only"
    if not 0 <= reply.confidence <= 1:
        yield f"its confidence is {reply.confidence}"
    yield from _by_status(reply)


def _by_status(reply: Reply) -> Iterator[str]:
    payloads = [button.payload for button in reply.buttons]
    if reply.status is Status.ANSWERED and not reply.sources:
        yield "it answers without a source"
    for source in reply.sources:
        if not source.title or not source.url.startswith("http") or date.fromisoformat(source.checked_on) is None:
            yield f"its source is not complete: {source}"
    if reply.status is Status.CLARIFY:
        if not 2 <= len(reply.options) <= MAX_OPTIONS or list(reply.options) != offered_answers(reply):
            yield f"it asks back with the options {list(reply.options)}"
        if NONE_OF_THESE not in payloads:
            yield "it asks back without 'none of these'"
    if reply.status is Status.CRISIS and "999" not in reply.messages[0].text:
        yield "it is about danger but does not give 999"
