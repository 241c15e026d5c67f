"""Typed models of what a guided flow tells at its end: the outcome, and what single answers add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Optional, TypeAlias

from pydantic import constr, validator

from sendguide.content.models import FactId, Id, Record, Source, Title, Words

if TYPE_CHECKING:
    RuleId: TypeAlias = str
else:
    RuleId = constr(regex=r"^[A-Z][0-9]+(\.[0-9]+)?$")


class FlowSource(Source):
    """A source that several outcomes of a flow cite by its id."""

    id: Id


class Told(Record):
    """Something that is told at the end of a flow.

    Attributes:
        rules: the rules of the domain dossier that it follows, such as C11 or T12.1.
        form: the Tribunal's form, where it matters which.
        sources: ids of the flow's sources.
    """

    id: Id
    rules: tuple[RuleId, ...]
    text: Words
    steps: tuple[Words, ...] = ()
    form: Optional[Literal["SEND35A", "SEND35", "SEND28", "SEND7", "SEND8"]] = None
    contacts: tuple[Id, ...] = ()
    facts: tuple[FactId, ...] = ()
    sources: tuple[Id, ...] = ()

    @validator("rules", "facts", "sources")
    def _at_least_one(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("at least one is needed")
        return value


class Note(Told):
    """What an answer adds to whatever outcome comes of it: a form, who appeals, a caution."""

    title: Title


class Calculate(Record):
    """That dates must be worked out, and which questions give them. The kind of decision is that of the options.

    Attributes:
        contacted_in_time: whether the way here says that the mediation adviser was contacted in time.
    """

    what: Literal["deadline"]
    letter: Id
    certificate: Optional[Id] = None
    contacted_in_time: bool = False


class Outcome(Told):
    """Where a flow ends.

    Attributes:
        headline: the answer in a sentence.
        calculate: dates that must be worked out for it.
        related: answers to offer next.
        flows: flows to offer next.
        crisis: whether someone may be in danger, so that nothing may stand between them and the numbers.
    """

    headline: Title
    calculate: Optional[Calculate] = None
    related: tuple[Id, ...] = ()
    flows: tuple[Id, ...] = ()
    crisis: bool = False

    @validator("steps", "contacts", always=True)
    def _next_steps(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("an outcome needs at least one")
        return value
