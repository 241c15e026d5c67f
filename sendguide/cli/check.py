"""`sendguide check`: everything an editor can get wrong, with file, line and remedy."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from sendguide.content.checks import check_content
from sendguide.content.schemas import check_schemas, write_schemas


def run_check(content: Path, *, project: Path, today: date, write: bool, keep_days: int = 30) -> int:
    """Prints all problems.

    Args:
        content: the content folder.
        project: the project's folder, for parity with intents, examples, rules and tests.
        today: the day against which review dates are measured.
        write: write the JSON Schemas anew first.
        keep_days: days after which a conversation is erased.

    Returns:
        0 without errors (there may be warnings), else 1.
    """
    if write:
        write_schemas(content / "schema")
    problems = check_content(content, today=today, project=project, keep_days=keep_days)
    problems += check_schemas(content / "schema")
    for problem in problems:
        print(problem)
    errors = sum(not problem.is_warning for problem in problems)
    count = f"{errors} to mend, {len(problems) - errors} to plan"
    print("The content is in order." if not problems else f"The content has problems: {count}.", file=sys.stderr)
    return 1 if errors else 0
