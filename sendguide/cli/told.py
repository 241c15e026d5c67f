"""`sendguide directory gaps` and `mistakes`: what families looked for in vain, and which entries they say are wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from sendguide.directory.store import directory_store
from sendguide.errors import GuideError
from sendguide.storage.database import Database, StoreError
from sendguide.storage.tally import GAP, MISTAKE, Counted, Tally

FEWEST = 5
"""A value counted less often is not told, so that no row points to one family (checklist O06)."""
WRONG = {
    "phone": "a number, email or web address is wrong",
    "closed": "it has closed or moved",
    "ages": "the ages, the cost or how to get it are wrong",
    "other": "something else is wrong",
}


def run_gaps(database: str, *, since: date, as_json: bool) -> None:
    """Prints what was looked for in vain, by subject; rare values are left out."""
    counted = list(_read(database, GAP, since))
    told = [item for item in counted if item.times >= FEWEST]
    if as_json:
        print(json.dumps([_row(item) for item in told], indent=2))
        return
    for item in told:
        print(f"{item.times:6}  {item.name}: {item.value}, last on {item.last.isoformat()}")
    rare = len(counted) - len(told)
    print(f"{len(told)} kinds of gap since {since.isoformat()}; {rare} counted fewer than {FEWEST} times are not told.")


def run_mistakes(database: str, *, since: date, as_json: bool) -> None:
    """Prints which entries were said to be wrong, with who looks after them."""
    counted = list(_read(database, MISTAKE, since))
    if as_json:
        print(json.dumps([{**_row(item), **_service(item.name)} for item in counted], indent=2))
        return
    for item in counted:
        service, what = _service(item.name), WRONG.get(item.value, item.value)
        owner = service["owner"] or "no owner"
        print(f"{item.times:6}  {service['service']} ({owner}): {what}, last on {item.last.isoformat()}")
    print(f"{len(counted)} mistakes reported since {since.isoformat()}.")


def _read(database: str, kind: str, since: date) -> Iterator[Counted]:
    try:
        yield from Tally(Database(database)).read(kind, since=since)
    except StoreError as error:
        raise GuideError(f"The database cannot be read: {error}. Check SENDGUIDE_DATABASE.") from error


def _row(item: Counted) -> dict[str, object]:
    return {"name": item.name, "value": item.value, "times": item.times, "last": item.last.isoformat()}


def _service(service_id: str) -> dict[str, str]:
    service = directory_store().current().index.service(service_id)
    return {"service": service.name, "owner": service.owner} if service else {"service": service_id, "owner": ""}
