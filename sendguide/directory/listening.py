"""Whether a typed message is about the services that were shown, or looks for services, or neither."""

from __future__ import annotations

import re

from sendguide.directory.heard import Heard
from sendguide.directory.state import ListState
from sendguide.directory.store import Directory
from sendguide.directory.wanted import Wanted
from sendguide.understanding.decide import Certainty
from sendguide.understanding.reader import Reading

ABOUT_IT = re.compile(
    r"\b(?:is|are|does|do|will|was|did|has|have|can|could|would|should) (?:it|they|that|this|he|she|i|we|there a)\b"
    r"|\b(?:its|theyre|thats) .*\?|^(?:how|why|when|what if)\b",
    re.IGNORECASE,
)
"""A question about what was answered: "is it free?" does not ask for free services."""
MOST_REST = 3
"""So many words of its own a message may have and still only narrow a list."""
TELL_ME_MORE = "tell_me_more"


def is_for_services(state: ListState, heard: Heard, reading: Reading, text: str, directory: Directory) -> bool:
    """Decides whether a typed message goes to the list of services. Danger and guided flows were asked before.

    Args:
        state: where the conversation is in a list.
        heard: what the message says about services.
        reading: what it was read as.
        text: the message.
        directory: the services.
    """
    decision = reading.decision
    if decision.certainty is Certainty.CRISIS:
        return False
    if decision.certainty is Certainty.CHECK_IN and (heard.needs or heard.topics or heard.rest):
        return False  # words of their own may tell of danger; an age, a place or a number tells of none
    if _searches(heard, reading):
        return True
    if not state.is_open:
        return False
    if "about_it" in heard.flags and not heard.rest:
        return heard.pick is not None or (bool(state.shown) and _may_be_of_the_list(state, reading))
    if decision.ids[:1] == (TELL_ME_MORE,):
        return state.listed or bool(state.looked_at)
    if heard.rest and not _asked_number(state, heard):
        return decision.certainty is Certainty.LOST and _narrows_in_own_words(state, heard, directory)
    if decision.certainty is Certainty.SURE and (ABOUT_IT.search(text) or _is_another_topic(state, heard, reading)):
        return False
    if heard.topics and decision.certainty is Certainty.UNSURE:
        return False
    return heard.narrows or heard.pick is not None or _asked_number(state, heard)


def _searches(heard: Heard, reading: Reading) -> bool:
    """Whether the directory answers best: "who can help with epilepsy", where no answer is sure to be meant."""
    is_search = "find" in heard.flags and bool(heard.needs or heard.topics) and not heard.rest
    return is_search and reading.decision.certainty in (Certainty.LOST, Certainty.UNSURE)


def _may_be_of_the_list(state: ListState, reading: Reading) -> bool:
    """Whether a question that points back can be about a service: it was not read as being about another subject."""
    return reading.decision.certainty is not Certainty.SURE or reading.decision.ids[0] == state.topic


def _is_another_topic(state: ListState, heard: Heard, reading: Reading) -> bool:
    """Whether the words of a subject ask about that subject, and not for a part of the list."""
    return bool(heard.topics or heard.needs) and reading.decision.ids[0] != state.topic and heard.pick is None


def _asked_number(state: ListState, heard: Heard) -> bool:
    return state.asked == "age" and len(heard.rest) == 1 and heard.rest[0].isdigit()


def _narrows_in_own_words(state: ListState, heard: Heard, directory: Directory) -> bool:
    """Whether words that nobody understood are found among the services of this list."""
    if len(heard.rest) > MOST_REST:
        return False
    if heard.narrows:
        return True
    topics = (state.topic,) if state.topic else ()
    return directory.index.search(Wanted(topics=topics, text=" ".join(heard.rest)), limit=1).total > 0
