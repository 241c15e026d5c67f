"""How time is counted: rules T-a to T-i, one by one."""

from __future__ import annotations

from datetime import date

import pytest

from sendguide.deadlines.calculator import Calculator
from sendguide.deadlines.counting import BeyondBankHolidays, WorkingDays, add_months, has_no_such_day
from tests.unit.deadlines.support import asked, last_date, on, texts, worked_out


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("Mon 14 Sep 2026", 2, "Sat 14 Nov 2026"),
        ("Sat 31 Oct 2026", 2, "Thu 31 Dec 2026"),
        ("Sun 1 Nov 2026", 1, "Tue 1 Dec 2026"),
        ("Tue 1 Dec 2026", 1, "Fri 1 Jan 2027"),
        ("Thu 31 Dec 2026", 12, "Fri 31 Dec 2027"),
        ("Sun 28 Feb 2027", 1, "Sun 28 Mar 2027"),
    ],
)
def test_t_a_a_month_ends_on_the_same_numbered_day(day: str, months: int, end: str):
    assert add_months(on(day), months) == on(end)
    assert not has_no_such_day(on(day), months)


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("Thu 31 Dec 2026", 2, "Sun 28 Feb 2027"),
        ("Fri 31 Dec 2027", 2, "Tue 29 Feb 2028"),
        ("Wed 31 Mar 2027", 1, "Fri 30 Apr 2027"),
        ("Fri 29 Jan 2027", 1, "Sun 28 Feb 2027"),
        ("Tue 29 Feb 2028", 12, "Wed 28 Feb 2029"),
    ],
)
def test_t_b_a_month_without_that_day_ends_on_its_last(day: str, months: int, end: str):
    assert add_months(on(day), months) == on(end)
    assert has_no_such_day(on(day), months)


@pytest.mark.parametrize(
    ("letter", "last"),
    [
        pytest.param("Mon 14 Sep 2026", "Mon 16 Nov 2026", id="Saturday"),
        pytest.param("Tue 15 Sep 2026", "Mon 16 Nov 2026", id="Sunday"),
        pytest.param("Tue 26 Jan 2027", "Tue 30 Mar 2027", id="Good Friday, and then Easter"),
        pytest.param("Wed 31 Mar 2027", "Tue 1 Jun 2027", id="Spring bank holiday"),
        pytest.param("Wed 3 Mar 2027", "Tue 4 May 2027", id="Early May bank holiday"),
        pytest.param("Fri 13 Nov 2026", "Wed 13 Jan 2027", id="a working day stays"),
    ],
)
def test_t_c_a_day_that_is_no_working_day_goes_on_to_the_next(calculator: Calculator, letter: str, last: str):
    assert last_date(calculator, letter) == on(last)


@pytest.mark.parametrize(
    ("letter", "last"),
    [
        pytest.param("Sat 24 Oct 2026", "Thu 24 Dec 2026", id="the day before"),
        pytest.param("Sun 25 Oct 2026", "Mon 4 Jan 2027", id="its first day"),
        pytest.param("Wed 28 Oct 2026", "Mon 4 Jan 2027", id="a bank holiday in it"),
        pytest.param("Tue 27 Oct 2026", "Mon 4 Jan 2027", id="a Sunday in it"),
        pytest.param("Sat 31 Oct 2026", "Mon 4 Jan 2027", id="New Year's Eve"),
        pytest.param("Sun 1 Nov 2026", "Mon 4 Jan 2027", id="its last day"),
        pytest.param("Mon 2 Nov 2026", "Mon 4 Jan 2027", id="the day after, a Saturday"),
        pytest.param("Wed 4 Nov 2026", "Mon 4 Jan 2027", id="a working day after it"),
        pytest.param("Thu 5 Nov 2026", "Tue 5 Jan 2027", id="the next one"),
        pytest.param("Mon 25 Oct 2027", "Tue 4 Jan 2028", id="3 January 2028 is a substitute day"),
        pytest.param("Mon 1 Nov 2027", "Tue 4 Jan 2028", id="1 January on a Saturday"),
        pytest.param("Tue 24 Oct 2028", "Wed 27 Dec 2028", id="24 December 2028 is a Sunday: the earlier date"),
        pytest.param("Wed 25 Oct 2028", "Tue 2 Jan 2029", id="25 December 2028"),
    ],
)
def test_t_d_christmas(calculator: Calculator, letter: str, last: str):
    assert last_date(calculator, letter) == on(last)


