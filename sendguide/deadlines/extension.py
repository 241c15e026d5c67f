"""How the end of an appeal's time is moved: weekends, bank holidays, Christmas, August (rules T-c to T-f)."""

from __future__ import annotations

from datetime import date

from sendguide.deadlines.counting import FRIDAY, WorkingDays
from sendguide.deadlines.result import Dated, Note
from sendguide.deadlines.rules import DeadlineRules


def extend(raw: date, *, rules: DeadlineRules, days: WorkingDays) -> Dated:
    """The day on which an appeal is still in time, when its period ends on `raw`.

    Only the day on which the period ends is looked at (rule T-f), and no day is left out of the count (rule T-i).
    Source: HESC rule 12(2) and 12(3)(a), SI 2008/2699, as in the pseudo-code of domain.md section 6.2.

    Args:
        raw: the later of the periods' ends.
        rules: the rules.
        days: the working days.

    Raises:
        BeyondBankHolidays: when the list of bank holidays does not reach far enough.
    """
    for window in rules.windows:
        if window.holds(raw):
            moved = days.after(window.end_after(raw))
            return Dated(moved, (window.rule,), (window.reason.note(date=raw, moved=moved),))
    moved = days.on_or_after(raw)
    if moved == raw:
        note = rules.reasons.working_day.note()
        return Dated(raw, (), (note,))
    why = [_not_working(raw, moved, rules, days)]
    # The next working day may be in a window that the period itself did not reach; then the earlier date is safe.
    why += [window.not_reached.note(date=raw) for window in rules.windows if window.holds(moved)]
    return Dated(moved, (why[0].rule,), tuple(why))


def _not_working(raw: date, moved: date, rules: DeadlineRules, days: WorkingDays) -> Note:
    if raw.weekday() > FRIDAY:
        return rules.reasons.weekend.note(date=raw, moved=moved)
    return rules.reasons.bank_holiday.note(date=raw, holiday=days.holiday(raw), moved=moved)
