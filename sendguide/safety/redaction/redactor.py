"""Takes personal data out of a message before anything else sees it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sendguide.content.bundle import Content
from sendguide.safety.redaction.birth import birth_after_name, find_births
from sendguide.safety.redaction.names import NameFinder
from sendguide.safety.redaction.numbers import find_long_numbers, find_numbers, find_phones, national
from sendguide.safety.redaction.online import find_emails, find_links
from sendguide.safety.redaction.places import find_addresses, find_postcodes, outcode
from sendguide.safety.redaction.references import find_references
from sendguide.safety.redaction.span import TOKEN, Found, Kind, Span
from sendguide.safety.redaction.words import Vocabulary, read_vocabulary

ANYBODY = "Sam"
"""Read in the place of a name. Of four ways (token, nothing, "they", this) it changes least what is understood."""

BLANKS = re.compile(r" {2,}")


@dataclass(frozen=True)
class Kept:
    """What is public: the contacts in `content/contacts.yml`, and the helplines and pages that anyone may name.

    Attributes:
        phones: national numbers, digits only.
        emails: small letters.
        postcodes: capitals, no blanks.
        links: small letters, no slash at the end.
    """

    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Redacted:
    """A message without personal data.

    Attributes:
        text: with a token such as `<NAME>` wherever something was removed: what may be kept and shown.
        readable: the same for whoever reads it for its meaning: "Sam" for each name, the outcode for a postcode,
            nothing for the rest. A token's own word ("PHONE") would be read as something that was said.
        kinds: how many of each kind were removed.
        outcodes: the first halves of the postcodes ("CV6"), for a search; only ever in memory.
    """

    text: str
    readable: str
    kinds: Counter[Kind] = field(default_factory=Counter)
    outcodes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything was removed."""
        return bool(self.kinds)


class Redactor:
    """Finds personal data and puts tokens in its place. Holds nothing of any message.

    Args:
        vocabulary: the lists of names and words.
        kept: what is public and stays.
        today: gives the current day, from which a birth lies years back.
    """

    def __init__(self, vocabulary: Vocabulary, kept: Kept, *, today: Callable[[], date]) -> None:
        self._words = vocabulary.words
        self._names = NameFinder(vocabulary)
        self._kept = kept
        self._today = today

    def redact(self, text: str) -> Redacted:
        """A message without its personal data. Time is in proportion to its length.

        Args:
            text: the message, cleaned (`sendguide.understanding.clean`).
        """
        spans = self.find(text)
        if not spans:
            return Redacted(text, text)
        codes = [outcode(text[span.start : span.end]) for span in spans if span.kind is Kind.POSTCODE]
        meant = iter(codes)
        kinds = [span.kind for span in spans if span.kind is not None]
        tokens = [kind.token for kind in kinds]
        words = [ANYBODY if kind is Kind.NAME else next(meant) if kind is Kind.POSTCODE else "" for kind in kinds]
        readable = BLANKS.sub(" ", _replaced(text, spans, words)).strip(" ,")
        return Redacted(_replaced(text, spans, tokens), readable, Counter(kinds), tuple(dict.fromkeys(codes)))

    def find(self, text: str) -> list[Span]:
        """Where the personal data is, in order and without overlaps."""
        found = Found()
        found.add(Span(*match.span(), None) for match in TOKEN.finditer(text))
        for spans in self._numbers_and_addresses(text):
            found.add(spans)
        names = [span for span in self._names.find(text) if not found.covers(span.start, span.end)]
        births = (birth_after_name(text, name.end, self._today().year) for name in names)
        found.add(birth for birth in births if birth is not None)
        found.add(names)
        return [span for span in found.spans if span.kind is not None]

    def _numbers_and_addresses(self, text: str) -> Iterable[Iterable[Span]]:
        """Every structured kind, the surest first; each is looked for when it is its turn."""
        yield find_links(text, self._words.private_hosts, self._kept.links)
        yield find_emails(text, self._words.mail, self._kept.emails)
        yield find_numbers(text)
        yield find_births(text)
        yield find_references(text)
        yield find_phones(text, self._kept.phones)
        yield find_postcodes(text, self._kept.postcodes)
        yield find_addresses(text)
        yield find_long_numbers(text)


def _replaced(text: str, spans: Iterable[Span], words: Iterable[str]) -> str:
    pieces, done = [], 0
    for span, word in zip(spans, words):
        pieces += [text[done : span.start], word]
        done = span.end
    return "".join([*pieces, text[done:]])


def redactor(content: Content, root: Path, *, today: Callable[[], date]) -> Redactor:
    """The redactor for this content.

    Args:
        content: the words in use; its contacts are public.
        root: the content folder.
        today: gives the current day.

    Raises:
        ContentError: when a list cannot be used.
    """
    subject = [form for term in content.terms.values() for form in (term.term, term.expansion or "", *term.also)]
    subject += [contact.name for contact in content.contacts.values()]
    vocabulary = read_vocabulary(content.redaction, root / "safety", subject=subject)
    return Redactor(vocabulary, _public(content, vocabulary.words.helplines), today=today)


def _public(content: Content, helplines: Iterable[str]) -> Kept:
    contacts = content.contacts.values()
    phones = [contact.phone for contact in contacts if contact.phone]
    links = [str(contact.web) for contact in contacts if contact.web]
    links += [str(source.url) for answer in content.answers.values() for source in answer.sources]
    addresses = " ".join(contact.address or "" for contact in contacts)
    postcodes = [addresses[span.start : span.end] for span in find_postcodes(addresses, ())]
    return Kept(
        phones=frozenset(national(phone) for phone in (*phones, *helplines)),
        emails=frozenset(contact.email.lower() for contact in contacts if contact.email),
        postcodes=frozenset(code.replace(" ", "").upper() for code in postcodes),
        links=frozenset(link.lower().rstrip("/") for link in links),
    )
