"""What a typed message is at a place of a flow: a command, a change, a yes or no, an answer, or none of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sendguide.answers.blocks import as_message
from sendguide.content.flow_models import NOT_SURE, FlowQuestion
from sendguide.content.talk_words import ALWAYS, AT_THE_END, Steer
from sendguide.decisions.asking import flow_reply
from sendguide.decisions.beside import told_beside
from sendguide.decisions.commands import answer_to_change, command_in, command_in_part
from sendguide.decisions.confirming import one_of_two, yes_or_no
from sendguide.decisions.correcting import corrected
from sendguide.decisions.day import Day, Doubt, is_old, read_day
from sendguide.decisions.given import Given, given_in, says_none
from sendguide.decisions.matching import ASKS, is_phrase, match_answer, plain_words
from sendguide.decisions.no_day import Wrong, is_rough
from sendguide.decisions.noting import for_later, noted, with_given
from sendguide.decisions.place import Place, old_months
from sendguide.decisions.state import Turn
from sendguide.decisions.steering import steer
from sendguide.understanding.clean import clean_message, has_words
from sendguide.understanding.detail import Detail, plain
from sendguide.understanding.details import find_details

AGREED = frozenset(
    {"ok", "okay", "k", "ok thanks", "okay thanks", "right", "fine", "alright", "all right", "ok then", "go on then"}
)
"""Said to go on, not to answer."""

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
        steered = self._confirming(words, found) or self._command(words) or self._change(words)
        if (
            steered is None
            and self._place.question is not None
            and not self._place.pending
            and words.casefold() in AGREED
        ):
            return self._place.say()
        return steered or self.told(text) or self._command_in_part(words) or self._answer(words, found)

    def told(self, text: str, *, line: str | None = None) -> Turn | None:
        """Takes what a message tells beside a question of its own; None where it tells nothing that fits.

        Args:
            text: what was typed.
            line: what to say first; by default that the question must be asked again.
        """
        told, question = told_beside(clean_message(text)), self._place.question
        if not told or question is None or match_answer(question, told) == NOT_SURE:
            return None  # "not sure, what is that?" wants to know first
        taken = self._answer(told, find_details(told, today=self._place.today))
        if taken is None:
            return None
        first = flow_reply(as_message(self._place.ask.paragraphs([line or self._place.lines.asked_too])))
        return replace(taken, reply=replace(taken.reply, messages=(*first.messages, *taken.reply.messages)))

    def _confirming(self, text: str, found: Sequence[Detail]) -> Turn | None:
        """Yes, no, or one of two, while a date is read back."""
        place, question = self._place, self._place.question
        if question is None or not place.pending or says_none(place.flow, text):
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
            way = command_in(text, self._talk, AT_THE_END)
            if plain_words(text) == plain_words(place.lines.button_restart):
                way = Steer.RESTART
        elif is_phrase(place.question, text):
            return None
        else:
            way = command_in(text, self._talk, (Steer.KEEP,)) if place.changing else None
            way = way or command_in(text, self._talk, ALWAYS)
        return steer(place, way) if way else None

    def _command_in_part(self, text: str) -> Turn | None:
        way = command_in_part(text, self._talk, (Steer.BACK,)) if self._place.question is not None else None
        return steer(self._place, way) if way else None

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
        if question is not None and is_phrase(question, text):
            given = Given()  # the words of a button say no more than the button
        if question is None:
            return None if is_question else corrected(place, text, given)
        day = self._day(question, text, found)
        if day is not None:
            return self._taken_day(question, day, given)
        answer = match_answer(question, text)
        if answer is None and question.kind == "choice" and not is_question:
            answer = given.answers.get(question.id)
        if answer is not None:
            return with_given(place, given, question, found).take(question.id, answer)
        if is_question:
            return None
        return (
            corrected(place, text, given)
            or noted(place, given)
            or for_later(place, question, found)
            or self._rough(question, text, found)
        )

    def _day(self, question: FlowQuestion, text: str, found: Sequence[Detail]) -> Day | None:
        if question.kind != "date":
            return None
        return read_day(question, text, found, today=self._place.today, foreign=self._talk.foreign_months)

    def _taken_day(self, question: FlowQuestion, day: Day, given: Given) -> Turn:
        if day.wrong is not None:
            return self._place.wrong(day.wrong, day.days[0] if day.days else None)
        place = with_given(self._place, given, question)
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
