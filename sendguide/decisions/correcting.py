"""Takes an earlier answer back: a date that is given anew, or a choice: "sorry, I meant the plan"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sendguide.content.flow_models import NOT_SURE, Option
from sendguide.decisions.day import Doubt
from sendguide.decisions.given import Given
from sendguide.decisions.matching import match_answer, plain_words
from sendguide.decisions.path import Step
from sendguide.decisions.place import Place
from sendguide.decisions.state import Turn

TAKES_BACK = re.compile(
    r"^.*\b(?:actually|i meant?|i should have said|no wait|wait no|no sorry|sorry|oops|whoops|my mistake)\b"
)
"""What is said before a correction. Without it, words that fit an earlier question may be about anything."""
NOT_THE_OLD = re.compile(r" (?:and )?not (?:a |an |the |about )*\w+$")
"""After it, what was wrong: "the plan, not a refusal"."""


def corrected(place: Place, text: str, given: Given) -> Turn | None:
    """What was answered before is answered anew: "the letter is dated 3 October", "sorry, I meant the plan".

    Args:
        place: where the conversation is.
        text: what was typed.
        given: what the message gives to the questions of the flow.
    """
    answered = [step for step in place.path.steps if step.question.id in place.state.answers]
    if (new_choice := corrected_choice(answered, text)) is not None:
        return place.take(*new_choice)
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


def corrected_choice(steps: Sequence[Step], text: str) -> tuple[str, str] | None:
    """The question and its new answer; None where nothing is taken back, or not clearly.

    Args:
        steps: what was answered, in order; the latest is looked at first.
        text: what was typed.
    """
    said = plain_words(text)
    found = TAKES_BACK.match(said)
    if not found:
        return None
    words = NOT_THE_OLD.sub("", said[found.end() :]).strip()
    for step in reversed(steps):
        answer = (
            match_answer(step.question, words) if isinstance(step.exit, Option) and len(words.split()) > 1 else None
        )
        if answer is not None and answer not in (NOT_SURE, step.answer):
            return step.question.id, answer
    return None
