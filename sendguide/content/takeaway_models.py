"""Typed models of `content/takeaways.yml`: the words of what a family can take away from the guide and keep."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Literal, Optional, TypeAlias, Union

from pydantic import conint, constr, validator

from sendguide.content.flow_outcomes import FlowSource
from sendguide.content.models import FactId, Id, Record, Title, Words
from sendguide.content.models import Question as LinkText
from sendguide.content.takeaway_lines import Blanks, DateLines, OfferLines
from sendguide.deadlines.kinds import Kind

UNCLEAR: Literal["unclear"] = "unclear"
"""Stands among the kinds of decision for "not known"."""

if TYPE_CHECKING:  # to the type checker these are plain values
    TextFile: TypeAlias = str
    CalendarFile: TypeAlias = str
    Days: TypeAlias = int
else:
    TextFile = constr(regex=r"^[a-z][a-z0-9-]*\.txt$")
    CalendarFile = constr(regex=r"^[a-z][a-z0-9-]*\.ics$")
    Days = conint(ge=1, le=60)


class TakeAwayId(str, Enum):
    """What there is to take away; each is a key of `content/takeaways.yml`."""

    CALENDAR = "calendar"
    CHECKLIST = "checklist"
    FIRST_CALL = "first_call"
    START_EMAIL = "start_email"


class EventWords(Record):
    """One entry of the calendar: its name, what it says, and who can help with it beside those of the dates."""

    summary: LinkText
    text: Words
    contacts: tuple[Id, ...] = ()


class CalendarWords(Record):
    """The calendar file.

    Attributes:
        name: what the calendar is called where calendars have names.
        reminder_days: how many days before each date there is a reminder.
    """

    title: LinkText
    filename: CalendarFile
    name: Title
    reminder_days: tuple[Days, ...]
    target: EventWords
    last: EventWords
    adviser: EventWords
    adviser_by_choice: EventWords
    facts: tuple[FactId, ...]
    sources: tuple[Id, ...]


class Part(Record):
    """A piece of a text, and for whom it is.

    Attributes:
        kinds: only for these kinds of decision; `unclear` is for those who do not know. None given: for all.
        not_kinds: for all kinds but these.
        certificate: only with, or only without, a certificate whose date is known.
        tick: show lists with boxes to tick.
        dates: show the dates that were worked out.
        contacts: people to list.
    """

    id: Id
    heading: Optional[LinkText] = None
    text: Optional[Words] = None
    kinds: tuple[Union[Kind, Literal["unclear"]], ...] = ()
    not_kinds: tuple[Union[Kind, Literal["unclear"]], ...] = ()
    certificate: Optional[Literal["here", "not_here"]] = None
    tick: bool = False
    dates: bool = False
    contacts: tuple[Id, ...] = ()
    facts: tuple[FactId, ...] = ()

    def fits(self, kind: Kind | None, *, certificate: bool) -> bool:
        """Whether it is for this kind of decision, with or without a certificate."""
        if self.certificate is not None and (self.certificate == "here") != certificate:
            return False
        name = kind or UNCLEAR
        return name not in self.not_kinds and (not self.kinds or name in self.kinds)


class TextWords(Record):
    """A text to copy or download. `show_sources` is off where the end is meant to be copied."""

    title: LinkText
    filename: TextFile
    parts: tuple[Part, ...]
    show_sources: bool = True
    sources: tuple[Id, ...]

    @validator("parts")
    def _each_id_once(cls, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        ids = [part.id for part in parts]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice or not ids:
            raise ValueError(f"`{twice[0]}` stands twice" if twice else "at least one is needed")
        return parts


class TakeAways(Record):
    """All of `content/takeaways.yml`.

    Attributes:
        offer: the words around take-aways in the chat.
        offered: at which outcome of which flow each is offered; it is left out where it does not fit the dates.
        decisions: what the council decided, as a family says it after "that": for the gap `blanks.decision`.
    """

    id: Literal["takeaways"]
    offer: OfferLines
    offered: dict[Id, dict[Id, tuple[TakeAwayId, ...]]]
    dates: DateLines
    blanks: Blanks
    decisions: dict[Kind, Title]
    calendar: CalendarWords
    checklist: TextWords
    first_call: TextWords
    start_email: TextWords
    sources: tuple[FlowSource, ...]
    law_as_at: date
    owner: Title
    reviewed_on: date
    review_by: date

    @property
    def texts(self) -> dict[TakeAwayId, TextWords]:
        """The texts by id, in the order in which they are offered."""
        return {
            TakeAwayId.CHECKLIST: self.checklist,
            TakeAwayId.FIRST_CALL: self.first_call,
            TakeAwayId.START_EMAIL: self.start_email,
        }

    def title(self, name: TakeAwayId) -> str:
        """What a take-away is called."""
        found: str = getattr(self, name.value).title
        return found

    def source(self, name: str) -> FlowSource:
        """A source by id. Raises KeyError for an unknown one."""
        for item in self.sources:
            if item.id == name:
                return item
        raise KeyError(name)
