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
