"""Keeps what was imported: the last good services of each source, so that a dead feed never breaks an answer.

`<snapshots>/<source>/services-<sha12>.jsonl` holds the records, one a line; `current.json` beside it names the file
that counts. Both are written to the side, flushed to the disk and then renamed: whoever reads, and whenever a process
or the machine dies, finds either the old data or the new, whole.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from sendguide.errors import GuideError

logger = logging.getLogger(__name__)

KEPT = 10
"""Snapshots of a source that stay on the disk."""

CURRENT, UNFINISHED = "current.json", ".part"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
OWN = "guide"
"""The source name of our own files (`x_source.source`), which no import may take."""

Json = dict[str, Any]


class SnapshotError(GuideError):
    """What was kept cannot be read."""


@dataclass(frozen=True)
class Snapshot:
    """The services of one source that count now.

    Attributes:
        folder: the source's folder.
        about: `current.json`: file, sha256, count, source, system, url, fetched_at, licence, attribution,
            allow_publish, history, and what the next run needs (absent, capabilities, accepted_fewer).
    """

    folder: Path
    about: Json

    @property
    def path(self) -> Path:
        """The file with the records."""
        return self.folder / str(self.about["file"])

    def lines(self) -> list[bytes]:
        """The records as bytes, each a line of canonical JSON, sorted by id.

        Raises:
            SnapshotError: when the file is gone or is not what was written.
        """
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise SnapshotError(f"{self.path} cannot be read ({error.strerror}). {_REMEDY}") from error
        if hashlib.sha256(data).hexdigest() != self.about["sha256"]:
            raise SnapshotError(f"{self.path} is not what was imported. {_REMEDY}")
        return data.split(b"\n")[:-1]

    def records(self) -> list[Json]:
        """The records, sorted by id.

        Raises:
            SnapshotError: as for `lines`.
        """
        return [json.loads(line) for line in self.lines()]


_REMEDY = "Move the source's folder away and import it again."


def source_folder(root: Path, source: str) -> Path:
    """The folder of a source.

    Raises:
        GuideError: for a name that cannot be one.
    """
    if not NAME.fullmatch(source) or source == OWN:
        raise GuideError(f"{source!r} cannot name a source. Use small letters, digits and hyphens, and not `{OWN}`.")
    return root / source


def current(folder: Path) -> Optional[Snapshot]:
    """What counts now; None when nothing was imported yet.

    Raises:
        SnapshotError: when `current.json` is damaged.
    """
    path = folder / CURRENT
    try:
        about = json.loads(path.read_bytes())
        if not (isinstance(about["file"], str) and isinstance(about["sha256"], str) and "/" not in about["file"]):
            raise ValueError("it names no file")
        return Snapshot(folder, {"count": 0, "history": [], **about})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotError(f"{path} cannot be read ({error}). {_REMEDY}") from error


def read_snapshots(root: Path) -> Iterator[Snapshot]:
    """What counts now of every source, by name. One that is damaged is logged and left out: the others still serve."""
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        try:
            found = current(folder) if folder.is_dir() else None
        except SnapshotError as error:
            logger.error("%s", error)
            continue
        if found is not None:
            yield found


def as_line(record: Json) -> bytes:
    """A record as one line of canonical JSON, without the line's end.

    Raises:
        ValueError: when it holds what JSON in UTF-8 cannot.
    """
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def write_snapshot(folder: Path, records: Iterable[Json], about: Json) -> Snapshot:
    """Makes records the ones that count. The caller holds the lock.

    The same records again give the same bytes and no new file; only `current.json` (when, where from, licence) moves.

    Args:
        folder: the source's folder; made if it is not there.
        records: valid records.
        about: everything for `current.json` but file, sha256, count and history.

    Raises:
        GuideError: when it cannot be written; what was there still counts.
    """
    lines = [as_line(record) for record in sorted(records, key=lambda record: str(record["id"]))]
    data = b"".join(line + b"\n" for line in lines)
    digest = hashlib.sha256(data).hexdigest()
    name = f"services-{digest[:12]}.jsonl"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before = current(folder)
        if before is None or before.about["sha256"] != digest:
            replace_file(folder / name, data)
        earlier = [item for item in (before.about["history"] if before else []) if item != name]
        kept = [name, *earlier][:KEPT]
        found = {**about, "file": name, "sha256": digest, "count": len(lines), "history": kept}
        replace_file(folder / CURRENT, json.dumps(found, indent=1, sort_keys=True).encode() + b"\n")
    except OSError as error:
        raise GuideError(
            f"{folder} cannot be written ({error.strerror}). What was there before still counts."
        ) from error
    with suppress(OSError):  # the new data counts already; what could not be cleared is cleared next time
        _clear(folder, keep=set(kept))
    return Snapshot(folder, found)


def replace_file(path: Path, data: bytes) -> None:
    """Puts bytes in a file's place: all of them or, if anything fails, none.

    Raises:
        OSError: when it fails.
    """
    aside = path.with_name(f".{path.name}{UNFINISHED}")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    _flush_names(path.parent)


def _flush_names(folder: Path) -> None:
    """A rename is on the disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _clear(folder: Path, *, keep: set[str]) -> None:
    for path in (*folder.glob("services-*.jsonl"), *folder.glob(f".*{UNFINISHED}")):
        if path.name not in keep:
            path.unlink(missing_ok=True)
