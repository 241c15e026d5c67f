"""Ages as councils and providers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.directory.importing.ages import NOT_SAID, OLDEST, Ages, ages

WRITTEN = [
    ("0-5", 0, 5), ("0–25", 0, 25), ("0 — 25 years", 0, 25), ("5 to 11 years", 5, 11), ("5 years to 11 years", 5, 11),
    ("Ages 5 – 11 years old", 5, 11), ("aged 5-11", 5, 11), ("between 5 and 11", 5, 11), ("from 5 to 11", 5, 11),
    ("5yrs - 18yrs", 5, 18), ("0 - 25yrs", 0, 25), ("18-65", 18, 65), ("19-25", 19, 25), ("0/5", 0, 5),
    ("4 to 11s", 4, 11), ("0 to 5s", 0, 5), ("0 to 18 years inclusive", 0, 18), ("11 to 18 year olds", 11, 18),
    ("eight to twelve", 8, 12), ("from 0 to 5", 0, 5), ("5-25 years (SEND)", 5, 25), ("14 - 25 years", 14, 25),
    ("under 5s", None, 4), ("Under-5s", None, 4), ("under 5's", None, 4), ("U12s", None, 11), ("under one", None, 0),
    ("under 25", None, 24), ("under 18 months", None, 1.5), ("5 to under 12", 5, 11), ("up to 25", None, 25),
    ("until their 19th birthday", None, 18), ("18 and under", None, 18), ("16 or younger", None, 16),
    ("no older than 16", None, 16), ("maximum age 11", None, 11),
    ("16+", 16, None), ("8yrs+", 8, None), ("12 months +", 1, None), ("18 years plus", 18, None), ("25 plus", 25, None),
    ("16 or over", 16, None), ("5 years and over", 5, None), ("5 & over", 5, None), ("over 18s", 18, None),
    ("Over 50s", 50, None), ("age 8 upwards", 8, None), ("aged four and above", 4, None), ("11 and up", 11, None),
    ("from age 2", 2, None), ("from 3 months", 0.25, None), ("from birth", 0, None), ("minimum age 5", 5, None),
    ("18 months - 4 years", 1.5, 4), ("18 months to 4", 1.5, 4), ("6 weeks to 5 years", 0.12, 5),
    ("3-6 months", 0.25, 0.5),
    ("0-6 months", 0, 0.5), ("9 months to 4 years", 0.75, 4), ("2yrs 9mths to 5yrs", 2.75, 5), ("2½ - 5", 2.5, 5),
    ("2 1/2 - 4 years", 2.5, 4), ("2.5 to 4", 2.5, 4), ("8 years to 13 years 11 months", 8, 13.92),
    ("birth to 25", 0, 25), ("Birth - 19 years", 0, 19), ("pre-birth to 5 years", 0, 5),
    ("8 - 18 (up to 25 with SEND)", 8, 25), ("0 - 19 (25 with SEND)", 0, 25), ("0-19 years (up to 25 if SEND)", 0, 25),
    ("0-19 (25)", 0, 25), ("11+ (up to 18)", 11, 18), ("Post 16 (16-19)", 16, 19),
    ("0 to 19 (or 25 with disabilities)", 0, 25), ("from age 5 up to their 18th birthday", 5, 17),
    ("16 - 25+", 16, None),
    ("5-11yrs, 12-16yrs", 5, 16), ("Boys 8-12, girls 10-14", 8, 14), ("Primary (5-11)\nSecondary (11-16)", 5, 16),
    ("0-4 Years\n25 plus", 0, None), ("3 and 4 year olds", 3, 4), ("2, 3 and 4 year olds", 2, 4),
    ("11 year olds", 11, 11), ("Aged 11", 11, 11),
    ("Year 7-11", 11, 16), ("Years 7 to 11", 11, 16), ("Y7-Y11", 11, 16), ("Yr 10 and 11", 14, 16), ("Year 9", 13, 14),
    ("Reception to Year 6", 4, 11), ("KS1-KS2", 5, 11), ("key stage 3", 11, 14), ("years 5-18", 5, 18),
    ("primary", 4, 11), ("Primary and secondary", 4, 16), ("sixth form", 16, 19), ("Early years (0-4)", 0, 4),
    ("EYFS", 0, 5), ("school age", 5, 16), ("teenagers", 13, 19), ("post-16", 16, None), ("Post 19", 19, None),
    ("adults", 18, None), ("Adults with autism", 18, None),
    ("7pm - 9pm, ages 11-16", 11, 16), ("Max 12 children, ages 4-8, £3", 4, 8), ("<p>5&nbsp;-&nbsp;11</p>", 5, 11),
]  # fmt: skip
SILENT = [
    "", "all ages", "All Ages welcome", "any age", "no age limit", "children and young people", "families", "babies",
    "older people", "young adults", "parents of adults", "adults and children", "2025", "5", "2 years", "11-5",
    "max 10 children", "9am - 3pm", "01/09/2024 to 31/08/2025", "0121 496 0123", "£5-£10", "contact us", "200-300",
    "nursery", "1-2-1 support", None, True, ["5-11"],
]  # fmt: skip


@pytest.mark.parametrize(("written", "minimum", "maximum"), WRITTEN)
def test_ages_are_read(written: str, minimum: float | None, maximum: float | None) -> None:
    assert ages(written) == Ages(minimum, maximum)


@pytest.mark.parametrize("written", SILENT)
def test_nothing_is_guessed(written: object) -> None:
    assert ages(written) == NOT_SAID


def test_there_are_as_many_ways_of_writing_as_promised() -> None:
    assert len(WRITTEN) >= 80


@given(st.text(alphabet="0123456789 -–+to.underyasmnth()/,½", max_size=60))
def test_whatever_is_written_the_ages_are_possible(written: str) -> None:
    found = ages(written)
    ends = [end for end in (found.minimum, found.maximum) if end is not None]
    assert all(0 <= end <= OLDEST for end in ends)
    assert ends == sorted(ends)


@given(st.integers(0, 99), st.integers(0, 99))
def test_plain_spans(low: int, high: int) -> None:
    expected = Ages(low, high) if low <= high else NOT_SAID
    assert ages(f"{low} - {high} years") == expected
