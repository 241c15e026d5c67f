"""The links under a reply that lead to what can be taken away. All that a download needs is in its address."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from sendguide.answers.reply import Link
from sendguide.content.bundle import Content
from sendguide.content.takeaway_models import TakeAwayId
from sendguide.deadlines.kinds import Kind
from sendguide.deadlines.result import Deadline
from sendguide.takeaways.choose import fitting

PATH = "/takeaways"
IN_TIME = "in_time"
"""In place of the day on which the adviser was contacted: in time, on a day that is not known."""
DAYS = ("letter", "certificate", "contacted")
PARAMETERS = (*DAYS, "kind")


def links_for(content: Content, result: Deadline | None, kind: Kind | None = None, *, today: date) -> tuple[Link, ...]:
    """A link for each thing that fits, relative to the guide's own address.

    Args:
        content: all words.
        result: the dates, if any were worked out.
        kind: what was decided; None takes that of `result`.
        today: the day on which they are shown.
    """
    return tuple(link_to(name, content, result, kind) for name in fitting(content, result, kind, today=today))


def link_to(name: TakeAwayId, content: Content, result: Deadline | None, kind: Kind | None = None) -> Link:
    """The link to one of those that fit.

    Args:
        name: which one.
        content: all words.
        result: the dates, if any were worked out.
        kind: what was decided; None takes that of `result`.
    """
    stated: dict[str, str] = {}
    if result is not None:
        days = {key: getattr(result.question, key) for key in DAYS}
        stated = {key: day.isoformat() for key, day in days.items() if day is not None}
        if result.question.contacted_in_time:
            stated["contacted"] = IN_TIME
        kind = kind or result.question.kind
    if kind is not None:
        stated["kind"] = kind.value
    query = f"?{urlencode(stated)}" if stated else ""
    return Link(content.takeaways.title(name), f"{PATH}/{name.value}{query}")
