"""The sentences of `content/deadlines.yml`: what is said of a date, by which rule, and what is filled in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from pydantic import constr, validator
from pydantic.fields import ModelField

from sendguide.answers.blocks import long_date
from sendguide.content.models import Id, Record
from sendguide.content.replies import Line, require_braces
from sendguide.deadlines.kinds import RULE_IDS
from sendguide.deadlines.result import Note, Refusal

if TYPE_CHECKING:  # to the type checker this is a plain word
    RuleId: TypeAlias = str
else:
    RuleId = constr(regex=rf"^({'|'.join(RULE_IDS)})$")


def spoken(day: date) -> str:
    """A date with its day of the week: Monday 23 November 2026."""
    return f"{day:%A} {long_date(day)}"


def filled(text: str, values: dict[str, Any]) -> str:
    """A sentence with dates and numbers in place of its braces."""
    return text.format(**{key: spoken(value) if isinstance(value, date) else value for key, value in values.items()})


class Message(Record):
    """Something to say: the rule it comes from, the words, and who can help with it."""

    rule: RuleId
    text: Line
    contacts: tuple[Id, ...] = ()

    def note(self, **values: Any) -> Note:
        """The message with dates and numbers filled in."""
        return Note(self.rule, filled(self.text, values), self.contacts)


class Refused(Record):
    """Why no date is given, and what to do instead."""

    rule: RuleId
    text: Line
    instead: Line
    contacts: tuple[Id, ...]

    def refusal(self, reason: str, caveat: str, **values: Any) -> Refusal:
        """The refusal with dates filled in."""
        return Refusal(
            reason, self.rule, filled(self.text, values), filled(self.instead, values), self.contacts, caveat
        )


class _Filled(Record):
    """Base of a set of messages: each has the braces that the calculator fills in, and no others."""

    FILLED_IN: ClassVar[dict[str, set[str]]] = {}

    @validator("*")
    def _braces_are_known(cls, message: Message | Refused, field: ModelField) -> Message | Refused:
        """Refuses a brace that is misspelt, left open or left out."""
        words = message.text if isinstance(message, Message) else f"{message.text} {message.instead}"
        require_braces(words, cls.FILLED_IN.get(field.name, set()))
        return message


class Reasons(_Filled):
    """How a date comes about."""

    FILLED_IN = {
        "letter": {"letter", "months", "date"},
        "certificate": {"certificate", "months", "date"},
        "month_end": {"month", "number", "date"},
        "letter_later": {"date"},
        "certificate_later": {"date"},
        "same_day": {"date"},
        "weekend": {"date", "moved"},
        "bank_holiday": {"date", "holiday", "moved"},
        "aim": {"date"},
        "adviser": {"months", "date"},
        "adviser_by_choice": {"date"},
        "adviser_not_working": {"date", "before"},
    }

    letter: Message
    certificate: Message
    month_end: Message
    letter_later: Message
    certificate_later: Message
    same_day: Message
    section_i: Message
    letter_alone: Message
    working_day: Message
    weekend: Message
    bank_holiday: Message
    received: Message
    aim: Message
    adviser: Message
    adviser_by_choice: Message
    adviser_not_working: Message


class Warnings(_Filled):
    """What to watch out for."""

    FILLED_IN = {
        "letter_in_days": {"days", "wrong", "date"},
        "certificate_in_days": {"days", "wrong", "date"},
        "late": {"date"},
        "late_without_certificate": {"date"},
        "target_passed": {"target", "date"},
        "closing_in": {"date"},
        "section_i_certificate": {"date"},
        "no_certificate": {"adviser", "months"},
        "certificate_to_come": {"months"},
        "adviser_closing_in": {"date"},
        "adviser_limit_passed": {"date"},
        "refusal_to_amend": {"date"},
    }

    letter_in_days: Message
    certificate_in_days: Message
    late: Message
    late_without_certificate: Message
    target_passed: Message
    closing_in: Message
    section_i_certificate: Message
    no_certificate: Message
    certificate_to_come: Message
    adviser_closing_in: Message
    adviser_limit_passed: Message
    certificate_not_here: Message
    refusal_to_amend: Message
    kind_unknown: Message


class Reminders(_Filled):
    """What else belongs to the dates."""

    FILLED_IN = {
        "certificate_after_no": {"contacted", "days", "date"},
        "certificate_after_meeting": {"days"},
        "certificate_after_waiting": {"waiting", "days", "date"},
    }

    several_letters: Message
    letter_date: Message
    section_i_mediation: Message
    certificate_after_no: Message
    certificate_after_meeting: Message
    certificate_after_waiting: Message


class Refusals(_Filled):
    """Why no date is given."""

    FILLED_IN = {
        "letter_in_future": {"date"},
        "certificate_in_future": {"date"},
        "contact_in_future": {"date"},
        "certificate_before_letter": {"letter", "certificate"},
        "contact_before_letter": {"letter", "contacted"},
        "contact_after_certificate": {"contacted", "certificate"},
        "letter_too_old": {"letter", "months"},
        "certificate_too_late": {"certificate", "limit"},
        "contacted_too_late": {"contacted", "limit"},
        "beyond_bank_holidays": {"first", "last"},
    }

    discrimination: Refused
    letter_in_future: Refused
    certificate_in_future: Refused
    contact_in_future: Refused
    certificate_before_letter: Refused
    contact_before_letter: Refused
    contact_after_certificate: Refused
    letter_too_old: Refused
    certificate_too_late: Refused
    contacted_too_late: Refused
    beyond_bank_holidays: Refused


class Headings(Record):
    """The headings of the answer, and the link to its calendar file."""

    letter: Line
    certificate: Line
    contacted: Line
    today: Line
    target: Line
    last: Line
    adviser: Line
    adviser_by_choice: Line
    working: Line
    urgent: Line
    warnings: Line
    reminders: Line
    refused: Line
    instead: Line
    people: Line
    calendar: Line
