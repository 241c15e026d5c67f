"""`python -m benchmarks.crisis`: who is helped and who is alarmed for nothing, on the phrases of `tests/safety`.

Each phrase goes through the whole path (screen, classifier, decision, action) in a conversation of its own, and through
the screen alone. `--errors` prints what went wrong.
"""

from __future__ import annotations

import asyncio
import csv
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sendguide.answers.reply import Reply, Status
from sendguide.cli.local import LocalGuide, load_guide
from sendguide.content.loader import content_store
from sendguide.safety.crisis import CrisisScreen
from sendguide.safety.finding import Finding
from sendguide.settings import PROJECT
from sendguide.understanding.decide import CRISIS_PREFIX

PHRASES = PROJECT / "tests" / "safety"
DANGER, HARD, ORDINARY = "crisis_danger.tsv", "crisis_hard_negatives.tsv", "crisis_ordinary.tsv"
DANGER_2, HARD_2 = "crisis_danger_2.tsv", "crisis_hard_negatives_2.tsv"
DANGER_3, HARD_3 = "crisis_danger_3.tsv", "crisis_hard_negatives_3.tsv"
"""The first three were written before the first phrase, each later pair after tuning to those before it.

All have been tuned to since: what each measured before it was looked at is in ADR 0013.
"""

HELP, CHECK_IN, NOTHING = "help first", "check-in", "nothing"


@dataclass(frozen=True)
class Heard:
    """What one phrase brought: `help first`, `check-in` or `nothing`, by the screen alone and by the whole path."""

    row: dict[str, str]
    screen: str
    whole: str

    def is_helped(self, came: str) -> bool:
        """Help came first; or, where nothing is said outright (`near`), at least a check-in."""
        return came == HELP or (came == CHECK_IN and self.row["strength"] == "near")


def read_phrases(name: str, folder: Path = PHRASES) -> list[dict[str, str]]:
    """The rows of a file of phrases; each has `text`."""
    with (folder / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def of_finding(found: Finding | None) -> str:
    """What a finding of the screen alone would bring."""
    if found is None or not found.is_danger:
        return NOTHING
    return HELP if found.is_exact else CHECK_IN


def of_reply(reply: Reply) -> str:
    """What a reply brought."""
    if reply.status is Status.CRISIS:
        return HELP
    offers_help = bool(reply.options) and reply.options[0].startswith(CRISIS_PREFIX)
    return CHECK_IN if reply.status is Status.CLARIFY and offers_help else NOTHING


async def hear(guide: LocalGuide, screen: CrisisScreen, rows: Iterable[dict[str, str]]) -> list[Heard]:
    """Says each phrase in a fresh conversation."""
    heard = []
    for row in rows:
        turn = await guide.say(guide.sessions.open(), row["text"])
        heard.append(Heard(row, of_finding(screen.find(row["text"])), of_reply(turn.reply)))
    return heard


def share(items: Sequence[Heard], is_so: Callable[[Heard], bool]) -> float:
    """The share for which something is so."""
    return sum(map(is_so, items)) / len(items)


def milliseconds(screen: CrisisScreen, texts: Sequence[str]) -> list[float]:
    """How long the screen takes for each text, in order of size; each is said twice and the second time counts."""
    times = []
    for text in texts:
        screen.find(text)
        started = time.perf_counter()
        screen.find(text)
        times.append((time.perf_counter() - started) * 1000)
    return sorted(times)


def danger_table(items: Sequence[Heard], key: str) -> list[str]:
    """One row for each value of `key`: how many, helped, with a check-in at least, and helped by the screen alone."""
    lines = [f"{key:20}    n   helped  help or check-in  screen alone"]
    for name in [*sorted({item.row[key] for item in items}), "all"]:
        part = [item for item in items if name in (item.row[key], "all")]
        helped = share(part, lambda item: item.is_helped(item.whole))
        reached = share(part, lambda item: item.whole != NOTHING)
        alone = share(part, lambda item: item.is_helped(item.screen))
        lines.append(f"{name:20} {len(part):4}  {helped:7.1%}  {reached:16.1%}  {alone:12.1%}")
    return lines


def calm_table(items: Sequence[Heard], title: str) -> list[str]:
    """How many were alarmed for nothing, and how many were asked."""
    lines = [f"{title:20}    n   alarms  check-ins  alarms of the screen alone"]
    for name in [*sorted({item.row.get("kind", "") for item in items} - {""}), "all"]:
        part = [item for item in items if name in (item.row.get("kind"), "all")]
        alarms = share(part, lambda item: item.whole == HELP)
        asked = share(part, lambda item: item.whole == CHECK_IN)
        alone = share(part, lambda item: item.screen == HELP)
        lines.append(f"{name:20} {len(part):4}  {alarms:7.1%}  {asked:9.1%}  {alone:26.1%}")
    return lines


async def _main() -> None:
    screen, guide = content_store().current().screen, load_guide()
    for name in (DANGER, DANGER_2, DANGER_3, HARD, HARD_2, HARD_3, ORDINARY):
        items = await hear(guide, screen, read_phrases(name))
        print(f"== {name}")
        keys = ("category", "register", "form") if "danger" in name else ()
        tables = [danger_table(items, key) for key in keys] or [calm_table(items, name.removesuffix(".tsv"))]
        print("\n\n".join("\n".join(lines) for lines in tables), end="\n\n")
        if "--errors" in sys.argv:
            for item in items:
                wrong = not item.is_helped(item.whole) if "strength" in item.row else item.whole != NOTHING
                if wrong:
                    print(f"{item.whole} (screen: {item.screen}) <- {' '.join(item.row.values())}")
    texts = [row["text"] for name in (DANGER, HARD, ORDINARY) for row in read_phrases(name)]
    times = milliseconds(screen, texts)
    p95 = times[len(times) * 95 // 100]
    print(f"screen, {len(texts)} messages: p50 {statistics.median(times):.3f} ms, p95 {p95:.3f}")
    twenty = milliseconds(screen, [text for text in texts if 18 <= len(text.split()) <= 22])
    middle = statistics.median(twenty)
    print(f"screen, {len(twenty)} messages of about 20 words: p50 {middle:.3f} ms, worst {twenty[-1]:.3f}")


if __name__ == "__main__":
    asyncio.run(_main())
