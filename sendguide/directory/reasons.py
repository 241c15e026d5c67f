"""Why a service was found, as data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date

from sendguide.directory.indexing import about, area_served, comes_to_people, kinds_of
from sendguide.directory.opening import open_until
from sendguide.directory.query import Asked
from sendguide.directory.service import Json, Service
from sendguide.directory.terms import Terms
from sendguide.directory.wanted import Reason
from sendguide.directory.words import outcode_of, outcodes_in, words_in

ASKED = (("topic", "topics"), ("category", "categories"), ("sector", "sectors"), ("need", "needs"))


class Reasons:
    """Finds the reasons for one question."""

    def __init__(
        self, asked: Asked, *, terms: Terms, whole_areas: Collection[str], bank_holidays: Collection[date]
    ) -> None:
        """Takes what was asked, and what the index was built with."""
        self._asked, self._wanted, self._terms = asked, asked.wanted, terms
        self._whole_areas, self._bank_holidays = whole_areas, bank_holidays

    def of(self, service: Service, record: Json) -> tuple[Reason, ...]:
        """The reasons for a service, in the order in which a parent would give them."""
        parts: tuple[Callable[[Service, Json], Iterator[Reason]], ...] = (
            self._by_terms,
            self._by_age,
            self._by_words,
            self._by_place,
            self._by_ways,
            self._by_time,
            self._by_likeness,
        )
        return tuple(dict.fromkeys(reason for part in parts for reason in part(service, record)))

    def _by_terms(self, service: Service, record: Json) -> Iterator[Reason]:
        kinds = kinds_of(service)
        for kind, name in ASKED:
            asked = getattr(self._wanted, name)
            yield from (Reason(kind, code) for code in asked if code in kinds[kind])
        if self._wanted.needs and not kinds["need"]:
            yield Reason("everyone")

    def _by_age(self, service: Service, record: Json) -> Iterator[Reason]:
        if self._wanted.age is not None and (service.minimum_age, service.maximum_age) != (None, None):
            yield Reason("age")

    def _by_words(self, service: Service, record: Json) -> Iterator[Reason]:
        if not self._asked.meanings:
            return
        of_terms = (self._terms.by_code.get(code) for codes in service.terms.values() for code in codes)
        words = " ".join(" ".join((term.name, *term.words)) for term in of_terms if term)
        there = words_in(f"{service.name}\n{about(service)}\n{words}")
        for meanings in self._asked.meanings:
            found = next((word for word in meanings if word in there), None)
            if found:
                yield Reason("word", found)

    def _by_place(self, service: Service, record: Json) -> Iterator[Reason]:
        if not self._wanted.outcode:
            return
        code = outcode_of(self._wanted.outcode)
        area = area_served(service, self._whole_areas)
        if code in service.outcodes or any(code in outcodes_in(area) for area in service.areas):
            yield Reason("outcode", code)
        elif comes_to_people(service, record):
            yield Reason("anywhere")
        elif area:
            yield Reason("area", area)

    def _by_ways(self, service: Service, record: Json) -> Iterator[Reason]:
        if self._wanted.free:
            yield Reason("free")
        if self._wanted.referral:
            yield Reason("referral", self._wanted.referral)

    def _by_time(self, service: Service, record: Json) -> Iterator[Reason]:
        if self._wanted.open_at:
            until = open_until(service.schedules, self._wanted.open_at, bank_holidays=self._bank_holidays)
            if until:
                yield Reason("open", until)
        if self._wanted.day:
            yield Reason("day", self._wanted.day.strip().upper()[:2])

    def _by_likeness(self, service: Service, record: Json) -> Iterator[Reason]:
        if self._asked.like:
            of_like = kinds_of(self._asked.like)
            for kind, codes in kinds_of(service).items():
                yield from (Reason("like", code) for code in codes if code in of_like[kind] and kind != "sector")
