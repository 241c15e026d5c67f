"""Plain words on the plain pages, by the same rules as for answers; and when the page about the guide is due again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sendguide.content.bundle import Content, problem_in_file
from sendguide.content.checks.freshness import SOON
from sendguide.content.checks.talk_words import line_findings
from sendguide.content.checks.words import Finding
from sendguide.content.yaml_file import Problem

PLAIN_NAME = "name"
"""Stands for the name of a law or a body while words are measured."""


def check_page_words(content: Content, *, today: date) -> list[Problem]:
    """Everything about the wording of the plain pages that a rule can judge, and a review that is due.

    Args:
        content: all content.
        today: the day to measure against.
    """
    found = [
        problem_in_file(content, "pages.yml", *finding)
        for at, line in content.pages.lines()
        for finding in line_findings(content, "pages", at, line)
    ]
    found += [problem_in_file(content, "about.yml", *finding) for finding in _about(content)]
    return found + _review(content, today)


def _about(content: Content) -> Iterator[Finding]:
    for at, part in content.about.parts():
        for name in ("heading", "text"):
            yield from line_findings(content, "about", (*at, name), _without_names(getattr(part, name), content))


def _without_names(text: str, content: Content) -> str:
    for name in content.about.names:
        # In the file a name may run over the end of a line.
        text = re.sub(r"\s+".join(map(re.escape, name.split())), PLAIN_NAME, text, flags=re.IGNORECASE)
    return text


def _review(content: Content, today: date) -> list[Problem]:
    about = content.about
    if about.review_by - today > SOON:
        return []
    message = f"the review of the page about the guide is due on {about.review_by}."
    remedy = "Read it against docs/privacy.md and the test results, then set reviewed_on and review_by."
    return [problem_in_file(content, "about.yml", ("review_by",), message, remedy, is_warning=about.review_by >= today)]