@pytest.mark.parametrize(
    ("letter", "last"),
    [
        pytest.param("Mon 31 May 2027", "Mon 2 Aug 2027", id="31 July 2027 is a Saturday: the earlier date"),
        pytest.param("Sun 30 May 2027", "Fri 30 Jul 2027", id="the Friday before"),
        pytest.param("Tue 1 Jun 2027", "Wed 1 Sep 2027", id="its first day"),
        pytest.param("Sun 27 Jun 2027", "Wed 1 Sep 2027", id="a weekday in it"),
        pytest.param("Wed 30 Jun 2027", "Wed 1 Sep 2027", id="a bank holiday in it"),
        pytest.param("Thu 1 Jul 2027", "Wed 1 Sep 2027", id="1 September itself"),
        pytest.param("Wed 1 Jul 2026", "Tue 1 Sep 2026", id="1 September 2026 itself"),
        pytest.param("Thu 29 Jun 2028", "Fri 1 Sep 2028", id="29 August 2028"),
        pytest.param("Fri 27 Jun 2025", "Mon 1 Sep 2025", id="1 September on a Monday"),
        pytest.param("Thu 28 Jun 2029", "Mon 3 Sep 2029", id="1 September on a Saturday"),
    ],
)
def test_t_e_august(calculator: Calculator, letter: str, last: str):
    assert last_date(calculator, letter) == on(last)


@pytest.mark.parametrize(
    ("letter", "last"),
    [
        pytest.param("Mon 6 Jul 2026", "Mon 7 Sep 2026", id="August in the middle"),
        pytest.param("Mon 20 Jul 2026", "Mon 21 Sep 2026", id="more of August in the middle"),
        pytest.param("Fri 20 Nov 2026", "Wed 20 Jan 2027", id="Christmas in the middle"),
    ],
)
def test_t_f_only_the_day_on_which_the_period_ends_matters(calculator: Calculator, letter: str, last: str):
    assert last_date(calculator, letter) == on(last)


@pytest.mark.parametrize(
    ("letter", "window"), [("Mon 31 May 2027", "Saturday 31 July 2027"), ("Tue 24 Oct 2028", "Sunday 24 December 2028")]
)
def test_t_f_a_period_that_ends_just_before_a_window_says_that_it_adds_nothing(
    bare: Calculator, letter: str, window: str
):
    assert f"not reached date={window}" in texts(worked_out(bare, asked(on(letter))).last.why)


def test_t_f_a_period_that_ends_elsewhere_says_nothing_of_windows(bare: Calculator):
    why = texts(worked_out(bare, asked(on("Mon 14 Sep 2026"))).last.why)
    assert why == ["weekend date=Saturday 14 November 2026 moved=Monday 16 November 2026", "received"]


def test_t_g_the_appeal_must_be_there_by_five(calculator: Calculator):
    note = worked_out(calculator, asked(on("Mon 14 Sep 2026"))).last.why[-1]
    assert note.rule == "T-g"
    assert "5pm" in note.text


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        ("Mon 23 Nov 2026", True),
        ("Fri 27 Nov 2026", True),
        ("Sat 28 Nov 2026", False),
        ("Sun 29 Nov 2026", False),
        ("Fri 25 Dec 2026", False),
        ("Mon 28 Dec 2026", False),
        ("Tue 29 Dec 2026", True),
        ("Fri 26 Mar 2027", False),
        ("Mon 29 Mar 2027", False),
        ("Mon 3 Jan 2028", False),
        ("Mon 31 Aug 2026", False),
    ],
)
def test_t_h_working_days(days: WorkingDays, day: str, is_working: bool):
    assert days.is_working(on(day)) is is_working


def test_t_h_working_days_are_counted_without_the_first(days: WorkingDays):
    assert days.after(on("Thu 24 Dec 2026")) == on("Tue 29 Dec 2026")
    assert days.after(on("Thu 24 Dec 2026"), 3) == on("Thu 31 Dec 2026")
    assert days.after(on("Thu 24 Dec 2026"), 0) == on("Thu 24 Dec 2026")
    assert days.on_or_before(on("Mon 28 Dec 2026")) == on("Thu 24 Dec 2026")
    assert days.on_or_before(on("Tue 29 Dec 2026")) == on("Tue 29 Dec 2026")
    assert days.on_or_after(on("Tue 29 Dec 2026")) == on("Tue 29 Dec 2026")


def test_t_h_nobody_can_tell_for_days_beyond_the_list():
    days = WorkingDays({date(2026, 12, 25): "Christmas Day", date(2027, 1, 1): "New Year’s Day"})
    assert (days.first, days.last) == (date(2026, 1, 1), date(2027, 12, 31))
    assert days.is_working(days.first)
    assert days.is_working(days.last)
    for beyond in (date(2025, 12, 31), date(2028, 1, 1)):
        with pytest.raises(BeyondBankHolidays, match="2026-01-01 to 2027-12-31") as raised:
            days.is_working(beyond)
        assert (raised.value.first, raised.value.last) == (days.first, days.last)


def test_t_i_no_day_is_left_out_of_the_count(calculator: Calculator):
    """Leaving out August and Christmas would give 8 October 2026 and 28 January 2027."""
    assert last_date(calculator, "Tue 7 Jul 2026") == on("Mon 7 Sep 2026")
    assert last_date(calculator, "Thu 19 Nov 2026") == on("Tue 19 Jan 2027")
