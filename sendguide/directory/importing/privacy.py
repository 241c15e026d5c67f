"""What of a place may be shown, and how the rest is kept out of everything else that is said of a service."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Optional
from urllib.parse import unquote

from sendguide.directory.importing.html_text import html_to_text, line
from sendguide.directory.importing.normalise import (
    cut_postcodes,
    number_of,
    outcode,
    shorten_postcodes,
    yes_or_no,
)

Json = dict[str, Any]

NOT_PUBLISHED = "Exact address not published"
_MAP = re.compile(r"\bmaps?\.|/maps?\b|what3words|streetmap", re.IGNORECASE)
DECIMALS_ON_MAP = 2
"""Of degrees: about a kilometre."""


class Shown(Enum):
    """How much of a place is shown."""

    ALL = "all"
    AREA_ON_MAP = "area on map"
    AREA = "area"
    NOTHING = "nothing"


def is_hidden(item: Json) -> bool:
    """Whether a part is marked as not for the public: `visible` that is anything but yes, or our own `x_private`."""
    visible = item.get("visible")
    return bool(item.get("x_private")) or (visible is not None and yes_or_no(visible) is not True)


def is_masked(place: Json) -> bool:
    """Whether a place is marked as one whose address stays private: `mask_exact_address` that is anything but no."""
    masked = place.get("mask_exact_address")
    return masked is not None and yes_or_no(masked) is not False


def shown_of(place: Json) -> Shown:
    """How much of a place may be shown, as Outpost and feeds made from it mark places."""
    if is_hidden(place):
        return Shown.NOTHING
    return Shown.AREA_ON_MAP if is_masked(place) else Shown.ALL


def masked_place(postcodes: Iterable[object], *, latitude: object, longitude: object, shown: Shown) -> Optional[Json]:
    """The place of a service whose address stays private: its postcode area, and for `AREA_ON_MAP` a rough position.

    Args:
        postcodes: full or half postcodes of the place; the first that can be read counts.
        latitude: degrees north.
        longitude: degrees east.
        shown: how much may be shown.

    Returns:
        A location without an id; None when nothing may be shown or nothing is known.
    """
    area = next((found for found in map(outcode, postcodes) if found), None)
    if shown is Shown.NOTHING or area is None:
        return None
    place: Json = {"location_type": "physical", "addresses": [masked_address(area)]}
    north, east = number_of(latitude), number_of(longitude)
    if shown is Shown.AREA_ON_MAP and north is not None and east is not None:
        place |= {"latitude": round(north, DECIMALS_ON_MAP), "longitude": round(east, DECIMALS_ON_MAP)}
    return place


def masked_address(area: str) -> Json:
    """An address that says no more than its postcode area; Open Referral wants something in each of its fields."""
    return {"address_1": NOT_PUBLISHED, "city": f"{area} area", "postal_code": area}


@dataclass(frozen=True)
class Eraser:
    """Takes a private address out of whatever else a source says: people write it in descriptions and notes too."""

    lines: tuple[str, ...]
    shown: Shown

    @classmethod
    def of(cls, address_lines: Iterable[object], shown: Shown) -> Eraser:
        """For the lines of an address. A line of one word, such as a town, gives nothing away and is left alone."""
        found = (line(item).strip(" ,.").lower() for item in address_lines)
        return cls(tuple(sorted({text for text in found if _tells(text)}, key=len, reverse=True)), shown)

    def clean(self, value: object) -> str:
        """A text without it, and with postcodes cut to the area, or taken out where not even that may be shown."""
        text = html_to_text(value)
        if self.shown is Shown.ALL:
            return text
        for private in self.lines:
            loose = r"[\s,]+".join(re.escape(word) for word in private.split())
            text = re.sub(rf"(?<!\w){loose}(?!\w)", "(address not published)", text, flags=re.IGNORECASE)
        return cut_postcodes(text) if self.shown is Shown.NOTHING else shorten_postcodes(text)

    def link(self, value: object) -> str:
        """A web address, or nothing if it gives the place away, as one of a map does."""
        text = line(value, longest=2000)
        spelt_out = unquote(text).replace("+", " ").replace("_", " ").replace("-", " ")
        is_private = self.clean(spelt_out) != html_to_text(spelt_out) or (
            self.shown is not Shown.ALL and _MAP.search(text) is not None
        )
        return "" if is_private else text


def _tells(text: str) -> bool:
    return len(text) > 3 and (any(char.isdigit() for char in text) or " " in text)
