"""The next turn of a list of services: after a typed message that narrows it, or a button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sendguide.answers.payloads import ServicesPress
from sendguide.directory.desk import CARDS, WITH_SERVICES, Desk
from sendguide.directory.filters import narrowed
from sendguide.directory.heard import LAST, Heard
from sendguide.directory.mistakes import mistake
from sendguide.directory.state import ListState, with_told
from sendguide.directory.turn import ListTurn

OLDEST = 25
LISTED_BY = frozenset({"free", "no_referral", "open_now", "any_age", "anywhere", "all"})
"""What buttons and words do alike."""


def say(desk: Desk, state: ListState, heard: Heard, *, may_mean: Sequence[str] = ()) -> ListTurn:
    """The turn after a typed message that is about services.

    Args:
        desk: the words and the services.
        state: where the conversation is in a list.
        heard: what the message says.
        may_mean: answer ids that it may ask for, the likeliest first.
    """
    if "find" in heard.flags and (heard.needs or heard.topics):
        other = [name for name in may_mean if name != state.topic]  # the list that is open was asked about before
        return _search(desk, with_told(state, heard).told(), heard, other)
    heard = _as_asked(state, heard)
    picked = _picked(state, heard)
    if "mistake" in heard.flags:
        meant = picked or _only(state)
        return mistake(desk, state, meant) if meant else desk.which(state, "mistake")
    if "like" in heard.flags:
        meant = picked or _only(state)
        return _like(desk, state, meant) if meant else desk.which(state, "like")
    if heard.pick is not None:
        return desk.about(state, picked) if picked else desk.which(state, "about")
    if "about_it" in heard.flags:
        meant = _only(state)
        return desk.about(state, meant) if meant else desk.which(state, "about")
    if state.looked_at and len(state.shown) > 1 and heard.flags == {"more"} and not heard.rest:
        return desk.about(state, state.looked_at)
    if "more" in heard.flags and not (heard.needs or heard.topics or heard.rest):
        return _more(desk, state)
    return desk.list(narrowed(state, heard), text=" ".join(heard.rest), named=bool(heard.needs))


def press(desk: Desk, state: ListState, button: ServicesPress) -> ListTurn:
    """The turn after a button of a list."""
    if button.do == "mistake" and button.service:
        return mistake(desk, state, button.service, button.mistake)
    if button.do == "about" and button.service:
        return desk.about(state, button.service)
    if button.do == "like" and button.service:
        return _like(desk, state, button.service)
    if button.do in ("ask_age", "ask_area"):
        return desk.ask(state, button.do.removeprefix("ask_"))
    if button.do == "more":
        return _more(desk, state)
    return desk.list(narrowed(state, Heard(flags=LISTED_BY & {button.do})))


def _search(desk: Desk, state: ListState, heard: Heard, may_mean: Sequence[str]) -> ListTurn:
    """A new list: under the subject that was named or may be meant, else of those that name the need."""
    topics = [*heard.topics, *(name for name in may_mean if desk.content.groups.get(name) in WITH_SERVICES)]
    state = narrowed(state, replace(heard, topics=()))
    if not heard.topics:
        named = desk.who_helps(state)
        if named.shown or not topics:
            return named
    return desk.list(replace(state, topic=topics[0]), text=" ".join(heard.rest), named=bool(heard.needs))


def _more(desk: Desk, state: ListState) -> ListTurn:
    return desk.list(replace(state, seen=state.seen + max(len(state.shown), CARDS)))


def _like(desk: Desk, state: ListState, service_id: str) -> ListTurn:
    return desk.list(replace(state, like=service_id, seen=0, free=False, no_referral=False, open_now=False, day=None))


def _picked(state: ListState, heard: Heard) -> str | None:
    if heard.pick is None or not state.shown:
        return None
    place = len(state.shown) - 1 if heard.pick == LAST else heard.pick
    return state.shown[place] if place < len(state.shown) else None


def _only(state: ListState) -> str | None:
    return state.looked_at or (state.shown[0] if len(state.shown) == 1 else None)


def _as_asked(state: ListState, heard: Heard) -> Heard:
    """A plain number is an age when the guide has just asked for one."""
    if state.asked != "age" or heard.age is not None:
        return heard
    number = next((word for word in heard.rest if word.isdigit() and int(word) <= OLDEST), None)
    if number is None:
        return heard
    return replace(heard, age=int(number), rest=tuple(word for word in heard.rest if word != number))
