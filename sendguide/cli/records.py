"""What `sendguide directory …` does with our own records."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from sendguide.content.yaml_file import Problem
from sendguide.directory.coverage import coverage, coverage_json, coverage_lines
from sendguide.directory.importing.snapshots import read_snapshots, replace_file
from sendguide.directory.overdue import overdue_lines
from sendguide.directory.records import read_records, tidy
from sendguide.directory.taxonomies import taxonomies_text, tidy_taxonomies
from sendguide.directory.terms import Terms, read_terms
from sendguide.directory.tidying import as_text
from sendguide.errors import GuideError

Json = dict[str, Any]


def run_coverage(content: Path, snapshots: Path, *, as_json: bool) -> None:
    """Prints what is under each heading and in each part, of our own records and of what was imported.

    Args:
        content: the content folder.
        snapshots: the folder of imported services; it need not exist.
        as_json: one JSON list with all names, instead of lines.

    Raises:
        GuideError: when the terms or a snapshot cannot be used.
    """
    folder = content / "local_offer"
    imported = [record for snapshot in read_snapshots(snapshots) for record in snapshot.records()]
    rows = coverage((*_own(folder), *imported), _terms(folder))
    print(json.dumps(coverage_json(rows), ensure_ascii=False, indent=2) if as_json else "\n".join(coverage_lines(rows)))


def run_overdue(content: Path, *, today: date) -> None:
    """Prints, by owner, which of our own records have not been looked at for too long.

    Args:
        content: the content folder.
        today: the day to measure against.
    """
    print("\n".join(overdue_lines(_own(content / "local_offer"), today=today)))


def run_tidy(files: list[Path], content: Path) -> int:
    """Puts records in order; one that cannot be is told and the others go on.

    Args:
        files: files of services; all of ours, and the terms, if empty.
        content: the content folder.

    Returns:
        0 when all are in order now, else 1.

    Raises:
        GuideError: when the terms cannot be used.
    """
    folder = content / "local_offer"
    if not files and tidy_terms(folder / "taxonomies.json"):
        print("taxonomies.json: put in order")
    terms = _terms(folder)
    failed = 0
    for path in files or sorted((folder / "services").glob("*.json")):
        try:
            print(f"{path.name}: {'put in order' if tidy_file(path, terms) else 'was in order'}")
        except GuideError as error:
            failed = 1
            print(f"{path.name}: {error}", file=sys.stderr)
    return failed


def tidy_file(path: Path, terms: Terms) -> bool:
    """Puts one file in order.

    Args:
        path: the file of a service.
        terms: the terms of the directory.

    Returns:
        Whether anything changed.

    Raises:
        GuideError: when it cannot be read or has a code that is no term; it is then left as it was.
    """
    try:
        data = path.read_bytes()
        record: Any = json.loads(data.decode("utf-8-sig"))  # some editors put a mark in front
    except OSError as error:
        raise GuideError(f"it cannot be read ({error.strerror}). Check the name.") from error
    except UnicodeDecodeError as error:
        raise GuideError("it is not UTF-8 text. Save it again as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise GuideError(f"JSON cannot be read: {error}. Look at the quotes and commas there.") from error
    if not isinstance(record, dict):
        raise GuideError("it does not hold a service. Start with `{` and the fields of a service.")
    try:
        tidied = as_text(tidy(record, terms, name=path.stem)).encode()
    except (UnicodeEncodeError, RecursionError) as error:
        raise GuideError("it holds a sign that is no text, or parts within parts without end. Correct it.") from error
    if tidied != data:
        replace_file(path, tidied)
    return tidied != data


def tidy_terms(path: Path) -> bool:
    """Puts the terms in order.

    Args:
        path: `taxonomies.json`.

    Returns:
        Whether anything changed.

    Raises:
        GuideError: when they cannot be used; the file is then left as it was.
    """
    try:
        data = path.read_bytes()
        tidied = taxonomies_text(tidy_taxonomies(json.loads(data.decode("utf-8-sig")))).encode()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GuideError(f"{path.name} cannot be used ({error!r}). Run `sendguide check`.") from error
    if tidied != data:
        replace_file(path, tidied)
    return tidied != data


def _terms(folder: Path) -> Terms:
    path = folder / "taxonomies.json"
    try:
        return read_terms(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GuideError(f"{path.name} cannot be used ({error}). Run `sendguide check`.") from error


def _own(folder: Path) -> list[Json]:
    records, problems = read_records(folder / "services")
    _tell(problems)
    return records


def _tell(problems: list[Problem]) -> None:
    for name in dict.fromkeys(problem.file for problem in problems):
        print(f"{name} has mistakes and is left out. Run `sendguide check`.", file=sys.stderr)
