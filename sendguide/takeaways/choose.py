"""Chooses what there is to take away for a decision and its dates, and makes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sendguide.content.bundle import Content
from sendguide.content.models import Contact
from sendguide.content.takeaway_models import TakeAwayId, TakeAways
from sendguide.deadlines.kinds import Kind
from sendguide.deadlines.result import Deadline
from sendguide.takeaways.dated import adviser_line
from sendguide.takeaways.events import events_of
from sendguide.takeaways.result import CALENDAR_TYPE, TEXT_TYPE, TakeAway
from sendguide.takeaways.texts import text_of


def takeaways_for(
    content: Content, result: Deadline | None, kind: Kind | None, *, now: datetime
) -> tuple[TakeAway, ...]:
    """All that fits, the calendar first.

    Args:
        content: all words.
        result: the dates, if any were worked out.
        kind: what was decided; None takes that of `result`.
        now: the time at which they are made, with its time zone.
    """
    names = fitting(content, result, kind, today=now.date())
    return tuple(takeaway(name, content, result, kind, now=now) for name in names)


def fitting(content: Content, result: Deadline | None, kind: Kind | None, *, today: date) -> tuple[TakeAwayId, ...]:
    """Which ones fit: no calendar without a date ahead, and no first call once there is a certificate.

    A discrimination claim has other rules and other forms, so nothing here fits it.
    """
    if _kind(result, kind) is Kind.DISCRIMINATION:
        return ()
    dropped = set()
    if result is None or not events_of(content.takeaways, content.contacts, result, today=today):
        dropped.add(TakeAwayId.CALENDAR)
    if result is not None and adviser_line(result) is None:
        dropped.add(TakeAwayId.FIRST_CALL)
    return tuple(name for name in TakeAwayId if name not in dropped)


def takeaway(
    name: TakeAwayId, content: Content, result: Deadline | None, kind: Kind | None, *, now: datetime
) -> TakeAway:
    """Makes one of those that fit.

    Args:
        name: which one.
        content: all words.
        result: the dates, if any were worked out.
        kind: what was decided; None takes that of `result`.
        now: the time at which it is made, with its time zone.

    Raises:
        ValueError: for a calendar without dates ahead, or when `now` has no time zone.
    """
    if name is TakeAwayId.CALENDAR:
        if result is None:
            raise ValueError("a calendar needs dates")
        return calendar(content.takeaways, content.contacts, result, now=now)
    words = content.takeaways.texts[name]
    text = text_in(name, content, result, kind, today=now.date())
    return TakeAway(name, words.title, words.filename, TEXT_TYPE, text)


def text_in(name: TakeAwayId, content: Content, result: Deadline | None, kind: Kind | None, *, today: date) -> str:
    """The words of one of the texts.

    Args:
        name: which text.
        content: all words.
        result: the dates, if any were worked out.
        kind: what was decided; None takes that of `result`.
        today: the day on which it is made.
    """
    return text_of(content, content.takeaways.texts[name], result, _kind(result, kind), today=today)


def calendar(words: TakeAways, contacts: Mapping[str, Contact], result: Deadline, *, now: datetime) -> TakeAway:
    """The calendar file with the dates that have not passed.

    Args:
        words: the words of all that is taken away.
        contacts: all contacts by id.
        result: what was worked out.
        now: the time at which it is made, with its time zone.

    Raises:
        ValueError: when `now` has no time zone, or no date lies ahead.
    """
    from sendguide.takeaways.calendar import calendar_text  # only where a file is wanted

    events = events_of(words, contacts, result, today=now.date())
    if not events:
        raise ValueError("no date lies ahead")
    text = calendar_text(words.calendar, result, events, now=now)
    return TakeAway(TakeAwayId.CALENDAR, words.calendar.title, words.calendar.filename, CALENDAR_TYPE, text)


def _kind(result: Deadline | None, kind: Kind | None) -> Kind | None:
    return kind or (result.question.kind if result else None)
