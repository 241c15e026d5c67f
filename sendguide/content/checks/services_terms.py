"""The terms by which services are sorted: `content/local_offer/taxonomies.json`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sendguide.content.bundle import Content
from sendguide.content.yaml_file import Location, Problem
from sendguide.directory.records import Fault, file_name, lines_of
from sendguide.directory.service import service_of
from sendguide.directory.taxonomies import tidy_taxonomies
from sendguide.directory.terms import LINK_TYPES, TOPIC, Terms, read_terms

Json = dict[str, Any]
NAME_PARTS = 3
"""How many names of the path are shown: content/local_offer/taxonomies.json."""


def check_terms(path: Path) -> tuple[Terms | None, list[Problem]]:
    """Everything an editor can get wrong in the terms.

    Args:
        path: `taxonomies.json`.

    Returns:
        The terms, None when they cannot be used, and what is wrong.
    """
    name = file_name(path, parts=NAME_PARTS)
    try:
        terms = read_terms(path)
        in_order = tidy_taxonomies(list(terms.taxonomies)) == list(terms.taxonomies)
    except json.JSONDecodeError as error:
        remedy = "Look at the quotes, commas and brackets on this line and the one above."
        return None, [Problem(name, error.lineno, f"JSON cannot be read: {error.msg}.", remedy)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        remedy = "Each taxonomy needs name, x_link_type and taxonomy_terms; each term a code and a name."
        return None, [Problem(name, 1, f"the terms cannot be used ({error!r}).", remedy)]
    faults = [*_kinds(terms), *_twice(terms)]
    if not in_order:
        faults.append(Fault((), "the terms are not in order.", "Run `sendguide directory tidy`."))
    return terms, lines_of(path, faults, parts=NAME_PARTS)


def check_topics(path: Path, records: list[Json], content: Content) -> Iterator[Problem]:
    """Topics that are no answers, and answers about the Local Offer or a contact that list no service.

    Args:
        path: `taxonomies.json`.
        records: our own records, valid.
        content: all content, for its answers.
    """
    terms, _ = check_terms(path)
    if terms is None:
        return
    topics = {term.code for term in terms.of(TOPIC)}
    used = {code for record in records for code in service_of(record).terms[TOPIC]}
    name = file_name(path, parts=NAME_PARTS)
    for code in sorted(topics - set(content.answers)):
        yield Problem(name, 1, f"the topic `{code}` is no answer.", "Use the id of an answer, or remove it.")
    for code in sorted(content.answers):
        if not (code.startswith("local_offer_") or code.endswith("_contact")):
            continue
        if code not in topics:
            yield Problem(name, 1, f"the answer `{code}` is no topic.", "Add it to guide-topic.")
        elif code not in used:
            remedy = "Give it to at least one, so that the answer can list it."
            yield Problem(name, 1, f"no service has the topic `{code}`.", remedy)


def _kinds(terms: Terms) -> Iterator[Fault]:
    found = [taxonomy["x_link_type"] for taxonomy in terms.taxonomies]
    if sorted(found) != sorted(LINK_TYPES):
        yield Fault((), f"the kinds of terms are {', '.join(found)}.", f"There is one taxonomy each for {LINK_TYPES}.")


def _twice(terms: Terms) -> Iterator[Fault]:
    """Codes and words that would lead to two terms: only the last would count."""
    seen: set[tuple[str, str]] = set()
    for place, taxonomy in enumerate(terms.taxonomies):
        for number, term in enumerate(taxonomy["taxonomy_terms"]):
            at: Location = (place, "taxonomy_terms", number)
            named: list[tuple[Location, str]] = [(("code",), term["code"])]
            named += [(("x_words", index), word) for index, word in enumerate(term.get("x_words", ()))]
            for within, value in named:
                key = (str(within[0]), value)
                if key in seen:
                    yield Fault((*at, *within), f"“{value}” stands twice in the terms.", "Leave it in one place.")
                seen.add(key)
