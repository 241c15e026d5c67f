"""`python -m benchmarks.redaction_reading`: whether a message without its personal data is understood as with it.

Every planted message goes through the whole guide as it was typed, and again in each way of writing what was removed.
`same`: the same status and answers. `lost`: answered before, asked back now. `gained`: the other way round. `other`:
another answer. `top`: of messages that were read with some confidence, how many now have another likeliest id.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sendguide.answers.reply import Status
from sendguide.cli.local import LocalGuide, load_guide
from sendguide.content.loader import content_store
from sendguide.safety.redaction import Redacted, redactor
from sendguide.safety.redaction.span import TOKEN
from sendguide.server.personal_data import PersonalData
from tests.safety.redaction.cases import read_cases

BATCHES = ("planted_1", "planted_2", "planted_3", "planted_4")
DEFINITE = frozenset({Status.ANSWERED, Status.CRISIS, Status.OUT_OF_SCOPE, Status.SMALLTALK})
CONFIDENT = 0.5


@dataclass(frozen=True)
class Understood:
    """What came back for a message: status, answers, and the likeliest id with its probability."""

    status: Status
    answers: tuple[str, ...]
    top: str
    probability: float


def without(made: Redacted, name: str) -> str:
    """The tokens taken out, but for `name` in the place of each name and the outcodes."""
    outcodes = iter(made.outcodes)
    words = {"NAME": lambda: name, "POSTCODE": lambda: next(outcodes, "")}
    text = TOKEN.sub(lambda match: words.get(match[1], lambda: "")(), made.text)
    return re.sub(r" {2,}", " ", text).strip(" ,")


WAYS: dict[str, Callable[[Redacted], str]] = {
    "tokens": lambda made: made.text,
    "nothing": lambda made: without(made, ""),
    "they": lambda made: without(made, "they"),
    "readable (in use)": lambda made: made.readable,
}


async def understood(guide: LocalGuide, text: str) -> Understood:
    """Says one message in a fresh conversation."""
    turn = await guide.say(guide.sessions.open(), text)
    top, probability = turn.reading.ranking[0] if turn.reading and turn.reading.ranking else ("", 0.0)
    return Understood(turn.reply.status, turn.reply.answers, top, probability)


def compared(before: Understood, after: Understood) -> str:
    """How the second differs from the first."""
    if (before.status, before.answers) == (after.status, after.answers):
        return "same"
    sure = before.status in DEFINITE, after.status in DEFINITE
    return {(True, False): "lost", (False, True): "gained", (True, True): "other"}.get(sure, "unsure differently")


async def run() -> None:
    """Prints a row for each way."""
    store = content_store()
    made = redactor(store.current(), store.root, today=date.today)
    guide = load_guide()
    texts = [case.text for case in read_cases(*BATCHES)]
    PersonalData.taken_out = lambda self, words: Redacted(words, words)  # type: ignore[method-assign]
    before = [await understood(guide, text) for text in texts]
    for name, way in WAYS.items():
        after = [await understood(guide, way(made.redact(text)) or "?") for text in texts]
        counts = Counter(compared(*pair) for pair in zip(before, after, strict=True))
        pairs = zip(before, after, strict=True)
        top = sum(one.probability >= CONFIDENT and one.top != other.top for one, other in pairs)
        print(f"{name:18} of {len(texts)}: {dict(counts)}, top {top}", flush=True)


if __name__ == "__main__":
    asyncio.run(run())
