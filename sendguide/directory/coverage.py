"""What the directory holds under each heading that the law wants in a Local Offer; empty ones are shown as empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sendguide.directory.terms import CATEGORY, SECTOR, Terms

Json = dict[str, Any]
SHOWN = 12
"""Names printed under a heading; the rest are counted."""

TITLES = {
    CATEGORY: "Headings of Schedule 2, SEND Regulations 2014",
    SECTOR: "Parts of the Local Offer",
}


@dataclass(frozen=True)
class Row:
    """A heading or part with the services under it.

    Attributes:
        code: the term's code, such as `LO-HEALTH`.
        name: what it is called.
        link_type: `CATEGORY` or `SECTOR`.
        services: names of the services, by the alphabet.
    """

    code: str
    name: str
    link_type: str
    services: tuple[str, ...]


def coverage(records: Iterable[Json], terms: Terms) -> tuple[Row, ...]:
    """What is under each heading and in each part, in the terms' order. Source of the duty: standards.md section 1.6.

    Args:
        records: services; those that are not open to families now, or only good to know (`x_send.local_offer` is
            false, such as 999), do not count.
        terms: the terms of the directory.
    """
    found: dict[str, list[str]] = {}
    for record in records:
        if record["status"] == "active" and record["x_send"]["local_offer"]:
            for code in {item["taxonomy_term"].get("code") for item in record["attributes"]}:
                found.setdefault(code, []).append(record["name"])
    return tuple(
        Row(term.code, term.name, link_type, tuple(sorted(found.get(term.code, ()), key=str.casefold)))
        for link_type in (CATEGORY, SECTOR)
        for term in terms.of(link_type)
    )


def coverage_lines(rows: Iterable[Row]) -> Iterator[str]:
    """The rows as lines for a person at a terminal."""
    rows = tuple(rows)
    for link_type, title in TITLES.items():
        ours = [row for row in rows if row.link_type == link_type]
        empty = sum(not row.services for row in ours)
        yield f"{title}: {len(ours)}, of which {empty} empty"
        for row in ours:
            yield f"  {row.code:16} {str(len(row.services)) if row.services else 'EMPTY':>5}  {row.name}"
            yield from (f"{'':26}- {name}" for name in row.services[:SHOWN])
            if len(row.services) > SHOWN:
                yield f"{'':26}… and {len(row.services) - SHOWN} more"
        yield ""


def coverage_json(rows: Iterable[Row]) -> list[Json]:
    """The rows as plain values, with all names."""
    return [
        {
            "kind": row.link_type,
            "code": row.code,
            "name": row.name,
            "count": len(row.services),
            "services": list(row.services),
        }
        for row in rows
    ]
