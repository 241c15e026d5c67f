"""What to watch out for, and what else belongs to the dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sendguide.deadlines.counting import WorkingDays
from sendguide.deadlines.kinds import Kind
from sendguide.deadlines.result import Note, Question
from sendguide.deadlines.rules import DeadlineRules

Warned = tuple[str, Note]


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The bare dates: the ends of the periods, and what is made of them."""

    letter_end: date
    certificate_end: date | None
    contact_by: date
    target: date
    last: date


def warnings_of(question: Question, dates: Dates, *, rules: DeadlineRules, days: WorkingDays) -> dict[str, Note]:
    """The warnings by id, most pressing first.

    Args:
        question: what was asked.
        dates: what was worked out.
        rules: the rules.
        days: the working days.
    """
    found = [*_time_left(question, dates, rules, days), *_certificate(question, dates, rules, days)]
    return dict([*found, *_kind(question, dates, rules), *_counted_in_days(question, dates, rules)])


def _near(day: date, question: Question, rules: DeadlineRules, days: WorkingDays) -> bool:
    """Whether a day is at most so many working days away that people come first (rule Q5)."""
    return day <= days.after(question.today, rules.thresholds.closing_in_working_days)


def _lacks_certificate(question: Question, rules: DeadlineRules) -> bool:
    return question.certificate is None and rules.needs_certificate(question.kind)


def _time_left(question: Question, dates: Dates, rules: DeadlineRules, days: WorkingDays) -> Iterator[Warned]:
    """Rules D7 and Q5. The target is measured, not the last date: nobody should lean on an extension."""
    words, today = rules.warnings, question.today
    if dates.last < today and _lacks_certificate(question, rules):
        yield "late_without_certificate", words.late_without_certificate.note(date=dates.last)
    elif dates.last < today:
        yield "late", words.late.note(date=dates.last)
    elif dates.target < today:
        yield "target_passed", words.target_passed.note(target=dates.target, date=dates.last)
    elif _near(dates.target, question, rules, days):
        yield "closing_in", words.closing_in.note(date=dates.target)


def _certificate(question: Question, dates: Dates, rules: DeadlineRules, days: WorkingDays) -> Iterator[Warned]:
    """Rules D4, P4 and P5: a certificate is needed, and is not here."""
    if not _lacks_certificate(question, rules):
        return
    words, today = rules.warnings, question.today
    if not question.spoken_to:
        if dates.contact_by < today:
            yield "adviser_limit_passed", words.adviser_limit_passed.note(date=dates.contact_by)
        elif _near(dates.contact_by, question, rules, days):
            yield "adviser_closing_in", words.adviser_closing_in.note(date=dates.contact_by)
    if _near(dates.target, question, rules, days):
        yield "certificate_not_here", words.certificate_not_here.note()
    months = rules.periods.certificate_months
    if question.spoken_to:
        yield "certificate_to_come", words.certificate_to_come.note(months=months)
    else:
        yield "no_certificate", words.no_certificate.note(adviser=dates.contact_by, months=months)


def _kind(question: Question, dates: Dates, rules: DeadlineRules) -> Iterator[Warned]:
    """Rules D3, C14 and C16."""
    words = rules.warnings
    if question.certificate and not rules.needs_certificate(question.kind):
        yield "section_i_certificate", words.section_i_certificate.note(date=dates.last)
    if question.kind is Kind.REFUSAL_TO_AMEND:
        yield "refusal_to_amend", words.refusal_to_amend.note(date=dates.letter_end)
    if question.kind is None:
        yield "kind_unknown", words.kind_unknown.note()


def _counted_in_days(question: Question, dates: Dates, rules: DeadlineRules) -> Iterator[Warned]:
    """Rule T-a: 60 or 30 days in place of months, wherever that gives another date."""
    words, thresholds = rules.warnings, rules.thresholds
    wrong = question.letter + timedelta(days=thresholds.wrong_letter_days)
    if wrong != dates.letter_end:
        stated = {"days": thresholds.wrong_letter_days, "wrong": wrong, "date": dates.letter_end}
        yield "letter_in_days", words.letter_in_days.note(**stated)
    if question.certificate and dates.certificate_end:
        wrong = question.certificate + timedelta(days=thresholds.wrong_certificate_days)
        if wrong != dates.certificate_end:
            stated = {"days": thresholds.wrong_certificate_days, "wrong": wrong, "date": dates.certificate_end}
            yield "certificate_in_days", words.certificate_in_days.note(**stated)


def reminders_of(question: Question, *, rules: DeadlineRules, days: WorkingDays) -> Iterator[Note]:
    """What else belongs to the dates (rules D8, Q3, P1, P2, P3 and P6).

    Args:
        question: what was asked.
        rules: the rules.
        days: the working days.
    """
    words, periods = rules.reminders, rules.periods
    yield words.several_letters.note()
    yield words.letter_date.note()
    if not rules.needs_certificate(question.kind):
        yield words.section_i_mediation.note()
    elif question.contacted and _lacks_certificate(question, rules):
        count, waiting = periods.certificate_working_days, periods.mediation_days
        by = days.after(question.contacted, count)
        yield words.certificate_after_no.note(contacted=question.contacted, days=count, date=by)
        yield words.certificate_after_meeting.note(days=count)
        by = question.contacted + timedelta(days=waiting)
        yield words.certificate_after_waiting.note(waiting=waiting, days=count, date=by)
