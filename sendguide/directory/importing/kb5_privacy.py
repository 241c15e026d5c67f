"""What a KB5 record lets the public see: the six levels of `ecd_opt_out_website`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from sendguide.directory.importing.html_text import line
from sendguide.directory.importing.privacy import Shown


@dataclass(frozen=True)
class Level:
    """What may be shown of a record.

    Attributes:
        place: how much of where it is.
        names: whether names of persons to contact are shown.
    """

    place: Shown
    names: bool


LEVELS: dict[str, Optional[Level]] = {
    "full visibility on public website": Level(Shown.ALL, True),
    "hide street level location but show on maps": Level(Shown.AREA_ON_MAP, True),
    "hide street level location and don't show on maps": Level(Shown.AREA, True),
    "hide full location and don't show on maps": Level(Shown.NOTHING, False),
    "hide completely from public website": None,
    "admin access only, never on website": None,
}
"""The levels as KB5 exports write them; None is a record that is not shown at all."""

NOT_SAID = Level(Shown.NOTHING, False)
"""For a record without a level: it was entered to be found, but nobody said that its place may be shown."""


def level_of(value: object) -> Optional[Level]:
    """The level of a record. One that we do not know hides the record, since it may mean just that."""
    text = line(value).lower().replace("’", "'").rstrip(".")
    return LEVELS.get(text) if text else NOT_SAID


def is_known(value: object) -> bool:
    """Whether a level is one of those we know, or not given."""
    text = line(value).lower().replace("’", "'").rstrip(".")
    return not text or text in LEVELS
