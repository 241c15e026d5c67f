"""One thing to take away: what it is called, and the file that it is."""

from __future__ import annotations

from dataclasses import dataclass

from sendguide.content.takeaway_models import TakeAwayId

CALENDAR_TYPE = "text/calendar"
TEXT_TYPE = "text/plain"


@dataclass(frozen=True)
class TakeAway:
    """A text to copy, or a calendar; as a file it is UTF-8.

    Attributes:
        id: which one.
        title: what it is called.
        filename: what the file is called when it is kept.
        media_type: `text/plain` or `text/calendar`.
        text: all that stands in it, with the line ends that its type wants.
    """

    id: TakeAwayId
    title: str
    filename: str
    media_type: str
    text: str

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.text.encode("utf-8")
