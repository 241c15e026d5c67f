"""When no date is worked out: rules D5, D6 and D9."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sendguide.deadlines.counting import WorkingDays, add_months
from sendguide.deadlines.kinds import Kind
from sendguide.deadlines.result import Question, Refusal
from sendguide.deadlines.rules import DeadlineRules


def refusal_of_kind(kind: Kind | None, *, rules: DeadlineRules) -> Refusal | None:
    """The refusal that no date can change, or None: discrimination claims have other rules (rule D6)."""
    if kind is Kind.DISCRIMINATION:
        return rules.refusals.discrimination.refusal("discrimination", rules.caveat)
    return None


def first_refusal(question: Question, *, rules: DeadlineRules, days: WorkingDays) -> Refusal | None:
    """Why no date is given, or None.

    Args:
        question: the dates.
        rules: the rules.
        days: the working days.

    Raises:
        BeyondBankHolidays: when the list of bank holidays does not reach far enough.
    """
    of_kind = refusal_of_kind(question.kind, rules=rules)
    return of_kind or next(_doubtful(question, rules), None) or next(_after_limits(question, rules, days), None)


def _doubtful(question: Question, rules: DeadlineRules) -> Iterator[Refusal]:
    """Dates that cannot be, or are so old that they are more likely a slip (rule D9)."""
    letter, certificate, contacted, today = question.letter, question.certificate, question.contacted, question.today
    words, caveat = rules.refusals, rules.caveat
    months = rules.thresholds.letter_too_old_months
    if letter > today:
        yield words.letter_in_future.refusal("letter_in_future", caveat, date=letter)
    if certificate and certificate > today:
        yield words.certificate_in_future.refusal("certificate_in_future", caveat, date=certificate)
    if contacted and contacted > today:
        yield words.contact_in_future.refusal("contact_in_future", caveat, date=contacted)
    if certificate and certificate < letter:
        name, stated = "certificate_before_letter", {"letter": letter, "certificate": certificate}
        yield words.certificate_before_letter.refusal(name, caveat, **stated)
    if contacted and contacted < letter:
        name, stated = "contact_before_letter", {"letter": letter, "contacted": contacted}
        yield words.contact_before_letter.refusal(name, caveat, **stated)
    if contacted and certificate and contacted > certificate:
        name, stated = "contact_after_certificate", {"contacted": contacted, "certificate": certificate}
        yield words.contact_after_certificate.refusal(name, caveat, **stated)
    if add_months(letter, months) < today:
        yield words.letter_too_old.refusal("letter_too_old", caveat, letter=letter, months=months)


def _after_limits(question: Question, rules: DeadlineRules, days: WorkingDays) -> Iterator[Refusal]:
    """Contact or a certificate that came too late to tell what follows (rule D5)."""
    if not rules.needs_certificate(question.kind):
        return
    periods, words = rules.periods, rules.refusals
    contact_by = add_months(question.letter, periods.adviser_months)
    if question.contacted and question.contacted > contact_by:
        name, stated = "contacted_too_late", {"contacted": question.contacted, "limit": contact_by}
        yield words.contacted_too_late.refusal(name, rules.caveat, **stated)
    if question.certificate:
        arranged_by = contact_by + timedelta(days=periods.mediation_days)
        limit = days.after(arranged_by, periods.certificate_working_days)
        if question.certificate > limit:
            name, stated = "certificate_too_late", {"certificate": question.certificate, "limit": limit}
            yield words.certificate_too_late.refusal(name, rules.caveat, **stated)
