"""One service of Outpost's API in the fields of HSDS 3."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Optional

from sendguide.directory.importing.costs import cost_options
from sendguide.directory.importing.finishing import Draft, dicts
from sendguide.directory.importing.html_text import html_to_text, line
from sendguide.directory.importing.mapping import Value
from sendguide.directory.importing.normalise import day, number_of, postcode, yes_or_no
from sendguide.directory.importing.oruk_v1 import week_rule
from sendguide.directory.importing.parsed import Rejected
from sendguide.directory.importing.privacy import Eraser, Shown, is_hidden, masked_place, shown_of
from sendguide.directory.importing.referral import NEEDED

Json = dict[str, Any]

# The questions of Outpost's Local Offer form, in its order, under the names of its own import columns.
_QUESTIONS = (
    ("outcomes", "outcomes"),
    ("recent_send_training", "training"),
    ("parental_involvement", "involve parents"),
    ("information_sharing", "share information"),
    ("environment_accessibility", "accessible is the environment"),
    ("how_to_start", "start to use"),
    ("future_plans", "future plans"),
)


def draft_of(service: Json, *, where: str, today: date) -> Draft:
    """What a service says, without what is marked as hidden. `notes` and `labels` of its keepers are not read.

    Args:
        service: as the API answers it, in a list or by itself.
        where: its place in the source.
        today: the day against which its dates of being visible are judged.

    Raises:
        Rejected: when it is hidden, or waits for approval.
    """
    for name, hidden in (
        ("visible", False),
        ("approved", False),
        ("discarded_at", None),
        ("marked_for_deletion", None),
    ):
        value = service.get(name)
        if (yes_or_no(value) is False) if hidden is False else bool(value):
            raise Rejected(where, line(service.get("id")), f"it is not public ({name}).")
    places = dicts(service.get("locations"))
    eraser = _eraser(places)
    offer = service.get("local_offer")
    answers = dict(_answers(offer, eraser)) if isinstance(offer, dict) else {}
    needs_referral = yes_or_no(service.get("needs_referral"))
    return Draft(
        where=where,
        raw={
            **_words(service, eraser, needs_referral),
            "status": _status(service, today),
            "contacts": [_contact(item, eraser) for item in dicts(service.get("contacts")) if not is_hidden(item)],
            "schedules": [_schedule(item, eraser) for item in dicts(service.get("regular_schedules"))],
            "cost_options": list(_costs(service)),
            "service_at_locations": [_at(place, item) for item in places if (place := _place(item)) is not None],
            "organization": _organization(service.get("organisation"), eraser),
            "additional_urls": list(_links(service, offer, eraser)),
        },
        id=service.get("id"),
        values=tuple(_values(service)),
        send={
            **({"referral": ["self"]} if needs_referral is False else {}),
            **({"lo_answers": answers} if answers else {}),
        },
        in_local_offer=True if isinstance(offer, dict) else None,
    )


def _eraser(places: list[Json]) -> Eraser:
    """One for all private places of a service: what is private for one of them is private for the service."""
    private = [place for place in places if shown_of(place) is not Shown.ALL]
    if not private:
        return Eraser((), Shown.ALL)
    lines = [place.get(name) for place in private for name in ("address_1", "address_2", "name")]
    nothing = any(shown_of(place) is Shown.NOTHING for place in private)
    return Eraser.of(lines, Shown.NOTHING if nothing else Shown.AREA)


def _words(service: Json, eraser: Eraser, needs_referral: Optional[bool]) -> Json:
    return {
        "name": eraser.clean(service.get("name")),
        "description": eraser.clean(service.get("description")),
        "url": eraser.link(service.get("url")),
        "email": service.get("email"),
        "minimum_age": service.get("min_age"),
        "maximum_age": service.get("max_age"),
        "application_process": NEEDED if needs_referral else "",
        "last_modified": service.get("updated_at"),
        "assured_date": service.get("assured_date"),
    }


def _status(service: Json, today: date) -> str:
    first, last = day(service.get("visible_from")), day(service.get("visible_to"))
    if (first is not None and first > today.isoformat()) or (last is not None and last < today.isoformat()):
        return "inactive"
    if yes_or_no(service.get("temporarily_closed")):
        return "temporarily closed"
    return line(service.get("status"))


def _contact(item: Json, eraser: Eraser) -> Json:
    phones = [{"number": item.get("phone")}, *dicts(item.get("phones"))]
    words = {name: eraser.clean(item.get(name)) for name in ("name", "title")}
    return {"id": item.get("id"), **words, "email": item.get("email"), "phones": phones}


def _schedule(item: Json, eraser: Eraser) -> Json:
    return {**week_rule(item), "description": eraser.clean(item.get("description"))}


def _costs(service: Json) -> Iterator[Json]:
    for item in dicts(service.get("cost_options")):
        yield {**item, "currency": "gbp", "amount_description": _cost_words(item)}
    if yes_or_no(service.get("free")) and not dicts(service.get("cost_options")):
        yield from cost_options("Free")


def _cost_words(item: Json) -> str:
    return ", ".join(text for text in (line(item.get("option")), line(item.get("cost_type"))) if text)


def _at(place: Json, item: Json) -> Json:
    return {"id": item.get("service_at_location_id"), "location": place}


def _place(item: Json) -> Optional[Json]:
    east, north = _position(item)
    shown = shown_of(item)
    if shown is not Shown.ALL:
        return masked_place([item.get("postal_code")], latitude=north, longitude=east, shown=shown)
    access = [{"description": part.get("name")} for part in dicts(item.get("accessibilities"))]
    place = {
        "id": item.get("id"),
        "name": item.get("name"),
        "latitude": north,
        "longitude": east,
        "accessibility": access,
    }
    names = ("address_1", "city", "state_province", "postal_code", "country")
    has_address = postcode(item.get("postal_code")) or line(item.get("address_1"))
    return {**place, "addresses": [{name: item.get(name) for name in names}] if has_address else []}


def _position(item: Json) -> tuple[Optional[float], Optional[float]]:
    """East and north, as GeoJSON has them."""
    point = item.get("geometry")
    pair = point.get("coordinates") if isinstance(point, dict) else None
    if not (isinstance(pair, list) and len(pair) == 2):
        pair = [item.get("longitude"), item.get("latitude")]
    return number_of(pair[0]), number_of(pair[1])


def _organization(value: Any, eraser: Eraser) -> Optional[Json]:
    if not isinstance(value, dict) or not line(value.get("name")):
        return None
    words = {name: eraser.clean(value.get(name)) for name in ("name", "description")}
    return {"id": value.get("id"), **words, "email": value.get("email"), "website": value.get("url")}


def _links(service: Json, offer: Any, eraser: Eraser) -> Iterator[Json]:
    for item in dicts(service.get("links")):
        yield {"label": item.get("label"), "url": eraser.link(item.get("url"))}
    if isinstance(offer, dict) and line(offer.get("link")):
        yield {"label": "Local Offer", "url": eraser.link(offer["link"])}


def _answers(offer: Json, eraser: Eraser) -> Iterator[tuple[str, str]]:
    if text := eraser.clean(offer.get("description")):
        yield "description", text
    for item in dicts(offer.get("survey_answers")):
        if answer := eraser.clean(item.get("answer")):
            yield _question(item), answer


def _question(item: Json) -> str:
    number = number_of(item.get("id"))
    if isinstance(number, int) and 1 <= number <= len(_QUESTIONS):
        return _QUESTIONS[number - 1][0]
    asked = html_to_text(item.get("question"), longest=200)
    return next((name for name, words in _QUESTIONS if words in asked.lower()), line(asked)) or "other"


def _values(service: Json) -> Iterator[Value]:
    for name in ("taxonomies", "send_needs", "suitabilities"):
        for item in dicts(service.get(name)):
            names = tuple(text for text in (line(item.get("name")), line(item.get("slug"))) if text)
            if names:
                yield names
