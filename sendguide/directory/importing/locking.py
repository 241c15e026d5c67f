"""Keeps two imports of one source from running together."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sendguide.errors import GuideError

LOCK = ".lock"


class Busy(GuideError):
    """Another import of the same source is running."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keeps other imports of the same source out. The system lets go of it even when the process is killed.

    Raises:
        Busy: when one is running.
        GuideError: when the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK).open("wb")
    except OSError as error:
        raise GuideError(f"{folder} cannot be written ({error.strerror}). Check SENDGUIDE_SNAPSHOTS.") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(f"Another import of {folder.name} is running. Wait until it is done.") from error
        yield
