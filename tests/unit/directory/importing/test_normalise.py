"""Texts, telephone numbers, places, addresses of pages, days and prices, each in one way of writing."""

from __future__ import annotations

import re

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.directory.importing.costs import cost_options
from sendguide.directory.importing.html_text import LONGEST_INPUT, html_to_text, line
from sendguide.directory.importing.normalise import (
    clock_time,
    cut_postcodes,
    day,
    emails,
    moment,
    outcode,
    postcode,
    shorten_postcodes,
    web_address,
    yes_or_no,
)
from sendguide.directory.importing.phones import telephone_numbers
from sendguide.directory.importing.referral import referral_of

ANYTHING = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text()), st.binary())
MARKUP = st.text(alphabet="<>&;#/!-='\"abcdlipsxrt\n \u200b\u202e", max_size=300)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One &amp; <b>two</b></p><p>Three</p>", "One & two\n\nThree"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul>\n<li>one</li>\n<li><p>two</p></li></ul>", "- one\n- two"),
        ("<p>a\nb</p>", "a b"),
        ("plain\nlines <b>stay</b>", "plain\nlines stay"),
        ("x<script>alert(1)</script><style>p{}</style>y", "xy"),
        ("x<iframe src='https://example.org'>z</iframe>y", "xy"),
        ("&lt;p&gt;escaped &amp;amp; once more&lt;/p&gt;", "escaped & once more"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;safe", "safe"),
        ('<p style="display:none">hidden</p>shown<b hidden>x</b>', "shown"),
        ("before<!-- a comment -->after", "before after"),
        ("<!--[if gte mso 9]><xml>Word</xml><![endif]-->from Word", "from Word"),
        ("ages <5 and >3 & more", "ages <5 and >3 & more"),
        ("ask <help@example.org>", "ask <help@example.org>"),
        ("https://example.org/?a=1&copy=2", "https://example.org/?a=1&copy=2"),
        ("caf\u00e9 \u200bzero\u200d \u202eback\u202c\ufeff \x07bell \u00adsoft", "café zero back bell soft"),
        ("it\x92s", "it’s"),
        ("a\u00a0b\u2003c", "a b c"),
        ("<table><tr><td>Mon</td><td>9-5</td></tr></table>", "Mon 9-5"),
        ("lone surrogate \ud800 gone", "lone surrogate gone"),
        (3.5, "3.5"),
        (7, "7"),
        (None, ""),
        (True, ""),
        ({"a": 1}, ""),
    ],
)
def test_html_becomes_plain_text(html: object, text: str) -> None:
    assert html_to_text(html) == text


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 200_000,
        "<" * 200_000,
        "<!--" * 50_000,
        "<a href='" * 30_000,
        "<![CDATA[" * 30_000,
        "&" + "amp;" * 60_000,
        "<b>" * 30_000 + "</i>" * 30_000,
        "<p>x" * 60_000,
        "<script>" * 30_000,
        "<?xml " * 30_000,
    ],
)
def test_hostile_html_is_bounded(hostile: str) -> None:
    assert len(html_to_text(hostile, longest=1000)) <= 1000
    assert len(hostile) > LONGEST_INPUT


@given(st.one_of(MARKUP, st.text(max_size=300)))
def test_text_is_plain_and_reading_it_again_changes_nothing(text: str) -> None:
    found = html_to_text(text)
    assert html_to_text(found) == found
    assert not re.search(r"<(?:script|iframe|img|a)\b[^<>]*>", found, re.IGNORECASE)
    assert not re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08]", found)
    found.encode("utf-8")


