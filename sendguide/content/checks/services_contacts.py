"""A service that is also a contact says the same here and in `contacts.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sendguide.content.bundle import Content
from sendguide.content.models import Contact
from sendguide.directory.importing.phones import telephone_numbers
from sendguide.directory.records import Fault

Json = dict[str, Any]
TEXT_CODE = re.compile(r"\b[6-8]\d{4}\b")
"""A short number that one sends a text to."""


def contact_faults(record: Json, content: Content) -> Iterator[Fault]:
    """Where a record and `contacts.yml` disagree.

    Args:
        record: one of our own, valid.
        content: all content, for its contacts.
    """
    yield from _own(record, content)
    yield from _borrowed(record, content)


def _own(record: Json, content: Content) -> Iterator[Fault]:
    """A service that is also a contact has the same numbers, addresses and date of checking in both places."""
    name, own = record["x_send"].get("contact"), record["x_source"]["id"]
    if own in content.contacts and name != own:
        yield Fault(("x_send",), f"`{own}` is also a contact.", f"Write `contact: {own}` here.")
    if name is None:
        return
    contact = content.contacts.get(name)
    if contact is None:
        yield Fault(("x_send", "contact"), f"there is no contact `{name}`.", "See content/contacts.yml.")
        return
    remedy = f"Make them the same here and under `{name}` in content/contacts.yml."
    verified = str(contact.verified_on) if contact.verified_on else None
    compared = {
        "telephone numbers": (("contacts",), _numbers(record), _contact_numbers(contact)),
        "web address": (("url",), record.get("url"), str(contact.web) if contact.web else None),
        "email": (("email",), record.get("email"), contact.email),
        "verified_on": (("x_governance", "verified_on"), record["x_governance"]["verified_on"], verified),
    }
    for what, (at, here, there) in compared.items():
        if here != there:
            yield Fault(at, f"{what}: {_shown(here)} here, but {_shown(there)} in content/contacts.yml.", remedy)


def _borrowed(record: Json, content: Content) -> Iterator[Fault]:
    """A contact that someone else answers, such as START for Portage, has that contact's numbers."""
    for place, item in enumerate(record.get("contacts", ())):
        name = item.get("x_contact")
        if name is None:
            continue
        contact, at = content.contacts.get(name), ("contacts", place, "x_contact")
        numbers = sorted(phone["number"] for phone in item.get("phones", ()))
        if contact is None:
            yield Fault(at, f"there is no contact `{name}`.", "See content/contacts.yml.")
        elif numbers != _contact_numbers(contact):
            message = f"{_shown(numbers)} here, but {_shown(_contact_numbers(contact))} in content/contacts.yml."
            yield Fault(at, message, f"Give it the numbers of the contact `{name}`.")


def _numbers(record: Json) -> list[str]:
    own = (item for item in record.get("contacts", ()) if "x_contact" not in item)
    parts = (*record.get("phones", ()), *(phone for item in own for phone in item.get("phones", ())))
    return sorted(phone["number"] for phone in parts)


def _contact_numbers(contact: Contact) -> list[str]:
    spoken = [found.number for found in telephone_numbers(contact.phone or "")[0]]
    return sorted([*spoken, *TEXT_CODE.findall(contact.text_message or "")])


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return "nothing" if value is None else str(value)
