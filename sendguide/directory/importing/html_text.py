"""Text that others wrote, as plain text: no markup, no hidden characters, no way to play tricks with it."""

from __future__ import annotations

import html
import math
import re
import unicodedata
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from bs4.exceptions import ParserRejectedMarkup

LONGEST_INPUT = 50_000
"""Characters looked at: the longest real entry seen in a feed is a tenth of this, and time stays bounded."""
LONGEST_TEXT = 20_000
LONGEST_LINE = 500

_GONE = frozenset({
    "script", "style", "template", "noscript", "iframe", "object", "embed", "applet", "svg", "math", "head",
    "title", "form", "select",
})  # fmt: skip
_BLOCKS = frozenset({
    "p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "ul", "ol", "dl", "dd", "dt",
    "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "fieldset", "figure", "figcaption",
    "address", "hr",
})  # fmt: skip
_TAG = re.compile(r"<(?!https?:)(?:/?[a-zA-Z][a-zA-Z0-9:-]*(?:[\s/][^<>]*)?/?>|!--|!doctype|!\[)", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_NO_ENTITY = re.compile(r"&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)")
_INSTRUCTION = re.compile(r"<[?!](?!--)[^<>]*>?")
_NO_TAG = re.compile(r"<(?![a-zA-Z/][^<>]*>)|<(?=https?:|[^<>\s]+@[^<>\s]+>)")
_LAID_OUT = re.compile(r"<(?:p|br|div|li|tr|h[1-6])\b", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PASSES = 5
_LARGEST_NUMBER = 1e15
_BULLETS = "•·▪◦‣*-"

# Windows-1252 characters that were read as Latin-1 (a curly apostrophe becomes U+0092): never meant as they are.
_WINDOWS = {code: bytes([code]).decode("cp1252", errors="ignore") or None for code in range(0x80, 0xA0) if code != 0x85}
_LINE_ENDS = {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_CHARACTERS: dict[int, str | None] = {**_WINDOWS, **_LINE_ENDS}


def html_to_text(value: object, *, longest: int = LONGEST_TEXT) -> str:
    """Plain text of several lines from anything: HTML, HTML escaped once or more, plain text, numbers.

    Scripts, styles and hidden parts go with what is in them. Paragraphs are parted by an empty line, items of a list
    stand on lines of their own after "- ". Doing it again changes nothing.

    Args:
        value: what the source holds; None and things that are no text or number give "".
        longest: characters kept; a longer text is cut and ends in "…".
    """
    text = _plain_characters(_string(value)[:LONGEST_INPUT])
    if not text:
        return ""
    for _ in range(_PASSES):
        if not (_TAG.search(text) or _ENTITY.search(text)):
            return _cut(_tidy_lines(text), longest)
        text = _plain_characters(_one_pass(text))
    # Still markup after five layers of escaping: nobody means that. What could be read as markup goes.
    return _cut(_tidy_lines(re.sub("[<>&]", " ", text)), longest)


def line(value: object, *, longest: int = LONGEST_LINE) -> str:
    """The same on one line, for names and titles."""
    parts = (part.removeprefix("- ") for part in html_to_text(value, longest=LONGEST_TEXT).split("\n"))
    return _cut(" ".join(part for part in parts if part), longest)


def _string(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ""
    if not math.isfinite(value) or abs(value) >= _LARGEST_NUMBER:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _plain_characters(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CHARACTERS)
    kept = (" " if unicodedata.category(char) == "Zs" else char for char in text if _is_shown(char))
    return unicodedata.normalize("NFC", "".join(kept))


def _is_shown(char: str) -> bool:
    # Cf holds zero-width and text-direction characters, Co and Cs what has no meaning outside one system.
    return char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cs", "Cn"}


def _one_pass(text: str) -> str:
    if not _TAG.search(text):
        return _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    text = _INSTRUCTION.sub(" ", _without_comments(text))
    safe = _NO_ENTITY.sub("&amp;", _NO_TAG.sub("&lt;", text))
    if _LAID_OUT.search(safe):
        safe = safe.replace("\n", " ")  # the markup says where lines end; without it, the text itself does
    try:
        return "".join(_pieces(BeautifulSoup(safe, "html.parser")))
    except (ParserRejectedMarkup, AssertionError, RecursionError):
        return _ANY_TAG.sub(" ", text).replace("<!", " ")


def _without_comments(text: str) -> str:
    """Takes comments out by hand: the parser of the standard library needs a second for each 20,000 open ones."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start + 4)
        at = len(text) if end < 0 else end + 3
    return " ".join((*kept, text[at:]))


def _pieces(soup: Tag) -> Iterator[str]:
    """Walks the tree without recursion: hostile markup is nested tens of thousands deep."""
    stack: list[tuple[Iterator[PageElement], str]] = [(iter(soup.contents), "")]
    while stack:
        children, after = stack[-1]
        node = next(children, None)
        if node is None:
            stack.pop()
            yield after
        elif type(node) is NavigableString:
            yield str(node)
        elif isinstance(node, Tag) and not _is_hidden(node):
            before, after = _around(node.name)
            yield before
            stack.append((iter(node.contents), after))


def _is_hidden(tag: Tag) -> bool:
    return tag.name in _GONE or "hidden" in tag.attrs or bool(_HIDDEN.search(str(tag.attrs.get("style", ""))))


def _around(name: str) -> tuple[str, str]:
    if name == "br":
        return "\n", ""
    if name == "li":
        return "\n- ", "\n"
    if name in {"td", "th"}:
        return "", " "
    return ("\n\n", "\n\n") if name in _BLOCKS else ("", "")


def _tidy_lines(text: str) -> str:
    if text.isalnum():
        return text
    if "\n" not in text and text.lstrip()[:1] not in _BULLETS:
        return " ".join(text.split())
    lines = [" ".join(part.split()) for part in text.split("\n")]
    lines = ["- " + part.lstrip(f"{_BULLETS} ") if re.match(rf"[{_BULLETS}]\s", part) else part for part in lines]
    joined = "\n".join("" if part in {"•", "*"} else part.strip() for part in lines)
    joined = re.sub(r"(^|\n)-\n+(?=[^\n-])", r"\1- ", joined)  # an item that begins with a paragraph
    joined = re.sub(r"(?m)^-$", "", joined)
    joined = re.sub(r"(?m)^(- .*)\n\n+(?=- )", r"\1\n", joined)
    return re.sub(r"\n{3,}", "\n\n", joined).strip()


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
