"""Answers from content: the one that was asked, the one that was picked, more of it, or its easy-read version."""

from __future__ import annotations

from abc import ABC, abstractmethod

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.base import (
    GuardedAction,
    confidence_of,
    content,
    flow_of,
    heard_of,
    intent_of,
    list_of,
    triage_of,
)
from actions.services import count, desk
from sendguide.answers.compose import Composer
from sendguide.answers.reply import Reply, Status
from sendguide.directory.state import with_told
from sendguide.slots import LAST_ANSWER, SERVICES

EASY_READ_HELP = "language_or_format_request"


class AnswerWithServices(GuardedAction, ABC):
    """An answer, with the services of its subject under it."""

    @abstractmethod
    def name(self) -> str:
        """The name in `domain.yml`."""

    def beside(self, reply: Reply, tracker: Tracker) -> tuple[Reply, list[EventType]]:
        """The list, narrowed by what was told; none beside a question of a guided flow, which would drown in it."""
        state, flow = with_told(list_of(tracker), heard_of(tracker)), flow_of(tracker)
        turn = desk().under_answer(reply, state) if flow is None or flow.finished else None
        if turn is None:
            return super().beside(reply, tracker)
        count(turn)
        return turn.beside(reply, content()), [SlotSet(SERVICES, turn.state.to_json())]


class ActionAnswer(AnswerWithServices):
    """Gives the answer whose id is the message's intent; when several were asked for, each of them in order."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_answer"

    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """The answer, or the answers."""
        decided = triage_of(tracker)
        ids = [item for item in decided.get("ids", []) if item in content().answers]
        if intent_of(tracker) in ids[:1] and len(ids) > 1:
            return composer.answers(ids, confidence=confidence_of(tracker))
        kind = next(tracker.get_latest_entity_values("decision_kind"), None)
        answer = composer.answer(intent_of(tracker), confidence=confidence_of(tracker), kind=kind)
        return composer.or_did_you_mean(answer, decided.get("also", []))


class ActionShowAnswer(AnswerWithServices):
    """Gives the answer that was picked with a button."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_show_answer"

    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """The answer, or the invitation to ask when the button names none."""
        answer_id = next(tracker.get_latest_entity_values("answer_id"), None)
        if answer_id not in content().answers:
            return composer.words(content().replies.nothing_to_continue)
        return composer.answer(answer_id)


class ActionCrisis(GuardedAction):
    """Help first and alone; another topic of the message is offered after it."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_crisis"

    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """The help."""
        topic = triage_of(tracker).get("topic")
        return composer.crisis(intent_of(tracker), topic, confidence=confidence_of(tracker))


class ActionTellMeMore(GuardedAction):
    """More detail on the last answer."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_tell_me_more"

    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """The detail, or the invitation to ask when nothing was answered yet."""
        return last_answer_as("more", composer, tracker)


class ActionEasyRead(GuardedAction):
    """The last answer in easy-read words."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_easy_read"

    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """The easy-read version, or what formats there are when nothing was answered yet."""
        if tracker.get_slot(LAST_ANSWER) not in content().answers:
            return composer.answer(EASY_READ_HELP)
        return last_answer_as("easy_read", composer, tracker)


def last_answer_as(variant: str, composer: Composer, tracker: Tracker) -> Reply:
    """The last answer in another variant, or the invitation to ask when there is none."""
    answer_id = tracker.get_slot(LAST_ANSWER)
    if answer_id not in content().answers:
        return composer.words(content().replies.nothing_to_continue, status=Status.SMALLTALK)
    return composer.answer(answer_id, variant=variant)
