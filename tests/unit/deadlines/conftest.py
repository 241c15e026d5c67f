"""The calculator with the real rules, and one with bare words so that tests do not hang on the wording."""

from __future__ import annotations

import pytest

from sendguide.deadlines.calculator import Calculator
from sendguide.deadlines.counting import WorkingDays
from sendguide.deadlines.loader import load_calculator
from sendguide.deadlines.rules import DeadlineRules
from sendguide.settings import settings
from tests.unit.deadlines.support import bare_rules


@pytest.fixture(scope="session")
def calculator() -> Calculator:
    """The calculator with the rules, words and bank holidays of `content/`."""
    return load_calculator(settings().content)


@pytest.fixture(scope="session")
def rules(calculator: Calculator) -> DeadlineRules:
    """The rules of `content/deadlines.yml`."""
    return calculator.rules


@pytest.fixture(scope="session")
def days(calculator: Calculator) -> WorkingDays:
    """The working days of `content/bank-holidays.json`."""
    return calculator.days


@pytest.fixture(scope="session")
def bare(calculator: Calculator) -> Calculator:
    """The calculator with `id name=value …` in place of every sentence."""
    return Calculator(bare_rules(calculator.rules), calculator.days)
