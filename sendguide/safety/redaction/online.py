"""E-mail addresses, also spelt out, and links to somebody's own pages and papers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from sendguide.safety.redaction.span import Kind, Span

ENDING = r"(?:com|co|org|net|uk|ac|gov|sch|info|me|io|eu|pl|ro|de|fr|it|es|edu|live|email|example|test)"
PLAIN = re.compile(r"(?<![\w.+'’-])[\w.+'’-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}")
SPACED = re.compile(
    r"(?<![\w.+-])[\w+'’-]{1,64}(?:(?:\.| \. )[\w+'’-]{1,64}){0,3} {0,2}@ {0,2}"
    r"[\w-]{1,63}(?: ?\. ?[A-Za-z]{2,8}){1,3}\b"
)
LOCAL = r"(?<![\w.+-])(?:\w{1,30} (?:dot|underscore|dash|hyphen) ){0,3}[\w.+-]{1,64}"
MARKED = re.compile(
    rf"{LOCAL} ?[(\[{{] ?at ?[)\]}}] ?[\w-]{{1,63}}(?: ?(?:\.|[(\[{{] ?dot ?[)\]}}]|dot) ?{ENDING}\b){{1,3}}",
    re.IGNORECASE,
)
SPELT = re.compile(rf"{LOCAL} at (?P<host>[\w-]{{1,63}})(?: ?(?P<dot>\bdot\b|\.) ?{ENDING}\b){{1,3}}", re.IGNORECASE)

LINK = re.compile(
    r"(?<![\w@.])(?:https?://|www\.)[^\s<>]{3,1900}|(?<![\w@./-])[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/[^\s<>]{1,1900}"
)
TRAILING = ".,;:!?)]}'\"’”"
ID_KEYS = frozenset(
    (
        *("id", "token", "key", "code", "case", "child", "pupil", "student", "ref", "email", "name", "session", "auth"),
        *("sig", "pwd", "share", "user", "uid"),
    )
)
LONG_ID = re.compile(r"\d{5}|^(?=\D*\d)(?=.*[A-Za-z].*[A-Za-z])[\w%-]{10,}$")


def find_emails(text: str, mail: Collection[str], kept: Collection[str]) -> Iterator[Span]:
    """E-mail addresses.

    Args:
        text: the message.
        mail: mail providers, which make "jo at gmail.com" an address though "look at gov.uk" is none.
        kept: addresses that are public, in small letters.
    """
    if "@" in text:
        for pattern in (PLAIN, SPACED):
            for match in pattern.finditer(text):
                end = match.start() + len(match[0].rstrip(".-'’"))
                public = text[match.start() : end].lower() in kept
                yield Span(match.start(), end, None if public else Kind.EMAIL)
    small = text.lower()
    if "at)" in small or "at]" in small or "at }" in small or "at )" in small:
        yield from (Span(*match.span(), Kind.EMAIL) for match in MARKED.finditer(text))
    if " at " in small:
        for match in SPELT.finditer(text):
            if match["host"].lower() in mail or match["dot"].lower() == "dot":
                yield Span(*match.span(), Kind.EMAIL)


def find_links(text: str, private_hosts: Collection[str], kept: Collection[str]) -> Iterator[Span]:
    """Links with something in them that leads to a person; a public page is given as one that stays.

    Args:
        text: the message.
        private_hosts: where links lead to somebody's own papers or page.
        kept: links that are public, in small letters.
    """
    if "/" not in text and "www" not in text.lower():
        return
    for match in LINK.finditer(text):
        link = match[0].rstrip(TRAILING)
        private = link.lower().rstrip("/") not in kept and _is_private(link, private_hosts)
        yield Span(match.start(), match.start() + len(link), Kind.LINK if private else None)


def _is_private(link: str, private_hosts: Collection[str]) -> bool:
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # no link at all, such as one with an open bracket: nothing to spare
        return True
    labels = host.split(".")
    hosts = {".".join(labels[place:]) for place in range(len(labels))} | set(labels)
    if not hosts.isdisjoint(private_hosts) or parts.username or "@" in link or "%40" in link:
        return True
    if any(LONG_ID.search(piece) for piece in parts.path.split("/")):
        return True
    pairs = [pair.partition("=") for pair in (*parts.query.split("&"), *parts.fragment.split("&"))]
    return any(key.lower() in ID_KEYS or sum(map(str.isdigit, value or key)) >= 2 for key, _, value in pairs)
