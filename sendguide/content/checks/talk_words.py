"""Plain words in `content/talk.yml` and `content/services.yml`: the same rules as for answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sendguide.content.bundle import Content, problem_in_file
from sendguide.content.checks.words import Finding, acronyms, bare_details, forbidden, long_sentences, measure
from sendguide.content.yaml_file import Problem

SHORT = 8
"""A line of fewer words is too short to have a reading age."""


def check_talk_words(content: Content) -> list[Problem]:
    """Everything about the wording of the talk around guided flows and lists of services that a rule can judge."""
    found: list[Problem] = []
    for file, lines in (("talk", content.talk.lines), ("services", content.services.lines)):
        findings = _findings(content, file, lines)
        found += [problem_in_file(content, f"{file}.yml", at, message, remedy) for at, message, remedy in findings]
    return found


def _findings(content: Content, file: str, lines: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    rules = content.reading
    for name, line in lines:
        at = ("lines", name)
        # What is filled in is a date or the name of an answer: plain words.
        words = line.replace("{", "").replace("}", "")
        if len(words.split()) < SHORT:
            yield from long_sentences(words, at, rules.max_sentence_words)
        else:
            yield from measure(words, at, rules.max_words, rules)
        for check in (acronyms(words, at, content), bare_details(words, at), forbidden(words, at, file, content)):
            yield from check
