"""Which command a whole message is: why, go back, change the letter date, stop, and so on."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from rapidfuzz.distance import OSA

from sendguide.content.flow_models import FlowQuestion
from sendguide.content.talk_words import Steer, TalkWords
from sendguide.decisions.matching import NO, YES, plain_words

Found = TypeVar("Found", bound=Hashable)

LETTERS_TO_A_SLIP = 7
"""Of so many letters one may be wrong; a shorter phrase must be right."""

NEW_ANSWER = re.compile(r" (?:to|(?:and )?make it|it is|it was|it should be|should be) ")
"""Between the wish to change an answer and the new one."""

AROUND = re.compile(
    r"^(?:(?:i am afraid|sorry|but|so|hang on|hold on|wait|actually|please|and|hmm) )+|(?: (?:sorry|now|then|again))+$"
)
"""What is said around a command: "sorry, I do not follow"."""
CLAUSE_END = re.compile(r"[,.;!?\n]+|\b(?:please|pls|plz|because|cos|cause)\b", re.IGNORECASE)

LONGEST = 80
"""Characters; a longer message is no command."""


def command_in(text: str, talk: TalkWords, among: Iterable[Steer]) -> Steer | None:
    """The command that a message is, or None.

    Args:
        text: what was typed.
        talk: the phrases.
        among: the commands that are listened for now.
    """
    said = plain_words(text) if len(text) <= LONGEST else ""
    if not said:
        return None
    among = tuple(among)
    phrases = [(steer, plain_words(phrase)) for steer in among for phrase in talk.commands[steer]]
    phrases += [(Steer.YES, phrase) for phrase in YES if Steer.YES in among]
    phrases += [(Steer.NO, phrase) for phrase in NO if Steer.NO in among]
    # "But later" may be an answer, so to stop must be the whole message.
    others = [(steer, phrase) for steer, phrase in phrases if steer is not Steer.STOP]
    return _nearest(said, phrases) or _nearest(AROUND.sub("", said), others)


def command_in_part(text: str, talk: TalkWords, among: Sequence[Steer]) -> Steer | None:
    """The command that one clause of a message is: "can we go back please, I pressed the wrong one".

    Args:
        text: what was typed.
        talk: the phrases.
        among: the commands that are listened for now.
    """
    parts = CLAUSE_END.split(text) if len(text) <= LONGEST else []
    found = (command_in(part, talk, among) for part in parts if part.strip())
    return next((way for way in found if way is not None), None)


def answer_to_change(
    text: str, talk: TalkWords, questions: Sequence[FlowQuestion], dates: Sequence[FlowQuestion]
) -> tuple[str | None, str] | None:
    """What somebody asks to change.

    Args:
        text: what was typed.
        talk: how people ask.
        questions: those that were answered.
        dates: those that "the date" may mean.

    Returns:
        The id of the question (None for "the date" where there are several dates) and the new answer that was given in
        the same message, or ""; None when nothing is asked to be changed.
    """
    said = plain_words(text) if len(text) <= LONGEST else ""
    names: list[tuple[str | None, str]] = [
        (question.id, plain_words(name)) for question in questions for name in question.called
    ]
    names += [(dates[0].id if len(dates) == 1 else None, name) for name in talk.any_date]
    phrases = [((question,), form.replace("{answer}", name)) for form in talk.change_forms for question, name in names]
    # The name of an answer may have such words in it: "what it is about".
    for wish, new in ((said, ""), *_parted(said)):
        if (found := _nearest(wish, phrases)) is not None:
            return found[0], new
    return None


def _parted(said: str) -> Iterator[tuple[str, str]]:
    """A wish and the new answer that comes with it."""
    parts = NEW_ANSWER.split(said, maxsplit=1)
    if len(parts) == 2:
        yield parts[0].split(" from ")[0], parts[1]


def _nearest(said: str, phrases: Iterable[tuple[Found, str]]) -> Found | None:
    """What the phrase that was said stands for; a slip of the keys is forgiven where only one phrase is so near."""
    near: list[Found] = []
    slips = len(said) // LETTERS_TO_A_SLIP
    for found, phrase in phrases:
        if phrase == said:
            return found
        if slips and abs(len(phrase) - len(said)) <= slips and OSA.distance(phrase, said, score_cutoff=slips) <= slips:
            near.append(found)
    return near[0] if len(set(near)) == 1 else None
