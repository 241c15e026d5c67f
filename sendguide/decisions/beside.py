"""What a message tells beside what it asks: "9 November 2026. What does it cost?" answers a question and asks one."""

from __future__ import annotations

import re

from sendguide.understanding.sentences import ASK_WORD, clauses

BUT_ASKS = re.compile(rf",?\s+but\s+(?={ASK_WORD}\b)", re.IGNORECASE)


def told_beside(text: str) -> str:
    """The part of a message that tells something; "" where it does not also ask.

    Args:
        text: what was typed.
    """
    parts = clauses(BUT_ASKS.sub(". ", text))
    told = [part.text.rstrip(" .") for part in parts if not part.asks]
    return ". ".join(told) if told and len(told) < len(parts) else ""
