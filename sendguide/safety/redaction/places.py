"""Postcodes and street addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from sendguide.safety.redaction.span import Kind, Span

AREA = (
    r"(?:a[bl]|b[abdhlnrst]?|c[abfhmortvw]|d[adeghlnty]|e[chnx]?|f[ky]|g[luy]?|h[adgprsux]|i[gpvm]|j[e]|k[atwy]"
    r"|l[adelnsu]?|m[ekl]?|n[egnprw]?|o[lx]|p[aehlor]|r[ghm]|s[aegklmnoprstwy]?|t[adfnqrsw]|ub|w[acdfnrsv]?|yo|ze)"
)
"""The 124 postcode areas (Royal Mail, PAF)."""

INWARD = "[0-9][abd-hjlnp-uw-z]{2}"
POSTCODE = re.compile(
    rf"(?<![a-z0-9])(?P<out>{AREA}[0-9][0-9a-z]?) {{0,2}}(?P<inward>{INWARD})(?![a-z0-9])", re.IGNORECASE
)
SPOKEN = rf"(?P<out>{AREA} ?[0-9] ?[0-9a-z]?) {{0,2}}[0-9] ?[a-z] ?[a-z]"
CUED = re.compile(
    rf"\bpost ?code[ :,.\-]{{1,3}}(?:is |was |of \w{{1,10}} )?(?P<code>{SPOKEN})(?![a-z0-9])", re.IGNORECASE
)
ORDINAL = re.compile(r"(?:1st|2nd|3rd|[04-9]th)$", re.IGNORECASE)

SURE = r"road|rd|street|avenue|ave|lane|crescent|cres|drive|grove|gardens|gdns|terrace|mews|crescant|streat"
WHEN_CAPITAL = (
    "Road|Rd|Street|St|Avenue|Ave|Lane|Ln|Crescent|Cres|Drive|Dr|Grove|Gardens|Gdns|Terrace|Mews|Close|Cl|Way|Court|Ct|"
    "Place|Pl|Square|Sq|Row|Rise|Hill|Green|Park|View|Walk|End|Croft|Meadow|Meadows|Parade|Heights|Fields|Gate|Wharf|"
    "Quay|Path|Bank|Vale"
)
BLOCK = r"(?:[A-Z][\w'’]{1,20} ){1,3}?(?:Court|House|Tower|Point|Heights)[ ,]{1,3}"
FLAT = rf"(?:\b(?:[Ff]lat|FLAT|[Aa]partment|[Aa]pt|[Uu]nit)\.? ?\d{{1,4}}[A-Za-z]?[ ,]{{1,3}}(?:{BLOCK})?)?"
NUMBER = r"(?<![\d./:£-])\d{1,4}(?:[ -]?[A-Za-z]|[/-]\d{1,4})?,? "
NOT_STREET = (
    r"(?:years?|yrs?|weeks?|days?|months?|hours?|hrs?|mins?|minutes?|miles?|kids?|children|of|on|in|to|the|a|an|and|our|my|"
    r"at|for|from|is|are|old|times?|more|people|pupils?|schools?|way|off|down|up|with)"
)
LOOSE = re.compile(
    rf"{FLAT}{NUMBER}(?:(?!{NOT_STREET}\b)[A-Za-z][A-Za-z'’.]{{1,20}} ){{1,3}}(?:{SURE})\b\.?", re.IGNORECASE
)
STRICT = re.compile(rf"{FLAT}{NUMBER}(?:(?:[A-Z][\w'’.]{{1,20}}|the|of|and) ){{1,4}}(?:{WHEN_CAPITAL})\b")
AFTER_CUE = rf"{SURE}|close|way|court|place|square|row|rise|hill|green|park|view|walk|end|croft|meadow"
LIVES = re.compile(
    r"\b(?:lives?|lived|living|address(?:es)?|moved|moving|stays?|staying|home) ?(?:is|are|at|to|on|in|:|was)[ :]{1,3}"
    r"(?P<house>(?:(?:the|[A-Z])[\w'’]{1,20},? ){1,4})?"
    rf"(?P<street>{FLAT}{NUMBER}(?:(?!{NOT_STREET}\b)[A-Za-z][\w'’.]{{1,20}} ){{1,3}}?(?i:{AFTER_CUE}))\b"
)


def outcode(code: str) -> str:
    """The first half of a postcode: some thousands of homes."""
    return code.replace(" ", "").upper()[:-3]


def find_postcodes(text: str, kept: Collection[str]) -> Iterator[Span]:
    """Full postcodes. An outcode alone ("CV6") says what is near and stays.

    Args:
        text: the message.
        kept: postcodes of services, in capitals and without blanks.
    """
    for match in CUED.finditer(text):
        yield Span(*match.span("code"), Kind.POSTCODE)
    for match in POSTCODE.finditer(text):
        spoken = ORDINAL.match(match["inward"]) and not match["inward"].isupper() and " " in match[0]  # "b4 2nd march"
        if not spoken:
            public = match[0].replace(" ", "").upper() in kept
            yield Span(*match.span(), None if public else Kind.POSTCODE)


def find_addresses(text: str) -> Iterator[Span]:
    """Streets with a house number."""
    if not any(map(str.isdigit, text)):
        return
    for match in LIVES.finditer(text):
        yield Span(match.start("house") if match["house"] else match.start("street"), match.end(), Kind.ADDRESS)
    for pattern in (STRICT, LOOSE):
        yield from (Span(*match.span(), Kind.ADDRESS) for match in pattern.finditer(text))
