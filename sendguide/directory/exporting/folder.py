"""Writes a folder in one step: either all of it is new, or nothing has changed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Optional

from sendguide.errors import GuideError

LIST = "export.json"
"""Lists what was written, so that the next export knows the folder for one of its own."""
NAME = re.compile(r"([a-z0-9_]+/)?[A-Za-z0-9_-]+\.[a-z]+", re.ASCII)
Files = Iterable[tuple[str, bytes]]


def write_folder(folder: Path, files: Files, about: Mapping[str, Any]) -> int:
    """Writes the files to a folder beside it, and puts that in its place.

    The old folder goes only once the new one is complete. A process that is killed leaves the old folder, or for an
    instant neither (then the old one is beside it, under a name that begins with a dot).

    Args:
        folder: where they go; made if it is not there.
        files: paths within the folder, with `/`, and what is in them.
        about: what `export.json` says besides the list of files.

    Returns:
        How many files there are, with `export.json`.

    Raises:
        GuideError: when there is something that no export has written, or when the disk refuses.
    """
    target = folder.resolve()
    refuse_to_overwrite(target)
    beside: Optional[Path] = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        count = _fill(beside, files, about)
        _put_in_place(beside, target)
        return count
    except OSError as error:
        raise GuideError(f"The export cannot be written to {folder}: {error.strerror}.") from error
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)


def refuse_to_overwrite(folder: Path) -> None:
    """Makes sure that nothing is lost but what an earlier export wrote.

    Raises:
        GuideError: when there is a file instead, or when anything in the folder was added or changed since.
    """
    if folder.exists() and not folder.is_dir():
        raise GuideError(f"{folder} is a file. Name a folder for the export.")
    there = [path for path in folder.rglob("*") if not path.is_dir()] if folder.exists() else []
    if not there:
        return
    listed = _listed(folder)
    for path in sorted(there):
        name = path.relative_to(folder).as_posix()
        if name != LIST and listed.get(name) != hashlib.sha256(path.read_bytes()).hexdigest():
            lost = f"{folder} holds {name}, which is not as an earlier export wrote it."
            raise GuideError(f"{lost} Move it away, or name another folder.")


def _listed(folder: Path) -> dict[str, str]:
    try:
        return dict(json.loads((folder / LIST).read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        raise GuideError(f"{folder} is not empty and is no earlier export. Empty it, or name another folder.") from None


def _fill(folder: Path, files: Files, about: Mapping[str, Any]) -> int:
    sums: dict[str, str] = {}
    for name, data in files:
        if not NAME.fullmatch(name):
            raise GuideError(f"There is an id that cannot be the name of a file: {name!r}. Run `sendguide check`.")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        sums[name] = hashlib.sha256(data).hexdigest()
    text = json.dumps({**about, "files": dict(sorted(sums.items()))}, ensure_ascii=False, indent=1)
    with (folder / LIST).open("w", encoding="utf-8", newline="\n") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    folder.chmod(0o755)  # mkdtemp makes it for its owner alone; a web server may have to read it
    return len(sums) + 1


def _put_in_place(new: Path, target: Path) -> None:
    """Renames; a folder that is not empty can only be replaced by moving it away first."""
    if not target.exists() or not any(target.iterdir()):
        new.replace(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    target.replace(old)
    try:
        new.replace(target)
    except OSError:
        old.replace(target)
        raise
    shutil.rmtree(old)
