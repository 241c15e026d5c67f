"""Lists of services in a conversation: under an answer, narrowed, paged, looked at one by one, reported as wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sendguide.answers.blocks import as_message, contact_block, text_blocks
from sendguide.answers.compose import SHOW_ANSWER
from sendguide.answers.payloads import ServicesPress
from sendguide.answers.reply import Block, Button, Reply, SourceNote
from sendguide.content.bundle import Content
from sendguide.content.models import Group
from sendguide.directory.buttons import list_buttons
from sendguide.directory.cards import service_block, source_of
from sendguide.directory.filters import given, in_words, wanted_of, without
from sendguide.directory.ids import record_id
from sendguide.directory.records import OWN_SOURCE
from sendguide.directory.service import Service
from sendguide.directory.state import ListState
from sendguide.directory.store import Directory
from sendguide.directory.turn import ListTurn
from sendguide.directory.wanted import Results, Wanted

WITH_SERVICES = (
    Group.LOCAL_OFFER_EDUCATION,
    Group.LOCAL_OFFER_HEALTH,
    Group.LOCAL_OFFER_SOCIAL_CARE,
    Group.CONTACTS,
)
"""Groups of answers under which services are listed."""

CARDS = 3
"""Services shown at a time: more are a wall on a phone."""

MOST_NAMED = 12
"""So many of the best are looked through for those that name a need."""


class Desk:
    """Makes the turns of a list.

    Args:
        content: the words.
        directory: the services.
        now: the time in London.
    """

    def __init__(self, content: Content, directory: Directory, *, now: datetime) -> None:
        self.content = content
        self.directory = directory
        self.lines = content.services.lines
        self._now = now

    def under_answer(self, reply: Reply, told: ListState) -> ListTurn | None:
        """The services that belong to an answer, narrowed by what was told.

        Returns:
            None for several answers, for one that has no list, and when the directory has no service for it.
        """
        name = reply.answers[0] if len(reply.answers) == 1 else None
        if name is None or self.content.groups.get(name) not in WITH_SERVICES:
            return None
        if not self.directory.index.search(Wanted(topics=(name,)), limit=1).total:
            return None
        turn = self.list(replace(told.told(), topic=name))
        return replace(turn, state=replace(turn.state, listed=False))

    def list(self, state: ListState, *, text: str = "", named: bool = False) -> ListTurn:
        """A page of the list that a state stands for, after the `seen` ones.

        Args:
            state: what is wanted.
            text: words of this message that are looked for too.
            named: whether this message named a need: then it is said when no service names it.
        """
        wanted = wanted_of(state, now=self._now, text=text)
        found, wanted = self._find(wanted, state)
        if named and state.needs and not wanted.needs and found.found:
            wanted, found = replace(wanted, needs=state.needs), replace(found, dropped=("needs", *found.dropped))
        if not found.found:
            return self._none(state, wanted) if not state.seen else self._no_more(state)
        services = tuple(item.service for item in found.found)
        shown = wanted.without(*found.dropped)
        kept = replace(
            without(state, found.dropped),
            shown=tuple(item.id for item in services),
            looked_at=services[0].id if len(services) == 1 else None,
            listed=True,
            asked=None,
        )
        heading = self._heading(state, wanted, found, shown)
        blocks = (*self._outside(shown), *text_blocks(heading), *self._cards(services))
        buttons = list_buttons(self, kept, shown, found.total)
        if found.dropped:
            blocks += text_blocks(self.lines.dropped_people)
            buttons = (*self._people_buttons(), *buttons)
        missed = found.dropped if not state.seen else ()
        return ListTurn(as_message(blocks, buttons), kept, services, self._sources(services), missed, wanted)

    def who_helps(self, state: ListState) -> ListTurn:
        """The services that name a need; where none does, the people who know of more, and it is counted as a gap."""
        wanted = wanted_of(state, now=self._now)
        found = self.directory.index.search(wanted, limit=MOST_NAMED).found
        named = tuple(item.service for item in found if any(reason.kind == "need" for reason in item.reasons))[:CARDS]
        told = in_words(wanted, given(wanted), self.lines, self.directory.terms)
        kept = replace(state, shown=tuple(item.id for item in named), seen=0, listed=True, asked=None)
        if not named:
            return replace(
                self.words(kept, self.lines.none_for_need.format(filters=told)), missed=given(wanted), wanted=wanted
            )
        blocks = (*text_blocks(self.lines.some_filtered.format(filters=told)), *self._cards(named))
        return ListTurn(as_message(blocks), kept, named, self._sources(named), wanted=wanted)

    def about(self, state: ListState, service_id: str) -> ListTurn:
        """Everything that is known of one service."""
        service = self.directory.index.service(service_id)
        if service is None:
            return self.words(state, self.lines.gone)
        card = self._card(service, full=True)
        heading = text_blocks(self.lines.one.format(name=service.name))
        like = Button(self.lines.button_like.format(name=service.name), self._press("like", service.id))
        message = as_message((*heading, card), (like,))
        kept = replace(state, looked_at=service.id, asked=None, shown=state.shown or (service.id,))
        return ListTurn(message, kept, (service,), self._sources((service,)))

    def which(self, state: ListState, do: str) -> ListTurn:
        """Asks which of the services shown is meant."""
        services = [self.directory.index.service(name) for name in state.shown]
        buttons = tuple(Button(item.name, self._press(do, item.id)) for item in services if item is not None)
        if not buttons:
            return self.words(state, self.lines.gone)
        return ListTurn(as_message(text_blocks(self.lines.which_one), buttons), state)

    def ask(self, state: ListState, what: str) -> ListTurn:
        """Asks for the postcode area or the age."""
        line = self.lines.which_area if what == "area" else self.lines.which_age
        back = Button(self.lines.button_lift_all, self._press("all"))
        return ListTurn(as_message(text_blocks(line), (back,)), replace(state, asked=what))

    def words(self, state: ListState, line: str) -> ListTurn:
        """A sentence and the people who can help."""
        return ListTurn(as_message((*text_blocks(line), *self.people())), state)

    def people(self, names: Sequence[str] = ("start", "coventry_sendiass")) -> tuple[Block, ...]:
        """START and SENDIASS as cards."""
        known = [self.content.contacts[name] for name in names if name in self.content.contacts]
        return tuple(contact_block(contact, self.content.replies) for contact in known)

    def _people_buttons(self) -> tuple[Button, ...]:
        ways = ((self.lines.button_start, "start_contact"), (self.lines.button_sendiass, "sendiass_contact"))
        return tuple(Button(title, SHOW_ANSWER.format(id=name)) for title, name in ways if name in self.content.answers)

    def _find(self, wanted: Wanted, state: ListState) -> tuple[Results, Wanted]:
        """A page, and what was looked for in the end.

        The services that an editor put first come first. Of those alike only the closest are shown: one page.

        Under a subject a need only counts when enough services name it: most services that help name none.
        """
        first = self._first(state)
        search = self.directory.index.find
        found = search(wanted, limit=state.seen + CARDS + len(first))
        if state.topic and wanted.needs and (found.total < CARDS or not _names_need(found)):
            wanted = wanted.without("needs")
            found = search(wanted, limit=state.seen + CARDS + len(first))
        ranked = sorted(found.found, key=lambda item: _place(item.service, first))
        page = tuple(ranked[state.seen : state.seen + CARDS])
        total = state.seen + len(page) if state.like else found.total
        return replace(found, found=page, total=total), wanted

    def _first(self, state: ListState) -> tuple[str, ...]:
        """Ids of the services that the answer's editor put first, then those of the contacts that the answer names."""
        answer = self.content.answers.get(state.topic or "")
        if answer is None or state.like:
            return ()
        names = dict.fromkeys((*answer.services, *answer.contacts))
        return tuple(record_id("service", OWN_SOURCE, name) for name in names)

    def _heading(self, state: ListState, wanted: Wanted, found: Results, shown: Wanted) -> str:
        terms, lines = self.directory.terms, self.lines
        if found.dropped:
            return lines.dropped.format(dropped=in_words(wanted, found.dropped, lines, terms))
        liked = self.directory.index.service(state.like) if state.like else None
        if liked is not None and not state.seen:
            return lines.like.format(name=liked.name)
        filters = in_words(shown, given(shown), lines, terms)
        plain, filtered = (lines.more, lines.more_filtered) if state.seen else (lines.some, lines.some_filtered)
        return filtered.format(filters=filters) if filters else plain

    def _outside(self, wanted: Wanted) -> tuple[Block, ...]:
        """That services are for this council's area, when the place that was told may not be in it."""
        council = self.content.council
        if not wanted.outcode or wanted.outcode in council.outcodes:
            return ()
        return text_blocks(self.lines.outside.format(outcode=wanted.outcode, area=council.area))

    def _cards(self, services: Sequence[Service]) -> tuple[Block, ...]:
        return tuple(self._card(service) for service in services)

    def _card(self, service: Service, *, full: bool = False) -> Block:
        contact = self.content.contacts.get(service.contact or "")
        written = contact.phone if contact is not None else None
        return service_block(service, self.lines, today=self._now.date(), written=written, full=full)

    def _none(self, state: ListState, wanted: Wanted) -> ListTurn:
        kept = replace(state, shown=(), listed=False, asked=None)
        missed = given(wanted) or ("topics",)
        return replace(self.words(kept, self.lines.none), missed=missed, wanted=wanted)

    def _no_more(self, state: ListState) -> ListTurn:
        return self.words(replace(state, seen=0), self.lines.no_more)

    @staticmethod
    def _sources(services: Sequence[Service]) -> tuple[SourceNote, ...]:
        return tuple(note for service in services if (note := source_of(service)) is not None)

    @staticmethod
    def _press(do: str, service_id: str | None = None) -> str:
        return ServicesPress(do, service_id).payload


def _names_need(found: Results) -> bool:
    return any(reason.kind == "need" for item in found.found for reason in item.reasons)


def _place(service: Service, first: Sequence[str]) -> int:
    return first.index(service.id) if service.id in first else len(first)
