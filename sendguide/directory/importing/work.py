"""Remembers what a run has fetched, so that one that was killed goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Optional

from sendguide.directory.importing.snapshots import replace_file

Json = dict[str, Any]

FRESH = timedelta(hours=24)
"""How old the beginning of a run may be for another to go on with it."""

FOLDER, STARTED, DETAILS, TAGGED = "work", "started.json", "details.jsonl", "tagged.jsonl"


@dataclass(frozen=True)
class Detail:
    """A service's details as they were fetched.

    Attributes:
        id: its id at the source.
        listed: hash of its entry in the list; when that changes the details are fetched again.
        etag: what the server calls this state of it; empty if it does not say.
        raw: the decoded answer.
    """

    id: str
    listed: str
    etag: str
    raw: Any


def hash_of(item: Any) -> str:
    """A hash of a list's entry."""
    return hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()


class Work:
    """The work folder of one source: what this run, or one that was killed, has fetched so far.

    Beside it, in `tagged.jsonl`, the details of the last finished run stay where the server names their state (ETag):
    the next run then only asks whether they changed.

    Args:
        folder: the source's folder.
        url: the feed's address; work on another feed is thrown away.
        now: the time; work that began more than a day ago is thrown away.

    Raises:
        OSError: when the folder cannot be used.
    """

    def __init__(self, folder: Path, *, url: str, now: datetime) -> None:
        self._folder, self._tagged = folder / FOLDER, folder / TAGGED
        self.tagged = {detail.id: detail for detail in _read(self._tagged)}
        if not self._goes_on(url, now):
            self.clear()
            self._folder.mkdir(parents=True)
            started = json.dumps({"url": url, "started_at": now.isoformat()})
            replace_file(self._folder / STARTED, started.encode())
        self.done = {detail.id: detail for detail in _read(self._folder / DETAILS, mend=True)}
        self._file = (self._folder / DETAILS).open("ab")

    def add(self, detail: Detail) -> None:
        """Keeps details; they are there for the next run even if this one is killed right after."""
        self.done[detail.id] = detail
        self._file.write(_line(detail))
        self._file.flush()

    def close(self) -> None:
        """Lets go of the file; what was fetched stays for the next run."""
        self._file.close()

    def finish(self) -> None:
        """The run is done: only what the next one can ask about by its ETag stays."""
        self.close()
        tagged = [_line(detail) for _, detail in sorted(self.done.items()) if detail.etag]
        if tagged:
            replace_file(self._tagged, b"".join(tagged))
        else:
            self._tagged.unlink(missing_ok=True)
        self.clear()

    def clear(self) -> None:
        """Throws away what a run that did not finish has fetched."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _goes_on(self, url: str, now: datetime) -> bool:
        try:
            started = json.loads((self._folder / STARTED).read_bytes())
            age = now - datetime.fromisoformat(started["started_at"])
            return bool(started["url"] == url and timedelta(0) <= age < FRESH)
        except (OSError, ValueError, KeyError, TypeError):
            return False


def _line(detail: Detail) -> bytes:
    return json.dumps(asdict(detail), separators=(",", ":")).encode() + b"\n"


def _read(path: Path, *, mend: bool = False) -> Iterator[Detail]:
    """The details in a file; a last line that was cut off does not count and, to `mend` it, is taken off."""
    data = path.read_bytes() if path.exists() else b""
    whole = 0
    for line in data.splitlines(keepends=True):
        detail = _detail(line) if line.endswith(b"\n") else None
        if detail is None:
            break
        whole += len(line)
        yield detail
    if mend and whole < len(data):
        with path.open("r+b") as file:
            file.truncate(whole)


def _detail(line: bytes) -> Optional[Detail]:
    try:
        return Detail(**json.loads(line))
    except (ValueError, TypeError):
        return None
