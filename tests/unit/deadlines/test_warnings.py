"""What to watch out for: when each warning comes, and in which order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sendguide.deadlines.calculator import Calculator
from sendguide.deadlines.kinds import Kind
from tests.unit.deadlines.support import NEEDS_CERTIFICATE, asked, on, texts, worked_out

LETTER, CERTIFICATE = on("Mon 14 Sep 2026"), on("Tue 10 Nov 2026")
"""Target and last date are Thursday 10 December 2026; the target is 10 working days after Thursday 26 November."""


@pytest.mark.parametrize(
    ("letter", "text"),
    [
        pytest.param("Wed 30 Sep 2026", "wrong=Sunday 29 November 2026", id="a day short"),
        pytest.param("Wed 1 Jul 2026", "wrong=Sunday 30 August 2026", id="two days short"),
        pytest.param("Fri 1 Jan 2027", "wrong=Tuesday 2 March 2027", id="a day long"),
    ],
)
def test_sixty_days_are_warned_of_where_they_differ(bare: Calculator, letter: str, text: str):
    warning = worked_out(bare, asked(on(letter))).warnings["letter_in_days"].text
    assert text in warning
    assert "days=60" in warning


def test_sixty_days_are_equal_over_a_leap_february(bare: Calculator):
    assert "letter_in_days" not in worked_out(bare, asked(on("Sat 1 Jan 2028"))).warnings


def test_thirty_days_are_warned_of_where_they_differ(bare: Calculator):
    found = worked_out(bare, asked(LETTER, on("Wed 7 Oct 2026")))
    assert found.warnings["certificate_in_days"].text == (
        "certificate_in_days date=Saturday 7 November 2026 days=30 wrong=Friday 6 November 2026"
    )
    assert "certificate_in_days" not in worked_out(bare, asked(LETTER, CERTIFICATE)).warnings


@pytest.mark.parametrize("today", ["Thu 26 Nov 2026", "Thu 10 Dec 2026"])
def test_a_target_within_ten_working_days_is_closing_in(bare: Calculator, today: str):
    found = worked_out(bare, asked(LETTER, CERTIFICATE, today=on(today)))
    assert found.warnings["closing_in"].text == "closing_in date=Thursday 10 December 2026"
    assert found.warnings["closing_in"].rule == "Q5"
    assert not {"late", "target_passed"} & set(found.warnings)


def test_a_target_more_than_ten_working_days_away_is_not(bare: Calculator):
    assert "closing_in" not in worked_out(bare, asked(LETTER, CERTIFICATE, today=on("Wed 25 Nov 2026"))).warnings


@pytest.mark.parametrize("today", ["Sat 14 Nov 2026", "Mon 16 Nov 2026"])
def test_between_target_and_last_date_the_target_has_passed(bare: Calculator, today: str):
    found = worked_out(bare, asked(LETTER, LETTER, today=on(today)))
    text = "target_passed date=Monday 16 November 2026 target=Friday 13 November 2026"
    assert found.warnings["target_passed"].text == text
    assert not {"late", "closing_in"} & set(found.warnings)


def test_an_extension_is_not_leant_on(bare: Calculator):
    """The last date is 1 September 2027; the target is 20 August, so 6 August is close."""
    found = worked_out(bare, asked(on("Tue 15 Jun 2027"), on("Tue 20 Jul 2027"), today=on("Fri 6 Aug 2027")))
    assert found.warnings["closing_in"].text == "closing_in date=Friday 20 August 2027"


@pytest.mark.parametrize("kind", [*NEEDS_CERTIFICATE, None])
def test_the_adviser_s_limit_closes_in_too(bare: Calculator, kind: Kind | None):
    near = on("Fri 30 Oct 2026")  # 10 working days on is Friday 13 November; the limit is Saturday 14 November
    assert "adviser_closing_in" not in worked_out(bare, asked(LETTER, kind=kind, today=near)).warnings
    found = worked_out(bare, asked(LETTER, kind=kind, today=near + timedelta(days=3)))
    assert found.warnings["adviser_closing_in"].text == "adviser_closing_in date=Saturday 14 November 2026"


@pytest.mark.parametrize("today", ["Thu 12 Nov 2026", "Sat 14 Nov 2026"])
def test_the_adviser_s_limit_closes_in_until_its_day(bare: Calculator, today: str):
    assert "adviser_closing_in" in worked_out(bare, asked(LETTER, today=on(today))).warnings


@pytest.mark.parametrize("more", [{"contacted": LETTER}, {"certificate": LETTER}, {"kind": Kind.SECTION_I_ONLY}])
def test_who_needs_no_contact_is_not_told_to_make_it(bare: Calculator, more: dict[str, object]):
    found = worked_out(bare, asked(LETTER, today=on("Thu 12 Nov 2026"), **more))
    assert "adviser_closing_in" not in found.warnings


@pytest.mark.parametrize("kind", [*(kind for kind in Kind if kind is not Kind.DISCRIMINATION), None])
@pytest.mark.parametrize("certificate", [None, CERTIFICATE])
def test_c14_and_c16_are_said_of_their_kinds(bare: Calculator, kind: Kind | None, certificate: date | None):
    warnings = worked_out(bare, asked(LETTER, certificate, kind=kind)).warnings
    assert ("refusal_to_amend" in warnings) is (kind is Kind.REFUSAL_TO_AMEND)
    assert ("kind_unknown" in warnings) is (kind is None)
    if kind is Kind.REFUSAL_TO_AMEND:
        assert warnings["refusal_to_amend"].text == "refusal_to_amend date=Saturday 14 November 2026"


@pytest.mark.parametrize("certificate", [None, CERTIFICATE])
def test_c16_an_unknown_kind_is_taken_to_need_a_certificate(calculator: Calculator, certificate: date | None):
    known = worked_out(calculator, asked(LETTER, certificate))
    unknown = worked_out(calculator, asked(LETTER, certificate, kind=None))
    assert (unknown.last, unknown.target, unknown.adviser) == (known.last, known.target, known.adviser)


def test_the_most_pressing_warning_comes_first(bare: Calculator):
    found = worked_out(bare, asked(LETTER, kind=None, today=on("Tue 17 Nov 2026")))
    assert list(found.warnings) == [
        "late_without_certificate",
        "adviser_limit_passed",
        "certificate_not_here",
        "no_certificate",
        "kind_unknown",
        "letter_in_days",
    ]


def test_contacts_are_those_of_the_warnings_then_those_who_always_help(calculator: Calculator):
    calm = worked_out(calculator, asked(LETTER, CERTIFICATE))
    assert calm.contacts == calculator.rules.contacts
    pressing = worked_out(calculator, asked(LETTER, today=on("Sun 15 Nov 2026")))
    named = [name for note in pressing.warnings.values() for name in note.contacts]
    assert pressing.contacts[0] == named[0]
    assert set(pressing.contacts) == {*named, *calculator.rules.contacts}
    assert len(pressing.contacts) == len(set(pressing.contacts))


def test_everyone_is_reminded_which_date_counts(bare: Calculator):
    for kind in (Kind.PLAN_CONTENTS, Kind.SECTION_I_ONLY):
        notes = {note.rule: note.text for note in worked_out(bare, asked(LETTER, kind=kind)).reminders}
        assert notes["Q3"] == "letter_date"


def test_the_target_is_shown_with_its_reason(bare: Calculator):
    found = worked_out(bare, asked(LETTER, LETTER)).target
    assert texts(found.why) == ["aim date=Saturday 14 November 2026"]
    assert found.rules == ("D2", "T-a", "T-h")
    assert worked_out(bare, asked(LETTER, CERTIFICATE)).target.rules == ("D2", "T-a")


@pytest.mark.parametrize(
    ("letter", "why"),
    [
        ("Fri 13 Nov 2026", "working_day"),
        ("Mon 14 Sep 2026", "weekend date=Saturday 14 November 2026 moved=Monday 16 November 2026"),
        (
            "Wed 31 Mar 2027",
            "bank_holiday date=Monday 31 May 2027 holiday=Spring bank holiday moved=Tuesday 1 June 2027",
        ),
        ("Tue 26 Jan 2027", "bank_holiday date=Friday 26 March 2027 holiday=Good Friday moved=Tuesday 30 March 2027"),
        ("Tue 27 Oct 2026", "window date=Sunday 27 December 2026 moved=Monday 4 January 2027"),
        ("Tue 15 Jun 2027", "window date=Sunday 15 August 2027 moved=Wednesday 1 September 2027"),
    ],
)
def test_the_last_date_is_shown_with_its_reason(bare: Calculator, letter: str, why: str):
    assert texts(worked_out(bare, asked(on(letter))).last.why) == [why, "received"]


def test_the_question_and_the_caveat_go_with_the_dates(calculator: Calculator):
    question = asked(LETTER, CERTIFICATE)
    found = worked_out(calculator, question)
    assert found.question == question
    assert found.caveat == "This is a guide. The Tribunal decides. Check with SENDIASS or IPSEA."
