"""What can be asked of the feed in an address, how each is read, and what is said when it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Optional

from sendguide.directory.exporting import values

PER_PAGE = 50
MOST_PER_PAGE = 100
LONGEST = 200
"""Characters of a value: longer ones are no search."""


class BadParameter(Exception):
    """A parameter that cannot be used. The text says which, and what to send instead."""


@dataclass(frozen=True)
class Query:
    """A page that is asked for. What is None or empty was not asked.

    Attributes:
        search: words in small letters; each must begin a word of the service.
        minimum_age, maximum_age: years.
        start_time, end_time: `HH:MM`.
        day: of `MO` to `SU`.
        modified_after: with its time zone.
        postcode: the area only, such as `CV6`.
        proximity: metres.
    """

    page: int = 1
    per_page: int = PER_PAGE
    search: tuple[str, ...] = ()
    taxonomy_term_id: str = ""
    taxonomy_id: str = ""
    minimum_age: Optional[float] = None
    maximum_age: Optional[float] = None
    start_time: str = ""
    end_time: str = ""
    day: str = ""
    modified_after: Optional[datetime] = None
    postcode: str = ""
    proximity: Optional[float] = None


@dataclass(frozen=True)
class Parameter:
    """One parameter: what it does, its JSON Schema, and how it is read (ValueError with a sentence when it cannot)."""

    description: str
    schema: Mapping[str, Any]
    read: Callable[[str], Any]


_ID = {"type": "string", "format": "uuid"}
_AGE = {"type": "number", "minimum": 0}
PARAMETERS: Mapping[str, Parameter] = {
    "page": Parameter(
        "Which page, from 1. A page after the last is empty.", {"type": "integer", "minimum": 1}, values.whole(1)
    ),
    "per_page": Parameter(
        f"Entries on a page: 1 to {MOST_PER_PAGE}; {PER_PAGE} unless told.",
        {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
        values.whole(1, MOST_PER_PAGE),
    ),
    "search": Parameter(
        "Words. Each must begin a word in the name, description, organisation, eligibility or terms of the service.",
        {"type": "string"},
        values.words,
    ),
    "taxonomy_term_id": Parameter("Services with this term.", _ID, values.id),
    "taxonomy_id": Parameter("Services with any term of this taxonomy.", _ID, values.id),
    "minimum_age": Parameter(
        "Services whose minimum age is this many years or more. One that states none is not among them.",
        _AGE,
        values.number("an age in years, such as 5"),
    ),
    "maximum_age": Parameter(
        "Services whose maximum age is this many years or less. One that states none is not among them.",
        _AGE,
        values.number("an age in years, such as 18"),
    ),
    "start_time": Parameter("Services that open at this time or later, as HH:MM.", {"type": "string"}, values.time),
    "end_time": Parameter("Services that close at this time or earlier, as HH:MM.", {"type": "string"}, values.time),
    "day": Parameter(
        "Services that open on this day of the week: MO to SU. With times, both must be true of the same schedule.",
        {"type": "string"},
        values.day,
    ),
    "modified_after": Parameter(
        "Services changed at this moment or later (`last_modified`). Without a time zone it is UTC.",
        {"type": "string"},
        values.moment,
    ),
    "postcode": Parameter(
        "A postcode, of which only the first part is used, such as CV6: services at places in that postcode area.",
        {"type": "string"},
        values.area,
    ),
    "proximity": Parameter(
        "Metres, with `postcode`. A place with known coordinates counts when it is no further than this from the "
        "middle of the known places of the postcode area; any other place counts when it is in the area.",
        {"type": "number", "minimum": 0},
        values.number("a distance in metres, such as 2000"),
    ),
}
PAGE = ("page", "per_page")
SERVICES = (*PAGE, *(name for name in PARAMETERS if name not in (*PAGE, "postcode", "proximity")))
PLACES = (*SERVICES, "postcode", "proximity")


def read_query(args: Mapping[str, Sequence[str]], known: Sequence[str]) -> Query:
    """Reads the parameters of an address.

    Args:
        args: the values of each parameter.
        known: the parameters of this path.

    Raises:
        BadParameter: for one that is not known here, is given twice, or cannot be used.
    """
    given_values: dict[str, Any] = {}
    for name, given in args.items():
        if name not in known:
            if not known:
                raise BadParameter("There are no parameters at this address. Leave out what follows the question mark.")
            raise BadParameter(f"One of the parameters is not known at this address. There are: {', '.join(known)}.")
        if len(given) != 1:
            raise BadParameter(f"Please give “{name}” once.")
        if len(given[0]) > LONGEST:
            raise BadParameter(f"Please shorten “{name}” to at most {LONGEST} characters.")
        try:
            given_values[name] = PARAMETERS[name].read(given[0])
        except ValueError as error:
            raise BadParameter(f"“{name}” must be {error}.") from None
    query = Query(**given_values)
    if query.proximity is not None and not query.postcode:
        raise BadParameter("“proximity” needs a “postcode” too: it is measured from there.")
    return query
