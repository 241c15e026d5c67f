"""Plain words in `content/talk.yml` and `content/services.yml`: the same rules as for answers."""

from __future__ import annotations

from collections.abc import Iterator

from sendguide.content.bundle import Content, problem_in_file
from sendguide.content.checks.words import Finding, acronyms, bare_details, forbidden, long_sentences, measure
from sendguide.content.yaml_file import Location, Problem

SHORT = 8
"""A line of fewer words is too short to have a reading age."""


def check_talk_words(content: Content) -> list[Problem]:
    """Everything about the wording of the talk around guided flows and lists of services that a rule can judge."""
    found: list[Problem] = []
    for file, lines in (("talk", content.talk.lines), ("services", content.services.lines)):
        for name, line in lines:
            findings = line_findings(content, file, ("lines", name), line)
            found += [problem_in_file(content, f"{file}.yml", *finding) for finding in findings]
    return found


def line_findings(content: Content, file: str, at: Location, line: str) -> Iterator[Finding]:
    """What is wrong with the wording of one line that is said around answers.

    Args:
        content: all words.
        file: name of the file it stands in, without `.yml`: some rules let a file quote what must not be said.
        at: its place in the file.
        line: the line, with its braces.
    """
    rules = content.reading
    # What is filled in is a date or the name of an answer: plain words.
    words = line.replace("{", "").replace("}", "")
    if len(words.split()) < SHORT:
        yield from long_sentences(words, at, rules.max_sentence_words)
    else:
        yield from measure(words, at, rules.max_words, rules)
    yield from acronyms(words, at, content)
    yield from bare_details(words, at)
    yield from forbidden(words, at, file, content)
