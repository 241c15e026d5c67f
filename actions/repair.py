"""When the guide is not sure: ask back, ask for other words once, then people to call; and yes, no, start again."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import AllSlotsReset, EventType, SlotSet

from actions.answers import last_answer_as
from actions.base import GuardedAction, confidence_of, content, triage_of
from sendguide.answers.compose import Composer
from sendguide.answers.reply import Reply
from sendguide.slots import LAST_ANSWER, MISSES, OFFERED
from sendguide.understanding.decide import Certainty

MOST_QUESTIONS_BACK = 2
"""After so many turns without an answer come people, not a third question back (design.md section 4)."""


class ActionClarify(GuardedAction):
    """Offers the two or three answers that may be meant; after two turns without an answer, people."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_clarify"

    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """The question back, or the people; the check-in, when somebody may be in danger."""
        if is_check_in(tracker):
            ids, topic = triage_of(tracker)["ids"], triage_of(tracker).get("topic")
            return composer.check_in(ids[0], topic, confidence=confidence_of(tracker))
        if misses_of(tracker) >= MOST_QUESTIONS_BACK:
            return composer.people_to_call()
        options = [item for item in triage_of(tracker).get("ids", []) if item in content().answers]
        again = bool(misses_of(tracker))
        return composer.clarify(options, confidence=confidence_of(tracker), again=again)

    def events(self, reply: Reply, tracker: Tracker) -> list[EventType]:
        """Counts the turn as one without an answer, unless it was a check-in."""
        missed = 0 if is_check_in(tracker) else 1
        return [SlotSet(OFFERED, list(reply.options)), SlotSet(MISSES, misses_of(tracker) + missed)]


class ActionFallback(GuardedAction):
    """Not understood: other words once, then people to call. Never a third try."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_fallback"

    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """The request for other words, or the people."""
        if misses_of(tracker):
            return composer.people_to_call()
        return composer.words(content().replies.rephrase)

    def events(self, reply: Reply, tracker: Tracker) -> list[EventType]:
        """Counts the turn as one without an answer."""
        return [SlotSet(OFFERED, []), SlotSet(MISSES, misses_of(tracker) + 1)]


class ActionNoneOfThese(GuardedAction):
    """None of the offered answers was meant. The question back has been counted; this is not counted again."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_none_of_these"

    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """The request for other words, or the people."""
        return none_of_these(composer, tracker)

    def events(self, reply: Reply, tracker: Tracker) -> list[EventType]:
        """Counts the turn only if nothing had been offered."""
        uncounted = 0 if tracker.get_slot(OFFERED) else 1
        return [SlotSet(OFFERED, []), SlotSet(MISSES, misses_of(tracker) + uncounted)]


class ActionAffirm(GuardedAction):
    """Yes: takes what was offered. One open option is given, several are shown again, else more on the last answer."""

    def name(self) -> str:
        """The name in `domain.yml`."""
        return "action_affirm"

    def reply(self, composer: Composer, tracker: Tracker) -> Reply:
        """What was offered, or the invitation to ask."""
        offered = [item for item in tracker.get_slot(OFFERED) or [] if item in content().answers]
        if len(offered) == 1:
            return composer.answer(offered[0], confidence=confidence_of(tracker))
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
            return none_of_these(composer, tracker)
        return composer.answer("deny", confidence=confidence_of(tracker))


def is_check_in(tracker: Tracker) -> bool:
    """Whether somebody may be in danger by the latest message."""
    return triage_of(tracker).get("certainty") == Certainty.CHECK_IN.value


def none_of_these(composer: Composer, tracker: Tracker) -> Reply:
    """After a refused offer: the request for other words, or, when that was asked before, the people."""
    if misses_of(tracker) >= MOST_QUESTIONS_BACK:
        return composer.people_to_call()
    return composer.words(content().replies.none_of_these)


def misses_of(tracker: Tracker) -> int:
    """How many turns in a row have ended without an answer."""
    return int(tracker.get_slot(MISSES) or 0)


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

    def turn(self, composer: Composer, tracker: Tracker) -> tuple[Reply, list[EventType]]:
        """Not back to a guided flow: it is forgotten too."""
        reply = self.reply(composer, tracker)
        return reply, self.events(reply, tracker)
