"""What is asked of an import, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Optional

from sendguide.directory.importing.difference import Difference
from sendguide.directory.importing.judging import without_personal
from sendguide.directory.importing.parsed import Note, Rejected

Json = dict[str, Any]


@dataclass(frozen=True)
class Permission:
    """What the publisher allows. What is None is as in the last run.

    Attributes:
        licence: under which the data is published, such as "OGL-UK-3.0".
        attribution: what has to be said with it.
        allow_publish: whether our own feed may pass it on; only with a licence.
    """

    licence: Optional[str] = None
    attribution: Optional[str] = None
    allow_publish: Optional[bool] = None


@dataclass(frozen=True)
class Job:
    """What to import and how.

    Attributes:
        kind: `oruk`, `kb5` or `outpost`.
        where: an address, a file or a folder.
        source: our name of it.
        dry_run: only show what would change.
        accept_fewer: believe it although it shrank; recorded.
        least: the fewest services that can be right.
    """

    kind: str
    where: str
    source: str
    dry_run: bool = False
    accept_fewer: bool = False
    least: int = 1
    permission: Permission = field(default_factory=Permission)


@dataclass(frozen=True)
class Outcome:
    """What became of an import.

    Attributes:
        refused: why nothing was changed; empty when all went well.
        written: whether `current.json` was written (never in a dry run).
        read: services that the source gave.
        rejected: what was turned away.
        notes: what was left out of records that were taken.
        unmapped: values for which the table of categories has no row, with how often each came.
        records: those that count, or would.
        waiting: names of services that are missing from the feed but stay for now.
    """

    job: Job
    refused: str = ""
    written: bool = False
    read: int = 0
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[Note, ...] = ()
    unmapped: tuple[tuple[str, int], ...] = ()
    waiting: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    capabilities: Json = field(default_factory=dict)
    difference: Difference = field(default_factory=Difference)
    records: tuple[Json, ...] = field(default=(), repr=False)

    def as_json(self) -> Json:
        """For programs."""
        return {
            "source": self.job.source,
            "kind": self.job.kind,
            "dry_run": self.job.dry_run,
            "refused": self.refused,
            "written": self.written,
            "read": self.read,
            "count": len(self.records),
            "quarantined": [
                {"where": item.where, "name": item.name, "reason": without_personal(item.reason)}
                for item in self.rejected
            ],
            "left_out": len(self.notes),
            "unmapped": dict(self.unmapped),
            "waiting": [*self.waiting],
            "remarks": [*self.remarks],
            "capabilities": self.capabilities,
            "difference": self.difference.as_json(),
        }
