"""Where a conversation is in a flow, and every step that it can take from there. Each step returns a new turn."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from sendguide.answers.blocks import long_date, long_iso_date
from sendguide.answers.reply import Block, Button
from sendguide.content.bundle import Content
from sendguide.content.flow_models import Flow, FlowQuestion
from sendguide.content.talk_words import Steer
from sendguide.decisions.asking import Asker, flow_reply
from sendguide.decisions.day import Doubt, is_old
from sendguide.decisions.no_day import Wrong
from sendguide.decisions.path import Path, Step, is_answer, walk
from sendguide.decisions.result import result
from sendguide.decisions.state import FlowState, Turn, answered, fitted, is_day, with_what_follows
from sendguide.decisions.telling import Teller

MOST_MISSES = 2
"""After so many misses at a question comes an explanation and a way out."""

USUAL_OLD_MONTHS = 12


def old_months(content: Content) -> int:
    """From how many months on a date is read back (rule D9)."""
    rules = content.deadlines.rules if content.deadlines is not None else None
    return rules.thresholds.letter_too_old_months if rules is not None else USUAL_OLD_MONTHS


class Place:
    """A state in its flow.

    Args:
        content: the words.
        flow: the flow in use; the state is fitted to it.
        state: where the conversation is.
        today: the day of the conversation.
    """

    def __init__(self, content: Content, flow: Flow, state: FlowState, *, today: date) -> None:
        self.content = content
        self.flow = flow
        self.state = fitted(flow, state)
        self.today = today
        self.lines = content.talk.lines
        self.ask = Asker(content, flow)
        self.path: Path = walk(flow, with_what_follows(flow, self.state.answers))
        lost = bool(state.version) and len(self.state.answers) < len(state.answers)
        self._news = (self.lines.updated,) if lost else ()

    @property
    def changing(self) -> Step | None:
        """The step whose question is asked again, if one is."""
        return next((step for step in self.path.steps if step.question.id == self.state.changing), None)

    @property
    def question(self) -> FlowQuestion | None:
        """The open question; None at the end."""
        return self.changing.question if self.changing is not None else self.path.question

    @property
    def pending(self) -> tuple[str, ...]:
        """The kind of doubt and the days that must be confirmed for the open question; empty without any."""
        return self.state.unsure.get(self.question.id, ()) if self.question is not None else ()

    def say(self, *before: str | Block, more: Sequence[Button] = ()) -> Turn:
        """Asks the open question, reads back a date, or tells the outcome.

        Args:
            before: what to say first.
            more: further buttons under the question.
        """
        first: list[str | Block] = [*self._news, *before]
        if self.question is None:
            return self._end(first)
        if self.pending:
            doubt, *days = self.pending
            line = self._read_back_line(Doubt(doubt), days)
            return Turn(self.state, flow_reply(self.ask.read_back(self.question, days, line, first)))
        if self.changing is not None:
            reason = self.ask.reason(self.changing, self.state.answers)
            first += [self.lines.changing, Block("list", items=(reason,))]
            more = (*more, self.ask.steer(Steer.KEEP, self.question))
        is_first = self.step_before() is None
        asked = self.ask.question(self.question, is_first=is_first, before=first, more=more)
        return Turn(self.state, flow_reply(asked))

    def _end(self, first: Sequence[str | Block]) -> Turn:
        return Turn(replace(self.state, finished=True, misses=0, changing=None), self._teller().reply(*first))

    def _teller(self) -> Teller:
        end = result(self.flow, self.path.answers)
        assert end is not None  # noqa: S101  (without an open question there is an outcome)
        return Teller(self.content, end, self.state.answers, today=self.today)

    def how_sure(self) -> Turn:
        """How far the outcome can be relied on, and what it rests on."""
        return Turn(self.state, self._teller().how_sure())

    def _read_back_line(self, doubt: Doubt, days: Sequence[str]) -> str:
        spoken = [long_iso_date(day) for day in days]
        line: str = getattr(self.lines, doubt.value)
        return line.format(date=spoken[0], other=spoken[-1], months=old_months(self.content))

    def noted(self, only: Collection[str] | None = None, *, line: str | None = None) -> tuple[str | Block, ...]:
        """What was given before it was asked for, to be said.

        Args:
            only: the questions whose answers are meant; without them, all that was given.
            line: the words before it.
        """
        given = self.state.answers
        steps = [*self.path.steps]
        for question in self.flow.questions:
            told = {step.question.role for step in steps if step.question.role}
            if question.role and question.role not in told and question.next and is_day(given.get(question.id)):
                steps.append(Step(question, given[question.id], None, question.next))
        chosen = [step for step in steps if only is None or step.question.id in only]
        reasons = self.ask.reasons(chosen, given)
        return (line or self.lines.noted, Block("list", items=reasons)) if reasons else ()

    def take(self, question_id: str, answer: str) -> Turn:
        """Takes an answer, new or changed, and goes on."""
        before = self.path.answers.get(question_id)
        place = Place(self.content, self.flow, answered(self.flow, self.state, question_id, answer), today=self.today)
        told: tuple[str | Block, ...] = ()
        if before == answer:
            told = (place.lines.kept,)
        elif before is not None:
            # At the end the reasons stand in the outcome.
            told = place.noted([question_id], line=place.lines.changed) if place.question is not None else ()
            told = told or (place.lines.changed,)
        return place.go_on(*told) if self.flow.question(question_id).role else place.say(*told)

    def go_on(self, *before: str | Block) -> Turn:
        """Says what comes next, unless the certificate is dated before the letter: then its date is asked for again."""
        letter, certificate = self._dated("letter_date"), self._dated("certificate_date")
        if not (letter and certificate and certificate.answer < letter.answer):
            return self.say(*before)
        line = self._before_letter(certificate.answer, letter.answer)
        return self.go(changing=certificate.question.id).say(*before, line, more=(self.ask.change(letter.question),))

    def go(self, **changes: object) -> Place:
        """The place with a changed state."""
        state: FlowState = replace(self.state, **changes)  # type: ignore[arg-type]
        return Place(self.content, self.flow, state, today=self.today)

    def confirmed(self, question: FlowQuestion, day: str) -> Turn:
        """Takes a date, unless it is still to come, is before the letter's, or so old that it must be read back."""
        asked = self.without_doubt(question)
        if date.fromisoformat(day) > self.today:
            return asked.wrong(Wrong.FUTURE, day)
        letter = self._dated("letter_date")
        if question.role == "certificate_date" and letter is not None and day < letter.answer:
            return asked.miss(self._before_letter(day, letter.answer), more=(self.ask.change(letter.question),))
        old = (Doubt.OLD.value, day)
        if is_old(day, today=self.today, months=old_months(self.content)) and self.state.unsure.get(question.id) != old:
            return self.doubt(question, Doubt.OLD, (day,))
        return self.take(question.id, day)

    def _before_letter(self, certificate: str, letter: str) -> str:
        return self.lines.before_letter.format(date=long_iso_date(certificate), letter=long_iso_date(letter))

    def wrong(self, wrong: Wrong, day: str | None = None) -> Turn:
        """Says what is wrong with a date and asks again."""
        line: str = getattr(self.lines, wrong.value)
        return self.miss(line.format(date=long_iso_date(day)) if day else line)

    def doubt(self, question: FlowQuestion, doubt: Doubt, days: Sequence[str]) -> Turn:
        """Keeps a date until it is confirmed, and reads it back."""
        return self.go(unsure={**self.state.unsure, question.id: (doubt.value, *days)}, misses=0).say()

    def without_doubt(self, question: FlowQuestion) -> Place:
        """Lets go of a date that was read and not confirmed."""
        return self.go(unsure={name: found for name, found in self.state.unsure.items() if name != question.id})

    def _dated(self, role: str) -> Step | None:
        return next((step for step in self.path.steps if step.question.role == role and step.day), None)

    def answered(self, question_id: str | None, answer: str | None) -> Turn:
        """Takes the answer of a button. One that is not possible here only has the question asked again."""
        here = {*self.path.answers, *([self.path.question.id] if self.path.question else [])}
        if question_id not in here or answer is None or not is_answer(self.flow, question_id, answer):
            return self.say()
        question = self.flow.question(question_id)
        return self.take(question_id, answer) if answer in question.exits() else self.confirmed(question, answer)

    def miss(self, line: str, *, more: Sequence[Button] = ()) -> Turn:
        """Asks again after what was no answer; after two of them with an explanation and a way out."""
        place = self.go(misses=self.state.misses + 1)
        if self.question is None or place.state.misses < MOST_MISSES:
            return place.say(line, more=more)
        return place.say(line, self._help(self.question), more=(*more, *self.ask.people()))

    def explain(self, question: FlowQuestion) -> Turn:
        """Asks again with the reason for it and an explanation, and a way out."""
        return self.say(question.why, self._help(question), more=self.ask.people())

    def _help(self, question: FlowQuestion) -> str:
        is_date = question.kind == "date"
        return self.lines.help_date.format(example=long_date(self.today)) if is_date else self.lines.help_choice

    def step_before(self) -> Step | None:
        """The last step before the open question that was really asked; None at the first."""
        steps = self.path.steps
        before = steps[: steps.index(self.changing)] if self.changing is not None else steps
        return next((step for step in reversed(before) if step.question.id in self.state.answers), None)
