"""Puts together what became of each record of a source."""

from __future__ import annotations

from collections.abc import Iterable

from sendguide.directory.importing.parsed import Findings, Json, Parsed, Rejected


def gather(results: Iterable[tuple[str, Json | Rejected]], findings: Findings) -> Parsed:
    """What was read, sorted by id, each service once: when an id comes again, the first one counts."""
    records: dict[str, Json] = {}
    rejected: list[Rejected] = []
    places: dict[str, str] = {}
    for where, result in results:
        if isinstance(result, Rejected):
            rejected.append(result)
        elif result["id"] in records:
            reason = f"it has the same id as {places[result['id']]}, and only the first counts."
            rejected.append(Rejected(where, result["name"], reason))
        else:
            records[result["id"]] = result
            places[result["id"]] = where
    ordered = tuple(records[key] for key in sorted(records))
    return Parsed(ordered, tuple(rejected), findings.unmapped, tuple(findings.notes))
