"""What a message says about the services that are wanted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.content.loader import Content
from sendguide.directory.heard import LAST, Heard, hear, heard_from
from sendguide.directory.lexicon import Lexicon, lexicon_of
from sendguide.directory.terms import read_terms
from sendguide.settings import settings
from sendguide.understanding.details import find_details
from sendguide.understanding.spelling import Speller

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def lexicon(content: Content) -> Lexicon:
    return lexicon_of(content.services.phrases, read_terms(settings().content / "local_offer" / "taxonomies.json"))


def heard(text: str, lexicon: Lexicon) -> Heard:
    return hear(text, find_details(text, today=TODAY), lexicon)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("for a 3 year old", {"age": 3}),
        ("he's 18 months old", {"age": 1}),
        ("my lad is in year 9", {"age": 13}),
        ("shes in reception", {"age": 4}),
        ("for my 31 year old", {"age": 31}),
        ("near CV6", {"outcode": "CV6"}),
        ("anything closer to cv6 1pr please", {"outcode": "CV6"}),
        ("free ones", {"flags": {"free"}}),
        ("any that dont cost anything", {"flags": {"free"}}),
        ("on Saturdays", {"day": "SA"}),
        ("at the weekend", {"day": "SA"}),
        ("open on a wednesday", {"day": "WE"}),
        ("is there anything open now", {"flags": {"find", "open_now"}}),
        ("without a referral", {"flags": {"no_referral"}}),
        ("ones I can refer myself", {"flags": {"no_referral"}}),
        ("the second one", {"pick": 1}),
        ("the 3rd one please", {"pick": 2}),
        ("tell me more about the first one", {"pick": 0}),
        ("the last one", {"pick": LAST}),
        ("number two", {"pick": 1}),
        ("more like that", {"flags": {"like"}}),
        ("something similar to the second one", {"flags": {"like"}, "pick": 1}),
        ("show me more", {"flags": {"more"}}),
        ("any more?", {"flags": {"more"}}),
        ("any age", {"flags": {"any_age"}}),
        ("anywhere in Coventry", {"flags": {"anywhere"}}),
        ("that number is wrong", {"flags": {"mistake"}}),
        ("for autistic kids", {"needs": ("autism",)}),
        ("who can help with ADHD", {"flags": {"find"}, "needs": ("adhd",)}),
        ("for a deaf 4 year old near CV2", {"age": 4, "outcode": "CV2", "needs": ("hearing",)}),
        ("speech therapy for a 5 year old", {"age": 5, "topics": ("local_offer_health_therapists",)}),
    ],
)
def test_nothing_is_left_over(text: str, said: dict[str, Any], lexicon: Lexicon) -> None:
    expected = Heard(**{**said, "flags": frozenset(said.get("flags", ()))})
    assert heard(text, lexicon) == expected


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("swimming", ("swimming",)),
        ("swimming for a 6 year old", ("swimming",)),
        ("is the letter free of mistakes", ("letter", "mistakes")),
        ("the school said no", ("school", "said")),
        ("", ()),
        ("???", ()),
    ],
)
def test_words_of_ones_own_are_kept_apart(text: str, rest: tuple[str, ...], lexicon: Lexicon) -> None:
    assert heard(text, lexicon).rest == rest


def test_spelling_is_put_right(content: Content, lexicon: Lexicon) -> None:
    text = "on saterday for my autistik son whos 5 years old"
    corrections = Speller(content.spelling, known=["autism", "autistic"]).corrections(text)
    found = hear(text, find_details(text, today=TODAY), lexicon, corrections)
    assert found == Heard(age=5, day="SA", needs=("autism",))


def test_only_what_helps_counts_as_narrowing(lexicon: Lexicon) -> None:
    assert not heard("thank you", lexicon).narrows
    assert not heard("who can help", lexicon).narrows
    assert heard("free", lexicon).narrows
    assert heard("aged 0", lexicon).narrows


@given(st.text(max_size=300))
def test_any_text_is_read_and_comes_back_from_json(text: str) -> None:
    lexicon: Lexicon = {("free",): [("free", "")], ("a",): [("fillers", "")]}
    found = hear(text, find_details(text, today=TODAY), lexicon)
    assert heard_from(found.to_dict()) == found


def test_nothing_was_heard_of_a_button() -> None:
    assert heard_from({}) == Heard()
