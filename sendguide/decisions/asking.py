"""The words of a turn at which a flow asks: a question with its buttons, a date read back, which answer to change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sendguide.answers.blocks import as_message, long_iso_date, text_blocks
from sendguide.answers.compose import SHOW_ANSWER
from sendguide.answers.payloads import Press
from sendguide.answers.reply import Block, Button, Message, Reply, Status
from sendguide.content.bundle import Content
from sendguide.content.flow_models import Flow, FlowQuestion
from sendguide.content.placeholders import fill
from sendguide.content.talk_words import Steer
from sendguide.decisions.path import Step
from sendguide.decisions.reasons import because


class Asker:
    """Composes the messages with which a flow asks.

    Args:
        content: the words.
        flow: which flow.
    """

    def __init__(self, content: Content, flow: Flow) -> None:
        self._content = content
        self._flow = flow
        self._lines = content.talk.lines

    def question(
        self,
        question: FlowQuestion,
        *,
        is_first: bool,
        before: Sequence[str | Block] = (),
        more: Sequence[Button] = (),
    ) -> Message:
        """A question with its answers as buttons.

        Args:
            question: which question.
            is_first: whether nothing was answered before it, so that there is no way back.
            before: what to say first.
            more: further buttons.
        """
        words = [*before, question.text, *([question.hint] if question.hint else [])]
        answers = [
            self._button(found.text, question=question.id, answer=name) for name, found in question.exits().items()
        ]
        ways = [Steer.WHY, *([] if is_first else [Steer.BACK]), Steer.STOP]
        return as_message(self.paragraphs(words), [*answers, *more, *(self.steer(way, question) for way in ways)])

    def read_back(
        self, question: FlowQuestion, days: Sequence[str], line: str, before: Sequence[str | Block]
    ) -> Message:
        """A date that was read, to be confirmed: yes or no, or one of two."""
        yes = self._lines.button_yes
        titles = [yes] if len(days) == 1 else [long_iso_date(day) for day in days]
        chosen = [self._button(title, question=question.id, answer=day) for title, day in zip(titles, days)]
        unsure = self._button(question.not_sure.text, question=question.id, answer="not_sure")
        ways = (self.steer(Steer.NO, question), unsure, self.steer(Steer.STOP, question))
        # The question too: a date of the first message may be read back before anything was asked.
        return as_message(self.paragraphs([*before, question.text, line]), (*chosen, *ways))

    def which(self, steps: Iterable[Step]) -> Message:
        """The answers, each with a button to change it."""
        return as_message(self.paragraphs([self._lines.which_change]), [self.change(step.question) for step in steps])

    def stopped(self) -> Message:
        """How to come back after the flow was left."""
        again = Button(self._flow.title, Press(self._flow.id).payload)
        return as_message(self.paragraphs([self._lines.stopped]), (again, *self.people()))

    def people(self) -> tuple[Button, ...]:
        """Buttons to people."""
        found = self._content.answers.get("sendiass_contact")
        if found is None:
            return ()
        return (Button(found.question, SHOW_ANSWER.format(id=found.id)),)

    def steer(self, way: Steer, question: FlowQuestion | None = None) -> Button:
        """The button of a command."""
        title = getattr(self._lines, f"button_{way.value}")
        return self._button(title, question=question.id if question else None, do=way.value)

    def change(self, question: FlowQuestion) -> Button:
        """The button that changes one answer."""
        title = self._lines.button_change.format(answer=question.called[0])
        return self._button(title, question=question.id, do=Steer.CHANGE.value)

    def reasons(self, steps: Iterable[Step], answers: Mapping[str, str]) -> tuple[str, ...]:
        """One reason for each answer; `answers` are those that were given and not concluded."""
        return tuple(self.reason(step, answers) for step in steps)

    def reason(self, step: Step, answers: Mapping[str, str]) -> str:
        """The reason that one answer gives."""
        rule = step.question.follows
        if rule is not None and step.question.id not in answers:
            return self._content.replies.because_date.format(reason=rule.reason)
        return because(step, self._content.replies)

    def paragraphs(self, words: Iterable[str | Block]) -> tuple[Block, ...]:
        """Words as blocks, with the contacts' details filled in; what is a block already stays one."""
        found: list[Block] = []
        for piece in words:
            found += [piece] if isinstance(piece, Block) else text_blocks(fill(piece, self._content.contacts))
        return tuple(found)

    def _button(
        self, title: str, *, question: str | None = None, answer: str | None = None, do: str | None = None
    ) -> Button:
        return Button(title, Press(self._flow.id, question, answer, do).payload)


def flow_reply(*messages: Message) -> Reply:
    """A reply of a flow that goes on."""
    return Reply(Status.FLOW, messages, confidence=1.0)
