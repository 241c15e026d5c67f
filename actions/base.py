"""What every action shares: the content in use, how a reply is uttered, and that nothing is ever raised to a parent."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from sendguide.answers.compose import EASY_READ_WORDS, Composer
from sendguide.answers.reply import Reply, Status
from sendguide.content.loader import Content, content_store
from sendguide.content.models import COURTESIES
from sendguide.decisions.talk import FlowState, Turn, ask_again, state_from_json
from sendguide.directory.heard import HEARD, Heard, heard_from
from sendguide.directory.state import ListState, list_state, with_told
from sendguide.settings import settings
from sendguide.slots import FLOW, LAST_ANSWER, MISSES, OFFERED, SERVICES

logger = logging.getLogger(__name__)

NOT_BEFORE_A_QUESTION = (Status.CRISIS, Status.CLARIFY, Status.ERROR)
GOODBYE = "goodbye"


class GuardedAction(Action, ABC):
    """Base of all actions: a failure is logged without what was typed, and the parent gets an apology and people."""

    @abstractmethod
    def name(self) -> str:
        """The action's name in `domain.yml`. Abstract, so that Rasa does not register this base class."""

    @abstractmethod
    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """What to say."""

    def events(self, reply: Reply, tracker: Tracker) -> list[EventType]:
        """What to remember. By default: what was offered; after an answer, which one, and that nothing was missed."""
        events: list[EventType] = [SlotSet(OFFERED, list(reply.options))]
        if reply.answers:
            events.append(SlotSet(MISSES, 0))
        if reply.answers and reply.answers[0] not in COURTESIES:
            events.append(SlotSet(LAST_ANSWER, reply.answers[0]))
        return events

    def beside(self, reply: Reply, tracker: Tracker) -> tuple[Reply, list[EventType]]:
        """What stands beside the reply. By default nothing: an answer on another subject closes a list of services."""
        state = with_told(list_of(tracker), heard_of(tracker))
        is_another = bool(reply.answers) and reply.answers[0] not in (*COURTESIES, state.topic)
        if is_another or reply.status is Status.CRISIS:
            state = state.told()
        return reply, [SlotSet(SERVICES, replace(state, listed=False).to_json())]

    def turn(self, composer: Composer, tracker: Tracker) -> tuple[Reply, list[EventType]]:
        """What to say and to remember; then back to the question of a guided flow, if one is open."""
        reply = self.reply(composer, tracker)
        events = self.events(reply, tracker)
        reply, more = self.beside(reply, tracker)
        events += more
        if triage_of(tracker).get("warmth"):
            reply = composer.with_warmth(reply)
        back = back_to_flow(reply, tracker)
        if back is None:
            return reply, events
        both = replace(reply, messages=(*reply.messages, *back.reply.messages))
        return both, [*events, SlotSet(FLOW, back.state.to_json() if back.state else None)]

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Says the reply; never raises."""
        composer = Composer(content(), today=settings().day(), easy_read=wants_easy_read(tracker))
        try:
            reply, events = self.turn(composer, tracker)
        except Exception:
            logger.exception("action %s failed; the parent got the apology", self.name())
            reply, events = composer.error(), []
        utter(dispatcher, reply)
        return events


def flow_of(tracker: Tracker) -> FlowState | None:
    """Where the conversation is in a guided flow."""
    return state_from_json(tracker.get_slot(FLOW))


def list_of(tracker: Tracker) -> ListState:
    """Where the conversation is in a list of services, and what was told for it."""
    return list_state(tracker.get_slot(SERVICES))


def wants_easy_read(tracker: Tracker) -> bool:
    """Whether the latest message is to be answered in Easy read: the door says so in its metadata."""
    message = tracker.get_last_event_for("user") or {}
    return (message.get("metadata") or {}).get("variant") == EASY_READ_WORDS


def heard_of(tracker: Tracker) -> Heard:
    """What the latest message says about services; nothing after a button."""
    return heard_from(tracker.latest_message.get(HEARD) or {})


def back_to_flow(reply: Reply, tracker: Tracker) -> Turn | None:
    """The flow's open question, to stand after a reply on another subject, with what the message told beside it.

    Not after danger, where nothing leads away from help, nor after a question back or a goodbye: the place is kept.
    """
    state = flow_of(tracker)
    if state is None or state.finished or reply.status in NOT_BEFORE_A_QUESTION or reply.answers[:1] == (GOODBYE,):
        return None
    text = str(tracker.latest_message.get("text") or "")
    typed = "" if text.startswith("/") else text  # a button tells nothing more
    return ask_again(content(), state, typed, today=settings().day())


def utter(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Says a reply: plain words and buttons for Rasa's own shell, the whole structure as `custom` for our channel."""
    buttons = [{"title": button.title, "payload": button.payload} for button in reply.buttons]
    dispatcher.utter_message(text=reply.text, buttons=buttons, json_message=reply.as_dict())


def content() -> Content:
    """The words in use now."""
    return content_store().current()


def triage_of(tracker: Tracker) -> dict[str, Any]:
    """What the `Reader` component decided on the latest message; empty after a button."""
    return dict(tracker.latest_message.get("triage") or {})


def intent_of(tracker: Tracker) -> str:
    """The latest message's intent."""
    return str((tracker.latest_message.get("intent") or {}).get("name") or "")


def confidence_of(tracker: Tracker) -> float:
    """How sure the guide is of the latest message, 0 to 1."""
    return float((tracker.latest_message.get("intent") or {}).get("confidence") or 0.0)