def test_a_long_text_is_cut_visibly() -> None:
    assert html_to_text("word " * 100, longest=20) == "word word word word…"
    assert line("<p>a</p><p>b</p>\n- c") == "a b c"


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("0121 496 0123", [("+441214960123", "", "")]),
        ("(0121) 496-0123", [("+441214960123", "", "")]),
        ("+44 (0)121 496 0123", [("+441214960123", "", "")]),
        ("0044 121 496 0123", [("+441214960123", "", "")]),
        ("Tel: 0121 496 0123 (option 2)", [("+441214960123", "option 2", "")]),
        ("0121 496 0123 Mon-Fri 9am to 5pm", [("+441214960123", "Mon-Fri 9am to 5pm", "")]),
        ("0121 496 0123 24 hours", [("+441214960123", "24 hours", "")]),
        ("0121 496 0123 ext 12", [("+441214960123", "", "12")]),
        ("0121 496 0123 / 0121 496 0124", [("+441214960123", "", ""), ("+441214960124", "", "")]),
        (
            "Office: 01632 960123, mobile 07700 900123",
            [("+441632960123", "Office", ""), ("+447700900123", "mobile", "")],
        ),
        ("0800 1111", [("+448001111", "", "")]),
        ("call 111 or 999", [("111", "", ""), ("999", "", "")]),
        ("Samaritans 116 123", [("116123", "Samaritans", "")]),
        ("116123", [("116123", "", "")]),
        ("18001 0808 157 0123", [("+448081570123", "", "")]),
        ('="01214960123"', [("+441214960123", "", "")]),
        ("1214960123", [("+441214960123", "", "")]),
        (1214960123.0, [("+441214960123", "", "")]),
        ("+33 1 23 45 67 89", [("+33123456789", "", "")]),
        ("n/a", []),
        ("", []),
        (None, []),
    ],
)
def test_telephone_numbers(written: object, numbers: list[tuple[str, str, str]]) -> None:
    found, unread = telephone_numbers(written)
    assert [(item.number, item.note, item.extension) for item in found] == numbers
    assert unread == ""


@pytest.mark.parametrize(
    "written", ["0121 496 012", "0121 496 01234", "2.47683E+9", "O121 496 O123", "0444 555 5555", "12345"]
)
def test_a_number_that_cannot_be_read_is_told_and_not_guessed(written: str) -> None:
    assert telephone_numbers(written) == ([], written)


def test_the_second_half_of_a_pair_is_told() -> None:
    found, unread = telephone_numbers("0121 496 0123 / 0124")
    assert [item.number for item in found] == ["+441214960123"]
    assert unread == "0124"


def test_codes_for_texts() -> None:
    for written in ("text SHOUT to 85258", "85258"):
        assert [(item.number, item.kind) for item in telephone_numbers(written)[0]] == [("85258", "sms")]


@given(st.text(alphabet="0123456789 +()-/.,extorMonFi", max_size=60))
def test_every_number_given_out_can_be_dialled(written: str) -> None:
    for item in telephone_numbers(written)[0]:
        if item.number.startswith("+"):
            assert phonenumbers.is_possible_number(phonenumbers.parse(item.number))
        else:
            assert re.fullmatch(r"999|112|111|101|105|119|116\d{3}|[678]\d{4}", item.number)


@pytest.mark.parametrize(
    ("written", "whole", "half"),
    [
        ("cv61pr", "CV6 1PR", "CV6"), (" CV6  1PR ", "CV6 1PR", "CV6"), ("EC1A 1BB", "EC1A 1BB", "EC1A"),
        ("CV6", None, "CV6"), ("b1", None, "B1"), ("Coventry", None, None), ("ABC 1234", None, None), ("", None, None),
        ("CV6 1P", None, None), (None, None, None),
    ],
)  # fmt: skip
def test_postcodes(written: object, whole: str | None, half: str | None) -> None:
    assert (postcode(written), outcode(written)) == (whole, half)


def test_postcodes_within_texts() -> None:
    assert shorten_postcodes("We are at cv6 1pr, near CV61PQ.") == "We are at CV6, near CV6."
    assert "1PR" not in cut_postcodes("We are at CV6 1PR.")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Help@Example.ORG", ["Help@example.org"]), ("mailto:a@example.org", ["a@example.org"]),
        ("a@example.org; b@example.org, a@example.org", ["a@example.org", "b@example.org"]),
        ("a@example", []), ("@example.org", []), ("a..b@example.org", []), (None, []),
    ],
)  # fmt: skip
def test_emails(written: object, found: list[str]) -> None:
    assert emails(written) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2#d"),
        ("http://example.org", "http://example.org"),
        ("www.example.org", "https://www.example.org"), ("example.org/a b", "https://example.org/a"),
        ("see <https://example.org/x>.", "https://example.org/x"),
        ("https://münchen.example/ü", "https://xn--mnchen-3ya.example/%C3%BC"),
        ("javascript:alert(1)", None), ("JaVaScRiPt:alert(1)//www.example.org", None), ("data:text/html,x", None),
        ("ftp://example.org", None), ("file:///etc/passwd", None), ("https://user:pass@example.org", None),
        ("https://localhost/x", None), ("http://127.0.0.1/", None), ("http://[::1]/", None), ("https://", None),
        ("https://example.org:99999/", None), ("n/a", None), ("none", None), (None, None),
    ],
)  # fmt: skip
def test_web_addresses(written: object, found: str | None) -> None:
    assert web_address(written) == found


