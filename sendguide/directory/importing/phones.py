"""Telephone numbers out of free text, in one way of writing, with what was written around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from sendguide.directory.importing.html_text import line

# Numbers that no exchange gives out, for use on stage and in examples (Ofcom, "Numbers for drama use").
_DRAMA = ("+441632960", "+447700900", "+443069990", "+44909879")
# Short numbers of Great Britain: emergency, police, power cut, NHS 111 and 119, and the European 116 numbers.
_SHORT = re.compile(r"(?<![\d+])(?:(999|112|111|101|105|119)|(116)[ -]?(\d{3}))(?![\d])")
# Relay UK prefixes (18000 emergency, 18001 call, 18002 call back) are dialled before a number and are none themselves.
_RELAY = re.compile(r"\b1800[012]\s*(?=[\d(+])")
# Codes to which one sends a text are not dialled; five digits alone in a field for numbers are such a code.
_TEXT_CODE = re.compile(r"(?:^|\b(?:text|sms)\b[^\d\n]{0,30}?\b)([6-8]\d{4})(?!\s*\d)", re.IGNORECASE)
_EXCEL = re.compile(r'\s*="?([^"]*)"?\s*')
_LOST_ZERO = re.compile(r"\s*[1-378]\d{9}(?:\.0)?\s*")
_LABEL = re.compile(
    r"^(?:(?:please\s+)?(?:tel(?:ephone)?|phone|ph|call|ring|no|number|t|p|contact|on|and|or|us)\b[\s.:;,/&|–-]*)+",
    re.I,
)
_EDGES = " \t\n.,;:/|&-–—"
_TRAILING = re.compile(r"[\s,;/|&–-]*\b(?:or|and|tel(?:ephone)?|phone|call)\s*[:.]?\s*$", re.IGNORECASE)
_SEPARATOR = re.compile(r"[,;|/]|\b(?:or|and)\b", re.IGNORECASE)
_HOURS = re.compile(
    r"(?<=\d)\s+(?=\(?\d{1,2}(?:[.:]\d\d)?\s*(?:am|pm|hours?|hrs?|/\s?7|(?:-|to)\s*\d{1,2}\b))", re.IGNORECASE
)
LONGEST_NOTE = 200
_LONGEST_LABEL = 40


@dataclass(frozen=True)
class Number:
    """A telephone number.

    Attributes:
        number: E.164 (`+442476831614`) or a short number's digits (`116123`).
        note: what was written with it, such as "option 2, Mon to Fri 9am to 5pm".
        extension: digits to dial after the call is answered.
        kind: Open Referral's `phone.type`: "voice", or "sms" for a code one sends a text to.
    """

    number: str
    note: str = ""
    extension: str = ""
    kind: str = "voice"


@dataclass(frozen=True)
class _Match:
    start: int
    end: int
    number: str
    extension: str = ""
    kind: str = "voice"


def telephone_numbers(value: object) -> tuple[list[Number], str]:
    """All telephone numbers in a field.

    Args:
        value: what the source holds, as a text.

    Returns:
        The numbers in the order they are written, each once, and what could not be read although it has three digits
        or more in it ("" when all was read).
    """
    text = _prepared(line(value, longest=2000))
    found = sorted(_matches(text), key=lambda match: match.start)
    if not found:
        # "0121 496 0123 24 hours": the hours look like more digits of the number until something parts them.
        text = _HOURS.sub(", ", text)
        found = sorted(_matches(text), key=lambda match: match.start)
    notes, unread = _notes(text, found)
    numbers: dict[str, Number] = {}
    for match, note in zip(found, notes):
        numbers.setdefault(match.number, Number(match.number, note[:LONGEST_NOTE], match.extension, match.kind))
    if not found and len(re.findall(r"\d", text)) >= 3:
        unread.append(text)
    return list(numbers.values()), "; ".join(unread)[:LONGEST_NOTE]


def _notes(text: str, found: list[_Match]) -> tuple[list[str], list[str]]:
    """What belongs to each number, and what among it looks like a number that could not be read."""
    labels, notes, unread = [_edged(_LABEL.sub("", text[: found[0].start])) if found else ""], [], []
    for index, match in enumerate(found):
        after = text[match.end : found[index + 1].start] if index + 1 < len(found) else text[match.end :]
        label = ""
        if index + 1 < len(found):
            after, label = _parted(after)
        after = _edged(_TRAILING.sub("", _edged(after)))
        if _looks_like_a_number(after):
            unread.append(after)
            after = ""
        labels.append(label)
        notes.append(", ".join(part for part in (labels[index], after) if part))
    return notes, unread


def _parted(between: str) -> tuple[str, str]:
    """Splits what stands between two numbers into what is said of the first and a label of the second."""
    parts = _SEPARATOR.split(between)
    label = _edged(_LABEL.sub("", _edged(parts[-1])))
    if len(parts) == 1 or not label or len(label) > _LONGEST_LABEL or re.search(r"\d", label):
        return between, ""
    return between[: len(between) - len(parts[-1])], label


def _edged(text: str) -> str:
    text = text.strip(_EDGES)
    is_bracketed = text.startswith("(") and text.endswith(")") and text.count("(") == 1
    return text[1:-1].strip(_EDGES) if is_bracketed else text


def _prepared(text: str) -> str:
    formula = _EXCEL.fullmatch(text)
    text = formula[1] if formula else text
    if _LOST_ZERO.fullmatch(text):
        # A spreadsheet has taken ten digits of a national number for a sum and dropped the 0: nothing else is lost.
        text = "0" + text.strip().removesuffix(".0")
    return _RELAY.sub("", text)


def _matches(text: str) -> Iterator[_Match]:
    taken: list[tuple[int, int]] = []
    for found in phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.POSSIBLE, max_tries=500):
        number = phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164)
        is_dialled_whole = found.raw_string.lstrip("(").startswith(("0", "+"))
        if is_dialled_whole and (phonenumbers.is_valid_number(found.number) or number.startswith(_DRAMA)):
            taken.append((found.start, found.end))
            yield _Match(found.start, found.end, number, found.number.extension or "")
    for short in _SHORT.finditer(text):
        if all(short.end() <= start or end <= short.start() for start, end in taken):
            yield _Match(short.start(), short.end(), short[1] or short[2] + short[3])
    for code in _TEXT_CODE.finditer(text):
        if all(code.end() <= start or end <= code.start(1) for start, end in taken):
            yield _Match(code.start(1), code.end(1), code[1], kind="sms")


def _looks_like_a_number(text: str) -> bool:
    return bool(re.search(r"\d(?:[\s()-]?\d){6,}", text) or re.fullmatch(r"[\d\s]{3,}", text))
