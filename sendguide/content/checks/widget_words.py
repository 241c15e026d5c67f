"""Plain words in `content/widget.yml`: the same rules as for answers."""

from __future__ import annotations

from sendguide.content.bundle import Content, problem_in_file
from sendguide.content.checks.talk_words import line_findings
from sendguide.content.yaml_file import Problem

FILE = "widget.yml"


def check_widget_words(content: Content) -> list[Problem]:
    """Everything about the wording of the chat window and the plain pages that a rule can judge."""
    return [
        problem_in_file(content, FILE, *finding)
        for at, line in content.widget.lines()
        for finding in line_findings(content, "widget", at, line)
    ]
