"""Guided flows: opens one, goes on with the open one, or takes a button of either."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.base import GuardedAction, confidence_of, content, flow_of, list_of, triage_of
from sendguide.answers.compose import Composer
from sendguide.answers.reply import Reply
from sendguide.decisions.talk import Turn, called, missed, reply_to, start
from sendguide.settings import settings
from sendguide.slots import FLOW, LAST_ANSWER, MISSES, OFFERED, SERVICES


class ActionFlow(GuardedAction):
    """The next step of a guided flow (sendguide/decisions/talk.py)."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_flow"

    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """What the flow says."""
        return step(tracker).reply

    def turn(self, composer: Composer, tracker: Tracker) -> tuple[Reply, list[EventType]]:
        """What the flow says, and where the conversation is in it afterwards."""
        taken = step(tracker)
        state = taken.state.to_json() if taken.state is not None else None
        events: list[EventType] = [SlotSet(FLOW, state), SlotSet(OFFERED, []), SlotSet(MISSES, 0)]
        events.append(SlotSet(SERVICES, list_of(tracker).told().to_json()))  # a number is an answer to the flow now
        asked = opened_for(tracker)
        if asked:
            events.append(SlotSet(LAST_ANSWER, asked[0]))
            return replace(taken.reply, answers=asked, confidence=confidence_of(tracker)), events
        return taken.reply, events


def step(tracker: Tracker) -> Turn:
    """The step that the latest message takes."""
    text, today = str(tracker.latest_message.get("text") or ""), settings().day()
    heard = triage_of(tracker).get(FLOW) or {}
    state = flow_of(tracker)
    if heard.get("opens"):
        return called(content(), heard["flow"], state, text, today=today)
    taken = reply_to(content(), state, text, today=today)
    if taken is None and state is not None:
        taken = missed(content(), state, today=today)
    return taken or start(content(), str(heard.get("flow")), today=today)


def opened_for(tracker: Tracker) -> tuple[str, ...]:
    """The answer id on whose subject the flow was opened by a message in plain words; empty for every other step."""
    triage = triage_of(tracker)
    flow = content().decisions.get((triage.get(FLOW) or {}).get("flow", ""))
    if flow is None or not triage[FLOW]["opens"]:
        return ()
    return tuple(name for name in triage.get("ids", []) if name in flow.opens_on)[:1]
