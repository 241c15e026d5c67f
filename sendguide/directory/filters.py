"""What a list is narrowed by: from what was told to a search, and in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sendguide.content.service_words import ServiceLines
from sendguide.directory.heard import Heard
from sendguide.directory.lexicon import BYDAY, DAYS
from sendguide.directory.state import ListState
from sendguide.directory.terms import Terms
from sendguide.directory.wanted import Wanted

ASK_FOR_ONESELF = "self"


def wanted_of(state: ListState, *, now: datetime, text: str = "") -> Wanted:
    """The search that a state stands for.

    Args:
        state: what is wanted.
        now: the time, for "open now".
        text: words of this message that say something else; not remembered.
    """
    return Wanted(
        topics=(state.topic,) if state.topic and not state.like else (),
        needs=state.needs if not state.like else (),
        age=state.age,
        text=text,
        outcode=state.outcode,
        free=state.free,
        referral=ASK_FOR_ONESELF if state.no_referral else None,
        open_at=now if state.open_now else None,
        day=state.day,
        today=now.date(),
        like=state.like,
    )


def narrowed(state: ListState, heard: Heard) -> ListState:
    """The state after a message that narrows or widens the list."""
    flags = heard.flags
    age = None if flags & {"any_age", "all"} else state.age if heard.age is None else heard.age
    outcode = None if flags & {"anywhere", "all"} else heard.outcode or state.outcode
    if "all" in flags:
        state = ListState(topic=state.topic)
    return replace(
        state,
        topic=heard.topics[0] if heard.topics else state.topic,
        age=age,
        outcode=outcode,
        needs=heard.needs or state.needs,
        free=state.free or "free" in flags,
        no_referral=state.no_referral or "no_referral" in flags,
        open_now=state.open_now or "open_now" in flags,
        day=heard.day or state.day,
        like=None,
        seen=0,
    )


def without(state: ListState, dropped: Sequence[str]) -> ListState:
    """The state without what found nothing. What was told of the child and the place is remembered all the same."""
    return replace(
        state,
        free=state.free and "free" not in dropped,
        no_referral=state.no_referral and "referral" not in dropped,
        open_now=state.open_now and "open_at" not in dropped,
        day=None if "day" in dropped else state.day,
    )


def in_words(wanted: Wanted, names: Sequence[str], lines: ServiceLines, terms: Terms) -> str:
    """Parts of a search as they stand in a sentence: "for age 3, near CV6 and open on Saturday"; empty for none."""
    parts = list(_parts(wanted, names, lines, terms))
    if len(parts) < 2:
        return "".join(parts)
    return lines.joined.format(most=", ".join(parts[:-1]), last=parts[-1])


def given(wanted: Wanted) -> tuple[str, ...]:
    """The parts by which a list is narrowed, beside its subject."""
    found = {
        "needs": wanted.needs,
        "age": wanted.age is not None,
        "outcode": wanted.outcode,
        "free": wanted.free,
        "referral": wanted.referral,
        "open_at": wanted.open_at,
        "day": wanted.day,
        "text": wanted.text,
    }
    return tuple(name for name, value in found.items() if value)


def _parts(wanted: Wanted, names: Sequence[str], lines: ServiceLines, terms: Terms) -> Iterator[str]:
    if "topics" in names or "like" in names:
        yield lines.on_topic
    if "needs" in names and wanted.needs:
        called = [_in_a_sentence(terms.by_code[code].name) for code in wanted.needs if code in terms.by_code]
        if called:
            yield lines.for_need.format(need=" or ".join(called))
    if "age" in names and wanted.age is not None:
        yield lines.for_age.format(age=f"{wanted.age:g}")
    if "outcode" in names and wanted.outcode:
        yield lines.near.format(outcode=wanted.outcode)
    if "text" in names and wanted.text:
        yield lines.with_words
    if "free" in names and wanted.free:
        yield lines.free
    if "referral" in names and wanted.referral:
        yield lines.no_referral
    if "day" in names and wanted.day:
        yield lines.on_day.format(day=DAYS[BYDAY.index(wanted.day)].capitalize())
    if "open_at" in names and wanted.open_at:
        yield lines.open_now


def _in_a_sentence(name: str) -> str:
    """A term's name with a small letter at its start, unless it is an acronym."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"
