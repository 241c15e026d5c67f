"""A service as a card: what it is, for whom, how to get it, its cost, how to reach it, and when that was checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import phonenumbers

from sendguide.answers.blocks import long_date
from sendguide.answers.payloads import ServicesPress
from sendguide.answers.reply import Block, Button, Link, SourceNote
from sendguide.content.placeholders import short_web
from sendguide.content.service_words import ServiceLines
from sendguide.directory.service import Phone, Service

SHORT_CHARS = 220
"""A card in a list says no more than this of what the service is; all of it is a button away."""
MOST_PHONES = 2
CONTACT_GOOD_FOR = timedelta(days=90)
"""How long a checked contact counts as fresh (standards.md D07)."""
SENTENCE = re.compile(r"(?<=[.!?])\s+")


def service_block(
    service: Service, lines: ServiceLines, *, today: date, written: str | None = None, full: bool = False
) -> Block:
    """The card of a service.

    Args:
        service: what to show.
        lines: the words on a card.
        today: the day against which its freshness is measured.
        written: how the answer above the card writes the number, so that it does not look like another one.
        full: everything that is known of it, not only what fits into a list.
    """
    what, is_cut = (service.description, False) if full else _cut(service.description)
    service = _as_written(service, written)
    told = (*_warnings(service, lines), *_lines(service, lines, full=full))
    links = tuple(_links(service, lines, full=full))
    buttons: tuple[Button, ...] = ()
    if is_cut or (not full and (service.addresses or service.schedules)):
        buttons += (Button(lines.button_about.format(name=service.name), ServicesPress("about", service.id).payload),)
    title = lines.button_mistake.format(name=service.name)
    buttons += (Button(title, ServicesPress("mistake", service.id).payload),)
    items = (*told, freshness(service, lines, today=today))
    return Block("service", text=what, title=service.name, items=items, links=links, buttons=buttons)


def source_of(service: Service) -> SourceNote | None:
    """Where the entry was read; None when it names no page or no day."""
    day, page = service.verified_on or service.read_on, (*service.read_at, service.url)[0]
    return SourceNote(service.name, page, day.isoformat()) if day and page else None


def freshness(service: Service, lines: ServiceLines, *, today: date) -> str:
    """When the entry was last known to be right, in words. Nothing is shown as checked that nobody has checked."""
    if service.verified_on:
        is_fresh = today - service.verified_on <= CONTACT_GOOD_FOR
        return (lines.checked_on if is_fresh else lines.checked_long_ago).format(date=long_date(service.verified_on))
    if service.read_on is None:
        return lines.please_check_undated
    if service.read_at:
        site = short_web(service.read_at[0]).split("/")[0]
        return lines.please_check.format(site=site, date=long_date(service.read_on))
    return lines.please_check_source.format(site=service.source, date=long_date(service.read_on))


def _as_written(service: Service, written: str | None) -> Service:
    """The service with its number written as elsewhere, if it is the same number."""
    if written is None:
        return service
    phones = (replace(item, written=written) if _same(item.number, written) else item for item in service.phones)
    return replace(service, phones=tuple(phones))


def _same(number: str, written: str) -> bool:
    return number.removeprefix("+44") == re.sub(r"^0|\D", "", written) or number == re.sub(r"\D", "", written)


def shown_number(phone: Phone) -> str:
    """A number as people in Britain write it."""
    if phone.written:
        return phone.written
    if not phone.number.startswith("+"):
        return _grouped(phone.number)
    parsed = phonenumbers.parse(phone.number)
    is_british = parsed.country_code == 44
    form = phonenumbers.PhoneNumberFormat.NATIONAL if is_british else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)


def _grouped(short_code: str) -> str:
    return f"{short_code[:3]} {short_code[3:]}" if len(short_code) == 6 else short_code


def _cut(text: str) -> tuple[str, bool]:
    """The first sentences that fit, and whether something was left out."""
    if len(text) <= SHORT_CHARS:
        return text, False
    kept = ""
    for sentence in SENTENCE.split(text):
        if len(kept) + len(sentence) > SHORT_CHARS:
            break
        kept = f"{kept} {sentence}".strip()
    return kept or f"{text[:SHORT_CHARS].rsplit(' ', 1)[0]} …", True


def _warnings(service: Service, lines: ServiceLines) -> Iterator[str]:
    """What a family must know first: a page may show the first lines of a card and fold the others away."""
    if service.status == "temporarily closed":
        yield lines.closed_for_now
    if service.alert:
        yield lines.card_alert.format(alert=service.alert)
    if service.caution:
        yield service.caution


def _lines(service: Service, lines: ServiceLines, *, full: bool) -> Iterator[str]:
    """For whom it is, how to get it, its cost, and how to reach it."""
    if ages := _ages(service, lines):
        yield lines.card_ages.format(ages=ages)
    if full and service.eligibility:
        yield lines.card_for.format(who=service.eligibility)
    if service.how_to_get_it:
        yield lines.card_how.format(how=service.how_to_get_it)
    if service.cost or service.is_free:
        yield lines.card_cost.format(cost=service.cost or lines.cost_free)
    for phone in _phones(service, full=full):
        yield lines.card_phone.format(phone=_noted(phone))
    for email in _emails(service, full=full):
        yield lines.card_email.format(email=email)
    if service.url:
        yield lines.card_web.format(web=short_web(service.url))
    if full:
        yield from _more_lines(service, lines)


def _phones(service: Service, *, full: bool) -> tuple[Phone, ...]:
    return service.phones if full else service.phones[:MOST_PHONES]


def _emails(service: Service, *, full: bool) -> tuple[str, ...]:
    return service.emails if full else service.emails[:1]


def _noted(phone: Phone) -> str:
    return f"{shown_number(phone)} ({phone.note})" if phone.note else shown_number(phone)


def _more_lines(service: Service, lines: ServiceLines) -> Iterator[str]:
    for address in service.addresses:
        yield lines.card_address.format(address=address)
    hours = "; ".join(_hours(service))
    if hours:
        yield lines.card_hours.format(hours=hours)
    if service.areas:
        yield lines.card_area.format(area=", ".join(service.areas))
    if service.organization and service.organization != service.name:
        yield lines.card_by.format(organisation=service.organization)


DAY_NAMES = {"MO": "Mon", "TU": "Tue", "WE": "Wed", "TH": "Thu", "FR": "Fri", "SA": "Sat", "SU": "Sun"}


def _hours(service: Service) -> Iterator[str]:
    for item in service.schedules:
        days = ", ".join(DAY_NAMES.get(day[-2:], day) for day in item.byday)
        times = f"{item.opens_at} to {item.closes_at}" if item.opens_at and item.closes_at else ""
        told = " ".join(part for part in (days, times) if part)
        if item.description or told:
            yield item.description or told


def _ages(service: Service, lines: ServiceLines) -> str:
    youngest, oldest = service.minimum_age, service.maximum_age
    if youngest and oldest is not None:
        return lines.ages_between.format(**{"from": f"{youngest:g}", "to": f"{oldest:g}"})
    if oldest is not None:
        if youngest == 0:
            return lines.ages_between.format(**{"from": "0", "to": f"{oldest:g}"})
        return lines.ages_to.format(to=f"{oldest:g}")
    return lines.ages_from.format(**{"from": f"{youngest:g}"}) if youngest else ""


def _links(service: Service, lines: ServiceLines, *, full: bool) -> Iterator[Link]:
    """A link for each number and address on the card, which says all that its line says."""
    for phone in _phones(service, full=full):
        title = lines.link_call.format(name=service.name, phone=_noted(phone))
        yield Link(title, f"tel:{phone.number}")
    for email in _emails(service, full=full):
        yield Link(lines.link_email.format(name=service.name), f"mailto:{email}")
    if service.url:
        yield Link(lines.link_web.format(name=service.name), service.url)
