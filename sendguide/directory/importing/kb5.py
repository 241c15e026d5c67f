"""Reads an export of the Open Objects KB5 directory (CSV)."""

from __future__ import annotations

from datetime import date

from sendguide.directory.importing.mapping import Mapping
from sendguide.directory.importing.parsed import Parsed
from sendguide.directory.terms import Terms


def read_kb5(data: bytes, *, source: str, terms: Terms, mapping: Mapping, today: date) -> Parsed:
    """Reads an export.

    Args:
        data: the file as it is.
        source: our name of the source; ids of records are made from it.
        terms: our terms.
        mapping: the table from its categories to ours.
        today: the day against which a record's dates of activity are judged.

    Raises:
        Unreadable: when it is no KB5 export; a bad row is only rejected.
    """
    raise NotImplementedError
