"""One row of a KB5 export in the fields of HSDS 3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Optional

from sendguide.directory.importing.ages import NOT_SAID, Ages, ages
from sendguide.directory.importing.costs import cost_options
from sendguide.directory.importing.finishing import Draft, joined
from sendguide.directory.importing.html_text import html_to_text, line
from sendguide.directory.importing.kb5_columns import ADDRESSES, ANSWERS, POSTCODES, SORTING, STREET_LINES
from sendguide.directory.importing.kb5_privacy import Level
from sendguide.directory.importing.mapping import Value
from sendguide.directory.importing.normalise import day, number_of, web_address, yes_or_no
from sendguide.directory.importing.privacy import Eraser, Shown, masked_place
from sendguide.directory.importing.referral import referral_of

Json = dict[str, Any]
Row = dict[str, str]

_LINK = re.compile(r"(?:https?://|www\.)[^\s\"'<>|,;]+", re.IGNORECASE)
_FREE = frozenset({"service/activity is free", "free"})
MOST_LINKS = 20


def draft_of(row: Row, *, where: str, level: Level, parent: str, today: date) -> Draft:
    """What a row says, as far as its level lets the public see it.

    Args:
        row: the cells that may be read (`kb5_columns.READ`).
        where: its place in the file.
        level: what may be shown.
        parent: the name of its parent organisation, if that may be shown.
        today: the day against which its dates of activity are judged.
    """
    streets = [row.get(name, "") for lines in ADDRESSES for name in lines[:STREET_LINES]]
    eraser = Eraser.of((*streets, row.get("venue_name", "")), level.place)
    address_columns = {*POSTCODES, *ADDRESSES[0], *ADDRESSES[1], "venue_name"}
    said = {name: cell if name in address_columns else _cleaned(eraser, name, cell) for name, cell in row.items()}
    referral, way_in = referral_of(said.get("referral_required"), said.get("referral_notes"))
    answers = {name: html_to_text(said[name]) for name in ANSWERS if html_to_text(said.get(name))}
    send: Json = {"referral": referral} if referral else {}
    send |= {"lo_answers": answers} if answers else {}
    in_local_offer = yes_or_no(said.get("lo_boolean"))
    if in_local_offer is None and line(said.get("localofferchannel")):
        in_local_offer = True
    return Draft(
        where=where,
        raw={**_words(said, way_in), **_numbers(said, today), **_places(said, level), **_who(said, level, parent)},
        id=said["externalid"],
        values=tuple(_values(said)),
        send=send,
        in_local_offer=in_local_offer,
        page=web_address(said.get("__url")),
    )


def _cleaned(eraser: Eraser, name: str, cell: str) -> str:
    if not cell or name in {"externalid", "__url"}:
        return cell
    if name in {"website", "related_links", "lo_links"}:
        links = [url for url in (eraser.link(found) for found in _LINK.findall(cell)) if url]
        return "\n".join(links) if _LINK.search(cell) else eraser.link(cell)
    return eraser.clean(cell)


def _words(said: Row, way_in: str) -> Json:
    ages_written = joined(said.get("agerange"), "" if said.get("agerange") else said.get("lo_age_bands"))
    return {
        "name": said["title"],
        "description": joined(said.get("description"), said.get("notes_public"), said.get("ecd_other_notes")),
        "application_process": joined(way_in, said.get("contact_notes")),
        "eligibility_description": ages_written,
        "fees_description": joined(said.get("cost_description"), said.get("cost_table")),
        "url": said.get("website"),
        "additional_urls": list(_links(said)),
        "last_modified": said.get("lastupdated"),
    }


def _links(said: Row) -> Iterator[Json]:
    text = "\n".join((said.get("lo_links", ""), said.get("related_links", ""))).replace("&amp;", "&")
    for url in list(dict.fromkeys(_LINK.findall(text)))[:MOST_LINKS]:
        yield {"url": url}


def _numbers(said: Row, today: date) -> Json:
    span = _ages(said)
    marks = {line(part).lower() for part in said.get("attributes", "").split("\n")}
    costs = cost_options(said.get("cost_description"))
    if not costs and not html_to_text(said.get("cost_description")) and marks & _FREE:
        costs = cost_options("Free")
    return {
        "minimum_age": span.minimum,
        "maximum_age": span.maximum,
        "cost_options": costs,
        "schedules": [{"description": text} for text in (_when(said),) if text],
        "status": _status(said, today),
    }


def _ages(said: Row) -> Ages:
    for name in ("agerange", "lo_age_bands"):
        if (found := ages(said.get(name))) != NOT_SAID:
            return found
    return Ages(_years(said, "ecd_age_from"), _years(said, "ecd_age_to"))


def _years(said: Row, start: str) -> Optional[float]:
    years, months = number_of(said.get(f"{start}_years")), number_of(said.get(f"{start}_months"))
    if years is None and months is None:
        return None
    return round((years or 0) + (months or 0) / 12, 2)


def _when(said: Row) -> str:
    names = ("date_displaydate", "date_activity_period", "date_timeofday", "date_session_info")
    hours = ("ecd_timetable_openinghours_list", "ecd_timetable_otherhours")
    return "\n".join(
        dict.fromkeys(text for text in (html_to_text(said.get(name)) for name in (*names, *hours)) if text)
    )


def _status(said: Row, today: date) -> str:
    """Dormant records, and those outside the days between which they are meant to be seen, are kept but not shown."""
    if yes_or_no(said.get("dormant")):
        return "inactive"
    first, _, last = line(said.get("record_activity_range")).partition(" - ")
    if not last and first.count("-") == 1:
        first, _, last = first.partition("-")
    start, end = day(first.strip()), day(last.strip())
    is_over = (start is not None and start > today.isoformat()) or (end is not None and end < today.isoformat())
    return "inactive" if is_over else "active"


def _places(said: Row, level: Level) -> Json:
    place = _full_place(said) if level.place is Shown.ALL else _masked(said, level)
    areas = [line(part) for part in said.get("location_coverage", "").split("\n")]
    if level.place is Shown.ALL:
        areas.append(line(said.get("location_ward")))
    return {
        "service_at_locations": [{"location": place}] if place else [],
        "service_areas": [{"name": name, "extent": name, "extent_type": "text"} for name in areas if name],
    }


def _masked(said: Row, level: Level) -> Optional[Json]:
    postcodes = [said.get(name) for name in POSTCODES]
    return masked_place(postcodes, latitude=said.get("latitude"), longitude=said.get("longitude"), shown=level.place)


def _full_place(said: Row) -> Optional[Json]:
    lines = next((found for found in (_lines(said, names) for names in ADDRESSES) if any(found)), [""] * 5)
    postal = next((said[name] for name in POSTCODES[:3] if line(said.get(name))), "")
    name = line(said.get("venue_name"))
    street = ", ".join(part for part in lines[:STREET_LINES] if part)
    if not (name or street or postal):
        return None
    address = {"address_1": street or name, "city": lines[3], "state_province": lines[4], "postal_code": postal}
    access = joined(said.get("ecd_sp_wheelchairaccess_details"))
    if not access and yes_or_no(said.get("ecd_sp_wheelchairaccess")):
        access = "Wheelchair access"
    return {
        "location_type": "physical",
        "name": name,
        "description": html_to_text(said.get("venue_notes")),
        "latitude": said.get("latitude"),
        "longitude": said.get("longitude"),
        "addresses": [address] if postal or street else [],
        "accessibility": [{"description": access}] if access else [],
    }


def _lines(said: Row, names: tuple[str, ...]) -> list[str]:
    return [line(said.get(name)) for name in names]


def _who(said: Row, level: Level, parent: str) -> Json:
    contacts = []
    for start, title in (("contact", said.get("contact_position")), ("lo_contact", "Local Offer contact")):
        phone, email = said.get(f"{start}_telephone"), said.get(f"{start}_email")
        name = said.get(f"{start}_name") if level.names else ""
        if line(phone) or line(email) or line(name):
            contacts.append({"name": name, "title": title, "email": email, "phones": [{"number": phone}]})
    return {"contacts": contacts, "organization": {"name": parent} if parent else None}


def _values(said: Row) -> Iterator[Value]:
    """Every value to be mapped; a path is known by the whole of it or by its last step."""
    for name in SORTING:
        for part in said.get(name, "").split("\n"):
            path = line(part).removeprefix("- ")
            last = re.split(r"\s*[>»]\s*", path)[-1]
            if path:
                yield (path,) if path == last else (path, last)
