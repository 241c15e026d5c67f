"""What "yes" and "no" mean right after a check-in, the question whether somebody may be in danger."""

from __future__ import annotations

from collections.abc import Sequence

from sendguide.understanding.clean import match_key
from sendguide.understanding.decide import CRISIS_PREFIX, Certainty, Decision

YES, NO = "affirm", "deny"
REFUSED = (NO, "none_of_these")
PLAIN_NO = frozenset(
    {"no", "nope", "nah", "no thanks", "no thank you", "no its fine", "no its ok", "no its okay", "no were fine",
     "no were ok", "no no one is", "no one is", "nobody", "no nobody", "none", "none of these", "none of those",
     "neither", "no im fine", "no im ok", "no hes fine", "no shes fine", "not at all", "no not at all", "all fine"}
)  # fmt: skip
"""Whole messages by which a check-in is answered with no."""
MOST_WORDS = 6
"""A longer message that was not understood is no answer to the question."""


def is_open(offered: Sequence[str]) -> bool:
    """Whether the last reply was a check-in: help in danger was offered first."""
    return bool(offered) and offered[0].startswith(CRISIS_PREFIX)


def answer_to_check_in(decision: Decision, offered: Sequence[str], text: str) -> Decision:
    """The decision itself; but "yes" to a check-in calls for help, and "no" for the topic that was offered beside it.

    A short answer that is neither, such as "maybe" or "no but she might", keeps the help where it is.

    Args:
        decision: what the message was read as.
        offered: the ids that the last reply offered, in order.
        text: the message.
    """
    if not is_open(offered) or decision.certainty in (Certainty.CRISIS, Certainty.CHECK_IN):
        return decision
    topic = next((item for item in offered if not item.startswith(CRISIS_PREFIX)), None)
    name = decision.ids[0] if decision.certainty is Certainty.SURE else None
    if name == YES:
        return Decision(Certainty.CRISIS, (offered[0],), 1.0, topic=topic)
    said = match_key(text)
    is_unclear = (name is None and len(said.split()) <= MOST_WORDS) or (name in REFUSED and said not in PLAIN_NO)
    if is_unclear:
        return Decision(Certainty.CHECK_IN, (offered[0],), decision.confidence, topic=topic)
    if name == NO and topic:
        return Decision(Certainty.SURE, (topic,), 1.0)
    return decision
