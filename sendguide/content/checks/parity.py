"""One name everywhere: each answer has its intent, examples, rule and test, and none of them has no answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sendguide.content.loader import Content
from sendguide.content.yaml_file import Problem, YamlFile

CONTROL_INTENTS = frozenset(
    {"show_answer", "tell_me_more", "easy_read", "none_of_these", "start_again", "clarify",
     "nlu_fallback"}
)  # fmt: skip
"""Intents that are steps of the conversation, not answers: they have a rule but no answer file."""


def check_parity(content: Content, project: Path) -> list[Problem]:
    """Compares answers with `domain.yml`, `data/nlu.yml`, `data/rules.yml` and `tests/content/required.yml`.

    Args:
        content: all content.
        project: the project's folder.
    """
    answers = set(content.answers)
    places = {
        "domain.yml": (_domain_intents, "an intent under `intents:`"),
        "data/nlu.yml": (_example_intents, "examples under `nlu:`"),
        "data/rules.yml": (_rule_intents, "a rule"),
        "tests/content/required.yml": (_required_points, "the points that the answer must contain"),
    }
    problems: list[Problem] = []
    for name, (read, what) in places.items():
        source = YamlFile(project / name, root=project)
        problems += source.problems
        if source.problems:
            continue
        found = read(source.data)
        for missing in sorted(answers - found):
            problems.append(Problem(name, 1, f"the answer `{missing}` has no entry here.", f"Add {what}."))
        for extra in sorted(found - answers - CONTROL_INTENTS):
            remedy = f"Write content/answers/<group>/{extra}.yml, or remove it here."
            problems.append(Problem(name, 1, f"`{extra}` has no answer.", remedy))
    return problems


def _domain_intents(data: Any) -> set[str]:
    return {item if isinstance(item, str) else next(iter(item)) for item in data.get("intents", [])}


def _example_intents(data: Any) -> set[str]:
    return {block["intent"] for block in data.get("nlu", []) if "intent" in block}


def _rule_intents(data: Any) -> set[str]:
    return {step["intent"] for rule in data.get("rules", []) for step in rule["steps"] if "intent" in step}


def _required_points(data: Any) -> set[str]:
    return set(data or {})
