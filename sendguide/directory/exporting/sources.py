"""Reads what is published from disk: our own files, and the snapshot of each source that was imported."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sendguide.directory.exporting.catalogue import GUIDE, Catalogue, Source, catalogue_of
from sendguide.directory.terms import read_terms
from sendguide.errors import GuideError

Json = dict[str, Any]
MANIFEST = "manifest.json"
CURRENT = "current.json"


def read_catalogue(content: Path, snapshots: Path, *, today: date) -> Catalogue:
    """Everything that may be published now.

    Args:
        content: the content folder.
        snapshots: the folder of imported services; it need not exist.
        today: the current day.

    Raises:
        GuideError: when a file cannot be used.
    """
    folder = content / "local_offer"
    try:
        terms = read_terms(folder / "taxonomies.json")
    except (OSError, ValueError, KeyError) as error:
        raise GuideError(f"taxonomies.json cannot be used ({error}). Run `sendguide check`.") from error
    publisher, sources = read_sources(content, snapshots)
    records = (*_own_records(folder / "services"), *_imported_records(snapshots))
    return catalogue_of(records, sources, terms, publisher=publisher, today=today)


def read_sources(content: Path, snapshots: Path) -> tuple[str, dict[str, Source]]:
    """The publisher's name, and what is known of each source, by name.

    Raises:
        GuideError: when a file cannot be used. A file that is not there allows nothing.
    """
    path = content / "local_offer" / MANIFEST
    manifest = _read(path) if path.exists() else {}
    sources = {GUIDE: _source(GUIDE, manifest, kept_in=f"content/local_offer/{MANIFEST}")}
    for current in _currents(snapshots):
        name = current.parent.name
        sources[name] = _source(name, _read(current), kept_in=f"{name}/{CURRENT} of the snapshots")
    return _text(manifest.get("publisher")), sources


def _source(name: str, said: Mapping[str, Any], *, kept_in: str) -> Source:
    allowed = said.get("allow_publish") is True
    return Source(name, _text(said.get("licence")), _text(said.get("attribution")), allowed, kept_in)


def _text(value: Any) -> str:
    """A name, whether it is written plainly or as an object with `name` and `url`."""
    if isinstance(value, Mapping):
        return " ".join(str(value[key]) for key in ("name", "url") if value.get(key)).strip()
    return value.strip() if isinstance(value, str) else ""


def _own_records(folder: Path) -> Iterator[Json]:
    for path in sorted(folder.glob("*.json")):
        yield _read(path)


def _imported_records(snapshots: Path) -> Iterator[Json]:
    for current in _currents(snapshots):
        path = current.parent / Path(str(_read(current).get("file"))).name
        try:
            for line in path.read_text(encoding="utf-8").split("\n"):
                if line:
                    # The folder decides whose licence counts, not what a record says of itself.
                    record = json.loads(line)
                    yield {**record, "x_source": {**record.get("x_source", {}), "source": current.parent.name}}
        except (OSError, ValueError) as error:
            raise _unusable(path, error) from error


def _currents(snapshots: Path) -> list[Path]:
    return sorted(snapshots.glob(f"*/{CURRENT}"))


def _read(path: Path) -> Json:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _unusable(path, error) from error
    if not isinstance(found, dict):
        raise _unusable(path, "it holds no object")
    return found


def _unusable(path: Path, why: object) -> GuideError:
    return GuideError(f"{path.parent.name}/{path.name} cannot be used ({why}). Run `sendguide check` or import again.")
