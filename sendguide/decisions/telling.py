"""The outcome of a flow as a reply: the answer and its dates, why, and then the rule, what to do and who can help."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from sendguide.answers.blocks import as_message, contact_block, source_block, source_notes
from sendguide.answers.compose import SHOW_ANSWER
from sendguide.answers.payloads import Press
from sendguide.answers.reply import Block, Button, Message, Reply, SourceNote, Status
from sendguide.content.bundle import Content
from sendguide.content.models import Group
from sendguide.content.talk_words import Steer
from sendguide.deadlines.result import Deadline, Refusal
from sendguide.decisions.asking import Asker
from sendguide.decisions.dates_told import date_blocks, date_cards, dates_of, reminder_blocks
from sendguide.decisions.keeping import Keeping
from sendguide.decisions.result import Result

OF_THE_TRIBUNAL = ("C", "D", "P", "W")
"""Rules about appeals: their caveat names the Tribunal."""

MOST_SOURCES = 2


class Teller:
    """Composes the reply in which a flow ends.

    Args:
        content: the words.
        end: the outcome with all that belongs to it.
        answers: the answers that were given; others on the way were concluded from them.
        today: the day of the conversation.
    """

    def __init__(self, content: Content, end: Result, answers: Mapping[str, str], *, today: date) -> None:
        self._content = content
        self._lines = content.talk.lines
        self._end = end
        self._answers = answers
        self._ask = Asker(content, end.flow)
        self._dates = dates_of(end, content.deadlines, today=today)
        self._keeping = Keeping(content, end, self._dates, today=today)

    def reply(self, *before: str | Block) -> Reply:
        """The whole reply.

        Args:
            before: what to say first.
        """
        if self._end.outcome.crisis:
            return self._crisis()
        messages = (self._answer(before), self._because(), self._what_next(), *self._keeping.offer())
        return Reply(Status.ANSWERED, messages, sources=self._sources(), confidence=1.0)

    def how_sure(self) -> Reply:
        """How far it can be relied on: the dates again, the caveat, what they rest on. Help in danger is repeated."""
        if self._end.outcome.crisis:
            return self._crisis()
        calculator = self._content.deadlines
        cards: tuple[Block, ...] = ()
        if isinstance(self._dates, Deadline) and calculator is not None:
            cards = date_cards(self._dates, calculator, self._content)
        words = (*self._ask.paragraphs([self._lines.how_sure]), *cards, self._caveat(), *self._cards())
        return Reply(Status.ANSWERED, (as_message(words), self._because()), sources=self._sources(), confidence=1.0)

    def _crisis(self) -> Reply:
        """The help alone, as in a crisis answer: nothing that leads away from it."""
        outcome = self._end.outcome
        blocks = self._ask.paragraphs([outcome.headline, outcome.text])
        cards = self._cards(with_provenance=False)
        related = tuple(name for name in outcome.related if self._content.groups.get(name) is Group.CRISIS)
        message = as_message((*blocks, *self._steps(), *cards), self._answer_buttons(related))
        return Reply(Status.CRISIS, (message,), confidence=1.0)

    def _answer(self, before: tuple[str | Block, ...]) -> Message:
        outcome, calculator = self._end.outcome, self._content.deadlines
        if self._dates is None or calculator is None:
            return as_message(self._ask.paragraphs([*before, outcome.headline, self._without_caveat(outcome.text)]))
        # A refusal has a heading of its own: the headline of the outcome announces dates.
        first = before if isinstance(self._dates, Refusal) else (*before, outcome.headline)
        return as_message((*self._ask.paragraphs(first), *date_blocks(self._dates, calculator, self._content)))

    def _because(self) -> Message:
        """Why, with a button to change each answer."""
        steps = self._end.steps
        reasons = Block("list", items=self._ask.reasons(steps, self._answers))
        words = (Block("fold", text=self._lines.because), reasons)
        wrong = self._ask.paragraphs([self._lines.something_wrong])
        return as_message((*words, *wrong), [self._ask.change(step.question) for step in steps])

    def _what_next(self) -> Message:
        """The rule and its source, what to do, who can help, the caveat, and where to go on."""
        blocks = (*self._rule(), *self._steps(), *self._reminders(), *self._cards(), self._caveat())
        flows = (self._content.decisions[name] for name in self._end.outcome.flows)
        others = tuple(Button(flow.title, Press(flow.id).payload) for flow in flows)
        related = self._answer_buttons(self._end.outcome.related)
        return as_message(blocks, (*others, *related, self._ask.steer(Steer.RESTART)))

    def _rule(self) -> Iterator[Block]:
        # A note may be a warning, so it has a heading of its own and is not folded. Without dates only notes follow.
        only_notes = self._dates is None and self._end.notes
        yield Block("heading" if only_notes else "fold", text=self._lines.rule)
        if self._dates is not None:
            yield from self._ask.paragraphs([self._without_caveat(self._end.outcome.text)])
        for note in self._end.notes:
            yield Block("heading", text=note.title)
            yield from self._ask.paragraphs([self._without_caveat(note.text)])
        for source in self._sources()[:MOST_SOURCES]:
            yield source_block(source, self._content.replies)

    def _steps(self) -> Iterator[Block]:
        # The steps of an outcome with dates rest on them; where they are refused, the refusal says what to do instead.
        outcome = () if isinstance(self._dates, Refusal) else (self._end.outcome,)
        steps = [step for told in (*outcome, *self._end.notes) for step in told.steps]
        if not steps:
            return
        yield Block("heading", text=self._lines.steps)
        yield from self._ask.paragraphs(["\n".join(f"{place}. {step}" for place, step in enumerate(steps, start=1))])

    def _reminders(self) -> tuple[Block, ...]:
        if self._dates is None or self._content.deadlines is None:
            return ()
        return reminder_blocks(self._dates, self._content.deadlines)

    def _cards(self, *, with_provenance: bool = True) -> Iterator[Block]:
        # Who is needed for a late or refused date comes first.
        named = self._dates.contacts if isinstance(self._dates, Refusal) else ()
        for name in dict.fromkeys((*named, *self._end.contacts)):
            contact = self._content.contacts[name]
            yield contact_block(contact, self._content.replies, with_provenance=with_provenance)

    def _caveat(self) -> Block:
        of_tribunal = any(rule.startswith(OF_THE_TRIBUNAL) for rule in self._end.rules)
        return Block("paragraph", text=self._lines.caveat if of_tribunal else self._lines.caveat_other)

    def _without_caveat(self, text: str) -> str:
        """A text without the caveat that stands at its end: it is said once, at the end of all."""
        words = r"\s+".join(map(re.escape, self._lines.caveat.split()))
        return re.sub(words, "", text).strip()

    def _answer_buttons(self, names: tuple[str, ...]) -> tuple[Button, ...]:
        known = [self._content.answers[name] for name in names if name in self._content.answers]
        return tuple(Button(answer.question, SHOW_ANSWER.format(id=answer.id)) for answer in known)

    def _sources(self) -> tuple[SourceNote, ...]:
        return source_notes(self._end.sources)
