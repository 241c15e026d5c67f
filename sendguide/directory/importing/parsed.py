"""What comes out of reading a council's data: records, what was turned away and why, and what was lost on the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sendguide.errors import GuideError

Json = dict[str, Any]


class Unreadable(GuideError):
    """A whole source cannot be used, so nothing of it was taken. The text says what is wrong and what to do."""


@dataclass
class Rejected(Exception):
    """One record that was turned away; the others go on.

    Attributes:
        where: its place in the source: "line 12", "record 3" or the record's id there.
        name: what the source calls it; empty when it has no name.
        reason: a sentence for the people who keep the source: what is wrong with it.
    """

    where: str
    name: str
    reason: str

    def __str__(self) -> str:
        called = f" ({self.name})" if self.name else ""
        return f"{self.where}{called}: {self.reason}"


@dataclass(frozen=True)
class Note:
    """Something that was left out of a record that was taken, such as a telephone number that could not be read."""

    where: str
    name: str
    text: str

    def __str__(self) -> str:
        called = f" ({self.name})" if self.name else ""
        return f"{self.where}{called}: {self.text}"


@dataclass
class Findings:
    """Gathers, while records are read, what staff should hear of.

    Attributes:
        notes: what was left out.
        unmapped: values of the source that `mapping.csv` has no row for, with how often each came.
    """

    notes: list[Note] = field(default_factory=list)
    unmapped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Parsed:
    """A source that was read.

    Attributes:
        records: services in our shape (docs/local-offer-data.md), sorted by id, each id once.
        rejected: what was turned away, in the source's order.
        unmapped: see `Findings`.
        notes: see `Findings`, in the source's order.
    """

    records: tuple[Json, ...]
    rejected: tuple[Rejected, ...]
    unmapped: Counter[str] = field(default_factory=Counter)
    notes: tuple[Note, ...] = ()
