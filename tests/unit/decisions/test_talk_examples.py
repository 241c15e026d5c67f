"""Every worked example of domain.md section 6.2, played through the flow in words: the dates are the calculator's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sendguide.content.bundle import Content
from sendguide.deadlines.calculator import Calculator
from sendguide.deadlines.kinds import Kind
from sendguide.deadlines.result import Deadline, Question
from sendguide.deadlines.words import spoken
from tests.unit.deadlines.support import on
from tests.unit.deadlines.test_examples import EXAMPLES, Example
from tests.unit.decisions.talking import Talk

FORMS = ("{day} {month} {year}", "it is dated {month} {day}, {year}", "{year}-{number:02}-{day:02}")
ROWS = pytest.mark.parametrize("row", EXAMPLES.values(), ids=EXAMPLES.keys())


@pytest.fixture
def calculator(content: Content) -> Calculator:
    """The calculator of the real content."""
    assert content.deadlines is not None
    return content.deadlines


def typed(day: date, form: str) -> str:
    return form.format(day=day.day, month=f"{day:%B}", year=day.year, number=day.month)


def dates_of(row: Example) -> tuple[date, date | None, date]:
    letter, certificate = on(row.letter), on(row.certificate) if row.certificate else None
    return letter, certificate, certificate or letter


def is_told(talk: Talk, row: Example, calculator: Calculator) -> None:
    """The dates are told in the order in which they must be shown, and are those of the calculator.

    The adviser's is told only while there is no certificate: it comes only after the adviser was contacted.
    """
    letter, certificate, today = dates_of(row)
    asked = Question(letter=letter, certificate=certificate, kind=Kind.REFUSAL_TO_ASSESS, today=today)
    found = calculator.work_out(asked)
    assert isinstance(found, Deadline)
    assert (found.target.day, found.last.day) == (on(row.target), on(row.last))
    headings = calculator.rules.headings
    told = [
        f"{heading}: {spoken(dated.day)}"
        for heading, dated in (
            (headings.target, found.target),
            (headings.last, found.last),
            (headings.adviser, found.adviser),
        )
    ]
    places = [talk.text.find(line) for line in told]
    if certificate is not None:
        assert places.pop() == -1, told
    assert -1 not in places and places == sorted(places), told
    assert "This is a guide. The Tribunal decides. Check with SENDIASS or IPSEA." in talk.text


@ROWS
@pytest.mark.parametrize("form", FORMS)
def test_an_example_in_words_one_answer_after_the_other(
    content: Content, calculator: Calculator, row: Example, form: str
):
    letter, certificate, today = dates_of(row)
    talk = Talk(content, text="they refused to assess my son", today=today).say(typed(letter, form))
    assert talk.question == "certificate_date"
    if certificate:
        talk.say(typed(certificate, form))
        assert talk.outcome == "dates"
    else:
        talk.say("no certificate yet", "not yet")
        assert talk.outcome == "dates_not_asked"
    is_told(talk, row, calculator)


@ROWS
def test_an_example_in_one_message(content: Content, calculator: Calculator, row: Example):
    letter, certificate, today = dates_of(row)
    text = f"they refused to assess. letter dated {typed(letter, FORMS[0])}"
    text += f", certificate {typed(certificate, FORMS[0])}" if certificate else ""
    talk = Talk(content, text=f"{text}. last date?", today=today)
    if not certificate:
        talk.say("none", "not yet")
    is_told(talk, row, calculator)


@ROWS
def test_an_example_after_a_change_from_other_dates(content: Content, calculator: Calculator, row: Example):
    letter, certificate, today = dates_of(row)
    before = letter - timedelta(days=40)
    talk = Talk(content, text="they refused to assess", today=today).say(typed(before, FORMS[0]), "none", "not yet")
    talk.say(f"change the letter date to {typed(letter, FORMS[0])}")
    if certificate:
        talk.say(f"change the certificate date to {typed(certificate, FORMS[0])}")
    is_told(talk, row, calculator)
