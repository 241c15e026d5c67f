"""Checks across the files of `content/safety/`: every class of words and every answer that a phrase names exists."""

from __future__ import annotations

import re

from sendguide.content.bundle import Content, problem_in_file
from sendguide.content.yaml_file import Location, Problem

CLASS = re.compile(r"<([a-z_]+)>")


def check_crisis(content: Content) -> list[Problem]:
    """Problems in the phrases of danger and of calm, each with its line."""
    problems = []
    for place, danger in enumerate(content.crisis.values()):
        if danger.answer not in content.answers:
            what = f"the answer `{danger.answer}` does not exist."
            problems.append(
                problem_in_file(content, "safety/crisis.yml", (place, "answer"), what, "Use the id of an answer.")
            )
        for key, phrases in (("exact", danger.exact), ("near", danger.near), ("always", danger.always)):
            problems += _unknown_classes(content, "safety/crisis.yml", (place, key), phrases)
    for place, calm in enumerate(content.calm.values()):
        problems += _unknown_classes(content, "safety/calm.yml", (place, "phrases"), calm.phrases)
    return problems


def _unknown_classes(content: Content, name: str, at: Location, phrases: tuple[str, ...]) -> list[Problem]:
    known, remedy = content.crisis_words.words, "Spell the class as in safety/words.yml, or add it there."
    return [
        problem_in_file(content, name, (*at, index), f"there is no class of words `<{word}>`.", remedy)
        for index, phrase in enumerate(phrases)
        for word in CLASS.findall(phrase)
        if word not in known
    ]
