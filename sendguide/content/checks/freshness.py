"""Review dates: what is overdue, what comes due soon, and dates that cannot be right."""

from __future__ import annotations

from datetime import date, timedelta

from sendguide.content.bundle import Content, problem_in
from sendguide.content.yaml_file import Problem

SOON = timedelta(days=30)


def check_freshness(content: Content, *, today: date) -> list[Problem]:
    """Overdue reviews (errors), reviews due within 30 days (warnings), and impossible dates.

    Args:
        content: all content.
        today: the day to measure against.
    """
    problems: list[Problem] = []
    for answer in content.answers.values():
        if answer.review_by < today:
            message = f"the review of `{answer.id}` was due on {answer.review_by}."
            remedy = "Read it against its sources, then set reviewed_on and review_by."
            problems.append(problem_in(content, answer, ("review_by",), message, remedy))
        elif answer.review_by - today <= SOON:
            message = f"the review of `{answer.id}` is due on {answer.review_by}."
            remedy = "Plan it now."
            problems.append(problem_in(content, answer, ("review_by",), message, remedy, is_warning=True))
        if answer.review_by <= answer.reviewed_on:
            remedy = "Give review_by a later date."
            problems.append(problem_in(content, answer, ("review_by",), "review_by is not after reviewed_on.", remedy))
        for name in ("reviewed_on", "law_as_at"):
            if getattr(answer, name) > today:
                problems.append(problem_in(content, answer, (name,), f"{name} is in the future.", "Correct the date."))
        for index, source in enumerate(answer.sources):
            if source.checked_on > today:
                at, message = ("sources", index, "checked_on"), "checked_on is in the future."
                problems.append(problem_in(content, answer, at, message, "Correct the date."))
    return problems