@given(st.text(max_size=200))
def test_a_web_address_is_always_one_that_may_be_opened(text: str) -> None:
    for written in (text, f"https://{text}", f"javascript:{text}"):
        found = web_address(written)
        assert found is None or re.fullmatch(r"https?://[^\s@/]+\.[^\s]+", found)
        assert found is None or found.isascii()


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("2025-03-12", "2025-03-12"), ("2025-03-12T10:30:45.123Z", "2025-03-12"), ("12/03/2025", "2025-03-12"),
        ("12/03/2025 09:30", "2025-03-12"), ("1.2.2025", "2025-02-01"), ("12-03-25", "2025-03-12"),
        ("12 March 2025", "2025-03-12"), ("Wed 12th of March, 2025", "2025-03-12"), ("45728", "2025-03-12"),
        (45728.5, "2025-03-12"), ("31/02/2025", None), ("03/25/2025", None), ("March 2025", None), ("2025", None),
        ("12345", None), ("soon", None), ("0000-00-00", None), ("12 Foo 2025", None), (None, None),
    ],
)  # fmt: skip
def test_days(written: object, found: str | None) -> None:
    assert day(written) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("2025-03-12T10:30:45.123Z", "2025-03-12T10:30:45.123Z"),
        ("2025-03-12T10:30:45+01:00", "2025-03-12T09:30:45.000Z"),
        ("2025-03-12 10:30", "2025-03-12T10:30:00.000Z"), ("12/03/2025", "2025-03-12T00:00:00.000Z"),
        ("2025-03-12T99:99", "2025-03-12T00:00:00.000Z"), ("yesterday", None),
    ],
)  # fmt: skip
def test_moments(written: str, found: str | None) -> None:
    assert moment(written) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("09:00", "09:00"), ("9:00:00", "09:00"), ("9am", "09:00"), ("9.30 pm", "21:30"), ("12am", "00:00"),
        ("12 noon", "12:00"), ("2000-01-01T14:30:00.000Z", "14:30"), ("25:00", None), ("13pm", None), ("9", None),
        ("", None),
    ],
)  # fmt: skip
def test_times_of_day(written: str, found: str | None) -> None:
    assert clock_time(written) == found


def test_yes_and_no() -> None:
    assert [yes_or_no(item) for item in ("Yes", " y ", "TRUE", 1, True)] == [True] * 5
    assert [yes_or_no(item) for item in ("No", "n", "false", 0, False)] == [False] * 5
    assert [yes_or_no(item) for item in ("", "maybe", None, [], "yes please")] == [None] * 5


@pytest.mark.parametrize(
    ("written", "amounts"),
    [
        ("Free", [0]), ("no charge", [0]), ("Free of charge.", [0]), ("£0", [0]), ("This service is free", [0]),
        ("£3.50 per session", [3.5]), ("50p", [0.5]), ("£1,200 a term", [1200]), ("£5 adults, £3 children", [5, 3]),
        ("Free for under 5s, £2 otherwise", [0, 2]), ("First session free, then £5", [0, 5]),
        ("£3 to £5", []), ("contact for price", []), ("Donations welcome", []), ("Free parking", []),
        ("Siblings free", []), ("Varies", []), ("", []), (None, []), ("£", []),
    ],
)  # fmt: skip
def test_costs(written: object, amounts: list[float]) -> None:
    assert [item["amount"] for item in cost_options(written)] == amounts


def test_who_refers() -> None:
    assert referral_of("No", "") == (["self"], "")
    assert referral_of("Yes", "Your GP or the school SENCO.") == (["school", "health"], "Your GP or the school SENCO.")
    assert referral_of("yes", "") == ([], "You need a referral.")
    assert referral_of("", "Ask your GP.") == ([], "Ask your GP.")


@given(ANYTHING)
def test_anything_may_come(value: object) -> None:
    for read in (html_to_text, line, postcode, outcode, emails, web_address, day, moment, clock_time, yes_or_no):
        read(value)
    telephone_numbers(value)
    cost_options(value)
    referral_of(value, value)
