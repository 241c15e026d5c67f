"""What of a record goes into the index, and in which form."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tantivy

from sendguide.directory.hours import HoursTable
from sendguide.directory.service import Json, Service, service_of
from sendguide.directory.terms import CATEGORY, NEED, SECTOR, TOPIC
from sendguide.directory.words import WORDS, outcodes_in, sound

SHOWN = frozenset({"active", "temporarily closed"})
NATIONS = ("England", "Great Britain", "United Kingdom", "UK")
KINDS = {TOPIC: "topic", CATEGORY: "category", SECTOR: "sector", NEED: "need"}
"""The kinds of marks that terms make, by the terms' kind."""
FIELDS = ("name", "about")
"""The fields that are searched for words: the service's name, and all else it says."""

ACTIVE, ANYWHERE, WHOLE_AREA, LOCAL = "active", "anywhere", "area", "local"
NO_NEED, FREE, AGES = "need:", "free", "ages"
"""Marks: what is true of a service, as a word of the field `mark`. The others are made by `mark`."""


def mark(kind: str, value: str) -> str:
    """A mark with a value: a code (`topic:camhs`), an outcode (`place:CV6`, `comes:CV6`) or a way in."""
    return f"{kind}:{sound(value)}"


def make_schema() -> tantivy.Schema:
    """The fields of the index. Nothing is stored in it: records are kept beside it."""
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="words", index_option="freq")
    builder.add_text_field("mark", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("hours", indexed=True)
    for name in ("first_day", "last_day"):
        builder.add_integer_field(name, fast=True)
    for name in ("youngest", "oldest"):
        builder.add_float_field(name, fast=True)
    return builder.build()


def make_index(schema: tantivy.Schema) -> tantivy.Index:
    """An empty index in memory."""
    index = tantivy.Index(schema)
    index.register_tokenizer("words", WORDS)
    return index


@dataclass(frozen=True)
class DocumentMaker:
    """Makes what is indexed of records.

    Attributes:
        hours: where their opening hours are kept.
        whole_areas: names of the areas within which everyone who asks lives, the smallest first.
    """

    hours: HoursTable
    whole_areas: Sequence[str]

    def make(self, record: Json) -> tantivy.Document:
        """What is indexed of a record.

        Raises:
            KeyError, ValueError, TypeError, AttributeError: for one that does not follow our schema.
        """
        service = service_of(record)
        document = tantivy.Document()
        document.add_text("name", sound(service.name))
        document.add_text("about", sound(about(service)))
        for item in self._marks(service, record):
            document.add_text("mark", item)
        document.add_text("id", sound(service.id))
        kept = self.hours.add(service.schedules)
        for number in kept.numbers:
            document.add_unsigned("hours", number)
        document.add_integer("first_day", kept.first)
        document.add_integer("last_day", kept.last)
        document.add_float("youngest", _end(service.minimum_age, -math.inf))
        document.add_float("oldest", _end(service.maximum_age, math.inf))
        return document

    def _marks(self, service: Service, record: Json) -> set[str]:
        marks = {mark(kind, code) for kind, codes in kinds_of(service).items() for code in codes}
        marks |= {mark("place", code) for code in service.outcodes}
        marks |= {mark("referral", way) for way in service.referral}
        marks |= {mark("comes", code) for area in service.areas for code in outcodes_in(area)}
        truths = {
            ACTIVE: service.status == "active",
            NO_NEED: not service.terms[NEED],
            FREE: service.is_free is True,
            AGES: service.minimum_age is not None or service.maximum_age is not None,
            ANYWHERE: comes_to_people(service, record),
            LOCAL: area_served(service, self.whole_areas[:1]) is not None,
            WHOLE_AREA: area_served(service, self.whole_areas) is not None,
        }
        return marks | {name for name, is_true in truths.items() if is_true}


def kind_of(link_type: str) -> str:
    """The kind of mark that a term of a kind makes."""
    return KINDS[link_type]


def kinds_of(service: Service) -> dict[str, tuple[str, ...]]:
    """The codes of a service by the kind of mark they make."""
    return {kind: service.terms[link_type] for link_type, kind in KINDS.items()}


def comes_to_people(service: Service, record: Json) -> bool:
    """Whether it can be had without going to a place: it has none, or one that is online or by telephone.

    One whose areas are postcode areas comes to these only.
    """
    places = [item.get("location") or {} for item in record.get("service_at_locations", ())]
    if any(place.get("location_type") == "virtual" for place in places):
        return True
    return not service.outcodes and not any(outcodes_in(area) for area in service.areas)


def area_served(service: Service, whole_areas: Collection[str]) -> str | None:
    """The first of a service's areas that is, or has in its name, one within which everyone here lives."""
    return next((area for area in service.areas if _covers(area, tuple(whole_areas))), None)


@lru_cache(maxsize=4096)
def _covers(area: str, whole_areas: tuple[str, ...]) -> bool:
    named = f" {' '.join(WORDS.analyze(sound(area)))} "
    return any(f" {' '.join(WORDS.analyze(whole))} " in named for whole in whole_areas)


def about(service: Service) -> str:
    """All that a service says in words, its name and terms apart."""
    parts = (service.organization, service.description, service.eligibility, service.how_to_get_it, *service.areas)
    return "\n".join(part for part in (*parts, *service.addresses) if part)


def _end(age: Any, unknown: float) -> float:
    return unknown if age is None else float(age)
