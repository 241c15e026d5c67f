"""Decides what of a source is taken: bad records are turned away, and a feed that shrank is not believed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sendguide.directory.importing.oruk import Fetched, Progress
from sendguide.directory.importing.parsed import Rejected
from sendguide.directory.importing.snapshots import as_line, replace_file

Json = dict[str, Any]
Validate = Callable[[Json], list[str]]
"""What is wrong with a record, as sentences; none when nothing is."""

MOST_FEWER_PERCENT = 20
"""A feed that lost more than this since the last good run is taken for broken (standards.md 1.8)."""

MISSING_FOR = timedelta(hours=20)
"""A service that is missing from a feed is dropped when it is missing again in a run this much later (so: the next
nightly run). Two runs on one day give the same bytes."""

QUARANTINE = "quarantine.jsonl"
QUOTED = re.compile("“[^”]*”")
CONTACT = re.compile(r"\S+@\S+|\+?\d[\d ()-]{6,}\d")


def sort_out(
    records: Sequence[Json], validate: Validate, *, progress: Progress | None = None
) -> tuple[list[Json], list[Rejected]]:
    """Parts good records from bad ones.

    Args:
        records: in our shape.
        validate: the schema and what it cannot say.
        progress: told how far it is.
    """
    good: list[Json] = []
    bad: list[Rejected] = []
    for place, record in enumerate(records, start=1):
        problems = validate(record) or _unwritable(record)
        if problems:
            where = str((record.get("x_source") or {}).get("id") or record.get("id") or "")
            bad.append(Rejected(where, str(record.get("name") or ""), " ".join(problems)))
        else:
            good.append(record)
        if progress is not None:
            progress("Checking", place, len(records))
    return good, bad


def _unwritable(record: Json) -> list[str]:
    try:
        as_line(record)
    except ValueError:
        return ["It holds signs that cannot be written as text. Correct it at the source."]
    return []


def refusal(count: int, had: int, *, least: int) -> str:
    """Why a source is not believed; empty when it is.

    Args:
        count: usable records it gave.
        had: records that count now.
        least: the fewest that can be right.
    """
    if count == 0:
        return "It has no service that can be used."
    remedy = "If this is right, run it again with --accept-fewer."
    if count < least:
        return f"It has {count} usable services; at least {least} are expected. {remedy}"
    if count * 100 < had * (100 - MOST_FEWER_PERCENT):
        lost = (had - count) * 100 // had
        return f"It has {count} usable services, {lost} % fewer than the {had} that are kept. {remedy}"
    return ""


@dataclass(frozen=True)
class Left:
    """Records that a feed did not give this time but that stay.

    Attributes:
        records: those that stay.
        absent: since when each id is missing, for `current.json`.
    """

    records: tuple[Json, ...] = ()
    absent: Mapping[str, str] = field(default_factory=dict)


def still_kept(
    old: Sequence[Json], new: Sequence[Json], fetched: Fetched, *, absent: Mapping[str, str], now: datetime
) -> Left:
    """Which records of before stay although a feed did not give them.

    A service whose details could not be had stays. One that is no longer in the list stays until it is missing for a
    while. One that is in the list but was turned away does not: its publisher may have withdrawn it.
    """
    given = {record["id"] for record in new}
    records: list[Json] = []
    missing: dict[str, str] = {}
    for record in old:
        key, source_key = record["id"], str(record["x_source"]["id"])
        if key in given:
            continue
        if source_key in fetched.unreadable:
            records.append(record)
        elif source_key not in fetched.listed:
            since = absent.get(key, now.isoformat())
            if now - datetime.fromisoformat(since) < MISSING_FOR:
                records.append(record)
                missing[key] = since
    return Left(tuple(records), missing)


def write_quarantine(folder: Path, rejected: Sequence[Rejected]) -> None:
    """Keeps what was turned away for the people who keep the source: place, name and reason.

    Quoted values, email addresses and telephone numbers are taken out of the reasons: they can be somebody's.

    Raises:
        OSError: when it cannot be written.
    """
    path = folder / QUARANTINE
    if not rejected:
        path.unlink(missing_ok=True)
        return
    lines = [
        json.dumps({"where": item.where, "name": item.name, "reason": without_personal(item.reason)}, sort_keys=True)
        for item in rejected
    ]
    replace_file(path, "".join(f"{line}\n" for line in lines).encode())


def without_personal(reason: str) -> str:
    """A reason without the values it quotes."""
    return CONTACT.sub("…", QUOTED.sub("“…”", reason))
