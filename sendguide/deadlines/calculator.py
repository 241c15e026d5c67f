"""From the dates that someone states to the dates that they need, with the working; or to a refusal with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sendguide.deadlines.counting import BeyondBankHolidays, WorkingDays, add_months, has_no_such_day
from sendguide.deadlines.extension import extend
from sendguide.deadlines.kinds import Kind
from sendguide.deadlines.refusing import first_refusal, refusal_of_kind
from sendguide.deadlines.result import Dated, Deadline, Note, Question, Refusal
from sendguide.deadlines.rules import DeadlineRules
from sendguide.deadlines.warning import Dates, reminders_of, warnings_of


class Calculator:
    """Works out deadlines. It reads no files and no clock: rules, bank holidays and today are given to it.

    Args:
        rules: the rules and words of `content/deadlines.yml`.
        days: the working days of `content/bank-holidays.json`.
    """

    def __init__(self, rules: DeadlineRules, days: WorkingDays) -> None:
        self.rules = rules
        self.days = days

    def refusal_of_kind(self, kind: Kind | None) -> Refusal | None:
        """The refusal that no date can change, so that nobody is asked for dates in vain; None where dates help."""
        return refusal_of_kind(kind, rules=self.rules)

    def work_out(self, question: Question) -> Deadline | Refusal:
        """The dates, or why none is given.

        Source: domain.md section 6.2, which rests on HESC rules 12 and 20 (SI 2008/2699) and SEND Regulations 2014,
        regulation 33.

        Args:
            question: letter, certificate, first contact with the adviser, kind, today.
        """
        try:
            return first_refusal(question, rules=self.rules, days=self.days) or self._deadline(question)
        except BeyondBankHolidays as beyond:
            words = self.rules.refusals.beyond_bank_holidays
            return words.refusal("beyond_bank_holidays", self.rules.caveat, first=beyond.first, last=beyond.last)

    def _deadline(self, question: Question) -> Deadline:
        periods = self.rules.periods
        letter_end = add_months(question.letter, periods.letter_months)
        certificate_end = None
        if question.certificate and self.rules.needs_certificate(question.kind):
            certificate_end = add_months(question.certificate, periods.certificate_months)
        raw = max(letter_end, certificate_end or letter_end)
        moved = extend(raw, rules=self.rules, days=self.days)
        made = self._made_by(question, raw)
        dates = Dates(
            letter_end=letter_end,
            certificate_end=certificate_end,
            contact_by=add_months(question.letter, periods.adviser_months),
            target=self.days.on_or_before(raw),
            last=moved.day,
        )
        warnings = warnings_of(question, dates, rules=self.rules, days=self.days)
        return Deadline(
            question=question,
            target=self._target(raw, dates.target, made),
            last=Dated(moved.day, (*made, *moved.rules), (*moved.why, self.rules.reasons.received.note())),
            adviser=self._adviser(question, dates.contact_by),
            unextended=raw,
            working=tuple(self._working(question, letter_end, certificate_end)),
            warnings=warnings,
            reminders=tuple(reminders_of(question, rules=self.rules, days=self.days)),
            caveat=self.rules.caveat,
            contacts=self._contacts(warnings),
        )

    def _target(self, raw: date, target: date, made: tuple[str, ...]) -> Dated:
        rules = made if target == raw else (*made, "T-h")
        return Dated(target, rules, (self.rules.reasons.aim.note(date=raw),))

    def _made_by(self, question: Question, raw: date) -> tuple[str, ...]:
        """The rules that make the unextended date: which deadline rule, and how its months were counted."""
        periods = self.rules.periods
        counted = [(question.letter, periods.letter_months)]
        made = "D2" if question.certificate else "D4"
        if not self.rules.needs_certificate(question.kind):
            made = "D3"
        elif question.certificate:
            counted.append((question.certificate, periods.certificate_months))
        cut = any(add_months(*period) == raw and has_no_such_day(*period) for period in counted)
        return (made, "T-a", "T-b") if cut else (made, "T-a")

    def _working(self, question: Question, letter_end: date, certificate_end: date | None) -> Iterator[Note]:
        reasons, periods = self.rules.reasons, self.rules.periods
        months = periods.letter_months
        yield reasons.letter.note(letter=question.letter, months=months, date=letter_end)
        yield from self._month_end(question.letter, months)
        if certificate_end and question.certificate:
            months = periods.certificate_months
            yield reasons.certificate.note(certificate=question.certificate, months=months, date=certificate_end)
            yield from self._month_end(question.certificate, months)
            if letter_end == certificate_end:
                yield reasons.same_day.note(date=letter_end)
            elif letter_end > certificate_end:
                yield reasons.letter_later.note(date=letter_end)
            else:
                yield reasons.certificate_later.note(date=certificate_end)
        elif self.rules.needs_certificate(question.kind):
            yield reasons.letter_alone.note()
        else:
            yield reasons.section_i.note()

    def _month_end(self, day: date, months: int) -> Iterator[Note]:
        end = add_months(day, months)
        if has_no_such_day(day, months):
            yield self.rules.reasons.month_end.note(month=f"{end:%B %Y}", number=day.day, date=end)

    def _adviser(self, question: Question, contact_by: date) -> Dated:
        """Rule D1. The date itself never moves; who would ring on a weekend is told to ring before."""
        reasons, months = self.rules.reasons, self.rules.periods.adviser_months
        if self.rules.needs_certificate(question.kind):
            why = [reasons.adviser.note(months=months, date=contact_by)]
        else:
            why = [reasons.adviser_by_choice.note(date=contact_by)]
        before = self.days.on_or_before(contact_by)
        if before != contact_by:
            why.append(reasons.adviser_not_working.note(date=contact_by, before=before))
        rules = ("D1", "T-a", "T-b") if has_no_such_day(question.letter, months) else ("D1", "T-a")
        return Dated(contact_by, rules, tuple(why))

    def _contacts(self, warnings: dict[str, Note]) -> tuple[str, ...]:
        """Who can help: whoever the warnings name, then those who always can."""
        named = [contact for note in warnings.values() for contact in note.contacts]
        return tuple(dict.fromkeys([*named, *self.rules.contacts]))
