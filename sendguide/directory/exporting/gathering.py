"""Gathers what may be published out of all records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from sendguide.directory.exporting.catalogue import GUIDE, Catalogue, Entry, Source, compact
from sendguide.directory.exporting.public import Json, public_record
from sendguide.directory.terms import Terms

REFERRALS = ("self", "school", "health", "social_care", "council")


def catalogue_of(
    records: Iterable[Mapping[str, Any]],
    sources: Mapping[str, Source],
    terms: Terms,
    *,
    publisher: str,
    today: date,
    unusable: Mapping[str, int] = MappingProxyType({}),
) -> Catalogue:
    """Takes what may be published out of all records.

    Args:
        records: valid records of all sources. Of two with the same id the first counts.
        sources: what is known of each source, by name.
        terms: our terms.
        publisher: who publishes it.
        today: the current day.
        unusable: what else there is that cannot be used, by reason.
    """
    withheld: Counter[str] = Counter(unusable)
    taxonomies = tuple(_public_taxonomy(raw, today=today) for raw in terms.taxonomies)
    known = {term["id"]: term for taxonomy in taxonomies for term in taxonomy["taxonomy_terms"]}
    others: dict[str, Json] = {}
    entries: dict[str, Entry] = {}
    for record in records:
        name = str((record.get("x_source") or {}).get("source") or GUIDE)
        reason = sources.get(name, Source(name)).refusal or _unfit(record, entries)
        if reason:
            withheld[f"services of “{name}”: {reason}"] += 1
            continue
        public = public_record(record, today=today, left_out=withheld)
        entries[public["id"]] = _entry(record, public, name)
        for term in _terms_in(public):
            if term["id"] not in known:
                others.setdefault(term["id"], term)
    used = sorted({entry.source for entry in entries.values()})
    return Catalogue(
        publisher=publisher,
        entries=tuple(entries[key] for key in sorted(entries)),
        taxonomies=taxonomies,
        terms=known | {key: others[key] for key in sorted(others)},
        sources=tuple(sources[name] for name in used),
        withheld=dict(withheld),
    )


def _unfit(record: Mapping[str, Any], entries: Mapping[str, Entry]) -> str:
    """Why a record of a source that may be published stays here all the same; empty when it does not."""
    if record.get("x_example"):
        return "a made-up example."
    return "its id is that of another service." if record["id"] in entries else ""


def _entry(record: Mapping[str, Any], public: Json, source: str) -> Entry:
    governance, send = record.get("x_governance") or {}, record.get("x_send") or {}
    return Entry(
        id=public["id"],
        body=compact(public),
        source=source,
        checked_on=_iso_day(governance.get("verified_on")),
        read_on=_iso_day(governance.get("read_on")),
        review_due=_iso_day(governance.get("review_due")),
        referral=tuple(way for way in REFERRALS if way in (send.get("referral") or ())),
    )


def _iso_day(value: Any) -> str:
    """A day as text; empty for anything else, so that a remark in the wrong place does not get out."""
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        return ""


def _public_taxonomy(raw: Mapping[str, Any], *, today: date) -> Json:
    """A taxonomy and its terms without what is only ours, each term with the name and id of its taxonomy."""
    taxonomy = public_record({**raw, "taxonomy_terms": ()}, today=today)
    taxonomy.setdefault("description", taxonomy["name"])
    belongs = {"taxonomy": taxonomy["name"], "taxonomy_id": taxonomy["id"]}
    cleaned = public_record({"taxonomy_term": list(raw.get("taxonomy_terms", ()))}, today=today)
    taxonomy["taxonomy_terms"] = [belongs | term for term in cleaned.get("taxonomy_term", ())]
    return taxonomy


def _terms_in(value: Json) -> Iterator[Json]:
    """All terms that stand in an object, at any depth."""
    for key, inner in value.items():
        if key == "taxonomy_term" and isinstance(inner, dict) and "id" in inner:
            yield inner
        elif isinstance(inner, dict):
            yield from _terms_in(inner)
        elif isinstance(inner, list):
            for item in inner:
                if isinstance(item, dict):
                    yield from _terms_in(item)
