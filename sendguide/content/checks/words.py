"""Plain words: length, reading age, sentences, acronyms, bare phone numbers, and what must never be said."""

from __future__ import annotations

import re
from collections.abc import Iterator

import textstat

from sendguide.content.bundle import Content, problem_in
from sendguide.content.models import Answer, ReadingRules
from sendguide.content.placeholders import PLACEHOLDER
from sendguide.content.yaml_file import Problem

BARE_PHONE = re.compile(r"(?:\+44|(?<![\d-])0\d\d)[\d )-]{4,}\d|\b116 ?123\b|\b85258\b")
WEB_ADDRESS = re.compile(r"\b[\w-]+(\.[\w-]+)*\.(uk|com|org|net)(/\S*)?", re.IGNORECASE)
ACRONYM = re.compile(r"\b[A-Z]{2,}[A-Za-z]?\b")
LIST_MARK = re.compile(r"^\s*(?:[-*]|\d+\.)\s+", re.MULTILINE)
Finding = tuple[str, str, str]


def check_words(content: Content) -> list[Problem]:
    """Everything about the wording of answers that a rule can judge. Editors judge the rest."""
    problems: list[Problem] = []
    for answer in content.answers.values():
        for field, message, remedy in _findings(answer, content):
            problems.append(problem_in(content, answer, (field,), message, remedy))
    return problems


def _findings(answer: Answer, content: Content) -> Iterator[Finding]:
    rules = content.reading
    yield from _measure(answer.text, "text", rules.max_words, rules.max_grade, rules.max_sentence_words, rules)
    easy = (rules.easy_read_max_words, rules.easy_read_max_grade, rules.easy_read_max_sentence_words)
    yield from _measure(answer.easy_read, "easy_read", *easy, rules)
    if answer.more:
        yield from _measure(answer.more, "more", rules.more_max_words, rules.max_grade, rules.max_sentence_words, rules)
    for field in ("text", "easy_read", "more"):
        words = getattr(answer, field) or ""
        yield from _acronyms(words, field, content)
        yield from _bare_details(words, field)
    for field in ("question", "text", "easy_read", "more"):
        yield from _forbidden(answer, field, content)


def _measure(
    text: str, field: str, max_words: int, max_grade: float, max_sentence: int, rules: ReadingRules
) -> Iterator[Finding]:
    words = word_count(text)
    if words > max_words:
        yield field, f"`{field}` has {words} words; the limit is {max_words}.", "Cut, or move detail to `more`."
    grade = reading_grade(text, rules)
    if grade > max_grade:
        remedy = "Use shorter sentences and everyday words."
        yield field, f"`{field}` has reading grade {grade:.1f}; the limit is {max_grade:g}.", remedy
    for sentence in sentences(text):
        if word_count(sentence) > max_sentence:
            start = " ".join(sentence.split()[:6])
            message = f"a sentence of {word_count(sentence)} words (limit {max_sentence}): “{start} …”."
            yield field, message, "Split it."


def _acronyms(text: str, field: str, content: Content) -> Iterator[Finding]:
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
        yield field, f"`{acronym}` is not spelt out.", remedy


def _bare_details(text: str, field: str) -> Iterator[Finding]:
    for match in BARE_PHONE.finditer(text):
        remedy = "Write {contact_id.phone}, so that it is kept in one place."
        yield field, f"a phone number stands in the words: {match.group(0)}.", remedy


def _forbidden(answer: Answer, field: str, content: Content) -> Iterator[Finding]:
    text = " ".join((getattr(answer, field) or "").split())
    for rule in content.never_say.values():
        if answer.id in rule.allowed_in:
            continue
        found = re.search(rule.pattern, text, flags=re.IGNORECASE)
        if found:
            yield field, f"never say “{found.group(0)}” ({rule.id}).", rule.why


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
