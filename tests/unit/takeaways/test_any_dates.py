"""Whatever the dates and the decision: each file has the calculator's dates, the target before the last, the caveat."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from sendguide.content.bundle import Content
from sendguide.content.takeaway_models import TakeAwayId
from sendguide.deadlines.kinds import Kind
from sendguide.deadlines.result import Deadline, Question
from sendguide.deadlines.words import spoken
from sendguide.takeaways.dated import adviser_line
from sendguide.takeaways.shown import shown_text
from tests.unit.takeaways.support import by_id, entries
from tests.unit.takeaways.test_rfc5545 import expect_valid

CORRECTED = ("letter_in_days", "certificate_in_days")
"""Warnings that quote a wrong number of days in order to correct it."""


@st.composite
def questions(draw: DrawFn) -> Question:
    """Dates that a family could state, from the day of the letter to half a year later."""
    letter = draw(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
    today = letter + timedelta(days=draw(st.integers(0, 180)))
    span = st.none() | st.integers(0, (today - letter).days).map(lambda days: letter + timedelta(days=days))
    certificate, kind = draw(span), draw(st.none() | st.sampled_from(Kind))
    contacted = draw(span) if certificate is None else None
    return Question(letter=letter, today=today, certificate=certificate, contacted=contacted, kind=kind)


@given(question=questions())
def test_every_file_has_the_dates_of_the_calculator(content: Content, question: Question):
    assert content.deadlines is not None
    result = content.deadlines.work_out(question)
    assume(isinstance(result, Deadline))
    assert isinstance(result, Deadline)
    found = by_id(content, result, question.kind, today=question.today)
    if TakeAwayId.CALENDAR in found:
        data = found[TakeAwayId.CALENDAR].data
        expect_valid(data)
        assert {entry.decoded("dtstart") for entry in entries(data)} == _ahead(result)
        for entry in entries(data):
            _expect_dates_in_order(str(entry["description"]), result)
    else:
        assert not _ahead(result)
    for name in found:
        text = shown_text(name, content, result, question.kind, today=question.today)
        _expect_dates_in_order(text, result)
        _expect_nothing_forbidden(text, result, content)


def _ahead(result: Deadline) -> set[date]:
    days = {result.target.day, result.last.day, *([result.adviser.day] if adviser_line(result) else [])}
    return {day for day in days if day >= result.question.today}


def _expect_dates_in_order(text: str, result: Deadline) -> None:
    target = re.search(f"(?:Aim for: |The day to aim for has passed. It was ){spoken(result.target.day)}", text)
    last = re.search(f"(?:we work out: |we work out has passed. It was ){spoken(result.last.day)}", text)
    assert target and last and target.start() < last.start()
    assert result.caveat in text
    assert not re.search(r"[{}]|\bNone\b", text)


def _expect_nothing_forbidden(text: str, result: Deadline, content: Content) -> None:
    flat = " ".join(text.split())
    for name in CORRECTED:
        if name in result.warnings:
            flat = flat.replace(" ".join(result.warnings[name].text.split()), "")
    for rule in content.never_say.values():
        assert not re.search(rule.pattern, flat, flags=re.IGNORECASE), rule.id
