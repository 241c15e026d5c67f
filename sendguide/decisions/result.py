"""What a flow says at its end: the outcome together with what the answers on the way add to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sendguide.content.flow_models import Flow, Option
from sendguide.content.flow_outcomes import Calculate, Note, Outcome
from sendguide.content.models import Source
from sendguide.deadlines.kinds import Kind
from sendguide.decisions.path import Answers, Path, Step, walk

T = TypeVar("T")


@dataclass(frozen=True)
class Calculation:
    """What the deadline calculator must be asked. `certificate` is None where there is none or its date is unknown."""

    kind: Kind
    letter: date
    certificate: date | None
    contacted_in_time: bool = False


@dataclass(frozen=True)
class Result:
    """The end of a flow.

    Attributes:
        outcome: the outcome, with its headline, text, steps, and what to offer next.
        notes: what the answers add, in the order in which they were given.
        steps: the way that led here, for the reasons.
        calculation: the dates to work out; None where the outcome has none, or no letter date was given.
    """

    flow: Flow
    outcome: Outcome
    notes: tuple[Note, ...]
    steps: tuple[Step, ...]
    calculation: Calculation | None

    @property
    def kind(self) -> Kind | None:
        """As `kind_of`."""
        return kind_of(self.steps)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that apply, those of the notes first."""
        return _once(rule for told in (*self.notes, self.outcome) for rule in told.rules)

    @property
    def forms(self) -> tuple[str, ...]:
        """The Tribunal's forms, where it matters which."""
        return _once(told.form for told in (*self.notes, self.outcome) if told.form)

    @property
    def contacts(self) -> tuple[str, ...]:
        """Ids of the people to turn to, those of the outcome first."""
        return _once(contact for told in (self.outcome, *self.notes) for contact in told.contacts)

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of all facts that are told."""
        return _once(fact for told in (self.outcome, *self.notes) for fact in told.facts)

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources, those of the outcome first."""
        return tuple(
            self.flow.source(name)
            for name in _once(name for told in (self.outcome, *self.notes) for name in told.sources)
        )


def result(flow: Flow, answers: Answers) -> Result | None:
    """The end of a flow, or None while there is still something to ask.

    Args:
        flow: the flow.
        answers: the answers so far.
    """
    path = walk(flow, answers)
    if path.outcome is None:
        return None
    names = _once(name for step in path.steps if step.exit is not None for name in step.exit.notes)
    notes = tuple(flow.note(name) for name in names)
    return Result(flow, path.outcome, notes, path.steps, _calculation(path.outcome.calculate, path))


def _calculation(wanted: Calculate | None, path: Path) -> Calculation | None:
    if wanted is None:
        return None
    days = {step.question.id: step.day for step in path.steps}
    letter, kind = days.get(wanted.letter), kind_of(path.steps)
    if letter is None or kind is None:
        return None
    certificate = days.get(wanted.certificate) if wanted.certificate else None
    return Calculation(kind, letter, certificate, wanted.contacted_in_time)


def kind_of(steps: Iterable[Step]) -> Kind | None:
    """What was decided; None where no answer on the way settles it."""
    kinds = [step.exit.decision_kind for step in steps if isinstance(step.exit, Option) and step.exit.decision_kind]
    return kinds[-1] if kinds else None


def _once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
