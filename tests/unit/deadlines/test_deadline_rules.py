"""Which date follows from which letter and certificate: rules D1 to D9; and without a certificate: P1 to P6."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sendguide.deadlines.calculator import Calculator
from sendguide.deadlines.kinds import Kind
from sendguide.deadlines.result import Question
from tests.unit.deadlines.support import NEEDS_CERTIFICATE, asked, last_date, on, refused, texts, worked_out

LETTER = on("Mon 14 Sep 2026")
"""Its 2 months end on Saturday 14 November 2026."""


@pytest.mark.parametrize("kind", [*NEEDS_CERTIFICATE, None])
@pytest.mark.parametrize(
    ("letter", "adviser"),
    [
        ("Mon 14 Sep 2026", "Sat 14 Nov 2026"),
        ("Tue 15 Jun 2027", "Sun 15 Aug 2027"),
        ("Sun 25 Oct 2026", "Fri 25 Dec 2026"),
        ("Thu 31 Dec 2026", "Sun 28 Feb 2027"),
    ],
)
def test_d1_the_adviser_is_contacted_within_two_months_never_extended(
    calculator: Calculator, kind: Kind | None, letter: str, adviser: str
):
    found = worked_out(calculator, asked(on(letter), kind=kind))
    assert found.adviser.day == on(adviser)
    assert found.adviser.rules[0] == "D1"


def test_d1_a_limit_on_a_day_off_says_when_to_ring_and_stays(bare: Calculator):
    found = worked_out(bare, asked(LETTER)).adviser
    assert texts(found.why) == [
        "adviser date=Saturday 14 November 2026 months=2",
        "adviser_not_working before=Friday 13 November 2026 date=Saturday 14 November 2026",
    ]
    assert found.rules == ("D1", "T-a")


def test_d1_a_limit_on_a_working_day_says_no_more(bare: Calculator):
    found = worked_out(bare, asked(on("Thu 1 Oct 2026"))).adviser
    assert texts(found.why) == ["adviser date=Tuesday 1 December 2026 months=2"]


def test_d1_for_section_i_only_contact_is_a_choice(bare: Calculator):
    found = worked_out(bare, asked(on("Thu 1 Oct 2026"), kind=Kind.SECTION_I_ONLY)).adviser
    assert texts(found.why) == ["adviser_by_choice date=Tuesday 1 December 2026"]
    assert found.day == on("Tue 1 Dec 2026")


def test_d1_a_limit_in_a_month_without_that_day_names_the_rule(bare: Calculator):
    assert worked_out(bare, asked(on("Thu 31 Dec 2026"))).adviser.rules == ("D1", "T-a", "T-b")


@pytest.mark.parametrize("kind", [*NEEDS_CERTIFICATE, None])
def test_d2_the_later_date_counts(calculator: Calculator, kind: Kind | None):
    assert last_date(calculator, "Mon 14 Sep 2026", "Fri 18 Sep 2026", kind=kind) == on("Mon 16 Nov 2026")
    assert last_date(calculator, "Mon 14 Sep 2026", "Tue 10 Nov 2026", kind=kind) == on("Thu 10 Dec 2026")


@pytest.mark.parametrize(
    ("letter", "certificate", "decided"),
    [
        ("Mon 14 Sep 2026", "Fri 18 Sep 2026", "letter_later date=Saturday 14 November 2026"),
        ("Mon 14 Sep 2026", "Tue 10 Nov 2026", "certificate_later date=Thursday 10 December 2026"),
        ("Sun 1 Nov 2026", "Tue 1 Dec 2026", "same_day date=Friday 1 January 2027"),
    ],
)
def test_d2_the_working_says_which_date_counts(bare: Calculator, letter: str, certificate: str, decided: str):
    working = texts(worked_out(bare, asked(on(letter), on(certificate))).working)
    assert working[-1] == decided
    assert [text.split()[0] for text in working[:-1]] == ["letter", "certificate"]


def test_d2_the_working_tells_every_step(bare: Calculator):
    found = worked_out(bare, asked(on("Wed 29 Dec 2027"), on("Mon 31 Jan 2028")))
    assert texts(found.working) == [
        "letter date=Tuesday 29 February 2028 letter=Wednesday 29 December 2027 months=2",
        "certificate certificate=Monday 31 January 2028 date=Tuesday 29 February 2028 months=1",
        "month_end date=Tuesday 29 February 2028 month=February 2028 number=31",
        "same_day date=Tuesday 29 February 2028",
    ]


def test_d2_a_short_month_that_does_not_decide_is_not_named(bare: Calculator):
    found = worked_out(bare, asked(on("Thu 31 Dec 2026"), on("Mon 1 Feb 2027")))
    assert found.last.rules == ("D2", "T-a")
    found = worked_out(bare, asked(on("Mon 30 Nov 2026"), on("Thu 31 Dec 2026")))
    assert found.last.rules == ("D2", "T-a", "T-c")


@pytest.mark.parametrize("certificate", [None, on("Tue 10 Nov 2026")])
def test_d3_section_i_only_is_two_months_from_the_letter(calculator: Calculator, certificate: date | None):
    found = worked_out(calculator, asked(LETTER, certificate, kind=Kind.SECTION_I_ONLY))
    assert found.last.day == on("Mon 16 Nov 2026")
    assert found.last.rules == ("D3", "T-a", "T-c")
    assert ("section_i_certificate" in found.warnings) is (certificate is not None)
    assert "no_certificate" not in found.warnings


def test_d3_a_certificate_that_is_not_needed_tells_to_get_advice(bare: Calculator):
    found = worked_out(bare, asked(LETTER, on("Tue 10 Nov 2026"), kind=Kind.SECTION_I_ONLY))
    note = found.warnings["section_i_certificate"]
    assert note.text == "section_i_certificate date=Monday 16 November 2026"
    assert {"coventry_sendiass", "ipsea"} <= set(note.contacts)
    assert "certificate_in_days" not in found.warnings
    assert texts(found.working) == [
        "letter date=Saturday 14 November 2026 letter=Monday 14 September 2026 months=2",
        "section_i",
    ]


def test_d3_a_late_certificate_and_late_contact_do_not_matter_for_section_i_only(calculator: Calculator):
    late = on("Mon 1 Mar 2027")
    found = worked_out(calculator, asked(LETTER, late, contacted=late, kind=Kind.SECTION_I_ONLY))
    assert found.last.day == on("Mon 16 Nov 2026")


def test_d4_without_a_certificate_the_letter_alone_and_the_adviser_are_shown(bare: Calculator):
    found = worked_out(bare, asked(LETTER))
    assert found.last.day == on("Mon 16 Nov 2026")
    assert found.last.rules[0] == "D4"
    assert found.adviser.day == on("Sat 14 Nov 2026")
    assert texts(found.working)[-1] == "letter_alone"
    assert found.warnings["no_certificate"].text == "no_certificate adviser=Saturday 14 November 2026 months=1"


@pytest.mark.parametrize("kind", [*NEEDS_CERTIFICATE, None])
def test_d5_a_certificate_after_the_limit_is_handed_on(calculator: Calculator, kind: Kind | None):
    """14 September + 2 months = 14 November; + 30 days = 14 December; + 3 working days = 17 December 2026."""
    limit = on("Thu 17 Dec 2026")
    worked_out(calculator, asked(LETTER, limit, kind=kind))
    found = refused(calculator, asked(LETTER, limit + timedelta(days=1), kind=kind))
    assert (found.id, found.rule, found.caveat) == ("certificate_too_late", "D5", calculator.rules.caveat)


def test_d5_the_three_working_days_of_the_limit_leave_out_holidays(bare: Calculator):
    """25 September + 2 months + 30 days = 25 December 2026; the third working day after it is 31 December."""
    letter = on("Fri 25 Sep 2026")
    worked_out(bare, asked(letter, on("Thu 31 Dec 2026")))
    found = refused(bare, asked(letter, on("Fri 1 Jan 2027")))
    limit = "limit=Thursday 31 December 2026"
    assert found.reason == f"certificate_too_late certificate=Friday 1 January 2027 {limit}"


@pytest.mark.parametrize("kind", [*NEEDS_CERTIFICATE, None])
@pytest.mark.parametrize("certificate", [None, on("Mon 16 Nov 2026")])
def test_d5_contact_after_the_limit_is_handed_on(calculator: Calculator, kind: Kind | None, certificate: date | None):
    limit, today = on("Sat 14 Nov 2026"), on("Mon 16 Nov 2026")
    worked_out(calculator, asked(LETTER, certificate, contacted=limit, kind=kind, today=today))
    late = limit + timedelta(days=1)
    found = refused(calculator, asked(LETTER, certificate, contacted=late, kind=kind, today=today))
    assert (found.id, found.rule, found.caveat) == ("contacted_too_late", "D5", calculator.rules.caveat)


def test_d5_late_contact_says_what_was_late(bare: Calculator):
    found = refused(bare, asked(LETTER, contacted=on("Mon 16 Nov 2026"), today=on("Tue 17 Nov 2026")))
    assert found.reason == "contacted_too_late contacted=Monday 16 November 2026 limit=Saturday 14 November 2026"
    assert found.instead == f"do {found.reason}"


def test_d6_discrimination_is_not_calculated(calculator: Calculator):
    found = refused(calculator, asked(LETTER, kind=Kind.DISCRIMINATION))
    assert (found.id, found.rule) == ("discrimination", "D6")
    assert "6 months" in found.reason
    assert "last safe day" in found.reason
    assert {"ipsea", "coventry_sendiass"} <= set(found.contacts)
    assert found.caveat == calculator.rules.caveat
    assert calculator.refusal_of_kind(Kind.DISCRIMINATION) == found


def test_d6_comes_before_doubts_about_dates(calculator: Calculator):
    found = refused(calculator, asked(LETTER, kind=Kind.DISCRIMINATION, today=on("Thu 1 Jan 2026")))
    assert found.rule == "D6"


@pytest.mark.parametrize("kind", [*(kind for kind in Kind if kind is not Kind.DISCRIMINATION), None])
def test_d6_no_other_kind_is_refused_as_such(calculator: Calculator, kind: Kind | None):
    assert calculator.refusal_of_kind(kind) is None


def test_d7_after_the_last_date_a_late_appeal_can_be_asked_for(bare: Calculator):
    certificate = on("Tue 10 Nov 2026")
    last = on("Thu 10 Dec 2026")
    assert "late" not in worked_out(bare, asked(LETTER, certificate, today=last)).warnings
    found = worked_out(bare, asked(LETTER, certificate, today=last + timedelta(days=1)))
    assert found.last.day == last
    assert next(iter(found.warnings)) == "late"
    assert found.warnings["late"].text == "late date=Thursday 10 December 2026"
    assert found.warnings["late"].rule == "D7"


def test_d7_without_a_certificate_more_time_is_not_ruled_out(bare: Calculator):
    on_the_day = worked_out(bare, asked(LETTER, contacted=LETTER, today=on("Mon 16 Nov 2026")))
    assert "late_without_certificate" not in on_the_day.warnings
    found = worked_out(bare, asked(LETTER, contacted=LETTER, today=on("Tue 17 Nov 2026")))
    assert found.warnings["late_without_certificate"].text == "late_without_certificate date=Monday 16 November 2026"
    assert "late" not in found.warnings


def test_d7_section_i_only_is_late_without_a_certificate_too(bare: Calculator):
    found = worked_out(bare, asked(LETTER, kind=Kind.SECTION_I_ONLY, today=on("Tue 17 Nov 2026")))
    assert found.warnings["late"].text == "late date=Monday 16 November 2026"
    assert "late_without_certificate" not in found.warnings


def test_d8_several_letters_are_reminded_of(bare: Calculator):
    notes = {note.rule: note.text for note in worked_out(bare, asked(LETTER)).reminders}
    assert notes["D8"] == "several_letters"


def test_d8_two_letters_are_two_clocks(calculator: Calculator):
    assert last_date(calculator, "Mon 14 Sep 2026") != last_date(calculator, "Thu 1 Oct 2026")


DOUBTFUL = {
    "letter_in_future": Question(letter=LETTER, today=LETTER - timedelta(days=1)),
    "certificate_in_future": Question(letter=LETTER, certificate=LETTER + timedelta(days=1), today=LETTER),
    "contact_in_future": Question(letter=LETTER, contacted=LETTER + timedelta(days=1), today=LETTER),
    "certificate_before_letter": Question(letter=LETTER, certificate=LETTER - timedelta(days=1), today=LETTER),
    "contact_before_letter": Question(letter=LETTER, contacted=LETTER - timedelta(days=1), today=LETTER),
    "contact_after_certificate": Question(
        letter=LETTER, certificate=LETTER, contacted=LETTER + timedelta(days=1), today=LETTER + timedelta(days=1)
    ),
    "letter_too_old": Question(letter=LETTER, today=on("Wed 15 Sep 2027")),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_d9_doubtful_dates_are_asked_for_again(calculator: Calculator, name: str):
    found = refused(calculator, DOUBTFUL[name])
    assert (found.id, found.rule) == (name, "D9")
    assert found.instead
    assert found.contacts
    assert found.caveat == calculator.rules.caveat


SAID = {
    "letter_in_future": "letter_in_future date=Monday 14 September 2026",
    "certificate_in_future": "certificate_in_future date=Tuesday 15 September 2026",
    "contact_in_future": "contact_in_future date=Tuesday 15 September 2026",
    "certificate_before_letter": (
        "certificate_before_letter certificate=Sunday 13 September 2026 letter=Monday 14 September 2026"
    ),
    "contact_before_letter": "contact_before_letter contacted=Sunday 13 September 2026 letter=Monday 14 September 2026",
    "contact_after_certificate": (
        "contact_after_certificate certificate=Monday 14 September 2026 contacted=Tuesday 15 September 2026"
    ),
    "letter_too_old": "letter_too_old letter=Monday 14 September 2026 months=12",
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_d9_the_reason_names_the_dates(bare: Calculator, name: str):
    assert refused(bare, DOUBTFUL[name]).reason == SAID[name]


def test_d9_everything_on_one_day_is_no_doubt(calculator: Calculator):
    worked_out(calculator, asked(LETTER, LETTER, contacted=LETTER, today=LETTER))


def test_d9_a_letter_of_exactly_twelve_months_ago_is_worked_out(calculator: Calculator):
    worked_out(calculator, asked(LETTER, today=on("Tue 14 Sep 2027")))


@pytest.mark.parametrize("kind", [Kind.SECTION_I_ONLY, None])
def test_d9_holds_for_every_kind(calculator: Calculator, kind: Kind | None):
    found = refused(calculator, asked(LETTER, kind=kind, today=LETTER - timedelta(days=1)))
    assert found.id == "letter_in_future"


def _reminders(calculator: Calculator, question: Question) -> dict[str, str]:
    return {note.rule: note.text for note in worked_out(calculator, question).reminders}


def test_p1_after_no_the_certificate_comes_in_three_working_days(bare: Calculator):
    found = _reminders(bare, asked(LETTER, contacted=on("Thu 1 Oct 2026"), today=on("Thu 1 Oct 2026")))
    assert found["P1"] == "certificate_after_no contacted=Thursday 1 October 2026 date=Tuesday 6 October 2026 days=3"


def test_p2_after_a_meeting_the_certificate_comes_in_three_working_days(bare: Calculator):
    found = _reminders(bare, asked(LETTER, contacted=on("Thu 1 Oct 2026"), today=on("Thu 1 Oct 2026")))
    assert found["P2"] == "certificate_after_meeting days=3"


def test_p3_the_council_has_thirty_days_to_set_mediation_up(bare: Calculator):
    found = _reminders(bare, asked(LETTER, contacted=on("Thu 1 Oct 2026"), today=on("Thu 1 Oct 2026")))
    assert found["P3"] == "certificate_after_waiting date=Saturday 31 October 2026 days=3 waiting=30"


def test_p1_to_p3_are_not_told_without_contact_or_with_a_certificate(bare: Calculator):
    contacted = on("Thu 1 Oct 2026")
    for question in (asked(LETTER), asked(LETTER, contacted, contacted=contacted)):
        assert not {"P1", "P2", "P3"} & set(_reminders(bare, question))


@pytest.mark.parametrize("kind", [*NEEDS_CERTIFICATE, None])
def test_p4_without_contact_after_two_months_adviser_and_tribunal_today(bare: Calculator, kind: Kind | None):
    limit = on("Sat 14 Nov 2026")
    assert "adviser_limit_passed" not in worked_out(bare, asked(LETTER, kind=kind, today=limit)).warnings
    found = worked_out(bare, asked(LETTER, kind=kind, today=limit + timedelta(days=1)))
    note = found.warnings["adviser_limit_passed"]
    assert note.rule == "P4"
    assert note.text == "adviser_limit_passed date=Saturday 14 November 2026"
    assert {"kids_send_mediation", "send_tribunal"} <= set(note.contacts)
    assert "adviser_closing_in" not in found.warnings


@pytest.mark.parametrize(
    "more",
    [{"contacted": LETTER}, {"contacted_in_time": True}, {"certificate": LETTER}, {"kind": Kind.SECTION_I_ONLY}],
)
def test_p4_is_not_said_to_others(bare: Calculator, more: dict[str, object]):
    assert "adviser_limit_passed" not in worked_out(bare, asked(LETTER, today=on("Mon 16 Nov 2026"), **more)).warnings


@pytest.mark.parametrize("spoken", [{"contacted": LETTER}, {"contacted_in_time": True}])
def test_d4_once_the_adviser_was_contacted_only_the_certificate_is_waited_for(
    bare: Calculator, spoken: dict[str, object]
):
    found = worked_out(bare, asked(LETTER, **spoken))
    assert found.warnings["certificate_to_come"].text == "certificate_to_come months=1"
    assert found.warnings["certificate_to_come"].rule == "D4"
    assert not {"no_certificate", "adviser_closing_in", "adviser_limit_passed"} & set(found.warnings)
    assert found.question.spoken_to


@pytest.mark.parametrize("contacted", [None, LETTER])
def test_p5_no_certificate_and_little_time_appeal_now(bare: Calculator, contacted: date | None):
    """The target is Friday 13 November; 10 working days before it is Friday 30 October."""
    near = on("Fri 30 Oct 2026")
    before = worked_out(bare, asked(LETTER, contacted=contacted, today=near - timedelta(days=1)))
    assert "certificate_not_here" not in before.warnings
    note = worked_out(bare, asked(LETTER, contacted=contacted, today=near)).warnings["certificate_not_here"]
    assert (note.rule, note.text) == ("P5", "certificate_not_here")


@pytest.mark.parametrize("more", [{"certificate": LETTER}, {"kind": Kind.SECTION_I_ONLY}])
def test_p5_is_not_said_to_others(bare: Calculator, more: dict[str, object]):
    assert "certificate_not_here" not in worked_out(bare, asked(LETTER, today=on("Fri 13 Nov 2026"), **more)).warnings


@pytest.mark.parametrize("kind", Kind)
def test_p6_choosing_mediation_about_section_i_gives_no_more_time(bare: Calculator, kind: Kind):
    if kind is Kind.DISCRIMINATION:
        return
    found = _reminders(bare, asked(LETTER, kind=kind))
    assert ("P6" in found) is (kind is Kind.SECTION_I_ONLY)
    contacted = worked_out(bare, asked(LETTER, kind=Kind.SECTION_I_ONLY, contacted=LETTER))
    assert contacted.last.day == on("Mon 16 Nov 2026")
