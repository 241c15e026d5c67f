"""What someone looks for in the directory, and what was found: data only, so that words stay in `content/`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Optional

from sendguide.directory.service import Service

GIVEN_UP_FIRST = (
    "open_at",
    "day",
    "outcode",
    "referral",
    "free",
    "text",
    "sectors",
    "categories",
    "like",
    "needs",
    "age",
    "topics",
)
"""The parts of a `Wanted` that leave services out, in the order in which a parent would do without them: first when and
where, then how to get it, then what it costs; what they typed; last what it is about, and whom it is for. A service for
another age or another subject is no help, so these stay longest."""

SUBJECT = ("topics", "categories", "sectors", "needs", "text", "like")
"""The parts that say what is looked for. At least one of those given is always kept: otherwise everything would do."""


@dataclass(frozen=True)
class Wanted:
    """What is looked for. What is not given leaves nothing out.

    Attributes:
        topics: answer ids under which the guide shows a service; any of them will do, as with all tuples of codes here.
        categories: Local Offer headings (`LO-HEALTH`).
        sectors: `education`, `health`, `social_care`.
        needs: codes of needs; services that name none are for everyone, and come after those that name it.
        age: in years; an end of a service's ages that is not known is open.
        text: words, as typed; slips are forgiven. Nothing in it is ever read as a query language.
        outcode: postcode area (`CV6`): services placed there come first, then those that come to people, are online or
            by telephone, then those placed elsewhere for the whole area; the rest are left out.
        free: only services that are known to be free.
        referral: only services known to take this way in: `self`, `school`, `health`, `social_care`, `council`.
        open_at: only services known to be open then; in London time, unless it carries its own zone.
        day: only services open on this day of the week (`MO` to `SU`).
        today: the day on which this is asked, so that `day` leaves out hours that have ended; `open_at` has its own.
        like: the id of a service: those alike by terms, ages and place; it is itself left out.
        leave_out: ids not to show, such as those shown before. These are never shown to find something.
    """

    topics: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    age: Optional[float] = None
    text: str = ""
    outcode: Optional[str] = None
    free: bool = False
    referral: Optional[str] = None
    open_at: Optional[datetime] = None
    day: Optional[str] = None
    today: Optional[date] = None
    like: Optional[str] = None
    leave_out: frozenset[str] = frozenset()

    def without(self, *names: str) -> Wanted:
        """The same with some parts not given.

        Raises:
            KeyError: for a name that is no part of it.
        """
        defaults: dict[str, Any] = {item.name: item.default for item in fields(self)}
        kept = {name: getattr(self, name) for name in defaults}
        return Wanted(**(kept | {name: defaults[name] for name in names}))


@dataclass(frozen=True)
class Reason:
    """One reason why a service was found, as data.

    Attributes:
        kind: `topic`, `category`, `sector`, `need`, `everyone` (no need named, so for all), `age`, `word`, `outcode`
            (placed there), `anywhere` (online, by telephone or comes to people), `area` (placed elsewhere, for the
            whole area), `free`, `referral`, `open` (value: until when, `HH:MM`), `day`, `like` (value: a shared term).
        value: the code, word or name; empty where the kind says it all.
    """

    kind: str
    value: str = ""


@dataclass(frozen=True)
class Found:
    """A service that was found. Scores order the services of one answer; they say nothing between answers."""

    service: Service
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Results:
    """One page of what was found.

    Attributes:
        total: how many there are on all pages.
        found: this page, best first.
        dropped: the parts of `Wanted` that had to be dropped to find something, the least important first.
    """

    total: int
    found: tuple[Found, ...]
    dropped: tuple[str, ...] = ()
