"""Whether a service is open: Open Referral schedules (parts of RFC 5545 rules), hours past midnight, bank holidays."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sendguide.directory.service import Schedule

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MIDNIGHT = 24 * 60
NONE: frozenset[date] = frozenset()
_LONDON = "Europe/London"
_HOLIDAYS = re.compile(r"\bbank hol", re.IGNORECASE)
_NOT_THEN = re.compile(r"\b(not|no|except|exclud\w*|closed|apart from|other than|outside|but)\b", re.IGNORECASE)
_RULE_DAY = re.compile(r"([+-]?\d+)?(MO|TU|WE|TH|FR|SA|SU)", re.IGNORECASE)


def local_time(at: datetime) -> datetime:
    """The time in London, where the services are; a time without a zone is taken to be London's."""
    return at if at.tzinfo is None else at.astimezone(ZoneInfo(_LONDON)).replace(tzinfo=None)


def is_open(schedules: Iterable[Schedule], at: datetime, *, bank_holidays: Collection[date] = NONE) -> bool:
    """Whether any of the schedules is known to be open at a time. See `open_until`."""
    return open_until(schedules, at, bank_holidays=bank_holidays) is not None


def open_until(schedules: Iterable[Schedule], at: datetime, *, bank_holidays: Collection[date] = NONE) -> str | None:
    """When what is open at a time closes (`HH:MM`), the latest if several are; None when nothing is known to be open.

    Open from the minute of opening until before the minute of closing. Hours that close at or before they open run past
    midnight. A schedule without hours, or every second week from nobody knows when, is not known to be open. On bank
    holidays only what is always open, or says that it opens on bank holidays, is open.
    """
    moment = local_time(at)
    minute, today = moment.hour * 60 + moment.minute, moment.date()
    closing: list[tuple[int, str]] = []
    for schedule in schedules:
        hours = opening_hours(schedule)
        if hours is None:
            continue
        begins, ends = hours
        if begins <= minute < ends and _is_kept(schedule, today, bank_holidays):
            closing.append((ends, schedule.closes_at))
        elif minute + MIDNIGHT < ends and _is_kept(schedule, _day_before(today), bank_holidays):
            closing.append((ends - MIDNIGHT, schedule.closes_at))
    return max(closing)[1] if closing else None


def opens_on(schedules: Iterable[Schedule], day: str, *, today: date | None = None) -> bool:
    """Whether any of the schedules opens on a day of the week (`SA`), at least now and then.

    Args:
        schedules: of one service.
        day: `MO` to `SU`.
        today: schedules that ended before it are left out; without it none are.
    """
    wanted, kept = day.strip().upper()[:2], (item for item in schedules if not _ended(item, today))
    return any(wanted in weekdays(item) for item in kept)


def opening_hours(schedule: Schedule) -> tuple[int, int] | None:
    """Minutes from midnight of opening and closing, above 1,440 after midnight; None when they are not known."""
    begins, ends = _minutes(schedule.opens_at), _minutes(schedule.closes_at)
    if begins is None or ends is None or begins >= MIDNIGHT:
        return None
    if ends == MIDNIGHT - 1:  # how many systems write midnight
        ends = MIDNIGHT
    return begins, ends if ends > begins else ends + MIDNIGHT


def weekdays(schedule: Schedule) -> frozenset[str]:
    """The days of the week on which a schedule can open; of a rule by days of the month: all."""
    named = frozenset(day for _, day in _rule_days(schedule))
    if schedule.freq.upper() == "DAILY":
        return named or frozenset(DAYS)
    if named:
        return named
    if schedule.freq.upper() == "MONTHLY" and (schedule.bymonthday or schedule.dtstart):
        return frozenset(DAYS)
    return frozenset({DAYS[schedule.dtstart.weekday()]}) if schedule.dtstart else frozenset()


def names_bank_holidays(schedule: Schedule) -> bool:
    """Whether the words beside a schedule speak of bank holidays, one way or the other."""
    return bool(_HOLIDAYS.search(schedule.description))


def runs_on(schedule: Schedule, day: date) -> bool:
    """Whether a schedule has hours that begin on a day, bank holidays apart (RFC 5545 section 3.3.10)."""
    first = max(filter(None, (schedule.valid_from, schedule.dtstart)), default=None)
    if (first and day < first) or (schedule.valid_to and day > schedule.valid_to):
        return False
    anchor = schedule.dtstart or schedule.valid_from
    if schedule.interval > 1 and (anchor is None or _periods_since(schedule, anchor, day) % schedule.interval):
        return False
    if schedule.freq.upper() == "MONTHLY":
        return _in_month(schedule, day)
    return DAYS[day.weekday()] in weekdays(schedule)


def _ended(schedule: Schedule, today: date | None) -> bool:
    return bool(today and schedule.valid_to and schedule.valid_to < today)


def _is_kept(schedule: Schedule, day: date, bank_holidays: Collection[date]) -> bool:
    return runs_on(schedule, day) and (day not in bank_holidays or _opens_on_bank_holidays(schedule))


def _opens_on_bank_holidays(schedule: Schedule) -> bool:
    if weekdays(schedule) == frozenset(DAYS) and opening_hours(schedule) == (0, MIDNIGHT) and schedule.interval == 1:
        return True
    return names_bank_holidays(schedule) and not _NOT_THEN.search(schedule.description)


def _periods_since(schedule: Schedule, anchor: date, day: date) -> int:
    if schedule.freq.upper() == "MONTHLY":
        return (day.year - anchor.year) * 12 + day.month - anchor.month
    if schedule.freq.upper() == "DAILY":
        return (day - anchor).days
    return (_monday(day) - _monday(anchor)).days // 7


def _in_month(schedule: Schedule, day: date) -> bool:
    numbers = [int(text) for text in re.findall(r"[+-]?\d+", schedule.bymonthday)]
    length = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    from_end = day.day - length.day - 1
    if numbers and day.day not in numbers and from_end not in numbers:
        return False
    rules = list(_rule_days(schedule))
    if rules:
        nth, nth_from_end = (day.day + 6) // 7, -((6 - from_end) // 7)
        return any(name == DAYS[day.weekday()] and number in (0, nth, nth_from_end) for number, name in rules)
    return bool(numbers) or (schedule.dtstart is not None and schedule.dtstart.day == day.day)


def _rule_days(schedule: Schedule) -> Iterator[tuple[int, str]]:
    for text in schedule.byday:
        match = _RULE_DAY.fullmatch(text.strip())
        if match:
            yield int(match[1] or 0), match[2].upper()


@lru_cache(maxsize=2048)
def _minutes(text: str) -> int | None:
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", text.strip(), re.ASCII)
    if not match:
        return None
    value = int(match[1]) * 60 + int(match[2])
    return value if int(match[2]) < 60 and value <= MIDNIGHT else None


def _monday(day: date) -> date:
    return date.fromordinal(max(1, day.toordinal() - day.weekday()))


def _day_before(day: date) -> date:
    return date.fromordinal(max(1, day.toordinal() - 1))
