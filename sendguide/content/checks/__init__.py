"""Everything an editor can get wrong, found before a parent can: one module for each kind of mistake."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sendguide.content.checks.answer_services import check_answer_services
from sendguide.content.checks.deadlines import check_deadlines
from sendguide.content.checks.flow_words import check_flow_words
from sendguide.content.checks.freshness import check_freshness
from sendguide.content.checks.local_offer import check_local_offer
from sendguide.content.checks.page_words import check_page_words
from sendguide.content.checks.parity import check_parity
from sendguide.content.checks.places import check_places
from sendguide.content.checks.takeaway_words import check_takeaway_words
from sendguide.content.checks.talk_words import check_talk_words
from sendguide.content.checks.widget_words import check_widget_words
from sendguide.content.checks.words import check_words
from sendguide.content.crisis_references import check_crisis
from sendguide.content.flow_references import check_flows
from sendguide.content.loader import read_content
from sendguide.content.page_references import check_pages
from sendguide.content.references import check_references
from sendguide.content.takeaway_references import check_takeaways
from sendguide.content.widget_texts import check_widget_texts
from sendguide.content.yaml_file import Problem


def check_content(root: Path, *, today: date, project: Path | None = None, keep_days: int = 30) -> list[Problem]:
    """Runs every check.

    Args:
        root: the content folder.
        today: the day against which review dates are measured.
        project: the folder with `domain.yml`, `data/` and `tests/`; without it the parity checks are left out.
        keep_days: days after which a conversation is erased: the chat window says so.

    Returns:
        All problems, errors before warnings, in file order.
    """
    content, problems = read_content(root)
    problems = problems + check_places(root) + check_deadlines(root, content, today=today)
    problems += check_local_offer(root, content, today=today, with_topics=project is not None)
    if content is not None:
        problems += (
            check_answer_services(content, root)
            + check_references(content)
            + check_flows(content)
            + check_takeaways(content)
            + check_crisis(content)
            + check_pages(content)
        )
        problems += check_words(content) + check_flow_words(content) + check_takeaway_words(content)
        problems += check_talk_words(content) + check_widget_words(content)
        problems += check_page_words(content, today=today)
        problems += check_freshness(content, today=today)
        if project is not None:
            problems += check_parity(content, project)
            if not any(not problem.is_warning for problem in problems):  # else it may have holes
                problems += check_widget_texts(content, project, keep_days=keep_days)
    return sorted(problems, key=lambda problem: (problem.is_warning, problem.file, problem.line))
