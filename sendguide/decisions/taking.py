"""Shows a take-away at the end of a flow. The place stays: answers can still be changed, and the outcome told again."""

from __future__ import annotations

from dataclasses import replace

from sendguide.decisions.dates_told import dates_of
from sendguide.decisions.keeping import Keeping
from sendguide.decisions.place import Place
from sendguide.decisions.result import result
from sendguide.decisions.state import Turn


def take(place: Place, name: str | None) -> Turn:
    """Shows one; where there is no such one, asks the open question or tells the outcome.

    Args:
        place: where the conversation is.
        name: which take-away, as the button says.
    """
    end = result(place.flow, place.path.answers) if place.question is None else None
    if end is None:
        return place.say()
    dates = dates_of(end, place.content.deadlines, today=place.today)
    keeping = Keeping(place.content, end, dates, today=place.today)
    for offered in keeping.names:
        if offered.value == name:
            return Turn(replace(place.state, finished=True, misses=0), keeping.reply(offered))
    return place.say()
