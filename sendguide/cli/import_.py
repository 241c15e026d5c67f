"""`sendguide import`: a council's services, read, checked and kept; the running guide answers from them at once."""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Optional
from urllib.parse import urlsplit

import typer
from tqdm import tqdm

from sendguide.directory.importing.addresses import Rules
from sendguide.directory.importing.fetch import Client
from sendguide.directory.importing.mapping import Mapping
from sendguide.directory.importing.oruk import Progress
from sendguide.directory.importing.outcome import Job, Outcome, Permission
from sendguide.directory.importing.reading import SYSTEMS, Tools, is_url
from sendguide.directory.importing.run import run_import
from sendguide.directory.importing.snapshots import SnapshotError, current, read_snapshots, source_folder
from sendguide.directory.records import validate
from sendguide.directory.terms import Terms, read_terms
from sendguide.errors import GuideError
from sendguide.settings import Settings

__all__ = ["Job", "Permission", "default_name", "overview", "require_sense", "run_import_command", "words_of"]

SHOWN = 5
"""Reasons and values shown to people under each heading; the files and the JSON have all."""


def default_name(kind: str, where: str) -> str:
    """What a source is called when nobody says: its host, or its kind where it is a file."""
    if not is_url(where):
        return kind
    return re.sub(r"[^a-z0-9]+", "-", (urlsplit(where).hostname or "").lower()).strip("-")[:63]


def require_sense(job: Job, *, snapshots: Path) -> None:
    """Refuses what the command line cannot mean.

    Raises:
        typer.BadParameter: naming the option; the command then ends with 2.
    """
    if job.kind not in SYSTEMS:
        raise typer.BadParameter(f"There is no import {job.kind!r}. Use one of: {', '.join(SYSTEMS)}.")
    try:
        known = current(source_folder(snapshots, job.source))
    except SnapshotError:
        return  # told by the import itself
    except GuideError as error:
        raise typer.BadParameter(str(error), param_hint="--name") from error
    licence = job.permission.licence or (known.about.get("licence") if known else "")
    if job.permission.allow_publish and not licence:
        raise typer.BadParameter("Data can be passed on only under a licence: give --licence too.")


def run_import_command(job: Job, *, chosen: Settings, as_json: bool, allow_loopback: bool = False) -> int:
    """Imports a source and prints what became of it.

    Args:
        job: what to import and how.
        chosen: where content and snapshots are, which hosts may be asked, and who asks.
        as_json: one JSON object instead of words.
        allow_loopback: for tests: listed hosts of this very computer may be asked, and without https.

    Returns:
        0 when it is done, 1 when nothing was changed because it failed or was not believed.

    Raises:
        GuideError: when the settings or our own tables cannot be used.
    """
    folder = chosen.content / "local_offer"
    now = datetime.now(timezone.utc).replace(microsecond=0)
    if chosen.today:
        now = now.replace(year=chosen.today.year, month=chosen.today.month, day=chosen.today.day)
    client = _client(chosen, now, allow_loopback=allow_loopback) if is_url(job.where) else None
    with _progress() as progress:
        tools = Tools(
            terms=_terms(folder / "taxonomies.json"),
            mapping=Mapping.read(folder / "mapping.csv"),
            client=client,
            progress=progress,
            now=now,
        )
        outcome = run_import(job, root=chosen.snapshots, tools=tools, validate=validate)
    if as_json:
        print(json.dumps(outcome.as_json()))
    else:
        for line in words_of(outcome, folder=chosen.snapshots / job.source):
            print(_harmless(line))
    if outcome.refused:
        print(f"Nothing was changed. {_harmless(outcome.refused)}", file=sys.stderr)
    return 1 if outcome.refused else 0


def words_of(outcome: Outcome, *, folder: Path) -> Iterator[str]:
    """The outcome for people, line by line.

    Args:
        outcome: what became of an import.
        folder: where the source is kept.
    """
    if outcome.read:
        kept = outcome.read - len(outcome.rejected)
        yield f"{outcome.job.source}: {outcome.read} read, {kept} usable, {len(outcome.rejected)} turned away."
    yield from (f"  {remark}" for remark in outcome.remarks)
    yield from _listed("Turned away", [str(item) for item in outcome.rejected])
    if outcome.rejected and not outcome.job.dry_run:
        yield f"    All of them: {folder / 'quarantine.jsonl'}"
    yield from _listed("Left out of services that were taken", [str(item) for item in outcome.notes])
    unmapped = [f"{value} ({count} {'time' if count == 1 else 'times'})" for value, count in outcome.unmapped]
    yield from _listed("Categories that our table does not know", unmapped)
    if unmapped:
        yield "    Add a row for each to content/local_offer/mapping.csv and import again."
    yield from _listed("Missing from the feed; dropped if they are missing tomorrow too", [*outcome.waiting])
    if outcome.read:
        yield from outcome.difference.lines()
    if outcome.read and not outcome.refused:
        yield _ending(outcome)


def _harmless(text: str) -> str:
    """Words of a source could hold signs that steer a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def _listed(heading: str, items: list[str]) -> Iterator[str]:
    if items:
        yield f"  {heading}: {len(items)}"
        yield from (f"    {item}" for item in items[:SHOWN])
    if len(items) > SHOWN:
        yield f"    and {len(items) - SHOWN} more"


def _ending(outcome: Outcome) -> str:
    if outcome.job.dry_run:
        return "This was a dry run: nothing was changed."
    if not outcome.difference:
        return f"All {len(outcome.records)} services are as they were."
    return f"{len(outcome.records)} services of {outcome.job.source} are now in use."


def overview(snapshots: Path) -> Iterator[str]:
    """What was imported, a line for each source.

    Args:
        snapshots: the folder of all snapshots.
    """
    known = list(read_snapshots(snapshots))
    if not known:
        yield "Nothing was imported yet."
    for found in known:
        about = found.about
        licence = about.get("licence") or "no licence recorded"
        passed = "may be passed on" if about.get("allow_publish") else "not passed on"
        read = f"read on {str(about.get('fetched_at', ''))[:10]} from {about.get('url')}"
        yield f"{found.folder.name}: {about['count']} services, {read}; {licence}; {passed}"


def _client(chosen: Settings, now: datetime, *, allow_loopback: bool) -> Optional[Client]:
    if not chosen.import_host_list():
        return None
    rules = Rules.of(chosen.import_host_list(), allow_loopback=allow_loopback)
    chance = random.SystemRandom().random
    return Client(rules, contact=chosen.import_contact, chance=chance, now=lambda: datetime.now(timezone.utc))


def _terms(path: Path) -> Terms:
    try:
        return read_terms(path)
    except (OSError, ValueError, KeyError) as error:
        raise GuideError(f"{path} cannot be used ({error}). Run `sendguide check`.") from error


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar for a person at a terminal, begun anew for each thing that is done; nothing otherwise."""
    if not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    with tqdm(file=sys.stderr, leave=False) as bar:

        def show(what: str, done: int, total: int | None) -> None:
            if bar.desc != what:
                bar.reset(total)
                bar.set_description_str(what)
            bar.total = total
            bar.update(done - bar.n)

        yield show
