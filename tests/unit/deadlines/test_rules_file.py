"""The rules as data: complete, sourced, and refused when an editor breaks them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from sendguide.content.yaml_file import ContentError
from sendguide.deadlines.kinds import RULE_IDS, Kind
from sendguide.deadlines.loader import load_calculator
from sendguide.deadlines.result import Note, Refusal
from sendguide.deadlines.rules import BankHolidays, DeadlineRules, Rule, Window
from sendguide.deadlines.words import Headings, Message, Reasons, Refusals, Refused, Reminders, Warnings, spoken
from sendguide.settings import PROJECT
from sendguide.understanding.decision_kinds import KINDS

CONTENT = PROJECT / "content"


def test_every_rule_of_the_law_is_there(rules: DeadlineRules):
    assert set(rules.rules) == set(RULE_IDS)
    for wanted in ("T-a", "T-i", "D1", "D9", "P1", "P6"):
        assert wanted in RULE_IDS
    assert len(RULE_IDS) == 9 + 9 + 6 + 4


def test_the_kinds_are_those_that_messages_are_read_for(rules: DeadlineRules):
    assert [kind.value for kind in Kind] == list(rules.kinds)
    assert {kind.value for kind in Kind} == {kind.name for kind in KINDS}


def test_all_but_two_kinds_need_a_certificate(rules: DeadlineRules):
    without = [kind for kind in Kind if not rules.needs_certificate(kind)]
    assert without == [Kind.SECTION_I_ONLY, Kind.DISCRIMINATION]
    assert rules.needs_certificate(None) is True


def test_the_numbers_are_those_of_the_law(rules: DeadlineRules):
    periods, thresholds = rules.periods, rules.thresholds
    assert (periods.letter_months, periods.certificate_months, periods.adviser_months) == (2, 1, 2)
    assert (periods.mediation_days, periods.certificate_working_days) == (30, 3)
    assert (thresholds.closing_in_working_days, thresholds.letter_too_old_months) == (10, 12)
    assert [(window.rule, window.starts, window.ends) for window in rules.windows] == [
        ("T-d", "12-25", "01-01"),
        ("T-e", "08-01", "08-31"),
    ]


def test_every_rule_of_law_is_cited_where_the_law_is_told(rules: DeadlineRules):
    assert rules.law_as_at <= rules.reviewed_on < rules.review_by
    for rule in rules.rules.values():
        assert rule.basis
        assert [rules.sources[name] for name in rule.sources]


def test_a_message_is_filled_in_with_days_of_the_week():
    message = Message(rule="D2", text="By {date}, in {months} months.", contacts=("ipsea",))
    note = message.note(date=date(2026, 12, 1), months=2)
    assert note == Note("D2", "By Tuesday 1 December 2026, in 2 months.", ("ipsea",))
    assert spoken(date(2026, 12, 31)) == "Thursday 31 December 2026"


def test_a_refusal_is_filled_in_with_what_to_do_instead():
    words = Refused(rule="D9", text="It is {date}.", instead="Look at {date}.", contacts=("ipsea",))
    day = "Tuesday 1 December 2026"
    expected = Refusal("late", "D9", f"It is {day}.", f"Look at {day}.", ("ipsea",), "a guide")
    assert words.refusal("late", "a guide", date=date(2026, 12, 1)) == expected


@pytest.mark.parametrize("rule", ["D10", "T-j", "X", "", "D2 "[:1]])
def test_a_message_of_no_known_rule_is_refused(rule: str):
    with pytest.raises(ValidationError):
        Message(rule=rule, text="words")


@pytest.mark.parametrize("group", [Reasons, Warnings, Reminders, Refusals])
def test_every_brace_belongs_to_a_sentence_that_exists(group: Any):
    assert set(group.FILLED_IN) <= set(group.__fields__)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("It was {dat}.", "{dat} is not known"),
        ("It was {date.", "open"),
        ("It was.", "{date} is missing"),
        ("{date} {months}", "{months} is not known"),
    ],
)
@pytest.mark.parametrize("group", ["warnings", "refusals"])
def test_a_wrong_brace_is_refused(rules: DeadlineRules, group: str, text: str, says: str):
    model, name = {"warnings": (Warnings, "late"), "refusals": (Refusals, "letter_in_future")}[group]
    data = {field: said.dict() for field, said in getattr(rules, group)}
    data[name]["text"] = text
    with pytest.raises(ValidationError, match=says.replace("{", r"\{")):
        model(**data)


def test_a_brace_where_none_is_filled_in_is_refused(rules: DeadlineRules):
    data = {field: said.dict() for field, said in rules.reasons}
    data["received"]["text"] = "By {date}."
    with pytest.raises(ValidationError, match="known: none"):
        Reasons(**data)


def _window(**changed: Any) -> Window:
    reason = {"rule": "T-d", "text": "{date} to {moved}"}
    not_reached = {"rule": "T-f", "text": "{date}"}
    data = {"rule": "T-d", "starts": "12-25", "ends": "01-01", "reason": reason, "not_reached": not_reached}
    return Window(**{**data, **changed})


@pytest.mark.parametrize(
    "changed",
    [
        {"starts": "13-01"},
        {"starts": "02-30"},
        {"ends": "02-29"},
        {"ends": "1-1"},
        {"reason": {"rule": "T-d", "text": "{date}"}},
        {"not_reached": {"rule": "T-f", "text": "none"}},
    ],
)
def test_a_window_that_cannot_be_is_refused(changed: dict[str, Any]):
    with pytest.raises(ValidationError):
        _window(**changed)


@pytest.mark.parametrize(
    ("starts", "ends", "day", "end"),
    [
        ("12-25", "01-01", date(2026, 12, 24), None),
        ("12-25", "01-01", date(2026, 12, 25), date(2027, 1, 1)),
        ("12-25", "01-01", date(2026, 12, 31), date(2027, 1, 1)),
        ("12-25", "01-01", date(2027, 1, 1), date(2027, 1, 1)),
        ("12-25", "01-01", date(2027, 1, 2), None),
        ("08-01", "08-31", date(2026, 7, 31), None),
        ("08-01", "08-31", date(2026, 8, 1), date(2026, 8, 31)),
        ("08-01", "08-31", date(2026, 8, 31), date(2026, 8, 31)),
        ("08-01", "08-31", date(2026, 9, 1), None),
        ("05-05", "05-05", date(2026, 5, 5), date(2026, 5, 5)),
        ("05-05", "05-05", date(2026, 5, 6), None),
    ],
)
def test_a_window_may_run_over_the_turn_of_the_year(starts: str, ends: str, day: date, end: date | None):
    window = _window(starts=starts, ends=ends)
    assert window.holds(day) is (end is not None)
    if end:
        assert window.end_after(day) == end


def test_a_rule_without_a_source_is_refused():
    with pytest.raises(ValidationError, match="at least one"):
        Rule(says="It is so.", basis="A law", sources=(), confidence="high")


@pytest.mark.parametrize("part", ["kinds", "rules"])
def test_a_kind_or_rule_that_is_misspelt_or_left_out_is_named(rules: DeadlineRules, part: str):
    data = rules.dict()
    names = list(data[part])
    data[part]["nothing"] = data[part].pop(names[1])
    del data[part][names[3]]
    left_out = [f"`{getattr(names[place], 'value', names[place])}` is missing" for place in (1, 3)]
    with pytest.raises(ValidationError) as raised:
        DeadlineRules(**data)
    assert [error["msg"] for error in raised.value.errors()] == [f"`nothing` is not known; {'; '.join(left_out)}"]


@pytest.mark.parametrize("part", ["kinds", "rules"])
def test_kinds_and_rules_have_names(rules: DeadlineRules, part: str):
    with pytest.raises(ValidationError, match="is missing"):
        DeadlineRules(**{**rules.dict(), part: [1, 2]})


def test_bank_holidays_without_any_are_refused():
    with pytest.raises(ValidationError, match="at least one"):
        BankHolidays(**{"england-and-wales": {"division": "england-and-wales", "events": []}})


def test_bank_holidays_of_elsewhere_are_left_out():
    def part(name: str, day: str) -> dict[str, Any]:
        return {"division": name, "events": [{"title": "A holiday", "date": day}]}

    names = {"england-and-wales": "2026-12-28", "scotland": "2026-11-30", "northern-ireland": "2026-07-13"}
    found = BankHolidays(**{name: part(name, day) for name, day in names.items()})
    assert found.by_day() == {date(2026, 12, 28): "A holiday"}


def test_headings_are_one_line_each(rules: DeadlineRules):
    assert all("\n" not in line for _, line in rules.headings)
    assert set(Headings.__fields__) == set(dict(rules.headings))


@pytest.mark.parametrize("broken", ["deadlines.yml", "bank-holidays.json"])
@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_text("a: b\n", encoding="utf-8")])
def test_a_file_that_cannot_be_used_is_told_by_name(tmp_path: Path, broken: str, spoil: Any):
    for name in ("deadlines.yml", "bank-holidays.json"):
        (tmp_path / name).write_bytes((CONTENT / name).read_bytes())
    load_calculator(tmp_path)
    spoil(tmp_path / broken)
    with pytest.raises(ContentError, match=broken):
        load_calculator(tmp_path)


def test_a_key_that_stands_twice_is_refused(tmp_path: Path):
    (tmp_path / "bank-holidays.json").write_bytes((CONTENT / "bank-holidays.json").read_bytes())
    text = (CONTENT / "deadlines.yml").read_text(encoding="utf-8")
    (tmp_path / "deadlines.yml").write_text(f"{text}\ncaveat: {'x' * 9}\n", encoding="utf-8")
    with pytest.raises(ContentError, match="twice"):
        load_calculator(tmp_path)
