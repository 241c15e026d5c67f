"""`make dev-numbers`: the development questions through the whole path, with accuracy by group and by style.

The questions (`tests/nlu/questions-dev.jsonl`) are never training examples; a test sees to that.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sendguide.answers.reply import Reply, Status
from sendguide.cli.local import LocalGuide, load_guide, timed
from sendguide.settings import PROJECT
from sendguide.understanding.decide import NEAR_MISSES, SEND_LAW

QUESTIONS = PROJECT / "tests" / "nlu" / "questions-dev.jsonl"
DEFINITE = frozenset({Status.ANSWERED, Status.CRISIS, Status.OUT_OF_SCOPE, Status.SMALLTALK})
"""Statuses in which the guide committed itself to an answer."""


@dataclass(frozen=True)
class Result:
    """What came back for one question.

    Attributes:
        first: the id answered, or the first option, was right.
        answered: it was answered (not asked back) with the right id.
        found: the right id was answered or among the options.
        wrong: committed to a wrong id.
    """

    question: dict[str, Any]
    reply: Reply
    first: bool
    answered: bool
    found: bool
    wrong: bool
    milliseconds: float

    @property
    def both(self) -> bool:
        """Of several asks two at least were answered; after help in a crisis, the topic offered counts."""
        given = {*self.reply.answers, *(self.reply.options if self.reply.status is Status.CRISIS else ())}
        return len(given & set(self.question["labels"])) >= 2

    @property
    def leaked(self) -> bool:
        """A near miss was answered with EHC mediation or SEND Tribunal content."""
        near = self.question["label"] in NEAR_MISSES and not self.question.get("labels")
        return near and any(answer.startswith(SEND_LAW) for answer in self.reply.answers)

    @property
    def invented(self) -> bool:
        """One ask got several answers."""
        return not self.question.get("labels") and len(self.reply.answers) > 1


def several(results: Iterable[Result]) -> list[Result]:
    """The questions with more than one ask."""
    return [result for result in results if result.question.get("labels")]


def near_misses(results: Iterable[Result]) -> list[Result]:
    """The questions about something that only sounds like our subject."""
    return [item for item in results if item.question["label"] in NEAR_MISSES and not item.question.get("labels")]


def by_crisis(results: Iterable[Result]) -> tuple[list[Result], list[Result]]:
    """The questions in which someone is in danger, and all others."""
    found: tuple[list[Result], list[Result]] = ([], [])
    for result in results:
        found[result.question["group"] != "crisis"].append(result)
    return found


def read_questions(path: Path = QUESTIONS) -> list[dict[str, Any]]:
    """The questions with `text`, `label`, `labels` (when there are several asks), `group` and `style`."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def judge(question: dict[str, Any], reply: Reply, milliseconds: float) -> Result:
    """Compares a reply with a question's labels; any of several labels counts."""
    right = {question["label"], *(question.get("labels") or [])}
    ids = [*reply.answers, *reply.options]
    first = bool(ids) and ids[0] in right
    committed = reply.status in DEFINITE
    found = any(item in right for item in ids)
    return Result(question, reply, first, committed and first, found, committed and not first, milliseconds)


async def run(guide: LocalGuide, questions: Iterable[dict[str, Any]]) -> list[Result]:
    """Asks each question in a fresh conversation."""
    results = []
    for question in questions:
        reply, milliseconds = await timed(guide.door.say(guide.sessions.open(), question["text"]))
        results.append(judge(question, reply, milliseconds))
    return results


def table(results: list[Result], key: str) -> list[str]:
    """One row for each value of `key` (`group` or `style`), and one for all."""
    rows: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        rows[result.question[key]].append(result)
    lines = [f"{key:26}     n  right first  answered right  right or offered  confidently wrong"]
    for name, part in [*sorted(rows.items()), ("all", results)]:
        shares = (share(part, field) for field in ("first", "answered", "found", "wrong"))
        lines.append(f"{name:26} {len(part):5}  " + "  ".join(f"{value:>12.1%}  " for value in shares))
    return lines


def share(results: list[Result], field: str) -> float:
    """The share of results for which a field is true."""
    return sum(bool(getattr(result, field)) for result in results) / len(results)


def main() -> None:
    """Prints the tables, the statuses and the time a message."""
    results = asyncio.run(run(load_guide(), read_questions()))
    for key in ("group", "style"):
        print("\n".join(table(results, key)), end="\n\n")
    statuses = defaultdict(int)
    for result in results:
        statuses[result.reply.status.value] += 1
    print("statuses:", ", ".join(f"{name} {count}" for name, count in sorted(statuses.items())))
    danger, others = by_crisis(results)
    helped = sum(result.reply.status is Status.CRISIS for result in danger)
    alarms = sum(result.reply.status is Status.CRISIS for result in others)
    print(f"danger: help first {helped} of {len(danger)}; false alarms {alarms} of {len(others)}")
    print(f"near misses leaked: {sum(item.leaked for item in results)} of {len(near_misses(results))}")
    asked = several(results)
    invented = sum(item.invented for item in results)
    print(f"several asks, two answered: {sum(item.both for item in asked)} of {len(asked)}; invented: {invented}")
    times = sorted(result.milliseconds for result in results[5:])
    p95 = times[int(len(times) * 0.95)]
    print(f"ms a message (fresh conversation): p50 {statistics.median(times):.1f}, p95 {p95:.1f}")
    if "--errors" in sys.argv:
        for result in results:
            if not result.first:
                ids = [*result.reply.answers, *result.reply.options]
                print(f"{result.question['label']} <- {ids} {result.reply.confidence:.2f}: {result.question['text']}")


if __name__ == "__main__":
    main()
