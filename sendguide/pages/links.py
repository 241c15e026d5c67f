"""Links as a page may have them: an address that could do anything else than lead somewhere is shown as words only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sendguide.answers.reply import Link
from sendguide.content.placeholders import short_web

WEB = frozenset({"https", "http"})
OTHERS = frozenset({"mailto", "tel", "sms"})
DETAIL = re.compile(r"[0-9]{3}|@|[a-z]\.[a-z]")
"""What a phone number, an email or a web address has."""

UNSAFE = re.compile(r"[\s\x00-\x1f\x7f\\]")


@dataclass(frozen=True)
class PageLink:
    """A link of a page.

    Attributes:
        title: what it says.
        href: where it leads, relative to the guide's own address for a download; empty when it may lead nowhere.
        is_elsewhere: whether it leads to another website, and so opens beside the chat.
    """

    title: str
    href: str
    is_elsewhere: bool = False


def page_link(link: Link) -> PageLink:
    """A link of a reply as a page may have it. Only its kinds of address in `reply.py` lead anywhere."""
    url = link.url
    if UNSAFE.search(url) or url.startswith("//"):
        return PageLink(link.title, "")
    if url.startswith("/"):  # a download of our own; the guide may live under a path
        return PageLink(link.title, f".{url}")
    try:
        parts = urlsplit(url)
    except ValueError:
        return PageLink(link.title, "")
    if parts.scheme in WEB and parts.netloc:
        return PageLink(link.title, url, is_elsewhere=True)
    return PageLink(link.title, url if parts.scheme in OTHERS else "")


def around_links(items: Sequence[str], links: Sequence[Link]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of a card before its links and after them, without those that its links say as well.

    A warning that stands before the phone number stays before the link that calls it.

    Args:
        items: the lines, such as "Phone: 024 7683 1614".
        links: the links, such as "Call START on 024 7683 1614".
    """
    said = {_plain(link.title) for link in links} | {_plain(short_web(link.url)) for link in links}
    repeats = [_is_said(item, said) for item in items]
    first = repeats.index(True) if True in repeats else 0
    return tuple(items[:first]), tuple(item for item, is_repeat in zip(items, repeats) if not is_repeat)[first:]


def _is_said(item: str, said: set[str]) -> bool:
    name, parted, value = item.partition(": ")
    told = _plain(value if parted and " " not in name else item)
    return bool(DETAIL.search(told)) and any(told in words for words in said)


def _plain(words: str) -> str:
    return re.sub(r"[\s()]+", "", words).lower()
