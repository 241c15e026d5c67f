"""Plain words in the Local Offer's records: the same rules as for answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sendguide.content.bundle import Content
from sendguide.content.checks.words import acronyms, bare_details, forbidden, measure
from sendguide.content.yaml_file import Location
from sendguide.directory.records import Fault

FIELDS = ("description", "eligibility_description", "application_process", "fees_description", "alert")
MEASURED = ("description", "eligibility_description", "application_process")
"""Read together on a card: each alone may be too short to have a reading age."""

LONGEST = 90
"""Words of what is read together: there are several cards under an answer."""


def word_faults(record: dict[str, Any], content: Content) -> Iterator[Fault]:
    """Everything about the wording of a record that a rule can judge.

    Args:
        record: one of our own, valid.
        content: rules of plain words, glossary, and what must never be said.
    """
    texts: dict[Location, str] = {(field,): record[field] for field in FIELDS if field in record}
    caution = record["x_governance"].get("caution")
    if caution:
        texts["x_governance", "caution"] = caution
    together = "\n\n".join(record[field] for field in MEASURED if field in record)
    found = list(measure(together, ("description",), LONGEST, content.reading))
    for at, text in texts.items():
        found += [*acronyms(text, at, content), *bare_details(text, at)]
        found += forbidden(text, at, record["x_source"]["id"], content)
    yield from (Fault(place, message, remedy) for place, message, remedy in found)
