"""The terms by which services are sorted: `content/local_offer/taxonomies.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sendguide.directory.ids import record_id

Json = dict[str, Any]

CATEGORY = "local_offer_category"
SECTOR = "sector"
TOPIC = "topic"
NEED = "sen_need"
LINK_TYPES = (CATEGORY, SECTOR, TOPIC, NEED)
"""What a term says of a service (`attribute.link_type`): the Schedule 2 heading it falls under, the part of the Local
Offer, the answer ids under which the guide shows it, the needs it is for."""


@dataclass(frozen=True)
class Term:
    """A term.

    Attributes:
        code: how it is named in data: `LO-HEALTH`, `health`, `local_offer_health_therapists`, `autism`.
        name: how it is called in front of people.
        link_type: which of the four kinds it is.
        words: how parents write it, in small letters.
        record: the term in the shape of Open Referral, without what is only ours (`x_…`).
    """

    code: str
    name: str
    link_type: str
    words: tuple[str, ...]
    record: Json


@dataclass(frozen=True)
class Terms:
    """All terms, by code: codes of different taxonomies never coincide."""

    by_code: dict[str, Term]
    taxonomies: tuple[Json, ...]

    def of(self, link_type: str) -> tuple[Term, ...]:
        """The terms of one kind, in the file's order."""
        return tuple(term for term in self.by_code.values() if term.link_type == link_type)

    def attribute(self, service_id: str, code: str) -> Json:
        """The attribute that gives a service a term.

        Raises:
            KeyError: for an unknown code.
        """
        term = self.by_code[code]
        return {
            "id": record_id("attribute", service_id, code),
            "link_id": service_id,
            "link_entity": "service",
            "link_type": term.link_type,
            "taxonomy_term_id": term.record["id"],
            "taxonomy_term": term.record,
        }


def read_terms(path: Path) -> Terms:
    """Reads `taxonomies.json`.

    Args:
        path: the file: a list of taxonomies with their terms embedded, and `x_link_type` beside them.

    Raises:
        OSError, ValueError, KeyError: when it cannot be used.
    """
    taxonomies: list[Json] = json.loads(path.read_text(encoding="utf-8"))
    by_code: dict[str, Term] = {}
    for taxonomy in taxonomies:
        for raw in taxonomy["taxonomy_terms"]:
            record = {key: value for key, value in raw.items() if not key.startswith("x_")}
            words = tuple(raw.get("x_words", ()))
            by_code[raw["code"]] = Term(raw["code"], raw["name"], taxonomy["x_link_type"], words, record)
    return Terms(by_code, tuple(taxonomies))
