"""What a message states that guided flows and the directory can use: dates, decisions, sections, ages, places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sendguide.understanding.dates import find_dates
from sendguide.understanding.decision_kinds import find_decisions
from sendguide.understanding.detail import NUMBER, Detail, apart, number, plain

# --- sections of a plan ---------------------------------------------------------------------------------------------
LETTER = r"(?:[a-gi-k]|h[12]?)\b(?!')"
SECTIONS = re.compile(
    rf"\b(?:(?P<one>(?:sec(?:tion|ton|toin|t)?|part)\.?)|(?:sec(?:tion|ton|toin|t)?|part)s)[ -](?P<list>{LETTER}"
    rf"(?:(?: ?[,&/+-] ?|,? (?:and|an|or|to) (?:section )?|(?(one)(?!)| )){LETTER})*)",
    re.ASCII,
)
AS_PRONOUN = re.compile(
    r" (?:don'?t|dnt|do(?! i\b)|did\w*|am|was(?! (?:left|blank|wrong|never|not|empty|the))|want\w*|need\w*|have|had"
    r"|g[eo]t|disagree|agree|think|thought|like|can\w*|could|will|would|understand|know|read|ask\w*|sent|found|see|saw|really"
    r"|just (?!says)|also|still|never|feel|should|said|told)\b"
)
AS_ARTICLE = re.compile(r" (?!(?:and|or|is|of|on|about|has|to|says?|was|in|for)\b)[a-z]")


def _sections(text: str, small: str) -> Iterator[Detail]:
    for match in SECTIONS.finditer(small):
        for letter in re.finditer(rf"\b{LETTER}", match["list"]):
            start = match.start("list") + letter.start()
            end = match.start("list") + letter.end()
            if letter[0] == "i" and AS_PRONOUN.match(small, end):
                continue
            if letter[0] == "a" and text[start] == "a" and AS_ARTICLE.match(small, end):
                continue
            yield Detail("plan_section", letter[0].upper(), start, end, text[start:end])


# --- ages and school years ------------------------------------------------------------------------------------------
OLDEST = 25
"""Plans end at 25 at the latest; an older age is somebody else's."""
AGE = rf"(?P<age>{NUMBER})"
CHILD = (
    r"(?:he|she|who|son|daughter|dawter|boy|girl|lad|lass|child|kid|toddler|bab+y|nephew|niece|grand(?:son|daughter)|bro|brother"
    r"|sister|youngest|eldest|oldest|one|dd|ds|yp|student|pupil)"
)
IS = rf"(?:\bi(?:'?m| am)|\b{CHILD}(?:'?s| is|(?P<future>'ll be| will be)))"
NEARLY = r"(?P<nearly>nearly|almost|about to (?:be|turn)|coming up(?: to)?|going on|not quite)"
NOT_COUNTED = (
    r"(?![a-z0-9]| ?(?:[%:/]|\.[0-9])| ?(?:weeks?|wks?|days?|hours?|hrs?|min\w*|months?|mths?|years?|yrs?|stone|foot|ft"
    r"|inch\w*|cm|kg|miles?|pages?|times|half|o'?clock|am|pm|levels?|terms?|sessions?|people|kids|children|of|or|out"
    r"|more|others?|away|late|short|behind|down|to 1|to one)\b)"
)
MONTHS_OLD = r"[ -]?(?P<months>months?|mths?|mnths?)"
AGES = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"\bage[ds]? (?:of )?{AGE}(?:(?P<range>(?: ?[/-] ?| to | or )[0-9]+)|{MONTHS_OLD})?\b",
        rf"(?<![0-9.])\b{AGE}(?: and a half)?[ -]?(?:(?:years?|yrs?)[ -]?olds?|y\.?/?o)\b",
        rf"(?<![0-9.])\b{AGE}{MONTHS_OLD}[ -]?olds?\b",
        rf"{IS}(?: (?:only|just|now|still|already|{NEARLY}))* (?!one\b){AGE}(?: (?:years?|yrs?)(?= ?(?:$|[.,;!?)\n]"
        rf"|[0-9]+ m))|{MONTHS_OLD}(?! (?:ago|behind|late|into|off|pregnant))\b|{NOT_COUNTED})",
        rf"(?:(?<!\bit)'s|(?<!\bit )\bis) {NEARLY} {AGE}{NOT_COUNTED}",
        r"\b(?:dd|ds|dgd|dgs|dsd|dss) ?(?P<age>[4-9]|[1-9][0-9])\b",  # as forums write; "DS2" may be the second son
        rf"\b(?P<future>turn|turns|turning) {AGE}{NOT_COUNTED}",
        rf"\b(?P<past>turned) {AGE}{NOT_COUNTED}",
        rf"^{AGE}{MONTHS_OLD}$",  # an answer to "how old is your child"
    )
]
NOT_THEIR_AGE = re.compile(
    r"\b(?:(?:like|as|than|(?:mind|level|age) of)(?: an?)?|(?:report|letter|plan|form|assessment|house)s? (?:is"
    r"|was)[a-z ]*) $"
)
A_THING = re.compile(r" (?:letter|report|plan|ehcp|assessment|form)\b")
BIRTHDAY_AHEAD = re.compile(r" (?:in (?:jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec)|next\b|soon\b)")


