"""One turn about a list of services: what is said, remembered and counted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sendguide.answers.blocks import as_message
from sendguide.answers.reply import Message, Reply, SourceNote, Status
from sendguide.content.bundle import Content
from sendguide.directory.service import Service
from sendguide.directory.state import ListState
from sendguide.directory.wanted import Wanted


@dataclass(frozen=True)
class ListTurn:
    """What is said of services, and what is remembered and counted.

    Attributes:
        message: the bubble.
        state: where the conversation is in the list afterwards.
        shown: the services on the cards.
        sources: where they were read.
        missed: what found nothing, in the names of `Wanted`; for the council's report on gaps.
        wanted: what was looked for.
        mistake: the service and what is wrong with its entry, when someone has said so.
    """

    message: Message
    state: ListState
    shown: tuple[Service, ...] = ()
    sources: tuple[SourceNote, ...] = ()
    missed: tuple[str, ...] = ()
    wanted: Wanted | None = None
    mistake: tuple[str, str] | None = None

    def beside(self, reply: Reply, content: Content) -> Reply:
        """An answer with the list under it; a contact that is on the list is not shown twice."""
        listed = {content.contacts[item.contact].name for item in self.shown if item.contact in content.contacts}
        first, *others = reply.messages
        blocks = [item for item in first.blocks if item.kind != "contact" or item.title not in listed]
        answer = as_message(blocks, first.buttons)
        sources = tuple(dict.fromkeys((*reply.sources, *self.sources)))
        return replace(reply, messages=(answer, self.message, *others), sources=sources)

    def reply(self, *, confidence: float = 1.0) -> Reply:
        """The turn as a whole reply, under the answer id of its list."""
        answers = (self.state.topic,) if self.state.topic and self.sources else ()
        return Reply(self._status(), (self.message,), answers=answers, sources=self.sources, confidence=confidence)

    def _status(self) -> Status:
        if self.sources:
            return Status.ANSWERED
        return Status.FALLBACK if self.missed else Status.SMALLTALK
