"""Numbers that people are known or reached by: phones, NHS, NI, UPN, ULN, cards, and long numbers of any kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from sendguide.safety.redaction.checks import digits_of, is_card_number, is_day, is_nhs_number
from sendguide.safety.redaction.span import Kind, Span

GAP = r"[ .()–‐-]{0,3}"
IS = (
    r"[ :=#.\-–]{0,3}"
    r"(?:(?:number|num|no|nr|code|is|was|of (?:the )?(?:child|pupil|my son|my daughter)|on|,)[ :=#.\-–]{1,3}){0,4}"
)
"""What stands between the name of a number and the number: "NHS no. is: "."""

DAY = re.compile(r"\d{1,2}([./ -])\d{1,2}\1(?:19|20)\d\d(?!\d)")
UK = [
    re.compile(rf"(?<![\d£$€/])\(?[0oO](?=[ (]{{0,2}}[1-37-9oO])(?:{GAP}[\doO]){{{count}}}(?![\d/])")
    for count in (10, 9)
]
ABROAD = re.compile(rf"(?<![\w+])(?:\(?\+ ?|00(?=[1-9]))\d(?:{GAP}\d){{8,14}}(?!\d)")
REACHED = r"(?:tele?phones?|tel|phones?|mobiles?|mob|cell|call|ring|texte?|txt|whats ?app|landline|land line|number)"
WHOM = r"(?: (?:me|us|him|her|my mum|my dad|my wife|my husband|number|is|on|at|no)){0,4}[ :.,-]{1,3}"
CUED = re.compile(rf"\b{REACHED}\b{WHOM}(?P<number>\d(?:{GAP}\d){{5,11}})(?![\d/])", re.IGNORECASE)
WORDS = r"(?:zero|nought|naught|oh|o|one|two|three|four|five|six|seven|eight|nine)"
SAID = re.compile(
    rf"\b(?:zero|oh|o|nought) (?:(?:double |triple )?{WORDS}\b[ ,-]{{1,2}}){{6,12}}(?:double |triple )?{WORDS}\b",
    re.IGNORECASE,
)

NHS_CUE = re.compile(rf"\bnhs\b{IS}(?P<number>\d(?:{GAP}\d){{7,10}})(?!\d)", re.IGNORECASE)
TEN = re.compile(r"(?<![\d£/.-])\d{3}([ -]?)\d{3}\1\d{4}(?![\d/])")
NI = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?![A-Za-z0-9])", re.IGNORECASE)
NI_CUE = re.compile(
    rf"\b(?:ni|nino|national insurance)\b{IS}(?P<number>[A-Z]{{2}}(?:[ -]?\d){{6}}(?:[ -]?[A-D]\b)?)", re.IGNORECASE
)
UPN = re.compile(r"(?<![A-Za-z0-9])[A-Z]\d{11}[\dA-Z](?![A-Za-z0-9])", re.IGNORECASE)
UPN_CUE = re.compile(
    rf"\b(?:upn|unique pupil number)\b{IS}(?P<number>[A-Z]? ?\d(?:[ -]?\d){{7,12}}[A-Z]?\b)", re.IGNORECASE
)
ULN_CUE = re.compile(
    rf"\b(?:uln|unique learner(?: number)?)\b{IS}(?P<number>\d(?:[ -]?\d){{7,11}})(?!\d)", re.IGNORECASE
)
CARD = re.compile(r"(?<![\d£.])\d(?:[ -]?\d){12,18}(?!\d|\.\d)")
LONG = re.compile(r"(?<![\w£$€.,/])\d{7,20}(?![\w/])(?!\.\d)")


def find_numbers(text: str) -> Iterator[Span]:
    """Numbers by their cue or their form, the surest first.

    Args:
        text: the message.
    """
    if not any(map(str.isdigit, text)):
        return
    for kind, cue in ((Kind.UPN, UPN_CUE), (Kind.ULN, ULN_CUE), (Kind.NHS_NUMBER, NHS_CUE), (Kind.NI_NUMBER, NI_CUE)):
        yield from (Span(*match.span("number"), kind) for match in cue.finditer(text))
    yield from (Span(*match.span(), Kind.UPN) for match in UPN.finditer(text))
    yield from (Span(*match.span(), Kind.NI_NUMBER) for match in NI.finditer(text))
    yield from (Span(*match.span(), Kind.CARD) for match in CARD.finditer(text) if is_card_number(digits_of(match[0])))
    for match in TEN.finditer(text):
        if is_nhs_number(digits_of(match[0])) and not match[0].startswith("0"):
            yield Span(*match.span(), Kind.NHS_NUMBER)


def find_phones(text: str, kept: Collection[str]) -> Iterator[Span]:
    """Telephone numbers, in all spellings; those of services are given as ones that stay."""
    if not any(map(str.isdigit, text)):
        yield from (Span(*match.span(), Kind.PHONE) for match in SAID.finditer(text))
        return
    for pattern in (ABROAD, *UK):
        for match in pattern.finditer(text):
            if DAY.match(text, match.start()) is None and sum(map(str.isdigit, match[0])) >= 7:
                yield _phone(*match.span(), match[0], kept)
    for match in CUED.finditer(text):
        number = match["number"]
        if DAY.match(text, match.start("number")) is None and not is_day(digits_of(number)):
            yield _phone(*match.span("number"), number, kept)
    yield from (Span(*match.span(), Kind.PHONE) for match in SAID.finditer(text))


def _phone(start: int, end: int, number: str, kept: Collection[str]) -> Span:
    return Span(start, end, None if national(number) in kept else Kind.PHONE)


def national(number: str) -> str:
    """A telephone number as digits, without the country code of the United Kingdom."""
    digits = digits_of(number)
    if digits.startswith("0044"):
        digits = "0" + digits[4:].lstrip("0")
    elif number.lstrip(" (").startswith("+") and digits.startswith("44"):
        digits = "0" + digits[2:].lstrip("0")
    return digits


def find_long_numbers(text: str) -> Iterator[Span]:
    """Seven digits and more that nothing else explains: somebody's number in some register."""
    for match in (*TEN.finditer(text), *LONG.finditer(text)):
        if not is_day(match[0]):
            yield Span(*match.span(), Kind.REFERENCE)
