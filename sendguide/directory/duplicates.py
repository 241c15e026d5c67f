"""The same service from two sources: which of them is shown."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sendguide.directory.service import Service

OURS = "guide"
_NATIONAL_DIGITS = 10


@dataclass(frozen=True)
class Likeness:
    """What tells whether two records are of the same service, and which of them goes first.

    Attributes:
        id: of the service.
        name: in small letters and digits only.
        source: where it is from.
        phones: numbers without the country's or the trunk prefix.
        outcodes: of its places.
        rank: the smaller goes first: ours, then active, then the latest known to be right, then by id.
    """

    id: str
    name: str
    source: str
    phones: frozenset[str]
    outcodes: frozenset[str]
    rank: tuple[bool, bool, int, str]


def likeness(service: Service) -> Likeness:
    """The likeness of a service."""
    known = max((day.toordinal() for day in (service.verified_on, service.read_on) if day), default=0)
    return Likeness(
        id=service.id,
        name=folded(service.name),
        source=service.source,
        phones=frozenset(_digits(item.number) for item in service.phones),
        outcodes=frozenset(service.outcodes),
        rank=(service.source != OURS, service.status != "active", -known, service.id),
    )


def folded(name: str) -> str:
    """A name without what people write differently: capitals, accents, signs, spaces, "&" for "and", a first "the"."""
    spelt = name.replace("&", " and ")
    if not spelt.isascii():
        spelt = unicodedata.normalize("NFKD", spelt)
    return "".join(filter(str.isalnum, spelt.casefold().strip().removeprefix("the ")))


def repeated(items: Iterable[Likeness]) -> frozenset[str]:
    """The ids that are not shown, since the same service from another source is.

    Two records of one source are two services: the source knows its own. Two of different sources are one service if
    they have the same name, and a phone number or a postcode area in common; but not where both have places and none is
    in the same area: that is one name in two places.
    """
    by_name: dict[str, list[Likeness]] = defaultdict(list)
    for item in items:
        by_name[item.name].append(item)
    gone: set[str] = set()
    for group in by_name.values():
        if len(group) > 1:
            gone |= _repeated_in(sorted(group, key=lambda item: item.rank))
    return frozenset(gone)


def _repeated_in(group: list[Likeness]) -> set[str]:
    kept: list[Likeness] = []
    for item in group:
        if not any(_is_same(item, other) for other in kept):
            kept.append(item)
    return {item.id for item in group} - {item.id for item in kept}


def _is_same(one: Likeness, other: Likeness) -> bool:
    if one.source == other.source or not one.name:
        return False
    if one.outcodes and other.outcodes:
        return bool(one.outcodes & other.outcodes)
    return bool(one.phones & other.phones)


def _digits(number: str) -> str:
    digits = "".join(letter for letter in number if letter.isdigit())
    return digits[-_NATIONAL_DIGITS:].lstrip("0")
