"""What is asked of the calculator and what it answers: plain data, in dates and finished words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sendguide.deadlines.kinds import Kind


@dataclass(frozen=True, kw_only=True)
class Question:
    """The dates that someone states.

    Attributes:
        letter: the date on the decision letter, even if it came later (domain.md 6.0, question 3).
        today: the day on which it is asked.
        certificate: the date on the mediation certificate; None if there is none yet.
        contacted: the day on which the mediation adviser was first contacted; None if not, or not known.
        contacted_in_time: that the adviser was contacted in time, where the day is not known.
        kind: what was decided; None if that is not clear: then a certificate is assumed to be needed (rule C16).
    """

    letter: date
    today: date
    certificate: date | None = None
    contacted: date | None = None
    contacted_in_time: bool = False
    kind: Kind | None = None

    @property
    def spoken_to(self) -> bool:
        """Whether the adviser was already spoken to: then there is no date by which to contact them."""
        return self.certificate is not None or self.contacted is not None or self.contacted_in_time


@dataclass(frozen=True)
class Note:
    """One thing to say: the id of its rule, the words, and the ids of contacts who can help with it."""

    rule: str
    text: str
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dated:
    """A date, the ids of the rules that made and moved it, in that order, and why it is that date."""

    day: date
    rules: tuple[str, ...]
    why: tuple[Note, ...]


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """The dates, in the order in which they must be shown: never the last date without the target.

    Attributes:
        target: the day to aim for: the last working day on or before the unextended date.
        last: the last date that we calculate (`appeal_by`).
        adviser: the last day to contact the mediation adviser; never extended (rule D1).
        unextended: the later of the two periods' ends, before weekends, holidays, Christmas and August.
        working: how the unextended date comes about.
        warnings: what to watch out for, most pressing first, by id.
        reminders: what else belongs to the dates.
        caveat: to be shown with every date.
        contacts: ids of people who can help, most useful first.
    """

    question: Question
    target: Dated
    last: Dated
    adviser: Dated
    unextended: date
    working: tuple[Note, ...]
    warnings: dict[str, Note]
    reminders: tuple[Note, ...]
    caveat: str
    contacts: tuple[str, ...]


@dataclass(frozen=True)
class Refusal:
    """No date is given.

    Attributes:
        id: which refusal, as in `content/deadlines.yml`.
        rule: the rule that forbids to calculate.
        reason: why, in words.
        instead: what to do instead.
        contacts: ids of people who can help, most useful first.
        caveat: to be shown too.
    """

    id: str
    rule: str
    reason: str
    instead: str
    contacts: tuple[str, ...]
    caveat: str
