"""Whether a message says nothing but what the guide itself offers: a number, an answer, a command, or a plain date."""

from __future__ import annotations

import re

from sendguide.content.flow_models import FlowQuestion
from sendguide.content.talk_words import Steer
from sendguide.decisions.commands import command_in
from sendguide.decisions.day import AROUND_A_DATE
from sendguide.decisions.matching import by_place, plain_words
from sendguide.decisions.place import Place
from sendguide.understanding.details import find_details

STEERS = (Steer.WHY, Steer.BACK, Steer.CHANGE, Steer.RESTART)
OF_THE_QUESTIONS = re.compile(r"\b(?:ask|asking|answer|questions?|cancel|quit|exit|not now|later|skip)\b")
"""In a wish to stop: other words for it, "end it" or "I give up", may mean more."""

AROUND_AN_AGE = frozenset(
    {
        "he",
        "she",
        "they",
        "i",
        "is",
        "am",
        "are",
        "my",
        "son",
        "daughter",
        "child",
        "a",
        "the",
        "year",
        "years",
        "yr",
        "yrs",
    }
    | {"old", "aged", "age", "just", "only", "now", "turned", "and", "him", "her", "it"}
)


def only_own_words(place: Place, text: str) -> bool:
    """Whether nothing in a message is the parent's own: then no danger can be hidden in it.

    Args:
        place: where the conversation is in a flow.
        text: what was typed.
    """
    question, words = place.question, plain_words(text)
    if command_in(text, place.content.talk, STEERS) or words == plain_words(place.lines.button_restart):
        return True
    if question is None:
        return False
    if OF_THE_QUESTIONS.search(words) and command_in(text, place.content.talk, (Steer.STOP,)):
        return True
    if question.kind == "choice" and by_place(list(question.exits()), words):
        return True
    return _is_an_answer(place, question, words) or _is_plain_date(place, text) or _is_plain_age(place, question, text)


def _is_an_answer(place: Place, question: FlowQuestion, words: str) -> bool:
    """Whether it is word for word an answer, and not one that leads to help in danger."""
    help_in_danger = {outcome.id for outcome in place.flow.outcomes if outcome.crisis}
    said = {words, words.removeprefix("no ")}
    found = [
        answer
        for answer in question.exits().values()
        if said & {plain_words(phrase) for phrase in (answer.text, *answer.words)}
    ]
    return bool(found) and not any(answer.next in help_in_danger for answer in found)


def _is_plain_date(place: Place, text: str) -> bool:
    dates = [item for item in find_details(text, today=place.today) if item.kind == "date"]
    if len(dates) != 1:
        return False
    around = f"{text[: dates[0].start]} {text[dates[0].end :]}"
    # "My final day" may be more than the date of a final plan.
    return set(plain_words(around).split()) <= AROUND_A_DATE - {"final", "gone", "day"}


def _is_plain_age(place: Place, question: FlowQuestion, text: str) -> bool:
    ages = [item for item in find_details(text, today=place.today) if item.kind == "age"]
    words = set(plain_words(text).split())
    return len(ages) == 1 and "age" in question.details and words <= {*AROUND_AN_AGE, ages[0].value}
