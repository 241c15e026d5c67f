"""What a typed message is at a place of a flow: a command, a change, a yes or no, an answer, or none of these."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from sendguide.content.flow_models import FlowQuestion
from sendguide.content.talk_words import ALWAYS, Steer
from sendguide.decisions.commands import answer_to_change, command_in
from sendguide.decisions.confirming import one_of_two, yes_or_no
from sendguide.decisions.day import Day, Doubt, is_old, read_day
from sendguide.decisions.given import Given, given_in
from sendguide.decisions.matching import ASKS, match_answer, plain_words
from sendguide.decisions.no_day import Wrong, is_rough
from sendguide.decisions.place import Place, old_months
from sendguide.decisions.state import Turn, alike
from sendguide.decisions.steering import steer
from sendguide.understanding.clean import clean_message, has_words
from sendguide.understanding.detail import Detail, plain
from sendguide.understanding.details import find_details

Value = TypeVar("Value")

LONGEST_ANSWER = 1000
"""Characters; a longer message is no answer to a question but a story."""


class Answering:
    """Reads one typed message at a place.

    Args:
        place: where the conversation is.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._talk = place.content.talk

    def typed(self, text: str, details: Sequence[Detail] | None) -> Turn | None:
        """Takes a message; None when it is no answer and no command.

        Args:
            text: what was typed.
            details: what was picked out of it; without them they are looked for.
        """
        if len(text) > LONGEST_ANSWER:
            return None
        words = clean_message(text)
        if not has_words(words):
            return self._place.miss(self._place.lines.not_an_answer) if self._place.question else None
        found = find_details(words, today=self._place.today) if details is None else details
        return (
            self._confirming(words, found) or self._command(words) or self._change(words) or self._answer(words, found)
        )

    def _confirming(self, text: str, found: Sequence[Detail]) -> Turn | None:
        """Yes, no, or one of two, while a date is read back."""
        place, question = self._place, self._place.question
        if question is None or not place.pending:
            return None
        days = place.pending[1:]
        way = command_in(text, self._talk, (Steer.YES, Steer.NO))
        if way is None and match_answer(question, text) is None:
            said = [item.value for item in found if item.kind == "date"]
            way = yes_or_no(text) if set(said) <= set(days[:1]) else None
        if way is not None:
            return steer(place, way)
        chosen = one_of_two(days, text) if len(days) == 2 else None
        return place.confirmed(question, chosen) if chosen else None

    def _command(self, text: str) -> Turn | None:
        place = self._place
        if place.question is None:
            way = command_in(text, self._talk, (Steer.BACK, Steer.CHANGE))
            if plain_words(text) == plain_words(place.lines.button_restart):
                way = Steer.RESTART
        elif _is_phrase(place.question, text):
            return None
        else:
            way = command_in(text, self._talk, (Steer.KEEP,)) if place.changing else None
            way = way or command_in(text, self._talk, ALWAYS)
        return steer(place, way) if way else None

    def _change(self, text: str) -> Turn | None:
        """Change the letter date, perhaps with the new one in the same breath."""
        place = self._place
        given = [step.question for step in place.path.steps]
        pending = [place.question] if place.question is not None and place.pending else []
        dates = pending or [question for question in given if question.kind == "date"]
        asked = answer_to_change(text, self._talk, [*given, *pending], dates)
        if asked is None:
            return None
        question_id, new = asked
        turn = steer(place, Steer.CHANGE, question_id)
        if not new or turn.state is None or question_id is None:
            return turn
        at_question = Place(place.content, place.flow, turn.state, today=place.today)
        found = find_details(new, today=place.today)
        return Answering(at_question)._answer(new, found) or turn

    def _answer(self, text: str, found: Sequence[Detail]) -> Turn | None:
        place, question = self._place, self._place.question
        is_question = bool(ASKS.search(plain_words(text)) or "?" in text)
        given = given_in(place.flow, text, found, today=place.today, old_months=old_months(place.content))
        if question is not None and _is_phrase(question, text):
            given = Given()  # the words of a button say no more than the button
        if question is None:
            return None if is_question else self._corrected(given)
        day = self._day(question, text, found)
        if day is not None:
            return self._taken_day(question, day, given)
        answer = match_answer(question, text)
        if answer is None and question.kind == "choice" and not is_question:
            answer = given.answers.get(question.id)
        if answer is not None:
            return self._with(given, question).take(question.id, answer)
        if is_question:
            return None
        return self._corrected(given) or self._noted(given) or self._rough(question, text, found)

    def _day(self, question: FlowQuestion, text: str, found: Sequence[Detail]) -> Day | None:
        if question.kind != "date":
            return None
        return read_day(question, text, found, today=self._place.today, foreign=self._talk.foreign_months)

    def _taken_day(self, question: FlowQuestion, day: Day, given: Given) -> Turn:
        if day.wrong is not None:
            return self._place.wrong(day.wrong, day.days[0] if day.days else None)
        place = self._with(given, question)
        if len(day.days) == 1 and is_old(day.days[0], today=place.today, months=old_months(place.content)):
            return place.doubt(question, Doubt.OLD, day.days)
        if day.doubt is not None:
            return place.doubt(question, day.doubt, day.days)
        return place.confirmed(question, day.days[0])

    def _rough(self, question: FlowQuestion, text: str, found: Sequence[Detail]) -> Turn | None:
        """Words of time that name no day. A date that is none for this question is that of something else."""
        others = any(item.kind == "date" for item in found)
        asked = question.kind == "date" and not others
        return self._place.wrong(Wrong.EXACT_DAY) if asked and is_rough(plain(text)) else None

    def _with(self, given: Given, question: FlowQuestion | None = None) -> Place:
        """The place with what the message gives beside the answer to a question; what was answered before stays."""
        before = self._place.state
        known = {*before.answers, *(alike(self._place.flow, question.id) if question else ())}
        return self._place.go(
            answers={**_new(given.answers, known), **before.answers},
            unsure={**_new(given.unsure, known), **before.unsure},
            misses=0,
        )

    def _corrected(self, given: Given) -> Turn | None:
        """A date that was given before is given anew: "actually the letter is dated 3 October"."""
        place = self._place
        for step in place.path.steps:
            name, new = step.question.id, given.answers.get(step.question.id)
            doubt, *days = given.unsure.get(name, ("",))
            if step.day is None:
                continue
            if new is not None and new != step.answer:
                return place.take(name, new)
            if doubt and step.answer not in days:
                return place.go(changing=name, finished=False).doubt(step.question, Doubt(doubt), days)
        return None

    def _noted(self, given: Given) -> Turn | None:
        """Something for a later question: it is kept, and the open one is asked again."""
        dates = {question.id for question in self._place.flow.questions if question.role is not None}
        new = [name for name in (*given.answers, *given.unsure) if name in dates - set(self._place.state.answers)]
        if not new:
            return None
        place = self._with(given)
        return place.go_on(*place.noted(new))


def _new(given: Mapping[str, Value], known: Collection[str]) -> dict[str, Value]:
    return {name: value for name, value in given.items() if name not in known}


def _is_phrase(question: FlowQuestion, text: str) -> bool:
    """Whether a message is word for word one of the answers: then it is no command, even if it is called the same."""
    said = plain_words(text)
    return any(
        said == plain_words(phrase) for found in question.exits().values() for phrase in (found.text, *found.words)
    )
