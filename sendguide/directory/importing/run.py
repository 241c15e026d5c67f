"""Imports one source: reads it, parts good from bad, compares, and makes it count; or changes nothing and says why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from sendguide.directory.importing.difference import difference
from sendguide.directory.importing.judging import Left, Validate, refusal, sort_out, still_kept, write_quarantine
from sendguide.directory.importing.locking import locked
from sendguide.directory.importing.outcome import Job, Outcome
from sendguide.directory.importing.reading import SYSTEMS, Read, Tools, is_url, reading
from sendguide.directory.importing.snapshots import Snapshot, current, source_folder, write_snapshot
from sendguide.errors import GuideError

Json = dict[str, Any]
PERMISSIONS = ("licence", "attribution", "allow_publish")


def run_import(job: Job, *, root: Path, tools: Tools, validate: Validate) -> Outcome:
    """Imports a source.

    Args:
        job: what and how.
        root: the folder of all snapshots.
        tools: what reading needs.
        validate: what is wrong with a record.

    Returns:
        what became of it; when it failed, `refused` says why, and what counted before still counts.

    Raises:
        GuideError: when the job itself cannot be: its name, or passing on without a licence.
    """
    folder = source_folder(root, job.source)
    with locked(folder):
        before = current(folder)
        about = _about(job, before, fetched_at=tools.now.isoformat())
        try:
            with reading(job.kind, job.where, source=job.source, folder=folder, tools=tools) as read:
                outcome, about = _judge(job, read, before, about, tools=tools, validate=validate)
                return outcome if job.dry_run else _keep(outcome, read, about, folder=folder)
        except GuideError as error:
            return Outcome(job, refused=str(error))
        except OSError as error:
            return Outcome(job, refused=f"{folder} cannot be used ({error.strerror}). Check SENDGUIDE_SNAPSHOTS.")


def _about(job: Job, before: Snapshot | None, *, fetched_at: str) -> Json:
    """`current.json` but for what the records decide. Permissions are remembered as long as the address stays."""
    old: Json = before.about if before else {}
    system, url = SYSTEMS[job.kind], job.where if is_url(job.where) else Path(job.where).name
    if old and old.get("system") != system:
        raise GuideError(f"{job.source} holds data of {old.get('system')}. Give this source another --name.")
    moved = is_url(job.where) and old.get("url") != url
    asked = job.permission
    given = {"licence": asked.licence, "attribution": asked.attribution, "allow_publish": asked.allow_publish}
    known = {"licence": "", "attribution": "", "allow_publish": False}
    if not moved:
        known |= {name: old[name] for name in PERMISSIONS if name in old}
    permissions = known | {name: value for name, value in given.items() if value is not None}
    if permissions["allow_publish"] and not str(permissions["licence"]).strip():
        raise GuideError("Data can be passed on only under a licence. Name it with --licence.")
    about = {"source": job.source, "system": system, "url": url, "fetched_at": fetched_at, **permissions}
    return about | {"absent": old.get("absent", {}), "accepted_fewer": old.get("accepted_fewer", [])}


def _judge(
    job: Job, read: Read, before: Snapshot | None, about: Json, *, tools: Tools, validate: Validate
) -> tuple[Outcome, Json]:
    """Decides which records count: what would become of them, and the `current.json` that goes with it."""
    good, bad = sort_out(read.parsed.records, validate, progress=tools.progress)
    old = before.records() if before else []
    left = Left()
    if is_url(job.where) and not job.accept_fewer:
        left = still_kept(old, good, read.fetched, absent=about["absent"], now=tools.now)
    kept = [*good, *sort_out(left.records, validate)[0]]
    had = before.about["count"] if before else 0
    refused = refusal(len(good), had, least=job.least)
    if refused and job.accept_fewer and good:
        refused, accepted = "", {"at": about["fetched_at"], "from": had, "to": len(kept)}
        about = about | {"accepted_fewer": [*about["accepted_fewer"], accepted]}
    names = {record["id"]: str(record["name"]) for record in left.records}
    outcome = Outcome(
        job,
        refused=refused,
        read=len(read.parsed.records) + len(read.parsed.rejected) + len(read.fetched.rejected),
        rejected=(*read.fetched.rejected, *read.parsed.rejected, *bad),
        notes=read.parsed.notes,
        unmapped=tuple(read.parsed.unmapped.most_common()),
        waiting=tuple(sorted(names[key] for key in left.absent)),
        remarks=_remarks(read),
        capabilities=read.fetched.capabilities,
        difference=difference(old, kept),
        records=tuple(kept),
    )
    return outcome, about | {"absent": left.absent, "capabilities": read.fetched.capabilities}


def _remarks(read: Read) -> tuple[str, ...]:
    if read.fetched.reused:
        return (*read.fetched.remarks, f"{read.fetched.reused} services were already fetched by an earlier run.")
    return read.fetched.remarks


def _keep(outcome: Outcome, read: Read, about: Json, *, folder: Path) -> Outcome:
    """Makes the records count, unless the source is not believed."""
    write_quarantine(folder, outcome.rejected)
    if outcome.refused:
        return outcome
    write_snapshot(folder, outcome.records, about)
    if read.work:
        read.work.finish()
    return replace(outcome, written=True)
