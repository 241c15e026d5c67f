"""What a conversation remembers of the services that are wanted: codes, an age, a postcode area; no words."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from sendguide.directory.heard import Heard


@dataclass(frozen=True)
class ListState:
    """Where the conversation is in a list of services.

    Attributes:
        topic: the answer id under which the list stands; None for a list of another kind.
        age, outcode, needs: what was told in this conversation; later lists are narrowed by it too.
        free, no_referral, open_now, day: what this list is narrowed by.
        like: the service that others are to be like.
        shown: ids of the services shown last, in order; empty when no list is open.
        looked_at: the service that was asked about last.
        listed: whether the last reply was a list and nothing else, so that "more" means more of them.
        seen: how many of the list were shown before these.
        asked: `area` or `age` when the guide has just asked for it.
    """

    topic: str | None = None
    age: int | None = None
    outcode: str | None = None
    needs: tuple[str, ...] = ()
    free: bool = False
    no_referral: bool = False
    open_now: bool = False
    day: str | None = None
    like: str | None = None
    shown: tuple[str, ...] = ()
    looked_at: str | None = None
    listed: bool = False
    seen: int = 0
    asked: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether services were shown or asked about, so that a message can narrow them."""
        return bool(self.shown or self.asked)

    def told(self) -> ListState:
        """Only what was told: for a new list."""
        return ListState(age=self.age, outcode=self.outcode, needs=self.needs)

    def to_json(self) -> str | None:
        """For the slot; None when there is nothing to remember."""
        empty = asdict(ListState())
        kept = {name: value for name, value in asdict(self).items() if value != empty[name]}
        return json.dumps(kept) if kept else None


def list_state(kept: Any) -> ListState:
    """Reads back what `ListState.to_json` wrote; whatever cannot be read is as if nothing was remembered."""
    try:
        data = json.loads(kept) if isinstance(kept, str) else {}
        known = {field.name for field in fields(ListState)}
        lists = {name: tuple(data[name]) for name in ("needs", "shown") if name in data}
        return ListState(**{**{name: value for name, value in data.items() if name in known}, **lists})
    except (ValueError, TypeError, AttributeError):
        return ListState()


def with_told(state: ListState, heard: Heard) -> ListState:
    """The state with what a message tells of the child and the place."""
    changed = dict(asdict(state))
    changed["age"] = state.age if heard.age is None else heard.age
    changed["outcode"] = heard.outcode or state.outcode
    changed["needs"] = heard.needs or state.needs
    return ListState(**changed)
