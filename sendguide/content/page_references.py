"""Contacts that the plain pages name must exist, with the details that are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sendguide.content.about_words import KNOWN
from sendguide.content.bundle import Content, problem_in_file
from sendguide.content.citations import Finding, contact_problems, placeholder_problems
from sendguide.content.yaml_file import Problem

OTHERS = re.compile("|".join(rf"\{{{name}\}}" for name in sorted(KNOWN)))
"""What is filled in by the page itself, and is no detail of a contact."""


def check_pages(content: Content) -> list[Problem]:
    """Unknown contacts in `pages.yml` and `about.yml`.

    Args:
        content: all content.
    """
    found = [problem_in_file(content, "pages.yml", *finding) for finding in _contacts_page(content)]
    return found + [problem_in_file(content, "about.yml", *finding) for finding in _about_page(content)]


def _contacts_page(content: Content) -> Iterator[Finding]:
    yield from contact_problems(content.pages.in_danger, ("in_danger",), content)
    for place, group in enumerate(content.pages.groups):
        yield from contact_problems(group.contacts, ("groups", place, "contacts"), content)


def _about_page(content: Content) -> Iterator[Finding]:
    for at, part in content.about.parts():
        yield from contact_problems(part.contacts, (*at, "contacts"), content)
        yield from placeholder_problems(OTHERS.sub("", part.text), (*at, "text"), content)
