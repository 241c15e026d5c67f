"""The form of the chat page is read strictly, and carries words within bounds."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.answers.reply import Button
from sendguide.pages.forms import FORM_TYPE, MOST_WORDS, MOST_WORDS_SENT, FormError, carried, press_fields, read_form


def read(**fields: str) -> object:
    return read_form(urlencode({"id": "1", **fields}).encode(), FORM_TYPE)


def test_words_come_with_plain_line_ends_and_without_control_characters() -> None:
    form = read_form(urlencode({"id": "1", "text": "a\r\nb\rc\x00\x1b[0m\td"}).encode(), f"{FORM_TYPE};charset=UTF-8")
    assert form.text == "a\nb\nc[0m\td"
    assert form.deed == "say" and form.payload is None


def test_a_button_is_its_number_and_the_page_says_what_that_stands_for() -> None:
    hidden = press_fields([Button("More", "/more"), Button("Ask\tthis", '/show_answer{"answer_id": "x"}')])
    form = read_form(urlencode({"id": "1", **hidden, "payload": "2", "text": "draft"}).encode(), FORM_TYPE)
    assert (form.payload, form.title, form.text) == ('/show_answer{"answer_id": "x"}', "Ask\tthis", "draft")


def test_a_button_may_be_sent_with_its_payload_and_title() -> None:
    form = read_form(urlencode({"id": "1", "payload": "/more", "title": "More"}).encode(), FORM_TYPE)
    assert (form.payload, form.title) == ("/more", "More")


def test_deeds_name_their_turn_and_reason() -> None:
    form = read_form(urlencode({"id": "1", "do": "why-12-not_clear"}).encode(), FORM_TYPE)
    assert (form.deed, form.about, form.reason) == ("why", 12, "not_clear")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"text=a",
        b"id=",
        b"id=1&id=2",
        b"id=1&text=a&text=b",
        b"id=" + b"x" * 101,
        b"id=1&token=" + b"x" * 2001,
        b"id=1&payload=1",
        b"id=1&payload=more&title=More",
        b"id=1&payload=/more",
        b"id=1&payload=/" + b"x" * 2000 + b"&title=a",
        b"id=1&payload=/a&title=" + b"x" * 1001,
        b"id=1&do=",
        b"id=1&do=why-x",
        b"id=1&do=../../x",
        b"id=1&do=why-1-2-3",
        b"id=1&text=%ff",
        b"id=1&text=%ed%a0%80",
        b"id=1&text=\xff",
        b"id=1&" + b"&".join(b"x%d=" % number for number in range(700)),
    ],
)
def test_anything_else_is_refused(body: bytes) -> None:
    with pytest.raises(FormError) as caught:
        read_form(body, FORM_TYPE)
    assert caught.value.status == 422


@pytest.mark.parametrize("kind", ["", "text/plain", "application/json", "multipart/form-data; boundary=x"])
def test_another_type_is_refused(kind: str) -> None:
    with pytest.raises(FormError) as caught:
        read_form(b"id=1&text=a", kind)
    assert caught.value.status == 415


@given(st.dictionaries(st.integers(1, 400), st.text(max_size=1500), max_size=30))
def test_a_page_carries_the_newest_words_within_bounds(words: dict[int, str]) -> None:
    kept = carried(words)
    assert sum(map(len, kept.values())) <= MOST_WORDS
    assert len(urlencode(kept, errors="replace")) <= MOST_WORDS_SENT + 10 * len(kept)
    assert all(words[number] == text for number, text in kept.items())
    left_out = set(words) - set(kept)
    assert not left_out or not kept or max(left_out) < min(kept)


@given(st.binary(max_size=300))
def test_no_bytes_do_anything_but_being_read_or_refused(body: bytes) -> None:
    try:
        assert read_form(body, FORM_TYPE).id
    except FormError as error:
        assert error.status == 422
