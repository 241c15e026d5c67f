"""`sendguide deadline`: the calculator without a conversation. It loads two files of the content and no Rasa."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import IO, Any

from sendguide.cli.deadline_input import NotUnderstood, Stated
from sendguide.cli.deadline_words import deadline_record, deadline_text, stated_record
from sendguide.deadlines.calculator import Calculator
from sendguide.deadlines.loader import load_calculator
from sendguide.deadlines.result import Deadline, Question, Refusal


def run_deadline(values: Mapping[str, Any], *, content: Path, day: date, as_json: bool, ics: Path | None = None) -> int:
    """Prints the dates for one letter.

    Args:
        values: the options as typed.
        content: the content folder.
        day: today, if it is not among the options.
        as_json: one JSON object instead of text.
        ics: write a calendar file here too.

    Returns:
        0; a refusal is an answer too. 1 when a calendar file was asked for and there is no date to put in it.

    Raises:
        NotUnderstood: when an option is missing or cannot be read.
        ContentError: when the content cannot be used.
        GuideError: when the calendar file cannot be written.
    """
    calculator = load_calculator(content)
    stated = Stated.read(values, day=day)
    found = work_out(stated, calculator)
    print(_json(stated, found) if as_json else deadline_text(stated, found, calculator.rules, content=content))
    if ics is not None:
        from sendguide.cli.calendar_file import write_calendar  # only when it is needed

        return write_calendar(ics, found, content=content, today=stated.today)
    return 0


def work_out(stated: Stated, calculator: Calculator) -> Deadline | Refusal:
    """What the calculator says.

    Raises:
        NotUnderstood: when the date of the letter is missing and needed.
    """
    refusal = calculator.refusal_of_kind(stated.kind)
    if refusal:
        return refusal
    if stated.letter is None:
        raise NotUnderstood("letter: it is missing. Give the date on the decision letter, such as 2026-10-01.")
    question = Question(
        letter=stated.letter,
        today=stated.today,
        certificate=stated.certificate,
        contacted=stated.contacted,
        kind=stated.kind,
    )
    return calculator.work_out(question)


def _json(stated: Stated, found: Deadline | Refusal, **more: Any) -> str:
    return json.dumps({**more, **stated_record(stated), **deadline_record(found)}, ensure_ascii=False)


def run_batch(file: Path, *, content: Path, day: date) -> int:
    """Prints one JSON line for each line that can be read.

    Args:
        file: JSON lines with `letter`, `certificate`, `contacted`, `kind` and `today`; `-` for standard input.
        content: the content folder.
        day: today, where a line does not state it.

    Returns:
        0, or 1 when a line was left out or the file could not be opened.

    Raises:
        ContentError: when the content cannot be used.
    """
    calculator = load_calculator(content)
    if str(file) == "-":
        return _all_lines(sys.stdin.buffer, calculator, day)
    try:
        with file.open("rb") as lines:
            return _all_lines(lines, calculator, day)
    except OSError as error:
        print(f"The file {file} cannot be read: {error.strerror}. Check its name.", file=sys.stderr)
        return 1


def _all_lines(lines: IO[bytes], calculator: Calculator, day: date) -> int:
    code = 0
    for number, raw in _not_blank(lines):
        try:
            stated = Stated.read(_object(raw), day=day)
            print(_json(stated, work_out(stated, calculator), line=number), flush=True)
        except NotUnderstood as error:
            code = 1
            print(f"line {number}: {error} It was left out.", file=sys.stderr, flush=True)
    return code


def _not_blank(lines: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    return ((number, raw) for number, raw in enumerate(lines, start=1) if raw.strip())


def _object(raw: bytes) -> dict[str, Any]:
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NotUnderstood("it is not UTF-8 text. Save the file again as UTF-8.") from None
    except (ValueError, RecursionError):
        raise NotUnderstood('it cannot be read as JSON. Write it as {"letter": "2026-10-01"}.') from None
    if not isinstance(data, dict):
        raise NotUnderstood('it is no JSON object. Write it as {"letter": "2026-10-01"}.')
    return data
