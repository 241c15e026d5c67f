"""The services that an answer puts first are there."""

from __future__ import annotations

from pathlib import Path

from sendguide.content.bundle import Content, problem_in
from sendguide.content.yaml_file import Problem


def check_answer_services(content: Content, root: Path) -> list[Problem]:
    """Answers that name a service for which there is no file.

    Args:
        content: all content.
        root: the content folder.
    """
    folder = root / "local_offer" / "services"
    return [
        problem_in(
            content,
            answer,
            ("services", place),
            f"there is no service `{name}`.",
            "Use the name of a file in content/local_offer/services, without .json.",
        )
        for answer in content.answers.values()
        for place, name in enumerate(answer.services)
        if not (folder / f"{name}.json").is_file()
    ]
