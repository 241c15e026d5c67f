"""Turns services of Open Referral UK feeds, version 1.0 and 3.0, into our records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Optional

from sendguide.directory.importing.finishing import Draft, Origin, finish, gather
from sendguide.directory.importing.mapping import Mapping
from sendguide.directory.importing.oruk_v1 import from_v1, is_v1
from sendguide.directory.importing.parsed import Findings, Json, Parsed, Rejected
from sendguide.directory.terms import Terms


def from_oruk(
    raw: Any, *, source: str, terms: Terms, mapping: Mapping, findings: Optional[Findings] = None, where: str = ""
) -> Json:
    """One service, as `/services/{id}` answers it in either version.

    What HSDS documents is kept where it can be true; keys that it does not know (`x_…` among them) and `metadata`, the
    history of a record, are left out.

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
    if not isinstance(raw, dict):
        raise Rejected(where or "a record", "", "it is not a service but something else.")
    service = from_v1(raw) if is_v1(raw) else raw
    origin = Origin("oruk", "oruk", source, terms, mapping)
    return finish(Draft(where, service, raw.get("id")), origin, Findings() if findings is None else findings)


def read_oruk(raws: Iterable[Any], *, source: str, terms: Terms, mapping: Mapping) -> Parsed:
    """Many services. One bad record stops nothing; when an id comes again, the first one counts.

    Args:
        raws: decoded answers of `/services/{id}`.
        source: our name of the source.
        terms: our terms.
        mapping: the table from its terms to ours.
    """
    findings = Findings()

    def results() -> Iterator[tuple[str, Json | Rejected]]:
        for number, raw in enumerate(raws, 1):
            where = f"record {number}"
            try:
                yield where, from_oruk(raw, source=source, terms=terms, mapping=mapping, findings=findings, where=where)
            except Rejected as rejected:
                yield where, rejected

    return gather(results(), findings)
