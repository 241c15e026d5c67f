"""What can be taken away from the end of a flow: offered under the outcome as downloads, or shown in the chat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sendguide.answers.blocks import as_message, source_notes, text_blocks
from sendguide.answers.payloads import Press
from sendguide.answers.reply import Button, Link, Message, Reply, SourceNote, Status
from sendguide.content.bundle import Content
from sendguide.content.flow_models import NOT_SURE
from sendguide.content.takeaway_models import TakeAwayId
from sendguide.deadlines.result import Deadline, Refusal
from sendguide.decisions.result import Result
from sendguide.takeaways.choose import fitting
from sendguide.takeaways.links import link_to
from sendguide.takeaways.shown import as_blocks, shown_text

TAKE = "take"
"""The command of a button that shows a take-away; its `answer` is which one."""

OUTCOME = "outcome"
"""The command of the button that tells the outcome again."""


class Keeping:
    """The take-aways of one outcome.

    Args:
        content: the words.
        end: the outcome.
        dates: what was worked out for it.
        today: the day of the conversation.
    """

    def __init__(self, content: Content, end: Result, dates: Deadline | Refusal | None, *, today: date) -> None:
        self._content = content
        self._lines = content.takeaways.offer
        self._end = end
        self._today = today
        self._dates = None if isinstance(dates, Refusal) else dates
        refused = isinstance(dates, Refusal) or end.outcome.crisis
        self.names: tuple[TakeAwayId, ...] = () if refused else tuple(self._names())

    def _names(self) -> Iterator[TakeAwayId]:
        offered = self._content.takeaways.offered.get(self._end.flow.id, {}).get(self._end.outcome.id, ())
        for name in fitting(self._content, self._dates, self._end.kind, today=self._today):
            if name in offered and not (name is TakeAwayId.FIRST_CALL and self._has_undated_certificate()):
                yield name

    def _has_undated_certificate(self) -> bool:
        """Whether they have a certificate and do not know its date: then they have called already."""
        certificates = (step for step in self._end.steps if step.question.role == "certificate_date")
        return any(step.answer == NOT_SURE for step in certificates)

    def offer(self) -> tuple[Message, ...]:
        """A message with a link to each file and a button that shows its words; none where nothing fits."""
        if not self.names:
            return ()
        buttons = [self._show(name) for name in self.names]
        message = as_message(text_blocks(self._lines.keep), buttons)
        return (replace(message, links=tuple(self._link(name) for name in self.names)),)

    def reply(self, name: TakeAwayId) -> Reply:
        """One of them in the chat, with its link, the way back to the outcome, and the others.

        Args:
            name: one of `names`.
        """
        calendar = name is TakeAwayId.CALENDAR
        text = shown_text(name, self._content, self._dates, self._end.kind, today=self._today)
        first = self._lines.copy_or_calendar if calendar else self._lines.copy_or_download
        back = Button(self._lines.back, Press(self._end.flow.id, do=OUTCOME).payload)
        buttons = (back, *(self._show(other) for other in self.names if other is not name))
        shown = as_message((*text_blocks(first), *as_blocks(text)), buttons)
        message = replace(shown, text=f"{first}\n\n{text.rstrip()}", links=(self._link(name),))
        return Reply(Status.ANSWERED, (message,), sources=self._sources(name), confidence=1.0)

    def _show(self, name: TakeAwayId) -> Button:
        title = self._lines.show.format(title=self._content.takeaways.title(name))
        return Button(title, Press(self._end.flow.id, answer=name.value, do=TAKE).payload)

    def _link(self, name: TakeAwayId) -> Link:
        link = link_to(name, self._content, self._dates, self._end.kind)
        return replace(link, title=self._lines.download.format(title=link.title))

    def _sources(self, name: TakeAwayId) -> tuple[SourceNote, ...]:
        words = self._content.takeaways
        text = words.texts.get(name)
        ids = words.calendar.sources if text is None else text.sources
        return source_notes(words.source(source) for source in ids)
