"""The buttons under a list of services: only those that would change something, and no more than fit on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sendguide.answers.payloads import ServicesPress
from sendguide.answers.reply import Button
from sendguide.directory.state import ListState
from sendguide.directory.wanted import Wanted

if TYPE_CHECKING:
    from sendguide.directory.desk import Desk

MOST_BUTTONS = 4
LONG_LIST = 4
"""From so many services on, asking for an age or a place helps."""


def list_buttons(desk: Desk, state: ListState, wanted: Wanted, total: int) -> tuple[Button, ...]:
    """The buttons under a page of a list.

    Args:
        desk: the words and the services.
        state: the list, with what is shown now.
        wanted: what the services were found with.
        total: how many there are on all pages.
    """
    return tuple(_ways(desk, state, wanted, total))[:MOST_BUTTONS]


def _ways(desk: Desk, state: ListState, wanted: Wanted, total: int) -> Iterator[Button]:
    lines = desk.lines
    left = total - state.seen - len(state.shown)
    if left > 0:
        yield _button(lines.button_more.format(count=left), "more")
    if (state.age is not None and state.outcode) or state.free or state.no_referral or state.open_now or state.day:
        yield _button(lines.button_lift_all, "all")
    elif state.age is not None:
        yield _button(lines.button_lift_age, "any_age")
    elif state.outcode:
        yield _button(lines.button_lift_area, "anywhere")
    if total >= LONG_LIST and not state.like:
        for do, line, narrower in (
            ("free", lines.button_free, replace(wanted, free=True)),
            ("no_referral", lines.button_no_referral, replace(wanted, referral="self")),
        ):
            count = desk.directory.index.search(narrower, limit=1).total
            if narrower != wanted and 0 < count < total:
                yield _button(line.format(count=count), do)
        if state.age is None:
            yield _button(lines.button_age, "ask_age")
        if not state.outcode:
            yield _button(lines.button_area, "ask_area")


def _button(title: str, do: str) -> Button:
    return Button(title, ServicesPress(do).payload)
