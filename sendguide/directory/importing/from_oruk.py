"""Turns services of Open Referral UK feeds, version 1.0 and 3.0, into our records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Optional

from sendguide.directory.importing.mapping import Mapping
from sendguide.directory.importing.parsed import Findings, Json, Parsed
from sendguide.directory.terms import Terms


def from_oruk(
    raw: Any, *, source: str, terms: Terms, mapping: Mapping, findings: Optional[Findings] = None, where: str = ""
) -> Json:
    """One service, as `/services/{id}` answers it in either version.

    Args:
        raw: the decoded JSON, whatever it is.
        source: our name of the source; ids that are no UUIDs are made from it.
        terms: our terms.
        mapping: the table from its terms to ours.
        findings: takes what was left out and what the table does not know.
        where: how to name its place in reports; its own id if empty.

    Raises:
        Rejected: when it cannot be used.
    """
    raise NotImplementedError


def read_oruk(raws: Iterable[Any], *, source: str, terms: Terms, mapping: Mapping) -> Parsed:
    """Many services: one bad record, or the same id twice, stops nothing."""
    raise NotImplementedError
