"""Words fall into paragraphs, lists and steps, and a contact becomes a card, without losing anything."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.answers.blocks import as_message, contact_block, long_date, plain_text, source_block, text_blocks
from sendguide.answers.reply import Block, Link, SourceNote
from sendguide.content.loader import Content


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("One line\nthat goes on.", [Block("paragraph", text="One line that goes on.")]),
        ("One.\n\nTwo.\n", [Block("paragraph", text="One."), Block("paragraph", text="Two.")]),
        ("- a\n- b\n  goes on", [Block("list", items=("a", "b goes on"))]),
        ("* a\n* b", [Block("list", items=("a", "b"))]),
        ("1. a\n2. b", [Block("steps", items=("a", "b"))]),
        (
            "Do:\n- a\n\nThen.",
            [Block("paragraph", text="Do:"), Block("list", items=("a",)), Block("paragraph", text="Then.")],
        ),
        ("- a\n1. b", [Block("list", items=("a",)), Block("steps", items=("b",))]),
        ("\n\n", []),
        ("", []),
        ("2026 was the year. 3. is no step", [Block("paragraph", text="2026 was the year. 3. is no step")]),
    ],
)
def test_a_text_falls_into_blocks(text: str, blocks: list[Block]):
    assert list(text_blocks(text)) == blocks


LINES = st.lists(
    st.tuples(st.sampled_from(["", "", "\n", "- "]), st.lists(st.sampled_from(["you", "can", "appeal."]), min_size=1)),
    max_size=8,
).map(lambda pairs: "\n".join(mark + " ".join(words) for mark, words in pairs))


@given(LINES)
def test_blocks_keep_every_word_in_order(text: str):
    assert plain_text(text_blocks(text)).split() == text.split()


def test_steps_that_are_parted_by_a_blank_line_keep_their_numbers():
    assert plain_text(text_blocks("1. a\n\n2. b")).split() == ["1.", "a", "2.", "b"]


def test_a_card_shows_everything_known_of_a_contact(content: Content):
    for contact in content.contacts.values():
        card = contact_block(contact, content.replies)
        shown = " ".join([card.title, card.text, *card.items]).lower()
        known = [contact.phone, contact.phone_note, contact.text_message, contact.hours, contact.email, contact.address]
        assert card.kind == "contact"
        assert [detail for detail in known if detail and detail.lower() not in shown] == [], contact.id


def test_a_card_can_be_called_written_to_and_opened(content: Content):
    for contact in content.contacts.values():
        ways = {"tel": contact.phone, "sms": contact.text_message, "mailto": contact.email, "http": contact.web}
        urls = [link.url for link in contact_block(contact, content.replies).links]
        schemes = [url.split(":")[0].replace("https", "http") for url in urls]
        assert schemes == [way for way, known in ways.items() if known], contact.id
        assert [url for url in urls if " " in url] == []


def test_a_text_message_goes_to_its_number(content: Content):
    assert "sms:85258" in [link.url for link in contact_block(content.contacts["shout"], content.replies).links]


def test_in_danger_a_card_says_nothing_of_where_it_was_read(content: Content):
    contact = content.contacts["samaritans"]
    with_it = contact_block(contact, content.replies)
    without = contact_block(contact, content.replies, with_provenance=False)
    assert with_it.items[:-1] == without.items


def test_a_contact_that_somebody_rang_says_when(content: Content):
    rung = content.contacts["start"].copy(update={"verified_on": date(2026, 12, 1)})
    assert "1 December 2026" in contact_block(rung, content.replies).items[-1]
    assert "read on" not in contact_block(rung, content.replies).items[-1]


@pytest.mark.parametrize(("day", "said"), [(date(2026, 11, 3), "3 November 2026"), (date(2027, 5, 31), "31 May 2027")])
def test_a_date_is_written_as_people_say_it(day: date, said: str):
    assert long_date(day) == said


def test_a_date_card_says_what_the_day_is_for_and_why():
    card = Block("date", title="Aim for", text="Friday 8 January 2027", items=("the months end on a Saturday",))
    assert plain_text((card,)) == "Aim for: Friday 8 January 2027\n\n- the months end on a Saturday"


def test_the_link_to_ring_a_contact_says_all_that_its_line_says(content: Content):
    noted = [contact for contact in content.contacts.values() if contact.phone_note]
    assert noted
    for contact in noted:
        card = contact_block(contact, content.replies)
        (ring,) = (link for link in card.links if link.url.startswith("tel:"))
        assert ring.title == f"Call {contact.name} on {contact.phone} ({contact.phone_note})"
        assert f"Phone: {contact.phone} ({contact.phone_note})" in card.items


SOURCE = SourceNote("The Example Act", "https://www.example.org/act", "2026-11-01")


def test_a_source_has_its_words_and_its_link(content: Content):
    block = source_block(SOURCE, content.replies)
    assert block.kind == "source" and block.links == (Link(SOURCE.title, SOURCE.url),)
    assert block.text == "Source: The Example Act. Checked on 1 November 2026."
    assert plain_text((block,)) == block.text


def test_a_message_has_each_link_once(content: Content):
    message = as_message(
        (source_block(SOURCE, content.replies), Block("fold", text="Why"), source_block(SOURCE, content.replies))
    )
    assert message.links == (Link(SOURCE.title, SOURCE.url),)


@pytest.mark.parametrize("kind", ["heading", "fold", "paragraph", "a_kind_of_tomorrow"])
def test_headings_are_plain_words_too(kind: str):
    assert plain_text((Block(kind, text="Watch out"), Block("list", items=("a",)))) == "Watch out\n\n- a"
