"""What an import changes: services that come, change and go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

PROVENANCE = "x_source"
"""Where a record came from: shown to nobody, so it is named only when nothing else changed."""

SHOWN = 20
"""Names listed under each heading for people; the JSON has all."""


@dataclass(frozen=True)
class Change:
    """A service that differs: its id, its name, and which fields (only for one that changed)."""

    id: str
    name: str
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        said = ", ".join(field.removeprefix("x_").replace("_", " ") for field in self.fields)
        return f"{self.name} ({said})" if said else self.name


@dataclass(frozen=True)
class Difference:
    """All changes, each kind by name."""

    added: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    gone: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.gone)

    def lines(self, *, limit: int = SHOWN) -> Iterator[str]:
        """For people: `+`, `~` and `-` before each name.

        Args:
            limit: names under each heading; how many more there are is said.
        """
        for mark, heading, changes in (
            ("+", "new", self.added),
            ("~", "changed", self.changed),
            ("-", "gone", self.gone),
        ):
            yield f"{len(changes)} {heading}"
            yield from (f"  {mark} {change}" for change in changes[:limit])
            if len(changes) > limit:
                yield f"    and {len(changes) - limit} more"

    def as_json(self) -> Json:
        """For programs: every change."""
        return {
            "added": [{"id": change.id, "name": change.name} for change in self.added],
            "changed": [{"id": change.id, "name": change.name, "fields": [*change.fields]} for change in self.changed],
            "gone": [{"id": change.id, "name": change.name} for change in self.gone],
        }


def difference(old: Iterable[Json], new: Iterable[Json]) -> Difference:
    """Compares two sets of records by id."""
    before, after = ({str(record["id"]): record for record in records} for records in (old, new))
    return Difference(
        added=_by_name(_change(record) for key, record in after.items() if key not in before),
        changed=_by_name(
            _change(record, _fields(before[key], record))
            for key, record in after.items()
            if key in before and before[key] != record
        ),
        gone=_by_name(_change(record) for key, record in before.items() if key not in after),
    )


def _change(record: Json, fields: tuple[str, ...] = ()) -> Change:
    return Change(str(record["id"]), str(record.get("name", "")), fields)


def _fields(old: Json, new: Json) -> tuple[str, ...]:
    found = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
    return tuple(key for key in found if key != PROVENANCE) or tuple(found)


def _by_name(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda change: (change.name.casefold(), change.id)))
