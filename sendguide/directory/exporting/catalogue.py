"""All that may be published: public records of the sources that allow it, and the terms they are sorted by."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from sendguide.directory.exporting.public import Json, public_record
from sendguide.directory.terms import Terms

GUIDE = "guide"
"""The name of our own files as a source (`x_source.source`)."""
REFERRALS = ("self", "school", "health", "social_care", "council")


@dataclass(frozen=True)
class Source:
    """Where records come from, and whether they may be passed on (checklist D22).

    Attributes:
        name: as records name it in `x_source.source`.
        licence: under what terms its publisher lets others use it; empty when none is recorded.
        attribution: what must be said of it.
        allow_publish: whether the council wants it in its own feed.
        kept_in: the file in which to record all this, for the person who has to.
    """

    name: str
    licence: str = ""
    attribution: str = ""
    allow_publish: bool = False
    kept_in: str = ""

    @property
    def refusal(self) -> str:
        """Why it must not be passed on, and what to do; empty when it may be."""
        missing = [] if self.licence else ["no licence is recorded"]
        missing += [] if self.allow_publish else ["publishing is not allowed"]
        if not missing:
            return ""
        return f"{' and '.join(missing)}. Set `licence` and `allow_publish` in {self.kept_in or 'its settings'}."


@dataclass(frozen=True)
class Entry:
    """A public record, and the few harmless facts about it that only our staff's table shows."""

    public: Json
    source: str
    checked_on: str
    read_on: str
    review_due: str
    referral: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """What may be published.

    Attributes:
        publisher: who publishes it.
        entries: sorted by the id of the service.
        taxonomies: with their terms embedded, in the file's order.
        sources: those that entries come from.
        withheld: how many records or parts of records stay here, by reason.
    """

    publisher: str
    entries: tuple[Entry, ...]
    taxonomies: tuple[Json, ...]
    sources: tuple[Source, ...]
    withheld: Mapping[str, int]

    @cached_property
    def records(self) -> tuple[Json, ...]:
        """The public records, sorted by id."""
        return tuple(entry.public for entry in self.entries)

    @cached_property
    def terms(self) -> dict[str, Json]:
        """All terms by id: those of our taxonomies in their order, then others that records carry, by id."""
        found = {term["id"]: term for taxonomy in self.taxonomies for term in taxonomy.get("taxonomy_terms", ())}
        others: dict[str, Json] = {}
        for record in self.records:
            for term in _terms_in(record):
                if term["id"] not in found:
                    others.setdefault(term["id"], term)
        return found | {key: others[key] for key in sorted(others)}

    @cached_property
    def version(self) -> str:
        """Changes when, and only when, anything in it changes."""
        digest = hashlib.sha256(self.publisher.encode())
        for part in (*self.taxonomies, *self.records):
            digest.update(compact(part))
        return digest.hexdigest()[:32]


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
    entries: dict[str, Entry] = {}
    for record in records:
        name = str((record.get("x_source") or {}).get("source") or GUIDE)
        refusal = sources.get(name, Source(name)).refusal
        if refusal:
            withheld[f"services of “{name}”: {refusal}"] += 1
        elif record.get("x_example"):
            withheld[f"services of “{name}” that are made-up examples"] += 1
        elif record["id"] in entries:
            withheld[f"services of “{name}” with an id that another service has"] += 1
        else:
            entries[record["id"]] = _entry(record, name, withheld, today=today)
    used = sorted({entry.source for entry in entries.values()})
    taxonomies = tuple(_public_taxonomy(raw, today=today) for raw in terms.taxonomies)
    in_order = tuple(entries[key] for key in sorted(entries))
    return Catalogue(publisher, in_order, taxonomies, tuple(sources[name] for name in used), dict(withheld))


def compact(value: Any) -> bytes:
    """JSON without blanks, the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _entry(record: Mapping[str, Any], source: str, withheld: Counter[str], *, today: date) -> Entry:
    governance, send = record.get("x_governance") or {}, record.get("x_send") or {}
    return Entry(
        public=public_record(record, today=today, left_out=withheld),
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


def _terms_in(value: Any) -> Iterable[Json]:
    """All terms that stand in a record, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "taxonomy_term" and isinstance(inner, dict) and "id" in inner:
                yield inner
            yield from _terms_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _terms_in(inner)
