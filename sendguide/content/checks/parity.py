"""One name everywhere: each answer has its intent, examples, rule and test, and none of them has no answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from sendguide.content.bundle import Content
from sendguide.content.yaml_file import Location, Problem, YamlFile

Names: TypeAlias = Iterator[tuple[str, Location]]
Reader: TypeAlias = Callable[[dict[str, Any]], Names]

CONTROL_INTENTS = frozenset(
    {"show_answer", "tell_me_more", "easy_read", "none_of_these", "start_again", "flow", "services", "clarify",
     "nlu_fallback"}
)  # fmt: skip
"""Intents that are steps of the conversation, not answers: they have a rule but no answer file."""


def check_parity(content: Content, project: Path) -> list[Problem]:
    """Compares answers with `domain.yml`, `data/nlu.yml`, `data/rules.yml` and `tests/content/required.yml`.

    Args:
        content: all content.
        project: the project's folder.
    """
    places: dict[str, tuple[Reader, str]] = {
        "domain.yml": (_domain_intents, "an intent under `intents:`"),
        "data/nlu.yml": (_example_intents, "examples under `nlu:`"),
        "data/rules.yml": (_rule_intents, "a rule"),
        "tests/content/required.yml": (_required_points, "the points that the answer must contain"),
    }
    problems: list[Problem] = []
    for name, (read, what) in places.items():
        source = YamlFile(project / name, root=project)
        problems += source.problems or _differences(set(content.answers), source, read, what)
    return problems


def _differences(answers: set[str], source: YamlFile, read: Reader, what: str) -> list[Problem]:
    if not isinstance(source.data, dict):
        return [Problem(source.name, 1, "this file names no answers.", f"Add, for each answer, {what}.")]
    found: dict[str, Location] = {}
    for name, at in read(source.data):
        found.setdefault(name, at)
    missing = [
        Problem(source.name, 1, f"the answer `{name}` has no entry here.", f"Add {what}.")
        for name in sorted(answers - set(found))
    ]
    remedy = "Write content/answers/<group>/{name}.yml, or remove it here."
    extra = [
        Problem(source.name, source.line_of(found[name]), f"`{name}` has no answer.", remedy.format(name=name))
        for name in sorted(set(found) - answers - CONTROL_INTENTS)
    ]
    return missing + extra


def _domain_intents(data: dict[str, Any]) -> Names:
    for index, item in _entries(data, "intents"):
        name = next(iter(item), "") if isinstance(item, dict) else item  # `- greet` or `- greet: {…}`
        yield str(name), ("intents", index)


def _example_intents(data: dict[str, Any]) -> Names:
    for index, block in _entries(data, "nlu"):
        if isinstance(block, dict) and "intent" in block:
            yield str(block["intent"]), ("nlu", index, "intent")


def _rule_intents(data: dict[str, Any]) -> Names:
    for index, rule in _entries(data, "rules"):
        for number, step in _entries(rule, "steps"):
            if isinstance(step, dict) and "intent" in step:
                yield str(step["intent"]), ("rules", index, "steps", number, "intent")


def _required_points(data: dict[str, Any]) -> Names:
    for name in data:
        yield str(name), (str(name),)


def _entries(data: Any, key: str) -> Iterable[tuple[int, Any]]:
    found = data.get(key) if isinstance(data, dict) else None
    return enumerate(found if isinstance(found, list) else ())
