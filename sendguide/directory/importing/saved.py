"""Reads answers of an Open Referral UK feed that were saved as files: for trying out, and where no connection is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sendguide.directory.importing.answer import FetchError, read_json
from sendguide.directory.importing.oruk import Fetched
from sendguide.directory.importing.paging import page_of, service_key
from sendguide.directory.importing.parsed import Rejected
from sendguide.errors import GuideError

LARGEST = 200_000_000
"""Bytes of one file."""


def read_bytes(path: Path) -> bytes:
    """A file that staff give.

    Raises:
        GuideError: when it cannot be read, or is too large.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise GuideError(f"{path} is larger than {LARGEST:,} bytes, so it was not read.")
        return path.read_bytes()
    except OSError as error:
        raise GuideError(f"{path} cannot be read ({error.strerror}). Check its name.") from error


def read_saved(path: Path) -> Fetched:
    """Services from a file, or from the files of a folder whose names begin with `service`.

    A file holds a page of the list (3.0 or 1.0), a bare list of services, or the details of one. Details count before
    entries of the list with the same id; entries without details are taken as they are. A file of a folder that cannot
    be read is turned away by its name, and the others go on.

    Raises:
        GuideError: when there is nothing to read.
    """
    files = _files(path)
    listed: dict[str, Any] = {}
    details: dict[str, Any] = {}
    rejected: list[Rejected] = []
    for file in files:
        try:
            data = read_json(read_bytes(file), where=file.name)
            _sort(data, file.name, listed, details, rejected)
        except FetchError as error:
            if len(files) == 1:
                raise
            rejected.append(Rejected(file.name, "", str(error)))
    raws = {**listed, **details}
    if not raws:
        raise GuideError(f"No services were found in {path}. Give saved answers, such as service_list.json.")
    return Fetched(tuple(raws[key] for key in sorted(raws)), frozenset(raws), tuple(rejected))


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = [item for item in path.rglob("*.json") if _holds_services(item.relative_to(path))]
    if not found:
        raise GuideError(f"{path} has no files such as service_list.json or services.json. Check its name.")
    return sorted(found)


def _holds_services(path: Path) -> bool:
    """Whether a file's name, or its folder's, is that of services and not of another collection."""
    return path.parts[0].startswith("service") and not path.parts[0].startswith(("service_at", "service-at"))


def _sort(data: Any, file: str, listed: dict[str, Any], details: dict[str, Any], rejected: list[Rejected]) -> None:
    if isinstance(data, dict) and service_key(data) is not None and "name" in data:
        details.setdefault(str(service_key(data)), data)
        return
    for place, item in enumerate(page_of(data, where=file).items, start=1):
        key = service_key(item)
        if key is None:
            rejected.append(Rejected(f"{file}, entry {place}", "", "It has no id."))
        else:
            listed.setdefault(key, item)