def _ages(text: str, small: str) -> Iterator[Detail]:
    for pattern in AGES:
        for match in pattern.finditer(small):
            start, end = match.span()
            said = match.groupdict()
            years = number(match["age"]) // (12 if said.get("months") else 1)
            if years > OLDEST or NOT_THEIR_AGE.search(small[max(0, start - 30) : start]) or A_THING.match(small, end):
                continue
            ahead = said.get("future") or (BIRTHDAY_AHEAD.match(small, end) and not said.get("past"))
            unsure = bool(said.get("nearly") or said.get("range") or ahead)
            yield Detail("age", str(years), start, end, text[start:end], unsure)


SCHOOL_YEARS = {"R", *(str(year) for year in range(1, 15))}
SCHOOL_YEAR = re.compile(
    rf"\b(?:y|yr\.? ?|year[ -]?)(?P<year>{NUMBER})\b(?![./:][0-9]| ?(?:times|months?|weeks?|days?|years?|hours?"
    rf"|and a half)\b)"
    r"|\breception\b(?! (?:desk|area|staff|lad(?:y|ies)|phone|is|said|told|at)\b)",
    re.ASCII,
)
NOT_SCHOOL_YEAR = re.compile(
    r"(?:[0-9] ?-?|\b(?:last|this|per|every|half|next|one|two|first|tax|at|front|main|gp|school|that|rang|phoned)) $"
)


def _school_years(text: str, small: str) -> Iterator[Detail]:
    for match in SCHOOL_YEAR.finditer(small):
        start, end = match.span()
        year = str(number(match["year"])) if match["year"] else "R"
        if year in SCHOOL_YEARS and not NOT_SCHOOL_YEAR.search(small[max(0, start - 10) : start]):
            yield Detail("school_year", year, start, end, text[start:end])


# --- places ---------------------------------------------------------------------------------------------------------
AREA = (
    r"(?P<area>a[bl]|b[abdhlnrst]?|c[abfhmortvw]|d[adeghlnty]|e[chnx]?|f[ky]|g[lu]?|h[adgprsux]|i[gpv]|k[atwy]"
    r"|l[adelnsu]?|m[ekl]?|n[egnprw]?|o[lx]|p[aehlor]|r[ghm]|s[aegklmnoprstwy]?|t[adfnqrsw]|ub|w[acdfnrsv]?|yo|ze)"
)
NEAR_COVENTRY = frozenset({"cv", "b", "le", "nn", "ws", "wv", "dy", "de", "st", "wr"})
POSTCODE = re.compile(
    rf"\b{AREA}(?:(?P<full>[0-9][0-9a-z]?) ?[0-9][abd-hjlnp-uw-z]{{2}}|(?P<alone>[1-9][0-9]?))\b", re.ASCII
)
PLACE_CUE = re.compile(r"\b(?:near|in|at|post ?code(?: is)?:?) $")
NOT_A_PLACE = re.compile(r"\b(?:sections?|sec|parts?|vitamin|level|grade|form|class|room|size|ds) $")


def _postcode_areas(text: str, small: str) -> Iterator[Detail]:
    for match in POSTCODE.finditer(small):
        start, end = match.span()
        before, area = small[max(0, start - 14) : start], match["area"]
        cued = bool(PLACE_CUE.search(before)) and area != "dd"  # "dd2" is the second dear daughter
        plausible = match["full"] or cued or (area in NEAR_COVENTRY and not NOT_A_PLACE.search(before))
        if plausible and text[start:end] != "b4":  # "b4 xmas"
            outcode = f"{area}{match['full'] or match['alone']}".upper()
            yield Detail("postcode_area", outcode, start, end, text[start:end])


FINDERS = (find_decisions, _sections, _ages, _school_years, _postcode_areas)


def find_details(text: str, *, today: date) -> list[Detail]:
    """What a message states, in order of place; details of one kind do not overlap.

    Args:
        text: the message, cleaned (single spaces).
        today: the day on which it is written.

    Returns:
        details of these kinds:

        * `date`: see `find_dates`.
        * `decision_kind`: a kind of the deadline calculator, such as `refusal_to_assess`.
        * `plan_section`: a letter from A to K, or H1, H2; each letter of a list for itself.
        * `age`: whole years, 0 to 25; "18 months" is 1. Ambiguous for a birthday to come and for "aged 3/4".
        * `school_year`: 1 to 14, or `R` for reception.
        * `postcode_area`: the outcode ("CV6"); where it stands alone, of Coventry and around or after near, in, at.
    """
    small = plain(text)
    found = [*find_dates(text, today=today)]
    for find in FINDERS:
        found += apart(find(text, small))
    return sorted(found, key=lambda item: (item.start, item.end))
