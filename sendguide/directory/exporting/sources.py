"""Reads what is published from disk: our own files, and the snapshot of each source that was imported."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sendguide.directory.exporting.catalogue import GUIDE, Catalogue, Source
from sendguide.directory.exporting.gathering import catalogue_of
from sendguide.directory.exporting.public import Json
from sendguide.directory.importing.snapshots import Snapshot, SnapshotError, read_snapshots
from sendguide.directory.records import read_records
from sendguide.directory.terms import read_terms
from sendguide.errors import GuideError

LOCAL_OFFER, MANIFEST, TAXONOMIES, SERVICES = "local_offer", "manifest.json", "taxonomies.json", "services"


def read_catalogue(content: Path, snapshots: Path, *, today: date) -> Catalogue:
    """Everything that may be published now.

    Args:
        content: the content folder.
        snapshots: the folder of imported services; it need not exist.
        today: the current day.

    Raises:
        GuideError: when the manifest or the terms cannot be used.
    """
    folder = content / LOCAL_OFFER
    try:
        terms = read_terms(folder / TAXONOMIES)
    except (OSError, ValueError, KeyError) as error:
        raise GuideError(f"{TAXONOMIES} cannot be used ({error}). Run `sendguide check`.") from error
    own, problems = read_records(folder / SERVICES)
    manifest = _manifest(folder / MANIFEST)
    imported = list(read_snapshots(snapshots))
    unusable: Counter[str] = Counter()
    if problems:
        unusable["services with mistakes in their files: run `sendguide check`"] = len({item.file for item in problems})
    lines = _lines(imported, unusable)
    return catalogue_of(
        itertools.chain(own, _records(lines)),
        _sources(manifest, imported),
        terms,
        publisher=_text(manifest.get("publisher"), "name"),
        today=today,
        unusable=unusable,
    )


def _sources(manifest: Mapping[str, Any], imported: list[Snapshot]) -> dict[str, Source]:
    """What is known of each source, by name. The folder's name counts: it is what the licence was recorded for."""
    sources = {
        GUIDE: _source(
            GUIDE, manifest, remedy=f"Set `licence` and `allow_publish` in content/{LOCAL_OFFER}/{MANIFEST}."
        )
    }
    for snapshot in imported:
        name = snapshot.folder.name
        sources[name] = _source(name, snapshot.about, remedy="Import it again with --licence and --allow-publish.")
    return sources


def _lines(imported: list[Snapshot], unusable: Counter[str]) -> list[tuple[str, list[bytes]]]:
    """The records of each source as bytes."""
    found: list[tuple[str, list[bytes]]] = []
    for snapshot in imported:
        try:
            found.append((snapshot.folder.name, snapshot.lines()))
        except SnapshotError as error:
            unusable[f"snapshots that cannot be read: {error}"] += 1
    return found


def _records(lines: list[tuple[str, list[bytes]]]) -> Iterator[Json]:
    for source, of_it in lines:
        for line in of_it:
            record = json.loads(line)
            # Whatever a record says of itself, the licence of the folder that it came in decides.
            yield {**record, "x_source": {**record.get("x_source", {}), "source": source}}


def _source(name: str, said: Mapping[str, Any], *, remedy: str) -> Source:
    allowed = said.get("allow_publish") is True
    return Source(name, _text(said.get("licence")), _text(said.get("attribution")), allowed, remedy)


def _text(value: Any, *parts: str) -> str:
    """A text, whether it is written plainly or as an object, of which the parts named are taken (name and url)."""
    if isinstance(value, Mapping):
        return " ".join(str(value[key]) for key in parts or ("name", "url") if value.get(key)).strip()
    return value.strip() if isinstance(value, str) else ""


def _manifest(path: Path) -> Json:
    """The manifest; empty when there is none, and then nothing of ours may leave."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found, dict):
            raise ValueError("it holds no object")
        return found
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise GuideError(f"{path.name} cannot be used ({error}). Run `sendguide check`.") from error
