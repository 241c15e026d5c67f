"""Days of birth: a date counts only beside a cue. "12 March" alone is the date of a letter or a meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendguide.safety.redaction.span import Kind, Span

MONTH = (
    r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
YEAR = r"(?:[ ,.\-/]{1,2}'?(?:(?:19|20)\d\d|\d\d)(?![\d:]))"
DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: day)?(?: of)?[ .\-/]{{0,2}}{MONTH}\b\.?{YEAR}?"
    rf"|{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?!:){YEAR}?"
    r"|(?:19|20)\d\d[./ -]\d{1,2}[./ -]\d{1,2}(?!\d)"
    r"|\d{1,2}(?: ?[./-] ?| )\d{1,2}(?: ?[./-] ?| )(?:(?:19|20)\d\d|\d\d)(?!\d)"
    r"|\d{8}(?!\d)|\d{6}(?!\d))"
)
CUES = (
    r"(?:d ?\.? ?o ?\.? ?b\b\.?|date (?:(?:of|ov) )?birth|birth ?date|date born|(?:birth|b-?)day|born"
    r"|\d{1,2}(?:st|nd|rd|th) birthday"
    r"|(?:turns|turned|turning|will be|reaches|am|is|im|hes|shes|i'm|he's|she's) \d{1,2} on)"
)
BETWEEN = (
    r"(?:is|was|are|on|the|of|child|boy|girl|son|daughter|pupil|my son|my daughter|his|hers|her|my|mine|it's|its|in|at"
    r"|as|date|for \w{1,15})"
)
CUE = re.compile(rf"\b{CUES}(?:[ :=,.\-–(]{{1,3}}{BETWEEN}\b){{0,4}}[ :=,.\-–(]{{0,3}}(?P<date>{DATE})", re.IGNORECASE)
AFTER = re.compile(rf"(?<![\d/.-])(?P<date>{DATE})[ ,(]{{1,3}}(?:d\.?o\.?b|date of birth)\b", re.IGNORECASE)
FULL = re.compile(r"[ ,(\-–:]{1,4}(?P<date>\d{1,2}[./-]\d{1,2}[./-](?P<year>(?:19|20)\d\d))(?!\d)")
YOUNGEST = 3
"""Years that a date beside a name must lie back to be a birth: letters and meetings are of now."""


def find_births(text: str) -> Iterator[Span]:
    """Dates with a cue before them, or "dob" behind."""
    if not any(map(str.isdigit, text)):
        return
    for pattern in (CUE, AFTER):
        yield from (Span(*match.span("date"), Kind.DATE_OF_BIRTH) for match in pattern.finditer(text))


def birth_after_name(text: str, end: int, this_year: int) -> Span | None:
    """A date of years ago straight behind a name that ends at `end`: "<name> 12/03/2014"."""
    match = FULL.match(text, end)
    if match is None or int(match["year"]) > this_year - YOUNGEST:
        return None
    return Span(*match.span("date"), Kind.DATE_OF_BIRTH)
