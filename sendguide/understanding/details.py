"""What a message states that guided flows and the directory can use: dates, decisions, sections, ages, places.

A wrong kind of decision means a wrong deadline, so the phrases for decisions are narrow: better nothing than a guess. A
question or a negation still names the kind ("what if they refuse to assess").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sendguide.understanding.dates import find_dates
from sendguide.understanding.detail import NUMBER, SENTENCE_END, Detail, apart, number, plain

# --- decisions ------------------------------------------------------------------------------------------------------
REFUSE = r"(?:ref+[ue]{1,2}s+\w*|declin\w*|reject\w*)"
TURN_DOWN = r"(?:turn(?:ed|ing|s)? (?:\w+ ){0,2}?down|knock(?:ed|ing|s)? (?:\w+ )?back)"
WILL_NOT = (
    r"(?:wo(?:u?l?d)?n'?t|wudn'?t|(?:will|would) not|aren'?t going|not(?=[ -](?:to|be|going|issuing|amending)\b))"
)
SAY_NO = rf"(?:{REFUSE}|{WILL_NOT}|no(?=[ -](?:to|for)\b))"
THEN = r"(?:[ -](?:to|be|going|even|agree|for))*[ -]"
TO_DO = (
    r"(?:[ -](?:to|for|even|be|do|doing|carry|carrying|out|make|making|agree|proceed|give|giving|with|at|an?|the"
    r"|his|her|my|our|him|me|us|any|ehc|ehcp|needs|request|of|second|2nd|(?:my|our) \w+'?s))*[ -]"
)
WERE = r"(?: (?:is|was|were|are|be|been|being|has|had|have|got|get|getting|to|gonna|going|will|just|now)\b){0,4}"
ASSESS = r"as{1,2}es{1,2}"
REASSESS = rf"(?:re-?{ASSESS}|another (?:ehc )?(?:needs )?{ASSESS})"
OUR = r"(?:an?|the|his|her|my|our|their|this|your|that)"
PLAN = r"(?:ehc[ -]?)?(?:plan|ehcp|echp|ehpc)\b(?! (?:change|review|amend|meeting|being|from being|coord)|')"
MY_PLAN = rf"(?:{OUR} )?(?:\w+'?s )?{PLAN}"
CHANGE = rf"(?:chang(?:e|ing)|updat(?:e|ing)|alter) (?:anything|a (?:single )?(?:word|thing)|{MY_PLAN})"
DISAGREE = (
    r"(?:disagree\w*|do(?:n'?t| not) agree|dnt agree|unhappy|not happy|appeal+\w*|challeng\w*|contest\w*|disput\w*"
    r"|argu\w+|fight\w*)"
)
WITH = r"(?: (?:with|wiv|w|about|over|from|on|against|the|my|his|her|our|wording|contents?|of|in|what'?s|to)\b){0,5}"
BAD = (
    r"(?: (?:is|are|was|has|looks|seems|so|really|very|too|all|just|still|completely))* (?:wrong|missing|vague|wool+y"
    r"|inaccurate|incorrect|rubbish|weak|not right|not (?:specific|quantified|accurate)|isn'?t (?:right|specific)"
    r"|a joke|out of date)\b"
)
SECTIONS_B_F = rf"(?:section|part)s?[ -](?:[a-k](?:,| and| &|,? or)? ){{0,3}}?[bf]\b(?: of {OUR} (?:plan|ehcp))?"
SCHOOL = r"(?:school|skool|college|placement|setting)"
ENDS_THERE = (
    r"(?= ?(?:$|[.,;:?!)\n]|(?:named?|bit|part|placement|appeal|(?:is |that'?s )?(?:wrong|in dispute)|i|i'?m|we|they"
    rf"|he|she|in {OUR} (?:plan|ehcp)|do (?:i|we)|can (?:i|we))\b))"
)

OTHER_THING = (
    r"(?:autism|adhd|asd|asc|dyslexia|dyspraxia|speech|ot|sensory|social|care\w*|dla|pip|diagnos\w*|hearing|continence"
    r"|wheelchair|risk|medical|mental|transport|housing|family|benefits?|camhs|cahms|nhs|gps?|hospital|paed\w*|dwp)"
)
OTHER_BODY = (
    r"(?:doctors?|surgery|disability|early help|schools?|nurser\w+|senco|college|head|teachers?|psych\w*|ep|therapists?"
    r"|salt|draft|proposed|support|need|payment|financial|safety|learning|business)"
)
NOT_OURS = rf"(?! (?:(?:{OUR}|him|us|me|them|for|of|by|adult|full) ){{0,4}}{OTHER_THING}\b)"
NOT_AGAIN = r"(?! (?:\w+ ){0,2}again\b)"
"""'Refused to assess him again' may be a second refusal to assess or a refusal to reassess."""


@dataclass(frozen=True)
class _Phrases:
    """Ways to name a kind of decision, and the words right before, or near, with which they mean another thing."""

    kind: str
    patterns: list[str]
    not_after: str = (
        rf"\b(?:{OTHER_THING}|{OTHER_BODY})(?:'s)?(?: (?:teams?|services?|workers?|has|have|had|are|is|was|just|also"
        r"|still|now|even|said|says?))*[ -]$"
        r"|\b(?:i|we|i'?ve|we'?ve|he|she|son|daughter|yp|child)(?: (?:have|had|has|said|say|says))* $"  # refused it
    )
    not_near: str = r"(?!)"


def _refused(what: str) -> list[str]:
    said = rf"\b(?:{SAY_NO}|{TURN_DOWN}|not ne\w+ary){TO_DO}{what}(?:ing|in|ments?|es)?\b"
    was = rf"\b{what}ment(?: request)?{WERE} (?:{REFUSE}|{TURN_DOWN}|not ne\w+ary|not needed)\b"
    return [said + NOT_OURS + NOT_AGAIN, was + NOT_OURS]


DRAFT = r"\b(?:draft|proposed|proposal)\b"
PHRASES = [
    _Phrases("refusal_to_assess", [*_refused(ASSESS), rf"\b{SAY_NO}(?: (?:to|for))?(?: {OUR})? ehcna\b"]),
    _Phrases("refusal_to_reassess", _refused(REASSESS)),
    _Phrases(
        "refusal_to_issue",
        [
            rf"\b{SAY_NO}{THEN}is{{1,2}}u(?:e|ing)\b(?! (?:{OUR} )?(?:cert|amend|final|draft|letter|direct|blue|new))",
            rf"\b(?:{SAY_NO}|not){THEN}(?:giv(?:e|ing?)|mak(?:e|ing)|w?rit(?:e|ing)|grant(?:ing)?)"
            rf"(?: (?:to|him|her|us|me|them|(?:my|our) \w+)){{0,2}}(?: (?:an?|any))? {PLAN}",
            rf"\b(?:{REFUSE}|no(?= to)|decided against)(?:[ -](?:for|of|to|giving|an?|his|her|my|our|him|me|us))*[ -]"
            rf"{PLAN}",
            rf"\b(?:plan|ehcp){WERE} {REFUSE}\b",
            rf"\bno {PLAN} (?:issued|after (?:{OUR} )?{ASSESS}ment)\b",
            rf"(?<!not )(?<!never )(?<!been )\b{ASSESS}ed (?:\w+ ){{0,2}}?(?:(?:and|then|but|still|now) )*"
            rf"(?:said |says? |sed |decision |it'?s )?no {PLAN}",
        ],
    ),
    _Phrases(
        "refusal_to_amend",
        [
            rf"\b{SAY_NO}{THEN}amend(?:ing|ment)?\b",
            rf"\b{SAY_NO}{THEN}{CHANGE}[^.?!;\n]{{0,40}}\breview\b",
            rf"\breview\b[^.?!;\n]{{0,40}}\b{SAY_NO}{THEN}{CHANGE}",
        ],
        not_near=DRAFT,
    ),
    _Phrases(
        "cease_to_maintain",
        [
            rf"\b(?:ceas(?:es?|ed|ing)|cesing) (?:to m[a-z]{{1,2}}nt\w+|it\b|letter|notice|{MY_PLAN})",
            r"\b(?:inten\w+|propos\w+|decided|decision|wants?|going) to cease\b",
            r"\b(?:end(?:ing|ed)?|stop+(?:ing|ed|s)?|clos(?:e|ing|ed)|withdraw(?:ing|n)?|cancel+(?:ing|ed)?"
            rf"|terminat(?:e|ing|ed)|taking away|getting rid of) {MY_PLAN}",
            rf"\btak(?:e|ing) {MY_PLAN} (?:away|off)\b",
        ],
        not_after=r"\b(?:in|at|by|to) the $",
        not_near=DRAFT,
    ),
    _Phrases(
        "cease_to_maintain",
        [
            rf"(?:\b(?:his|her|my) (?:ehc )?(?:plan|ehcp)'?s|\b(?:plan|ehcp)(?:'s)?){WERE} (?:end(?:ed|ing)"
            r"|ceas(?:ed|ing)|stop+(?:ed|ing)|closed|withdrawn|cancelled|terminated|taken away)\b",
        ],
        not_near=DRAFT,
    ),
    _Phrases(
        "plan_contents",
        [
            rf"\b{SECTIONS_B_F}{BAD}",
            rf"\b(?:{DISAGREE}|wrong|missing|mistakes?|errors?|vague){WITH} {SECTIONS_B_F}",
            rf"\b{DISAGREE}{WITH} (?:(?:wording|contents?) of {OUR}(?: final)?|final|amended) plan\b",
        ],
        not_after=r"(?!)",
        not_near=r"\b(?:deliver\w*|provided|happen\w*|draft|proposed)\b",
    ),
    _Phrases(
        "section_i_only",
        [
            rf"\b(?:only|just|solely|purely) (?:(?:about|over|in|for|{DISAGREE}(?: (?:with|about|over|against))?) )?"
            rf"(?:(?:the )?section i|the (?:named )?{SCHOOL}|(?:which|the name of the) {SCHOOL}|placement"
            rf"|named {SCHOOL})\b{ENDS_THERE}",
            r"\bsection i (?:alone|on its own|is the only)\b",
            r"\b(?:section i|placement|named school|school named|(?:the|a|for) school) only\b",
        ],
        not_after=r"\b(?:not|isn'?t|wasn'?t|aint|never|special|mainstream|normal|primary|secondary) $",
    ),
    _Phrases(
        "section_i_only",
        [
            rf"\bwrong {SCHOOL} (?:(?:(?:is|was|been|has been) )?named|(?:named )?in (?:section i|{OUR} (?:final )?"
            rf"{PLAN}))",
            rf"\bnam(?:ed|ing) (?:him |her |me )?(?:for )?(?:an? |the )?wrong {SCHOOL}\b",
            rf"\b{SCHOOL} named (?:in (?:it|{OUR} {PLAN}) )?is (?:the )?wrong\b",
            r"\b(?:happy|fine|ok|content|agree)(?: \w+){0,6} (?:except|apart from|bar|other than|besides) (?:for )?"
            rf"(?:the |which )?(?:name of the )?{SCHOOL}\b",
        ],
        not_after=r"(?!)",
        not_near=DRAFT,
    ),
    _Phrases(
        "discrimination",
        [r"\b(?:disability )?d[ie]scrim\w*n\w*"],
        not_after=r"(?!)",
        not_near=r"\b(?:work|job|boss|manager|employer|landlord|restaurant|shop)\b",
    ),
]
DECISIONS = [
    (
        phrases.kind,
        re.compile("|".join(f"(?:{pattern})" for pattern in phrases.patterns), re.ASCII),
        re.compile(phrases.not_after, re.ASCII),
        re.compile(phrases.not_near, re.ASCII),
    )
    for phrases in PHRASES
]
OTHER_ASSESSMENT = re.compile(
    r"\b(?:social (?:care|services)|child in need|carer'?s? (?:assessment|one)|(?:autism|adhd) (?:assessment|one)"
    r"|parenting course|help at home)\b"
)
EDUCATION = re.compile(r"\b(?:ehc|plan\b|education)")
REACH = 70
"""How many characters on each side of a phrase can change what it means."""


def _decisions(text: str, small: str) -> list[Detail]:
    found: list[Detail] = []
    for kind, pattern, not_after, not_near in DECISIONS:
        for match in pattern.finditer(small):
            start, end = match.span()
            before = SENTENCE_END.split(small[max(0, start - REACH) : start])[-1]
            after = SENTENCE_END.split(small[end : end + REACH])[0]
            if not not_after.search(before) and not not_near.search(before + match[0] + after):
                found.append(Detail("decision_kind", kind, start, end, text[start:end]))
    wrong: set[str] = set()
    if any(item.value == "plan_contents" for item in found):  # then it is not the school alone
        wrong.add("section_i_only")
    if OTHER_ASSESSMENT.search(small) and not EDUCATION.search(small):  # "refused to assess. its the social care one"
        wrong |= {"refusal_to_assess", "refusal_to_reassess"}
    return apart(item for item in found if item.value not in wrong)


# --- sections of a plan ---------------------------------------------------------------------------------------------
LETTER = r"(?:[a-gi-k]|h[12]?)\b(?!')"
SECTIONS = re.compile(
    rf"\b(?:(?P<one>(?:sec(?:tion|ton|toin|t)?|part)\.?)|(?:sec(?:tion|ton|toin|t)?|part)s)[ -](?P<list>{LETTER}"
    rf"(?:(?: ?[,&/+-] ?|,? (?:and|an|or|to) (?:section )?|(?(one)(?!)| )){LETTER})*)",
    re.ASCII,
)
AS_PRONOUN = re.compile(
    r" (?:don'?t|do(?! i\b)|dnt|did\w*|am|was(?! (?:left|blank|wrong|never|not|empty|the))|want\w*|need\w*|have|had"
    r"|got|get|disagree|agree|think|thought|like|can\w*|could|will|would|understand|know|knew|read|filled|ask\w*|wrote"
    r"|sent|ticked|hate|mean|find|found|see|saw|put|just (?!says)|really|also|still|never|wish|feel|believe|must|should"
    r"|guess|said|told)\b"
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
    r"(?:he|she|who|son|daughter|dawter|boy|girl|lad|lass|child|kid|toddler|bab+y|nephew|niece|grandson|granddaughter"
    r"|brother|sister|bro|cousin|youngest|eldest|oldest|one|dd|ds|yp|student|pupil|client)"
)
IS = rf"(?:\bi(?:'?m| am)|\b{CHILD}(?:'?s| is|(?P<future>'ll be| will be)))"
NEARLY = r"(?P<nearly>nearly|almost|about to (?:be|turn)|coming up(?: to)?|approaching|going on|not quite|just under)"
NOT_COUNTED = (
    r"(?![a-z0-9]| ?(?:[%:/]|\.[0-9])| ?(?:weeks?|wks?|days?|hours?|hrs?|min\w*|months?|mths?|years?|yrs?|stone|foot"
    r"|ft|feet|inch\w*|cm|kg|pounds?|quid|miles?|pages?|times|half|o'?clock|am|pm|points?|levels?|grades?|terms?"
    r"|sessions?|people|kids|children|of|or|out|more|other|others|different|away|late|short|behind|down|to (?:1"
    r"|one))\b)"
)
MONTHS_OLD = r"[ -]?(?P<months>months?|mths?|mnths?)"
AGES = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"\bage[ds]? (?:of )?{AGE}(?:(?P<range>(?: ?[/-] ?| to | or )[0-9]+)|{MONTHS_OLD})?\b",
        rf"(?<![0-9.])\b{AGE}(?: and a half)?[ -]?(?:(?:years?|yrs?)[ -]?olds?|y\.?/?o)\b",
        rf"(?<![0-9.])\b{AGE}{MONTHS_OLD}[ -]?olds?\b",
        rf"{IS}(?: (?:only|just|now|still|already|{NEARLY}))* (?!one\b){AGE}(?: (?:years?|yrs?)(?= ?(?:$|[.,;!?)\n]"
        rf"|[0-9]+ m))|{MONTHS_OLD}(?! (?:ago|behind|late|into|off|wait\w*|pregnant))\b|{NOT_COUNTED})",
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
A_THING = re.compile(r" (?:letter|report|plan|ehcp|assessment|form|certificate|policy)\b")
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
    r"|\breception\b(?! (?:desk|area|staff|lad(?:y|ies)|phone|room|hall|number|is|said|told|at)\b)",
    re.ASCII,
)
NOT_SCHOOL_YEAR = re.compile(
    r"(?:[0-9] ?-?|\b(?:last|this|per|every|half|next|one|two|first|tax|at|on|front|main|gp|doctors|surgery|school|that"
    r"|rang|phoned|called|told|asked)) $"
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
NOT_A_PLACE = re.compile(r"\b(?:sections?|sec|parts?|vitamin|level|grade|form|class|room|size|dd|ds) $")


def _postcode_areas(text: str, small: str) -> Iterator[Detail]:
    for match in POSTCODE.finditer(small):
        start, end = match.span()
        before, area = small[max(0, start - 14) : start], match["area"]
        cued = bool(PLACE_CUE.search(before)) and area != "dd"  # "dd2" is the second dear daughter
        plausible = match["full"] or cued or (area in NEAR_COVENTRY and not NOT_A_PLACE.search(before))
        if plausible and text[start:end] != "b4":  # "b4 xmas"
            outcode = f"{area}{match['full'] or match['alone']}".upper()
            yield Detail("postcode_area", outcode, start, end, text[start:end])


FINDERS = (_decisions, _sections, _ages, _school_years, _postcode_areas)


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
