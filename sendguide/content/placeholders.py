"""`{contact_id.field}` in an answer: a phone number, email or address is written once, in `content/contacts.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sendguide.content.models import Contact

PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\.([a-z_]+)\}")
BRACES = re.compile(r"\{[^{}\n]*\}?|\}")
FIELDS = ("name", "phone", "text_message", "email", "web", "address", "hours")


def used(text: str) -> Iterator[tuple[str, str]]:
    """The (contact id, field) pairs that a text asks for."""
    for match in PLACEHOLDER.finditer(text):
        yield match.group(1), match.group(2)


def malformed(text: str) -> list[str]:
    """Whatever has a brace and is no placeholder, so that nothing would be filled in: `{start}`, `{start.Phone}`."""
    return BRACES.findall(PLACEHOLDER.sub("", text))


def fill(text: str, contacts: Mapping[str, Contact]) -> str:
    """Puts contact details in place of the placeholders.

    Args:
        text: words from an answer file.
        contacts: all contacts by id.

    Raises:
        KeyError: for an unknown contact, or a field that the contact does not have; `sendguide check` finds these
            before a parent can.
    """

    def value(match: re.Match[str]) -> str:
        found = value_of(contacts, match.group(1), match.group(2))
        if found is None:
            raise KeyError(match.group(0))
        return found

    return PLACEHOLDER.sub(value, text)


def value_of(contacts: Mapping[str, Contact], contact_id: str, field: str) -> str | None:
    """One detail of one contact as shown to people (web addresses without the scheme), or None if there is none."""
    contact = contacts.get(contact_id)
    if contact is None or field not in FIELDS:
        return None
    found = getattr(contact, field)
    if found is None:
        return None
    return short_web(str(found)) if field == "web" else str(found)


def details_line(contacts: Mapping[str, Contact], contact_id: str) -> str:
    """A contact on one line: name, phone, email and web, as far as they are known."""
    details = [value_of(contacts, contact_id, field) for field in ("phone", "email", "web")]
    name = value_of(contacts, contact_id, "name") or contact_id
    return ": ".join(filter(None, [name, ", ".join(filter(None, details))]))


def short_web(url: str) -> str:
    """A web address as people say it: no scheme, no `www.`, no slash at the end."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")
