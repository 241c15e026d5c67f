"""Plain words in what a family takes away: the same rules as for answers, for every part and calendar entry."""

from __future__ import annotations

from collections.abc import Iterator

from sendguide.content.bundle import Content, problem_in_file
from sendguide.content.checks.words import Finding, acronyms, bare_details, forbidden, long_sentences, measure
from sendguide.content.takeaway_references import FILE, events, parts
from sendguide.content.yaml_file import Location, Problem


def check_takeaway_words(content: Content) -> list[Problem]:
    """Everything about the wording of take-aways that a rule can judge."""
    return [problem_in_file(content, FILE, at, message, remedy) for at, message, remedy in _findings(content)]


def _findings(content: Content) -> Iterator[Finding]:
    words = content.takeaways
    yield from _piece(words.calendar.title, ("calendar", "title"), content)
    yield from _piece(words.calendar.name, ("calendar", "name"), content)
    for text_id, text in words.texts.items():
        yield from _piece(text.title, (text_id.value, "title"), content)
    for kind, decision in words.decisions.items():
        yield from _piece(decision, ("decisions", kind.value), content)
    for name, lines in (("dates", words.dates), ("offer", words.offer)):
        for line, said in lines:
            yield from _piece(said, (name, line), content)
    for at, event in events(words.calendar):
        yield from _piece(event.summary, (*at, "summary"), content)
        yield from _passage(event.text, (*at, "text"), content)
    for at, part in parts(content):
        yield from _piece(part.heading or "", (*at, "heading"), content)
        yield from _passage(part.text or "", (*at, "text"), content)


def _passage(text: str, at: Location, content: Content) -> Iterator[Finding]:
    """Words that are long enough to have a reading age."""
    yield from measure(text, at, content.reading.max_words, content.reading)
    yield from _rules(text, at, content)


def _piece(text: str, at: Location, content: Content) -> Iterator[Finding]:
    """A title, heading or line."""
    yield from long_sentences(text, at, content.reading.max_sentence_words)
    yield from _rules(text, at, content)


def _rules(text: str, at: Location, content: Content) -> Iterator[Finding]:
    yield from acronyms(text, at, content)
    yield from bare_details(text, at)
    yield from forbidden(text, at, content.takeaways.id, content)
