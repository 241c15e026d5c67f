"""The phrases that name a kind of decision.

A wrong kind of decision means a wrong deadline, so the phrases are narrow: better nothing than a guess. A question or a
negation still names the kind ("what if they refuse to assess").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sendguide.understanding.detail import SENTENCE_END, Detail, apart

REACH = 70
"""How many characters on each side of a phrase can change what it means."""

# --- what refusing, plans and schools are called --------------------------------------------------------------------
REFUSE = r"(?:ref+[ue]{1,2}s+\w*|declin\w*|reject\w*)"
TURN_DOWN = r"(?:turn(?:ed|ing)? (?:\w+ ){0,2}?down|knocked (?:\w+ )?back)"
WILL_NOT = r"(?:wo(?:u?l?d)?n'?t|(?:will|would) not|not(?=[ -](?:to|be|going|issuing|amending)\b))"
SAY_NO = rf"(?:{REFUSE}|{WILL_NOT}|no(?=[ -](?:to|for)\b))"
NOT_NEEDED = r"not (?:ne\w+ary|needed)"
THEN = r"(?:[ -](?:to|be|going|even|agree))*[ -]"
OUR = r"(?:an?|the|his|her|my|our|their)"
THEM = r"(?:him|her|us|me|them)"
ANYONES = rf"(?:{OUR}|him|us|me|them)"
"""`OUR` or `THEM`, with "her" only once: two ways to read each of many words would take for ever."""
TO_DO = (
    rf"(?:[ -](?:to|for|of|even|be|do|doing|carry|carrying|out|make|agree|proceed|give|with|at|{ANYONES}|ehcp?|needs"
    rf"|request|(?:my|our) \w+'?s)){{0,9}}[ -]"
)
WERE = r"(?: (?:is|was|are|be|been|being|has|had|got|getting|to|going|will|just)\b){0,4}"
ASSESS = r"as{1,2}es{1,2}"
REASSESS = rf"(?:re-?{ASSESS}|another (?:ehc )?(?:needs )?{ASSESS})"
PLAN = r"(?:ehc[ -]?)?(?:plan|ehcp|echp)\b(?! (?:change|review|amend|meeting|being|from being|coord)|')"
MY_PLAN = rf"(?:{OUR} )?(?:\w+'?s )?{PLAN}"
CHANGE = rf"(?:chang|updat)(?:e|ing) (?:anything|a (?:single )?(?:word|thing)|{MY_PLAN})"
DISAGREE = r"(?:disagree\w*|do(?:n'?t| not) agree|not happy|unhappy|appeal+\w*|challeng\w*|contest\w*|fight\w*)"
WITH = r"(?: (?:with|wiv|about|over|from|on|what'?s|the|his|her|my|wording|contents?|of|in|to)\b){0,5}"
WRONG = (
    r"(?: (?:is|are|was|looks|so|really|very|too|all|just|still))* (?:wrong|missing|vague|wool+y|rubbish|a joke"
    r"|inaccurate|not (?:right|specific)|isn'?t (?:right|specific))\b"
)
SECTIONS_B_F = rf"(?:section|part)s?[ -](?:[a-k](?:,| and| &)? ){{0,3}}?[bf]\b(?: of {OUR} (?:plan|ehcp))?"
SCHOOL = r"(?:school|skool|college|placement|setting)"
ENDS = r"(?= ?(?:$|[.,;:?!)\n]|(?:appeal|one|i|and|but|or|so|because|when|if)\b))"
"""What may follow 'the school only' when it is not what the school only did."""
ENDS_THERE = (
    r"(?= ?(?:$|[.,;:?!)\n]|(?:named?|bit|part|appeal|(?:is |that'?s )?(?:wrong|in dispute)|i|i'?m|we|they"
    rf"|in {OUR} (?:plan|ehcp)|do i|can i)\b))"
)

# --- what makes it another thing, or another's decision -------------------------------------------------------------
OTHERS = (
    r"(?:autism|adhd|asd|dyslexia|speech|salt|ot|sensory|social|care\w*|dla|pip|diagnos\w*|hearing|wheelchair|risk"
    r"|medical|mental|transport|housing|family|benefits?|camhs|cahms|nhs|gps?|doctors?|hospital|paed\w*|dwp|schools?"
    r"|nurser\w+|senco|college|head|teachers?|psych\w*|ep|therap\w*|disability|early help|draft|proposed|support"
    r"|payment|safety|learning|business)"
)
NOT_OF_OTHERS = rf"(?! (?:(?:{ANYONES}|for|of|by|adult|full) ){{0,4}}{OTHERS}\b)"
NOT_AGAIN = r"(?! (?:\w+ ){0,2}again\b)"
"""'Refused to assess him again' may be a second refusal to assess or a refusal to reassess."""
NOT_A_PASS = (
    rf"(?! (?:cert|amend|final|draft|direct|blue)|(?: {ANYONES})+ (?!(?:{ANYONES}|ehc\w*|echp|plan|one"
    r"|education|son|daughter|child)\b)\w)"
)
"""They also issue blue badges and certificates."""
BY_OTHERS = (
    rf"\b(?:{OTHERS}|need)(?:'s)?(?: (?:teams?|services?|workers?|has|have|had|are|is|was|just|still|said|says?))*[ -]$"
    r"|\b(?:i|we|he|she|son|daughter|child)(?:'?(?:ve|d)| (?:have|had|has|said|do|don'?t|wants?|like|to))* $"
    r"|\b(?:in|at|by) the $"
)
"""'The school refused', 'I want to end his plan', 'in the end his plan was good'."""
NEVER = r"(?!)"
DRAFT = r"\b(?:draft|proposed|proposal)\b"
OTHER_ASSESSMENT = re.compile(
    r"\b(?:social (?:care|services|work\w*)|early help|child in need|(?:carer'?s?|autism|adhd) (?:assessment|one))\b"
)
EDUCATION = re.compile(r"\b(?:ehc|plan\b|education)")


@dataclass(frozen=True)
class _Kind:
    """Ways to name a kind of decision, and the words right before, or near, with which they mean another thing."""

    name: str
    said: re.Pattern[str]
    not_after: re.Pattern[str]
    not_near: re.Pattern[str]


def _kind(name: str, *ways: str, not_after: str = BY_OTHERS, not_near: str = NEVER) -> _Kind:
    said = "|".join(f"(?:{way})" for way in ways)
    return _Kind(name, *(re.compile(pattern, re.ASCII) for pattern in (said, not_after, not_near)))


def _refusing(what: str) -> tuple[str, str]:
    said = rf"\b(?:{SAY_NO}|{TURN_DOWN}|{NOT_NEEDED}){TO_DO}{what}(?:ing|ments?|es)?\b"
    was = rf"\b{what}ment(?: request)?{WERE} (?:{REFUSE}|{TURN_DOWN}|{NOT_NEEDED})\b"
    return said + NOT_OF_OTHERS + NOT_AGAIN, was + NOT_OF_OTHERS


KINDS = [
    _kind("refusal_to_assess", *_refusing(ASSESS), rf"\b{SAY_NO}(?: to| for)? ehcna\b"),
    _kind("refusal_to_reassess", *_refusing(REASSESS)),
    _kind(
        "refusal_to_issue",
        rf"\b{SAY_NO}{THEN}is{{1,2}}u(?:e|ing)\b{NOT_A_PASS}",
        rf"\b(?:{SAY_NO}|not){THEN}(?:giv(?:e|ing?)|mak(?:e|ing)|w?rit(?:e|ing)|grant)(?: (?:to|{THEM}|my \w+))*"
        rf"(?: (?:an?|any))? {PLAN}",
        rf"\b(?:{REFUSE}|no(?= to)|decided against)(?:[ -](?:for|of|to|an?|his|my|our|{THEM}))*[ -]{PLAN}",
        rf"\b(?:plan|ehcp){WERE} {REFUSE}\b",
        rf"\bno {PLAN} (?:issued|after (?:{OUR} )?{ASSESS}ment)\b",
        rf"(?<!not )(?<!never )(?<!been )\b{ASSESS}ed (?:\w+ ){{0,2}}?(?:(?:and|then|but|still) )*"
        rf"(?:said |says |sed |it'?s )?no {PLAN}",
    ),
    _kind(
        "refusal_to_amend",
        rf"\b{SAY_NO}{THEN}amend(?:ing)?\b(?! {OUR} (?!(?:final )?(?:plan|ehc))\w)",
        rf"\b{SAY_NO}{THEN}{CHANGE}[^.?!;\n]{{0,40}}\breview\b",
        rf"\breview\b[^.?!;\n]{{0,40}}\b{SAY_NO}{THEN}{CHANGE}",
        not_near=DRAFT,
    ),
    _kind(
        "cease_to_maintain",
        rf"\b(?:ceas(?:es?|ed|ing)|cesing) (?:to m[a-z]{{1,2}}nt\w+|it\b|letter|notice|{MY_PLAN})",
        r"(?:\bwe )?\b(?:inten\w+|propos\w+|decided|decision|wants?|going) to cease\b",
        r"\b(?:end(?:ing|ed)?|stop+(?:ing|ed|s)?|clos(?:e|ing|ed)|withdraw(?:ing|n)?|cancel\w*|taking away"
        rf"|getting rid of) {MY_PLAN}",
        rf"\btak(?:e|ing) {MY_PLAN} (?:away|off)\b",
        rf"\b(?:(?:his|her|my) plans|(?:plan|ehcp)(?:'s)?){WERE} (?:end(?:ed|ing)|ceas(?:ed|ing)|stop+(?:ed|ing)"
        r"|closed|withdrawn|cancelled|taken away)\b",
        not_near=DRAFT,
    ),
    _kind(
        "plan_contents",
        rf"\b{SECTIONS_B_F}{WRONG}",
        rf"\b(?:{DISAGREE}|wrong|missing|mistakes?|errors?|vague){WITH} {SECTIONS_B_F}",
        rf"\b{DISAGREE}{WITH} (?:(?:wording|contents?) of {OUR}|final|amended) plan\b",
        not_after=NEVER,
        not_near=rf"\b(?:deliver\w*|provided|happen\w*)\b|{DRAFT}",
    ),
    _kind(
        "section_i_only",
        rf"\b(?:only|just|solely|purely) (?:(?:about|over|in|for|{DISAGREE}(?: (?:with|about|over|against))?) )?"
        rf"(?:(?:the )?section i|placement|(?:the|which|named|the named|the name of the) {SCHOOL})\b{ENDS_THERE}",
        r"\bsection i (?:alone|on its own|is the only)\b",
        rf"\b(?:section i|placement|(?:named|the|a|for) school|school named) only\b{ENDS}",
        rf"\bwrong {SCHOOL} (?:(?:is |was |been )?named|in (?:section i|{OUR} (?:final )?{PLAN}))",
        rf"\bnam(?:ed|ing) (?:{THEM} )?(?:an? |the )?wrong {SCHOOL}\b",
        rf"\b{SCHOOL} named (?:in (?:it|{OUR} {PLAN}) )?is (?:the )?wrong\b",
        r"\b(?:happy|fine|ok|content|agree)(?: \w+){0,6} (?:except|apart from|bar|other than|besides) (?:for )?"
        rf"(?:the |which )?(?:name of the )?{SCHOOL}\b",
        not_after=r"\b(?:not|isn'?t|wasn'?t|aint|never|special|mainstream|primary|secondary) $",
        not_near=DRAFT,
    ),
    _kind(
        "discrimination",
        r"\b(?:disability )?d[ie]scrim\w*n\w*",
        not_after=NEVER,
        not_near=r"\b(?:work|job|boss|manager|employer|landlord|restaurant|shop)\b",
    ),
]


def find_decisions(text: str, small: str) -> list[Detail]:
    """The kinds of decision that a message names, each phrase for itself.

    Args:
        text: the message.
        small: the same in small letters, see `detail.plain`.

    Returns:
        details of kind `decision_kind`, without overlaps.
    """
    found: list[Detail] = []
    for kind in KINDS:
        for match in kind.said.finditer(small):
            start, end = match.span()
            before = SENTENCE_END.split(small[max(0, start - REACH) : start])[-1]
            after = SENTENCE_END.split(small[end : end + REACH])[0]
            if not kind.not_after.search(before) and not kind.not_near.search(before + match[0] + after):
                found.append(Detail("decision_kind", kind.name, start, end, text[start:end]))
    wrong: set[str] = set()
    if any(item.value == "plan_contents" for item in found):  # then it is not the school alone
        wrong.add("section_i_only")
    if OTHER_ASSESSMENT.search(small) and not EDUCATION.search(small):  # "refused to assess. its the social care one"
        wrong |= {"refusal_to_assess", "refusal_to_reassess"}
    return apart(item for item in found if item.value not in wrong)
