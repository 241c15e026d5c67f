"""`{contact_id.field}` becomes the detail of a contact, and never an empty or a wrong one."""

from __future__ import annotations

import pytest

from sendguide.content.loader import Content
from sendguide.content.placeholders import FIELDS, fill, short_web, used, value_of


def test_placeholders_become_details(content: Content):
    words = fill("Ring {start.phone} or see {coventry_sendiass.web}.", content.contacts)
    assert words == "Ring 024 7683 1614 or see covsendiass.co.uk."


def test_words_without_placeholders_stay_as_they_are(content: Content):
    assert fill("Nothing {to fill} in {here}, {not.This}.", content.contacts) == (
        "Nothing {to fill} in {here}, {not.This}."
    )


@pytest.mark.parametrize("text", ["{nobody.phone}", "{start.email}", "{start.fax}", "{start.caution}"])
def test_a_detail_that_nobody_knows_is_an_error_and_not_an_empty_place(content: Content, text: str):
    with pytest.raises(KeyError):
        fill(text, content.contacts)


def test_the_details_a_text_asks_for_are_listed_in_order():
    assert list(used("{b.phone} {a.web} {b.phone}")) == [("b", "phone"), ("a", "web"), ("b", "phone")]


@pytest.mark.parametrize("field", FIELDS)
def test_every_detail_can_be_asked_for(content: Content, field: str):
    known = [name for name, contact in content.contacts.items() if getattr(contact, field) is not None]
    assert known
    assert all(value_of(content.contacts, name, field) for name in known)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://www.kids.org.uk/send-mediation", "kids.org.uk/send-mediation"),
        ("http://covsendiass.co.uk/", "covsendiass.co.uk"),
        ("https://cwrise.com", "cwrise.com"),
    ],
)
def test_a_web_address_is_shown_as_people_say_it(url: str, said: str):
    assert short_web(url) == said
