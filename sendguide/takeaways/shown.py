"""A take-away as it is shown in the chat, to be read and copied: the same words as in the file."""

from __future__ import annotations

import re
from datetime import date

from sendguide.answers.blocks import text_blocks
from sendguide.answers.reply import Block
from sendguide.content.bundle import Content
from sendguide.content.takeaway_models import TakeAwayId
from sendguide.deadlines.kinds import Kind
from sendguide.deadlines.result import Deadline
from sendguide.takeaways.choose import text_in
from sendguide.takeaways.dated import about_line, appeal_lines
from sendguide.takeaways.events import events_of
from sendguide.takeaways.texts import BOX, BULLET, headed

UNDERLINE = re.compile(r"^-+\n", re.MULTILINE)
BOXES = re.compile(rf"^{re.escape(BOX)}", re.MULTILINE)


def shown_text(name: TakeAwayId, content: Content, result: Deadline | None, kind: Kind | None, *, today: date) -> str:
    """The words to copy; of the calendar its dates in words.

    Args:
        name: one of those that fit.
        content: all words.
        result: the dates, if any were worked out.
        kind: what was decided; None takes that of `result`.
        today: the day on which it is shown.
    """
    if name is not TakeAwayId.CALENDAR or result is None:
        return text_in(name, content, result, kind, today=today)
    words = content.takeaways
    entries = events_of(words, content.contacts, result, today=today)
    told = [f"{headed(event.heading)}\n\n{event.about}" for event in entries]
    dates = "\n".join(f"{BULLET}{line}" for line in appeal_lines(words.dates, result))
    return "\n\n".join([words.calendar.title, about_line(words), dates, *told, result.caveat]) + "\n"


def as_blocks(text: str) -> tuple[Block, ...]:
    """The text as blocks: headings without their underline, boxes as items of a list."""
    return text_blocks(BOXES.sub(BULLET + BOX, UNDERLINE.sub("\n", text)))
