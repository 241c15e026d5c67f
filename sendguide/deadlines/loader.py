"""Reads `content/deadlines.yml` and `content/bank-holidays.json`, and nothing else, so that it is quick."""

from __future__ import annotations

from pathlib import Path

from sendguide.content.reader import Reader
from sendguide.content.yaml_file import ContentError
from sendguide.deadlines.calculator import Calculator
from sendguide.deadlines.counting import WorkingDays
from sendguide.deadlines.rules import BankHolidays, DeadlineRules

RULES = "deadlines.yml"
BANK_HOLIDAYS = "bank-holidays.json"


def load_calculator(root: Path) -> Calculator:
    """The calculator of a content folder.

    Args:
        root: the content folder.

    Raises:
        ContentError: when one of the two files cannot be used; with file, line and remedy.
    """
    reader = Reader(root)
    rules, holidays = read_deadlines(reader)
    if rules is None or holidays is None or reader.problems:
        raise ContentError(reader.problems)
    return Calculator(rules, WorkingDays(holidays.by_day()))


def read_deadlines(reader: Reader) -> tuple[DeadlineRules | None, BankHolidays | None]:
    """Both files as far as they can be read; what is wrong with them is in `reader.problems`."""
    return reader.one(DeadlineRules, RULES), reader.one(BankHolidays, BANK_HOLIDAYS)
