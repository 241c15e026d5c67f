"""The slots of `domain.yml` that Python reads or sets: what the conversation is at, nothing that a person typed."""

from __future__ import annotations

LAST_ANSWER = "last_answer"
"""The id answered last: short questions lean on it."""

OFFERED = "offered"
"""The ids offered as options in the last reply."""

MISSES = "misses"
"""How many messages in a row were not understood."""

FLOW = "flow"
"""Where the conversation is in a guided flow: `FlowState.to_json`, with the answers given in it."""

SERVICES = "services"
"""What services are wanted and were shown: `ListState.to_json`."""
