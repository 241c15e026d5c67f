"""Review dates: what is overdue, what comes due soon, and dates that cannot be right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sendguide.content.bundle import Content, problem_in, problem_in_file
from sendguide.content.flow_models import Flow
from sendguide.content.models import Answer
from sendguide.content.takeaway_models import TakeAways
from sendguide.content.takeaway_references import FILE as TAKEAWAYS
from sendguide.content.yaml_file import Location, Problem

SOON = timedelta(days=30)
Finding = tuple[Location, str, str, bool]


def check_freshness(content: Content, *, today: date) -> list[Problem]:
    """Overdue reviews (errors), reviews due within 30 days (warnings), and impossible dates.

    Args:
        content: all content.
        today: the day to measure against.
    """
    problems: list[Problem] = []
    for answer in content.answers.values():
        for at, message, remedy, is_warning in _findings(answer, today):
            problems.append(problem_in(content, answer, at, message, remedy, is_warning=is_warning))
    for flow in content.decisions.values():
        name = f"decisions/{flow.id}.yml"
        for at, message, remedy, is_warning in _findings(flow, today):
            problems.append(problem_in_file(content, name, at, message, remedy, is_warning=is_warning))
    for at, message, remedy, is_warning in _findings(content.takeaways, today):
        problems.append(problem_in_file(content, TAKEAWAYS, at, message, remedy, is_warning=is_warning))
    return problems


def _findings(item: Answer | Flow | TakeAways, today: date) -> Iterator[Finding]:
    if item.review_by < today:
        remedy = "Read it against its sources, then set reviewed_on and review_by."
        yield ("review_by",), f"the review of `{item.id}` was due on {item.review_by}.", remedy, False
    elif item.review_by - today <= SOON:
        yield ("review_by",), f"the review of `{item.id}` is due on {item.review_by}.", "Plan it now.", True
    if item.review_by <= item.reviewed_on:
        yield ("review_by",), "review_by is not after reviewed_on.", "Give review_by a later date.", False
    for name in ("reviewed_on", "law_as_at"):
        if getattr(item, name) > today:
            yield (name,), f"{name} is in the future.", "Correct the date.", False
    for index, source in enumerate(item.sources):
        if source.checked_on > today:
            at = ("sources", index, "checked_on")
            yield at, "checked_on is in the future.", "Correct the date.", False
