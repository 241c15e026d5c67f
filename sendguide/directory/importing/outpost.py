"""Reads services of an Outpost directory (JSON)."""

from __future__ import annotations

from datetime import date

from sendguide.directory.importing.mapping import Mapping
from sendguide.directory.importing.parsed import Parsed
from sendguide.directory.terms import Terms


def read_outpost(data: bytes, *, source: str, terms: Terms, mapping: Mapping, today: date) -> Parsed:
    """Reads one JSON document: a service, a list of services, a page (`content`), or a list of pages.

    Args:
        data: the document as it is.
        source: our name of the source; ids of records are made from it.
        terms: our terms.
        mapping: the table from its categories to ours.
        today: the day against which `visible_from` and `visible_to` are judged.

    Raises:
        Unreadable: when it is none of these; a bad service is only rejected.
    """
    raise NotImplementedError
