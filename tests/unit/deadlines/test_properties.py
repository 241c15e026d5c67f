"""What holds for all dates."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sendguide.deadlines.calculator import Calculator
from sendguide.deadlines.counting import WorkingDays, add_months
from sendguide.deadlines.extension import extend
from sendguide.deadlines.kinds import Kind
from sendguide.deadlines.loader import load_calculator
from sendguide.deadlines.result import Deadline, Question
from sendguide.settings import PROJECT
from tests.unit.deadlines.support import asked, worked_out

CALCULATOR: Calculator = load_calculator(PROJECT / "content")
DAYS: WorkingDays = CALCULATOR.days
LETTERS = st.dates(date(2025, 1, 1), date(2029, 6, 30))
KINDS = st.sampled_from([None, *(kind for kind in Kind if kind is not Kind.DISCRIMINATION)])
AFTER = st.none() | st.integers(0, 60)
"""How many days after the letter the certificate is dated."""


def _dates(letter: date, after: int | None, kind: Kind | None) -> Deadline:
    certificate = None if after is None else letter + timedelta(days=after)
    return worked_out(CALCULATOR, asked(letter, certificate, kind=kind))


def _in_window(day: date) -> bool:
    return any(window.holds(day) for window in CALCULATOR.rules.windows)


@given(LETTERS, AFTER, KINDS)
def test_the_last_date_is_a_working_day_not_before_the_period_ends(letter: date, after: int | None, kind: Kind | None):
    found = _dates(letter, after, kind)
    assert found.last.day >= found.unextended
    assert DAYS.is_working(found.last.day)


@given(LETTERS, AFTER, KINDS)
def test_the_target_is_a_working_day_not_after_the_period_ends(letter: date, after: int | None, kind: Kind | None):
    found = _dates(letter, after, kind)
    assert found.target.day <= found.unextended <= found.last.day
    assert DAYS.is_working(found.target.day)
    gap = (found.unextended - found.target.day).days
    assert not any(DAYS.is_working(found.target.day + timedelta(days=more)) for more in range(1, gap + 1))


@given(LETTERS, AFTER, KINDS)
def test_the_last_date_is_in_a_window_only_by_the_ordinary_rule(letter: date, after: int | None, kind: Kind | None):
    found = _dates(letter, after, kind)
    if _in_window(found.last.day):
        assert not _in_window(found.unextended)
        assert found.last.day == DAYS.on_or_after(found.unextended) != found.unextended


@given(LETTERS, AFTER, KINDS, st.integers(0, 40))
def test_a_later_letter_never_has_an_earlier_last_date(letter: date, after: int | None, kind: Kind | None, more: int):
    later = letter + timedelta(days=more)
    assert _dates(letter, after, kind).last.day <= _dates(later, after, kind).last.day
    certificate = letter + timedelta(days=60)
    first, second = (worked_out(CALCULATOR, asked(day, certificate, kind=kind)) for day in (letter, later))
    assert first.last.day <= second.last.day


@given(LETTERS, st.integers(0, 40), st.integers(0, 20), KINDS)
def test_a_later_certificate_never_gives_less_time(letter: date, after: int, more: int, kind: Kind | None):
    none, early, late = (_dates(letter, days, kind).last.day for days in (None, after, after + more))
    assert none <= early <= late


@given(LETTERS, AFTER, KINDS)
def test_the_adviser_s_limit_is_two_months_and_nothing_else(letter: date, after: int | None, kind: Kind | None):
    assert _dates(letter, after, kind).adviser.day == add_months(letter, 2)


@given(st.dates(date(2025, 1, 1), date(2029, 12, 1)), st.dates(date(2025, 1, 1), date(2029, 12, 1)))
def test_extending_both_and_taking_the_later_is_taking_the_later_and_extending_it(one: date, other: date):
    extended = [extend(day, rules=CALCULATOR.rules, days=DAYS).day for day in (one, other)]
    assert max(extended) == extend(max(one, other), rules=CALCULATOR.rules, days=DAYS).day


@given(LETTERS, st.integers(0, 60))
def test_section_i_only_has_the_same_dates_with_or_without_a_certificate(letter: date, after: int):
    with_one, without = (_dates(letter, days, Kind.SECTION_I_ONLY) for days in (after, None))
    assert (with_one.last, with_one.target) == (without.last, without.target)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 24))
def test_months_end_on_the_same_day_or_the_last_of_the_month(day: date, months: int):
    end = add_months(day, months)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == day.day or (end.day < day.day and (end + timedelta(days=1)).day == 1)


ANY_DAY = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(ANY_DAY, ANY_DAY, st.none() | ANY_DAY, st.none() | ANY_DAY, st.none() | st.sampled_from(Kind))
def test_any_dates_give_dates_or_a_refusal(
    letter: date, today: date, certificate: date | None, contacted: date | None, kind: Kind | None
):
    question = Question(letter=letter, today=today, certificate=certificate, contacted=contacted, kind=kind)
    found = CALCULATOR.work_out(question)
    assert found.caveat
    assert found.contacts


@given(LETTERS, AFTER, KINDS, st.integers(0, 365), st.none() | st.integers(0, 90))
def test_every_sentence_is_filled_in(
    letter: date, after: int | None, kind: Kind | None, today: int, contacted: int | None
):
    question = Question(
        letter=letter,
        today=letter + timedelta(days=today),
        certificate=None if after is None else letter + timedelta(days=after),
        contacted=None if contacted is None else letter + timedelta(days=contacted),
        kind=kind,
    )
    found = CALCULATOR.work_out(question)
    if isinstance(found, Deadline):
        notes = [*found.working, *found.target.why, *found.last.why, *found.adviser.why]
        said = [note.text for note in [*notes, *found.warnings.values(), *found.reminders]]
    else:
        said = [found.reason, found.instead]
    assert all(text and "{" not in text and "}" not in text and "None" not in text for text in said)
