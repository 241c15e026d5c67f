"""What "yes" and "no" mean right after a check-in, the question whether somebody may be in danger."""

from __future__ import annotations

from collections.abc import Sequence

from sendguide.understanding.decide import CRISIS_PREFIX, Certainty, Decision

YES, NO = "affirm", "deny"


def is_open(offered: Sequence[str]) -> bool:
    """Whether the last reply was a check-in: help in danger was offered first."""
    return bool(offered) and offered[0].startswith(CRISIS_PREFIX)


def answer_to_check_in(decision: Decision, offered: Sequence[str]) -> Decision:
    """The decision itself; but "yes" to a check-in calls for help, and "no" for the topic that was offered beside it.

    Args:
        decision: what the message was read as.
        offered: the ids that the last reply offered, in order.
    """
    if not is_open(offered) or decision.certainty is not Certainty.SURE:
        return decision
    topic = next((item for item in offered if not item.startswith(CRISIS_PREFIX)), None)
    if decision.ids[0] == YES:
        return Decision(Certainty.CRISIS, (offered[0],), 1.0, topic=topic)
    if decision.ids[0] == NO and topic:
        return Decision(Certainty.SURE, (topic,), 1.0)
    return decision
