"""How ages are written: the patterns that `ages` reads."""

from __future__ import annotations

import re
from typing import Optional

WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
NUMBERS = {word: str(number) for number, word in enumerate(WORDS, 1)} | {"twenty-five": "25", "twenty five": "25"}
NUMBER_WORD = re.compile(rf"\b(?:twenty[- ]five|{'|'.join(WORDS)})\b")
FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}

# Numbers that are no ages: money, times of day, dates, and how many children.
NOT_AGES = re.compile(
    r"£\s?\d[\d,.]*|\b1-2-1\b|\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|\b\d{1,2}:\d\d\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{4,}\b|\b\d[\d,]*\s"
    r"(?:places?|children|people|sessions?|hours?|minutes?|mins?|hrs?|days?|terms?|staff|adults?|spaces?|miles?)\b"
)
UNIT = r"\s*(?P<{0}>months?|mths?|mos?\b|weeks?|wks?|years?|yrs?|ys?\b|m\b|w\b)?(?:[\s-]*olds?\b)?'?s?\.?"
AGE = r"(?P<{0}>\d{{1,3}}(?:\.\d+)?)"


def _age(name: str) -> str:
    return AGE.format(name) + UNIT.format(name + "_unit")


FROM = re.compile(
    r"(?:\b(?:over|above|from|minimum(?: age)?(?: of)?|min(?: age)?(?: of)?|at least|(?<!no )older than|starting at)\s+"
    rf"(?:the\s+)?(?:ages?d?\s+)?(?:of\s+)?{_age('a')}(?:\s+birthday)?|{_age('b')}\s*(?:\+|plus\b|(?:and|or|&)\s+(?:over|above|older|up"
    r"(?:wards)?|beyond)\b|upwards?\b|onwards?\b|& ?over\b|over\b))"
)
BELOW = re.compile(
    rf"\b(?:under|below|younger than|less than|u)(?:\s+the\s+age\s+of)?[\s-]*(?:ages?\s+)?{_age('a')}"
    rf"|\b(?:until|up to|till)\s+(?:the\s+|their\s+)?{_age('b')}(?:st|nd|rd|th)\s+birthday"
)
UP_TO = re.compile(
    r"\b(?:up to|until|till|maximum(?: age)?(?: of)?|max(?: age)?(?: of)?|no older than|to)\s+(?:and including\s+)?"
    rf"(?:the\s+)?(?:ages?\s+)?(?:of\s+)?{_age('a')}|{_age('b')}\s*(?:and|or|&)\s+(?:under|below|younger)\b"
    rf"|\(\s*(?:or\s+)?{_age('c')}\s+(?:if|with|for|where)\b[^)]*\)|\(\s*{_age('d')}\s*\)"
)
RANGE = re.compile(
    rf"{_age('a')}\s*(?:-|to|until|up to|through|/)\s*(?P<under>under\s)?\s*(?:the(?:ir)?\s+)?(?:ages?\s+)?(?:of\s+)?"
    rf"{_age('b')}(?P<birthday>(?:st|nd|rd|th)\s+birthday)?(?P<open>\+|\s*plus\b)?"
    rf"|\bbetween\s+(?:the\s+)?(?:ages?\s+)?(?:of\s+)?{_age('c')}\s*(?:and|&|-|to)\s*{_age('d')}"
)
SEVERAL = re.compile(
    r"\b(\d{1,2})s?(?:\s*(?:years?|yrs?))?(?:\s*,\s*(?:\d{1,2})s?)*\s*,?\s*(?:and|or|&)\s*(\d{1,2})[\s-]*(?:years?|yrs?|y/?o)"
)
ONE = re.compile(rf"\b(?:ages?d?)\s+{_age('a')}|\b(?P<b>\d{{1,3}})[\s-]*(?:years?|yrs?|yr|y)[\s/.-]*(?:olds?|o)\b")

SCHOOL_YEARS = re.compile(
    r"\b(?:school\s+)?(?:years?|yrs?|y)\s*(?:groups?\s*)?(\d{1,2}|r\b|reception)(?:\s*(?:-|to|and|&|through|/)\s*"
    r"(?:years?\s*|yr\s*|y)?(\d{1,2}))?(?!\s*(?:months?|years?|yrs?)\b)(?![\d.])"
)
RECEPTION_TO = re.compile(r"\breception\s*(?:-|to|and)\s*(?:years?|yr|y)\s*(\d{1,2})\b")
KEY_STAGES = re.compile(r"\b(?:key stages?|ks)\s*([1-5])(?:\s*(?:-|to|and|&|/)\s*(?:ks|key stage)?\s*([1-5]))?\b")
STAGE = {1: (5, 7), 2: (7, 11), 3: (11, 14), 4: (14, 16), 5: (16, 18)}
LAST_SCHOOL_YEAR = 14

PHASES: tuple[tuple[str, Optional[float], Optional[float]], ...] = (
    (r"early years|eyfs", 0, 5),
    (r"reception", 4, 5),
    (r"primary", 4, 11),
    (r"secondary", 11, 16),
    (r"sixth form", 16, 19),
    (r"school[- ]age[d]?", 5, 16),
    (r"teen(?:ager)?s", 13, 19),
)
ADULTS = re.compile(r"\badults?\b")
NOT_ONLY_ADULTS = re.compile(r"\b(?:child|children|kids?|young|famil|bab(?:y|ies)|teen|all|parent|carer|toddler)")
