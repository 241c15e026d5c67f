"""Numbers of cases, plans, letters, appeals and complaints, where a cue says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendguide.safety.redaction.checks import digits_of, is_day
from sendguide.safety.redaction.span import Kind, Span

OF_WHAT = (
    r"(?:case|file|claim|complaint|appeal|tribunal|application|ehcp?|ehc plan|ehc|plan|letter|pupil|student|candidate|"
    r"patient|hospital|member(?:ship)?|customer|account|order|policy|incident|crime|lac|sen|send|court|passport|licence|"
    r"unique|child|admission|invoice|booking|roll|liquidlogic|mosaic|enquiry)"
)
NUMBER_WORD = r"(?:ref(?:erence)?s?|nos?|num(?:ber)?s?|nr|ids?|code|#)"
BETWEEN = r"(?:number|num|no|nr|ref|is|was|its|it's|are|id|on (?:the|my|our|his|her) (?:letter|plan|form)|for \w{1,15})"
CUE = re.compile(
    rf"\b(?:{OF_WHAT}s?(?: have)? ?{NUMBER_WORD}|ref(?:erence)?s?|{OF_WHAT}(?= ?[:#=]| \w{{0,20}}\d))\b"
    rf"(?:[ .:#=\-–,]{{1,3}}{BETWEEN}){{0,3}}[ .:#=\-–]{{1,4}}",
    re.IGNORECASE,
)
CODE = re.compile(
    r"(?:[A-Za-z]{1,6}[ /.\-](?=[A-Za-z]{0,4}[\d/\-]))?[A-Za-z]{0,6}(?:[/\-.][A-Za-z]{1,4}[/\-.]?){0,2}"
    r"\d[A-Za-z\d]{0,20}(?:(?:[/\-.](?=[A-Za-z\d])| (?=\d{3}))[A-Za-z\d]{1,20}){0,5}"
)
UNCUED = re.compile(
    r"(?<![\w/\[(-])(?:[A-Za-z]{2,6}[/-]){1,2}(?=[A-Za-z\d/-]{0,4}\d)[A-Za-z\d]{2,12}(?:[/-][A-Za-z\d]{1,12}){0,3}(?![\w/])"
)
TRIBUNAL = re.compile(r"(?<![\w/])[A-Z]{2}\d{3}[/-]\d{2}[/-]\d{4,6}(?!\w)", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d(?:[/-](?:20)?\d\d)?$")
DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})$|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}$")
FORM = re.compile(r"SEND ?35[A-Z]?$", re.IGNORECASE)
FEWEST = 4
FEWEST_WITHOUT_CUE = 5


def find_references(text: str) -> Iterator[Span]:
    """References: after a cue what has four digits, without one only what looks like nothing else."""
    if not any(map(str.isdigit, text)):
        return
    yield from (Span(*match.span(), Kind.REFERENCE) for match in TRIBUNAL.finditer(text))
    for cue in CUE.finditer(text):
        code = CODE.match(text, cue.end())
        if code is not None and _is_reference(code[0], FEWEST):
            yield Span(*code.span(), Kind.REFERENCE)
    for match in UNCUED.finditer(text):
        if _is_reference(match[0], FEWEST_WITHOUT_CUE):
            yield Span(*match.span(), Kind.REFERENCE)


def _is_reference(code: str, fewest: int) -> bool:
    digits, bare = digits_of(re.sub("[oO]", "", code)), code.strip(" /.-")
    last = re.split(r"[ ]", bare)[-1]
    if len(digits) < fewest or FORM.match(bare):
        return False
    return not (
        YEAR.match(last) or DAY.match(last) or (last.isdigit() and len(last) == 8 and is_day(last) and bare == last)
    )
