"""Completes `taxonomies.json` so that an editor only writes code, name, description and words of a new term."""

from __future__ import annotations

import json
from typing import Any

from sendguide.directory.ids import record_id

Json = dict[str, Any]
FIRST = ("id", "code", "name", "term", "description", "taxonomy", "taxonomy_id")
"""Keys of a term in their order; its others follow as they were written."""


def tidy_taxonomies(taxonomies: list[Json]) -> list[Json]:
    """The taxonomies with everything filled in that can be worked out. Doing it twice changes nothing more.

    Args:
        taxonomies: as in the file; each has a name and its terms, each term a code and a name.

    Returns:
        New ones; those passed in are not changed.

    Raises:
        KeyError, TypeError: when a name, a code or the terms are missing.
    """
    return [_taxonomy(taxonomy) for taxonomy in taxonomies]


def taxonomies_text(taxonomies: list[Json]) -> str:
    """The taxonomies as they stand in their file."""
    return json.dumps(taxonomies, ensure_ascii=False, indent=2) + "\n"


def _taxonomy(taxonomy: Json) -> Json:
    own_id = record_id("taxonomy", taxonomy["name"])
    terms = [_term(term, taxonomy["name"], own_id) for term in taxonomy["taxonomy_terms"]]
    return {"id": own_id, **{key: value for key, value in taxonomy.items() if key != "id"}, "taxonomy_terms": terms}


def _term(term: Json, taxonomy: str, taxonomy_id: str) -> Json:
    filled = {
        **term,
        "id": record_id("taxonomy_term", taxonomy, term["code"]),
        "term": term["name"],  # the UK profile's name for the same thing
        "description": term.get("description") or term["name"],
        "taxonomy": taxonomy,
        "taxonomy_id": taxonomy_id,
    }
    if "x_words" in term:
        filled["x_words"] = list(dict.fromkeys(str(word).casefold().strip() for word in term["x_words"]))
    return {key: filled[key] for key in (*FIRST, *(key for key in filled if key not in FIRST))}
