"""The worked examples of domain.md section 6.2, and the wrong results that it lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from sendguide.deadlines.calculator import Calculator
from sendguide.deadlines.counting import add_months
from tests.unit.deadlines.support import asked, last_date, on, worked_out


@dataclass(frozen=True)
class Example:
    """One row: letter, certificate, A, B, the later one, target, last date, and the rules that made and moved it."""

    letter: str
    certificate: str | None
    letter_end: str
    certificate_end: str | None
    later: str
    target: str
    last: str
    rules: str


EXAMPLES = {
    "E1": Example(
        "Thu 1 Oct 2026", "Sun 29 Nov 2026", "Tue 1 Dec 2026", "Tue 29 Dec 2026", "Tue 29 Dec 2026", "Tue 29 Dec 2026",
        "Mon 4 Jan 2027", "D2 T-a T-d",
    ),
    "E2": Example(
        "Mon 14 Sep 2026", "Fri 18 Sep 2026", "Sat 14 Nov 2026", "Sun 18 Oct 2026", "Sat 14 Nov 2026",
        "Fri 13 Nov 2026", "Mon 16 Nov 2026", "D2 T-a T-c",
    ),
    "E3": Example(
        "Mon 14 Sep 2026", "Tue 10 Nov 2026", "Sat 14 Nov 2026", "Thu 10 Dec 2026", "Thu 10 Dec 2026",
        "Thu 10 Dec 2026", "Thu 10 Dec 2026", "D2 T-a",
    ),
    "E4": Example(
        "Thu 31 Dec 2026", None, "Sun 28 Feb 2027", None, "Sun 28 Feb 2027", "Fri 26 Feb 2027", "Mon 1 Mar 2027",
        "D4 T-a T-b T-c",
    ),
    "E5": Example(
        "Tue 29 Dec 2026", "Fri 26 Feb 2027", "Sun 28 Feb 2027", "Fri 26 Mar 2027", "Fri 26 Mar 2027",
        "Thu 25 Mar 2027", "Tue 30 Mar 2027", "D2 T-a T-c",
    ),
    "E6": Example(
        "Fri 31 Dec 2027", None, "Tue 29 Feb 2028", None, "Tue 29 Feb 2028", "Tue 29 Feb 2028", "Tue 29 Feb 2028",
        "D4 T-a T-b",
    ),
    "E7": Example(
        "Wed 30 Sep 2026", "Mon 30 Nov 2026", "Mon 30 Nov 2026", "Wed 30 Dec 2026", "Wed 30 Dec 2026",
        "Wed 30 Dec 2026", "Mon 4 Jan 2027", "D2 T-a T-d",
    ),
    "E8": Example(
        "Mon 30 Nov 2026", "Fri 29 Jan 2027", "Sat 30 Jan 2027", "Sun 28 Feb 2027", "Sun 28 Feb 2027",
        "Fri 26 Feb 2027", "Mon 1 Mar 2027", "D2 T-a T-b T-c",
    ),
    "E9": Example(
        "Tue 15 Jun 2027", "Tue 20 Jul 2027", "Sun 15 Aug 2027", "Fri 20 Aug 2027", "Fri 20 Aug 2027",
        "Fri 20 Aug 2027", "Wed 1 Sep 2027", "D2 T-a T-e",
    ),
    "E10": Example(
        "Mon 31 May 2027", None, "Sat 31 Jul 2027", None, "Sat 31 Jul 2027", "Fri 30 Jul 2027", "Mon 2 Aug 2027",
        "D4 T-a T-c",
    ),
    "E11": Example(
        "Sat 24 Oct 2026", None, "Thu 24 Dec 2026", None, "Thu 24 Dec 2026", "Thu 24 Dec 2026", "Thu 24 Dec 2026",
        "D4 T-a",
    ),
    "E12": Example(
        "Sun 1 Nov 2026", "Tue 1 Dec 2026", "Fri 1 Jan 2027", "Fri 1 Jan 2027", "Fri 1 Jan 2027", "Thu 31 Dec 2026",
        "Mon 4 Jan 2027", "D2 T-a T-d",
    ),
    "E13": Example(
        "Tue 26 Jan 2027", None, "Fri 26 Mar 2027", None, "Fri 26 Mar 2027", "Thu 25 Mar 2027", "Tue 30 Mar 2027",
        "D4 T-a T-c",
    ),
    "E14": Example(
        "Wed 31 Mar 2027", None, "Mon 31 May 2027", None, "Mon 31 May 2027", "Fri 28 May 2027", "Tue 1 Jun 2027",
        "D4 T-a T-c",
    ),
    "E15": Example(
        "Fri 16 Apr 2027", "Tue 1 Jun 2027", "Wed 16 Jun 2027", "Thu 1 Jul 2027", "Thu 1 Jul 2027", "Thu 1 Jul 2027",
        "Thu 1 Jul 2027", "D2 T-a",
    ),
    "E16": Example(
        "Mon 12 Oct 2026", None, "Sat 12 Dec 2026", None, "Sat 12 Dec 2026", "Fri 11 Dec 2026", "Mon 14 Dec 2026",
        "D4 T-a T-c",
    ),
    "E17": Example(
        "Mon 25 Oct 2027", None, "Sat 25 Dec 2027", None, "Sat 25 Dec 2027", "Fri 24 Dec 2027", "Tue 4 Jan 2028",
        "D4 T-a T-d",
    ),
    "E18": Example(
        "Mon 23 Nov 2026", "Tue 1 Dec 2026", "Sat 23 Jan 2027", "Fri 1 Jan 2027", "Sat 23 Jan 2027", "Fri 22 Jan 2027",
        "Mon 25 Jan 2027", "D2 T-a T-c",
    ),
    "E19": Example(
        "Wed 29 Dec 2027", "Mon 31 Jan 2028", "Tue 29 Feb 2028", "Tue 29 Feb 2028", "Tue 29 Feb 2028",
        "Tue 29 Feb 2028", "Tue 29 Feb 2028", "D2 T-a T-b",
    ),
    "E20": Example(
        "Wed 1 Jul 2026", "Mon 6 Jul 2026", "Tue 1 Sep 2026", "Thu 6 Aug 2026", "Tue 1 Sep 2026", "Tue 1 Sep 2026",
        "Tue 1 Sep 2026", "D2 T-a",
    ),
    "E21": Example(
        "Mon 31 Aug 2026", "Fri 30 Oct 2026", "Sat 31 Oct 2026", "Mon 30 Nov 2026", "Mon 30 Nov 2026",
        "Mon 30 Nov 2026", "Mon 30 Nov 2026", "D2 T-a",
    ),
    "E22": Example(
        "Sun 28 Feb 2027", "Wed 31 Mar 2027", "Wed 28 Apr 2027", "Fri 30 Apr 2027", "Fri 30 Apr 2027",
        "Fri 30 Apr 2027", "Fri 30 Apr 2027", "D2 T-a T-b",
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_a_worked_example_comes_out_in_every_column(calculator: Calculator, row: Example):
    letter, certificate = on(row.letter), on(row.certificate) if row.certificate else None
    found = worked_out(calculator, asked(letter, certificate))
    assert add_months(letter, 2) == on(row.letter_end)
    if certificate and row.certificate_end:
        assert add_months(certificate, 1) == on(row.certificate_end)
    assert found.unextended == on(row.later)
    assert found.target.day == on(row.target)
    assert found.last.day == on(row.last)
    assert found.adviser.day == on(row.letter_end)
    assert " ".join(found.last.rules) == row.rules


def test_all_twenty_two_are_here():
    assert list(EXAMPLES) == [f"E{number}" for number in range(1, 23)]


WRONG = {
    "E4 by overflow of 31 February": ("Thu 31 Dec 2026", None, "Wed 3 Mar 2027"),
    "E10 as if it ended in August": ("Mon 31 May 2027", None, "Wed 1 Sep 2027"),
    "E9 without the August rule": ("Tue 15 Jun 2027", "Tue 20 Jul 2027", "Fri 20 Aug 2027"),
    "E1 without the Christmas rule": ("Thu 1 Oct 2026", "Sun 29 Nov 2026", "Tue 29 Dec 2026"),
    "E20 as if it ended in August": ("Wed 1 Jul 2026", "Mon 6 Jul 2026", "Wed 2 Sep 2026"),
    "E3 as the sooner date": ("Mon 14 Sep 2026", "Tue 10 Nov 2026", "Mon 16 Nov 2026"),
}


@pytest.mark.parametrize(("letter", "certificate", "wrong"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_result_does_not_come_out(calculator: Calculator, letter: str, certificate: str | None, wrong: str):
    assert last_date(calculator, letter, certificate) != on(wrong)


def test_e4_does_not_overflow_into_march():
    assert add_months(on("Thu 31 Dec 2026"), 2) == on("Sun 28 Feb 2027") != on("Wed 3 Mar 2027")


def test_e22_does_not_snap_to_the_end_of_the_month():
    assert add_months(on("Sun 28 Feb 2027"), 2) == on("Wed 28 Apr 2027") != on("Fri 30 Apr 2027")


@pytest.mark.parametrize(
    ("name", "sixty_days"), [("E7", "Sun 29 Nov 2026"), ("E14", "Sun 30 May 2027"), ("E15", "Tue 15 Jun 2027")]
)
def test_sixty_days_are_one_day_short_and_the_warning_says_so(calculator: Calculator, name: str, sixty_days: str):
    row = EXAMPLES[name]
    letter = on(row.letter)
    assert letter + timedelta(days=60) == on(sixty_days) == add_months(letter, 2) - timedelta(days=1)
    found = worked_out(calculator, asked(letter, on(row.certificate) if row.certificate else None))
    assert f"{on(sixty_days):%A} {on(sixty_days).day} {on(sixty_days):%B %Y}" in found.warnings["letter_in_days"].text
