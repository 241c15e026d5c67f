"""When the guide is not sure: ask back, ask for other words once, then people to call; and yes, no, start again."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import AllSlotsReset, EventType, SlotSet

from actions.answers import last_answer_as
from actions.base import LAST_ANSWER, LOST_COUNT, OFFERED, GuardedAction, confidence_of, content, triage_of
from sendguide.answers.compose import Composer
from sendguide.answers.reply import Reply


class ActionClarify(GuardedAction):
    """Offers the two or three answers that may be meant."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_clarify"

    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """The question back."""
        options = [item for item in triage_of(tracker).get("ids", []) if item in content().answers]
        again = bool(tracker.get_slot(OFFERED))
        return composer.clarify(options, confidence=confidence_of(tracker), again=again)


class ActionFallback(GuardedAction):
    """Not understood: other words once, then people to call. Never a third try."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_fallback"

    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """The request for other words, or the people."""
        if tracker.get_slot(LOST_COUNT):
            return composer.people(content().replies.people_to_call)
        return composer.words(content().replies.rephrase)

    def events(self, reply: Reply, tracker: Tracker) -> list[EventType]:
        """Counts the miss."""
        return [SlotSet(LOST_COUNT, (tracker.get_slot(LOST_COUNT) or 0) + 1), SlotSet(OFFERED, [])]


class ActionNoneOfThese(ActionFallback):
    """None of the offered answers was meant: as good as not understood, with its own words."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_none_of_these"

    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """The request for other words, or the people."""
        if tracker.get_slot(LOST_COUNT):
            return composer.people(content().replies.people_to_call)
        return composer.words(content().replies.none_of_these)


class ActionAffirm(GuardedAction):
    """Yes: takes what was offered. One open option is given, several are shown again, else more on the last answer."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_affirm"

    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """What was offered, or the invitation to ask."""
        offered = [item for item in tracker.get_slot(OFFERED) or [] if item in content().answers]
        if offered:
            return composer.clarify(offered, confidence=confidence_of(tracker), again=True)
        last = content().answers.get(tracker.get_slot(LAST_ANSWER) or "")
        if last is not None and last.more:
            return last_answer_as("more", composer, tracker)
        return composer.answer("affirm", confidence=confidence_of(tracker))


class ActionDeny(GuardedAction):
    """No: after an offer, none of these; else an open door."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_deny"

    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """Another way on."""
        if tracker.get_slot(OFFERED):
            return composer.words(content().replies.none_of_these)
        return composer.answer("deny", confidence=confidence_of(tracker))


class ActionStartAgain(GuardedAction):
    """Forgets what was said and asks anew."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_start_again"

    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """The open question."""
        return composer.start_again()

    def events(self, reply: Reply, tracker: Tracker) -> list[EventType]:
        """Clears every slot."""
        return [AllSlotsReset()]
