"""Turns services of Open Referral UK feeds, version 1.0 and 3.0, into our records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Optional

from sendguide.directory.importing.finishing import Draft, Origin, dicts, finish
from sendguide.directory.importing.gathering import gather
from sendguide.directory.importing.html_text import line
from sendguide.directory.importing.mapping import Mapping
from sendguide.directory.importing.oruk_v1 import from_v1, is_v1
from sendguide.directory.importing.parsed import Findings, Json, Parsed, Rejected
from sendguide.directory.importing.privacy import Eraser, Shown, is_hidden, masked_place, shown_of
from sendguide.directory.terms import Terms

_DEEPEST = 12
_LINKS = ("url", "uri", "website", "schedule_link", "logo")


def from_oruk(
    raw: Any, *, source: str, terms: Terms, mapping: Mapping, findings: Optional[Findings] = None, where: str = ""
) -> Json:
    """One service, as `/services/{id}` answers it in either version.

    What HSDS documents is kept where it can be true; keys that it does not know (`x_…` among them) and `metadata`, the
    history of a record, are left out.

    Args:
        raw: the decoded JSON, whatever it is.
        source: our name of the source; ids that are no UUIDs are made from it.
        terms: our terms.
        mapping: the table from its terms to ours.
        findings: takes what was left out and what the table does not know.
        where: how to name its place in reports; its own id if empty.

    Raises:
        Rejected: when it cannot be used.
    """
    if not isinstance(raw, dict):
        raise Rejected(where or "a record", "", "it is not a service but something else.")
    if is_hidden(raw):
        raise Rejected(where or line(raw.get("id")) or "a record", "", "it is not public.")
    service = without_masked(from_v1(raw) if is_v1(raw) else raw)
    origin = Origin("oruk", "oruk", source, terms, mapping)
    return finish(Draft(where, service, raw.get("id")), origin, Findings() if findings is None else findings)


def without_masked(service: Json) -> Json:
    """A service whose private places are cut to their area, here and wherever else they are told.

    HSDS has no word for it; feeds of Outpost mark such places with `mask_exact_address`, or `visible` when even the
    area is private.
    """
    held = dicts(service.get("service_at_locations"))
    private = [place for item in held for place in dicts(item.get("location")) if shown_of(place) is not Shown.ALL]
    if not private:
        return service
    addresses = [address for place in private for address in dicts(place.get("addresses"))]
    lines = [address.get(name) for address in addresses for name in ("address_1", "address_2", "attention")]
    nothing = any(shown_of(place) is Shown.NOTHING for place in private)
    eraser = Eraser.of([*lines, *(place.get("name") for place in private)], Shown.NOTHING if nothing else Shown.AREA)
    kept = [{**item, "location": _masked(item.get("location"))} for item in held]
    return {**_erased(service, eraser), "service_at_locations": _erased(kept, eraser)}


def _masked(place: Any) -> Any:
    if not isinstance(place, dict) or shown_of(place) is Shown.ALL:
        return place
    postcodes = [address.get("postal_code") for address in dicts(place.get("addresses"))]
    return masked_place(
        postcodes, latitude=place.get("latitude"), longitude=place.get("longitude"), shown=shown_of(place)
    )


def _erased(value: Any, eraser: Eraser, key: str = "", depth: int = 0) -> Any:
    if depth > _DEEPEST:
        return None
    if isinstance(value, dict):
        return {name: _erased(item, eraser, name, depth + 1) for name, item in value.items()}
    if isinstance(value, list):
        return [_erased(item, eraser, key, depth + 1) for item in value]
    if not isinstance(value, str) or key == "id" or key.endswith("_id") or key == "postal_code":
        return value
    return eraser.link(value) if key in _LINKS else eraser.clean(value)


def read_oruk(raws: Iterable[Any], *, source: str, terms: Terms, mapping: Mapping) -> Parsed:
    """Many services. One bad record stops nothing; when an id comes again, the first one counts.

    Args:
        raws: decoded answers of `/services/{id}`.
        source: our name of the source.
        terms: our terms.
        mapping: the table from its terms to ours.
    """
    findings = Findings()

    def results() -> Iterator[tuple[str, Json | Rejected]]:
        for number, raw in enumerate(raws, 1):
            where = f"record {number}"
            try:
                yield where, from_oruk(raw, source=source, terms=terms, mapping=mapping, findings=findings, where=where)
            except Rejected as rejected:
                yield where, rejected

    return gather(results(), findings)
