"""The rules and words of deadlines, and the bank holidays that they are worked out with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from sendguide.content.bundle import Content
from sendguide.content.checks.freshness import SOON
from sendguide.content.checks.words import acronyms, bare_details, forbidden, measure
from sendguide.content.citations import contact_problems, fact_problems
from sendguide.content.reader import Reader
from sendguide.content.yaml_file import Location, Problem
from sendguide.deadlines.counting import FRIDAY, WorkingDays, add_months
from sendguide.deadlines.loader import BANK_HOLIDAYS, RULES, read_deadlines
from sendguide.deadlines.rules import BankHolidays, DeadlineRules
from sendguide.deadlines.words import Message, Refused

REACH_MONTHS = 18
"""How far ahead the bank holidays must be known: GOV.UK publishes them about two years ahead."""

BANK_HOLIDAYS_A_YEAR = 8
"""There are more in a year with a coronation, never fewer."""

Finding = tuple[Location, str, str, bool]


def check_deadlines(root: Path, content: Content | None, *, today: date) -> list[Problem]:
    """Everything an editor can get wrong in `deadlines.yml` and `bank-holidays.json`.

    Args:
        root: the content folder.
        content: all other content, for the ids and the rules of plain words; without it these are left out.
        today: the day to measure against.
    """
    reader = Reader(root)
    rules, holidays = read_deadlines(reader)
    problems = list(reader.problems)
    found: dict[str, list[Finding]] = {RULES: list(_dates(rules, today)) if rules else [], BANK_HOLIDAYS: []}
    if rules:
        found[RULES] += [*_source_ids(rules), *(_cited_and_worded(rules, content) if content else ())]
    if holidays:
        found[BANK_HOLIDAYS] += _holidays(holidays, today)
    for name, findings in found.items():
        source = reader.files[f"{root.name}/{name}"]
        for at, message, remedy, is_warning in findings:
            problems.append(Problem(source.name, source.line_of(at), message, remedy, is_warning))
    return problems


def _dates(rules: DeadlineRules, today: date) -> Iterator[Finding]:
    if rules.review_by < today:
        remedy = "Read the rules against their sources, then set reviewed_on and review_by."
        yield ("review_by",), f"the review of the deadlines was due on {rules.review_by}.", remedy, False
    elif rules.review_by - today <= SOON:
        yield ("review_by",), f"the review of the deadlines is due on {rules.review_by}.", "Plan it now.", True
    if rules.review_by <= rules.reviewed_on:
        yield ("review_by",), "review_by is not after reviewed_on.", "Give review_by a later date.", False
    for name in ("reviewed_on", "law_as_at"):
        if getattr(rules, name) > today:
            yield (name,), f"{name} is in the future.", "Correct the date.", False
    for name, source in rules.sources.items():
        if source.checked_on > today:
            yield ("sources", name, "checked_on"), "checked_on is in the future.", "Correct the date.", False


def _source_ids(rules: DeadlineRules) -> Iterator[Finding]:
    for name, rule in rules.rules.items():
        for index, source in enumerate(rule.sources):
            if source not in rules.sources:
                yield ("rules", name, "sources", index), f"unknown source `{source}`.", "Add it to `sources:`.", False


def _cited_and_worded(rules: DeadlineRules, content: Content) -> Iterator[Finding]:
    for at, message, remedy in contact_problems(rules.contacts, ("contacts",), content):
        yield at, message, remedy, False
    for name, rule in rules.rules.items():
        for at, message, remedy in fact_problems(rule.facts, ("rules", name, "facts"), content):
            yield at, message, remedy, False
    for place, said in _messages(rules):
        for at, message, remedy in contact_problems(said.contacts, (*place, "contacts"), content):
            yield at, message, remedy, False
        # A reason and what to do instead are read together; each alone may be too short to have a reading age.
        words = f"{said.text}\n\n{said.instead}" if isinstance(said, Refused) else said.text
        at = (*place, "text")
        yield from ((*told, False) for told in measure(words, at, content.reading.max_words, content.reading))
        for check in (
            acronyms(words, at, content),
            bare_details(words, at),
            forbidden(words, at, "deadlines", content),
        ):
            yield from ((*told, False) for told in check)


def _messages(rules: DeadlineRules) -> Iterator[tuple[Location, Message | Refused]]:
    for index, window in enumerate(rules.windows):
        yield ("windows", index, "reason"), window.reason
        yield ("windows", index, "not_reached"), window.not_reached
    for group in ("reasons", "warnings", "reminders", "refusals"):
        for name, message in getattr(rules, group):
            yield (group, name), message


def _holidays(holidays: BankHolidays, today: date) -> Iterator[Finding]:
    events = holidays.england_and_wales.events
    place = ("england-and-wales", "events")
    remedy = "Put the list of https://www.gov.uk/bank-holidays.json in its place."
    for index, event in enumerate(events):
        if event.day.weekday() > FRIDAY:
            message = f"{event.title} is on a weekend ({event.day}); the bank holiday is its substitute day."
            yield (*place, index, "date"), message, remedy, False
    for index, (before, after) in enumerate(pairwise(events), start=1):
        if after.day <= before.day:
            yield (*place, index, "date"), f"{after.day} is not after {before.day}.", remedy, False
    days = WorkingDays(holidays.by_day())
    for year in range(days.first.year, days.last.year + 1):
        count = sum(event.day.year == year for event in events)
        if count < BANK_HOLIDAYS_A_YEAR:
            index = next((index for index, event in enumerate(events) if event.day.year >= year), 0)
            message = f"{year} has {count} bank holidays; there are at least {BANK_HOLIDAYS_A_YEAR}."
            yield (*place, index), message, remedy, False
    needed = add_months(today, REACH_MONTHS)
    if days.last < needed:
        message = f"the bank holidays end on {days.last}; they must reach to {needed}."
        # Deadlines are worked out until shortly before the end, so there is some time to mend it.
        yield (*place, len(events) - 1), message, remedy, days.last - today > timedelta(days=365)
