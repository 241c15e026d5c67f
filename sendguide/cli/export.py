"""`sendguide export`: the services that may be published, as a folder of files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from sendguide.directory.exporting.catalogue import Catalogue
from sendguide.directory.exporting.flat_csv import FILE, table_bytes
from sendguide.directory.exporting.folder import refuse_to_overwrite, write_folder
from sendguide.directory.exporting.hsds_csv import package_files
from sendguide.directory.exporting.oruk import oruk_files
from sendguide.directory.exporting.sources import read_catalogue
from sendguide.errors import GuideError
from sendguide.settings import Settings

KINDS = ("oruk", "hsds-csv", "csv")
WEB = re.compile(r"https?://[^\s/]+[^\s]*")


def run_export(kind: str, folder: Path, *, settings: Settings, url: str = "") -> None:
    """Writes an export and prints what it holds, and what stays here and why.

    Args:
        kind: of `oruk`, `hsds-csv` and `csv`.
        folder: where it goes.
        settings: where content and snapshots are, and the day.
        url: with `oruk`, the address at which the folder will be served.

    Raises:
        GuideError: when it cannot be made or written; then nothing has changed.
    """
    if kind not in KINDS:
        raise GuideError(f"There is no export {kind!r}. Use one of: {', '.join(KINDS)}.")
    if url and (kind != "oruk" or not WEB.fullmatch(url)):
        raise GuideError("--url goes with oruk and begins with https://. Leave it out or correct it.")
    refuse_to_overwrite(folder.resolve())
    catalogue = read_catalogue(settings.content, settings.snapshots, today=settings.day())
    files, conflicts = _files(kind, catalogue, url.rstrip("/"))
    count = write_folder(folder, files, _about(kind, catalogue))
    print(f"{_counted(len(catalogue.entries), 'service')} in {_counted(count, 'file')} ({kind}): {folder}")
    for source in catalogue.sources:
        number = sum(entry.source == source.name for entry in catalogue.entries)
        print(f"  {source.name}: {number}. Licence: {source.licence}")
    for reason, number in sorted(catalogue.withheld.items()):
        print(f"  Withheld: {number} × {reason}")
    for where, number in sorted(conflicts.items()):
        print(f"  Not the same everywhere, the first was taken: {number} × {where}")


def _files(kind: str, catalogue: Catalogue, url: str) -> tuple[Iterable[tuple[str, bytes]], Counter[str]]:
    if kind == "oruk":
        return oruk_files(catalogue, base_url=url), Counter()
    if kind == "hsds-csv":
        return package_files(catalogue)
    return [(FILE, table_bytes(catalogue))], Counter()


def _about(kind: str, catalogue: Catalogue) -> dict[str, object]:
    """What the list of files says besides: whose data it is, and under what terms."""
    sources = [
        {"name": source.name, "licence": source.licence, "attribution": source.attribution}
        for source in catalogue.sources
    ]
    return {
        "made_by": "sendguide export",
        "kind": kind,
        "publisher": catalogue.publisher,
        "services": len(catalogue.entries),
        "sources": sources,
    }


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
