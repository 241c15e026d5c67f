"""Lists of services: narrows one, turns it over, looks at one of them, takes a report of a mistake."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.base import GuardedAction, confidence_of, content, heard_of, list_of, triage_of
from sendguide.answers.compose import Composer
from sendguide.answers.payloads import read_services_press
from sendguide.answers.reply import Reply
from sendguide.directory.desk import Desk
from sendguide.directory.missed import counted_values
from sendguide.directory.store import directory_store
from sendguide.directory.talk import press, say
from sendguide.directory.turn import ListTurn
from sendguide.settings import settings
from sendguide.slots import LAST_ANSWER, MISSES, OFFERED, SERVICES
from sendguide.storage.tally import GAP, MISTAKE, tally

NO_TOPIC = "services"


class ActionServices(GuardedAction):
    """The next turn of a list of services (sendguide/directory/talk.py)."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_services"

    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """What is said of the services."""
        return step(tracker).reply(confidence=confidence_of(tracker))

    def turn(self, composer: Composer, tracker: Tracker) -> tuple[Reply, list[EventType]]:
        """What is said of the services, and what is remembered of them."""
        taken = step(tracker)
        count(taken)
        reply = taken.reply(confidence=confidence_of(tracker))
        if "find" in heard_of(tracker).flags:  # an answer may be meant too
            reply = composer.or_did_you_mean(reply, triage_of(tracker).get("ids", []))
        events: list[EventType] = [SlotSet(SERVICES, taken.state.to_json()), SlotSet(OFFERED, []), SlotSet(MISSES, 0)]
        if reply.answers:
            events.append(SlotSet(LAST_ANSWER, reply.answers[0]))
        return reply, events


def step(tracker: Tracker) -> ListTurn:
    """The turn that the latest message takes."""
    button = read_services_press(str(tracker.latest_message.get("text") or ""))
    if button is not None:
        return press(desk(), list_of(tracker), button)
    return say(desk(), list_of(tracker), heard_of(tracker), may_mean=triage_of(tracker).get("ids", []))


def desk() -> Desk:
    """The words and services in use now."""
    return Desk(content(), directory_store().current(), now=settings().now())


def count(turn: ListTurn) -> None:
    """Counts what was looked for in vain, and a reported mistake, for the council's reports."""
    if turn.mistake is not None:
        service, what = turn.mistake
        tally().count_soon(MISTAKE, service, [what], day=settings().day())
    if turn.missed and turn.wanted is not None:
        values = counted_values(turn.wanted, turn.missed)
        tally().count_soon(GAP, turn.state.topic or NO_TOPIC, values, day=settings().day())
