"""Plain words: length, reading age, sentences, acronyms, bare phone numbers, and what must never be said."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

with warnings.catch_warnings():  # its note about pkg_resources tells an editor nothing
    warnings.simplefilter("ignore", UserWarning)
    import textstat

from sendguide.content.bundle import Content, problem_in
from sendguide.content.models import Answer, ReadingRules
from sendguide.content.placeholders import PLACEHOLDER
from sendguide.content.yaml_file import Location, Problem

BARE_PHONE = re.compile(r"(?:\+44|(?<![\d-])0\d\d)[\d )-]{4,}\d|\b116 ?123\b|\b85258\b")
WEB_ADDRESS = re.compile(r"\b[\w-]+(\.[\w-]+)*\.(uk|com|org|net)(/\S*)?", re.IGNORECASE)
ACRONYM = re.compile(r"\b[A-Z]{2,}[A-Za-z]?\b")
LIST_MARK = re.compile(r"^\s*(?:[-*]|\d+\.)\s+", re.MULTILINE)
Finding = tuple[Location, str, str]


def check_words(content: Content) -> list[Problem]:
    """Everything about the wording of answers that a rule can judge. Editors judge the rest."""
    problems: list[Problem] = []
    for answer in content.answers.values():
        for at, message, remedy in _findings(answer, content):
            problems.append(problem_in(content, answer, at, message, remedy))
    return problems


def _findings(answer: Answer, content: Content) -> Iterator[Finding]:
    rules = content.reading
    yield from measure(answer.text, ("text",), rules.max_words, rules)
    easy = (rules.easy_read_max_words, rules.easy_read_max_grade, rules.easy_read_max_sentence_words)
    yield from _measure(answer.easy_read, ("easy_read",), *easy, rules)
    if answer.more:
        yield from measure(answer.more, ("more",), rules.more_max_words, rules)
    for field in ("text", "easy_read", "more"):
        words = getattr(answer, field) or ""
        yield from acronyms(words, (field,), content)
        yield from bare_details(words, (field,))
    for field in ("question", "text", "easy_read", "more"):
        yield from forbidden(getattr(answer, field) or "", (field,), answer.id, content)


def measure(text: str, at: Location, max_words: int, rules: ReadingRules) -> Iterator[Finding]:
    """Length, reading age and long sentences of plain words."""
    yield from _measure(text, at, max_words, rules.max_grade, rules.max_sentence_words, rules)


def _measure(
    text: str, at: Location, max_words: int, max_grade: float, max_sentence: int, rules: ReadingRules
) -> Iterator[Finding]:
    words, field = word_count(text), at[-1]
    if words > max_words:
        yield at, f"`{field}` has {words} words; the limit is {max_words}.", "Cut, or move detail to `more`."
    grade = reading_grade(text, rules)
    if grade > max_grade:
        remedy = "Use shorter sentences and everyday words."
        yield at, f"`{field}` has reading grade {grade:.1f}; the limit is {max_grade:g}.", remedy
    yield from long_sentences(text, at, max_sentence)


def long_sentences(text: str, at: Location, limit: int) -> Iterator[Finding]:
    """Sentences with too many words."""
    for sentence in sentences(text):
        if word_count(sentence) > limit:
            start = " ".join(sentence.split()[:6])
            message = f"a sentence of {word_count(sentence)} words (limit {limit}): “{start} …”."
            yield at, message, "Split it."


def acronyms(text: str, at: Location, content: Content) -> Iterator[Finding]:
    """Short forms that are neither known to everyone nor spelt out in the same words."""
    expansions = {
        form: term.expansion
        for term in content.terms.values()
        if term.spell_out and term.expansion
        for form in (term.term, *term.also)
    }
    plain = WEB_ADDRESS.sub(" ", PLACEHOLDER.sub(" ", text))
    for acronym in sorted({match.group(0) for match in ACRONYM.finditer(plain)}):
        expansion = expansions.get(acronym)
        if expansion and expansion.lower() in " ".join(plain.lower().split()):
            continue
        if expansion is None and acronym in content.reading.known_capitals:
            continue
        remedy = f"Write “{expansion} ({acronym})”." if expansion else "Spell it out, or add it to the glossary."
        yield at, f"`{acronym}` is not spelt out.", remedy


def bare_details(text: str, at: Location) -> Iterator[Finding]:
    """Phone numbers that stand in the words instead of in the contacts."""
    for match in BARE_PHONE.finditer(text):
        remedy = "Write {contact_id.phone}, so that it is kept in one place."
        yield at, f"a phone number stands in the words: {match.group(0)}.", remedy


def forbidden(text: str, at: Location, said_by: str, content: Content) -> Iterator[Finding]:
    """What must never be said, unless this answer or flow is allowed to quote it."""
    flat = " ".join(text.split())
    for rule in content.never_say.values():
        if said_by in rule.allowed_in:
            continue
        found = re.search(rule.pattern, flat, flags=re.IGNORECASE)
        if found:
            yield at, f"never say “{found.group(0)}” ({rule.id}).", rule.why


def sentences(text: str) -> list[str]:
    """Splits a text into sentences; each list item and each heading line ending in a colon counts as one."""
    flat = re.sub(r"(?<!\n)\n(?!\s*(?:[-*]|\d+\.)\s)(?!\n)", " ", PLACEHOLDER.sub("number", text).strip())
    pieces: list[str] = []
    for line in flat.split("\n"):
        line = LIST_MARK.sub("", line)
        pieces += re.split(r"(?<=[.!?:])\s+(?=[A-Z0-9“\"'(])", line)
    return [piece.strip() for piece in pieces if piece.strip()]


def word_count(text: str) -> int:
    """Words as a reader counts them; list marks do not count."""
    return len(re.findall(r"[A-Za-z0-9][A-Za-z0-9'’.@/-]*", LIST_MARK.sub("", PLACEHOLDER.sub("number", text))))


def reading_grade(text: str, rules: ReadingRules) -> float:
    """Flesch-Kincaid grade (US school years; UK reading age is about 5 more), unavoidable terms counted as easy words.

    Source: Kincaid et al. 1975, as computed by textstat; targets from standards.md section 2.4.
    """
    plain = " ".join(piece if piece[-1] in ".!?" else piece.rstrip(":;,") + "." for piece in sentences(text))
    plain = WEB_ADDRESS.sub("website", plain)
    for term in sorted(rules.unavoidable_terms, key=len, reverse=True):
        plain = re.sub(rf"\b{re.escape(term)}(s|')?\b", "paper", plain, flags=re.IGNORECASE)
    return float(textstat.flesch_kincaid_grade(plain)) if plain else 0.0
