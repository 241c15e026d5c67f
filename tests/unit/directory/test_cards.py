"""A service's card: what a family must know first stands first, and its links say all that its lines say."""

from __future__ import annotations

from datetime import date

from sendguide.answers.reply import Block
from sendguide.content.loader import Content
from sendguide.directory.cards import service_block
from sendguide.directory.service import service_of
from tests.unit.directory.made_up import SHORT_BREAKS, Json, made_up

TODAY = date(2026, 11, 23)


def _full_record() -> Json:
    record = made_up("Alpha", SHORT_BREAKS, ages=(4, 11), fees="Free", referral=("self",))
    record["alert"] = "The hall is being painted."
    record["status"] = "temporarily closed"
    record["x_governance"]["caution"] = "Ask first if there is room."
    phones = [{"id": str(n), "number": f"+44163296012{n}", "description": f"Line {n}"} for n in range(3)]
    record["contacts"] = [
        {"id": "1", "email": "one@example.org", "phones": phones},
        {"id": "2", "email": "two@example.org"},
    ]
    return record


def _card(content: Content, record: Json, *, full: bool) -> Block:
    return service_block(service_of(record), content.services.lines, today=TODAY, full=full)


def test_warnings_stand_before_all_else_on_a_card(content: Content):
    for full in (False, True):
        closed, alert, caution, ages, *_, checked = _card(content, _full_record(), full=full).items
        assert closed == content.services.lines.closed_for_now
        assert "being painted" in alert
        assert caution == "Ask first if there is room."
        assert ages == "Ages: 4 to 11"
        assert "read on 1 November 2026" in checked


def test_for_whom_and_at_what_cost_stands_before_how_to_reach_it(content: Content):
    items = _card(content, _full_record(), full=True).items
    places = [
        next(at for at, item in enumerate(items) if item.startswith(word)) for word in ("Ages", "Cost", "Phone", "Run")
    ]
    assert places == sorted(places)


def test_every_number_and_address_on_a_card_has_a_link_that_says_as_much(content: Content):
    for full, phones, emails in ((False, 2, 1), (True, 3, 2)):
        card = _card(content, _full_record(), full=full)
        numbers = [item.removeprefix("Phone: ") for item in card.items if item.startswith("Phone: ")]
        ring = [link.title for link in card.links if link.url.startswith("tel:")]
        assert numbers[0] == "01632 960120 (Line 0)"
        assert len(numbers) == phones and ring == [f"Call Alpha on {number}" for number in numbers]
        write = [link.url for link in card.links if link.url.startswith("mailto:")]
        assert write == [f"mailto:{name}@example.org" for name in ("one", "two")[:emails]]
