"""What stands in the place of personal data, what stays, and how long hostile messages take."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendguide.content.loader import content_store
from sendguide.safety.redaction import Kind, Redactor
from tests.support.clock import bounded

SHORT, LONG = 1_000, 4_000


def test_tokens_stand_in_place_and_outcodes_are_told(real: Redactor) -> None:
    made = real.redact("my son Liam, dob 4/5/2016, near cv6 5jx and CV1 9QQ, ring 07700 900123")
    assert made.text == "my son <NAME>, dob <DATE_OF_BIRTH>, near <POSTCODE> and <POSTCODE>, ring <PHONE>"
    assert made.kinds == {Kind.NAME: 1, Kind.DATE_OF_BIRTH: 1, Kind.POSTCODE: 2, Kind.PHONE: 1}
    assert made.outcodes == ("CV6", "CV1")
    assert made.readable == "my son Sam, dob , near CV6 and CV1, ring"
    assert made


def test_nothing_removed_is_said_so(real: Redactor) -> None:
    made = real.redact("is section F binding?")
    assert (made.text, made.readable, made.outcodes, bool(made)) == ("is section F binding?",) * 2 + ((), False)


def test_redacting_twice_changes_nothing(real: Redactor) -> None:
    once = real.redact("I am Sarah Jones, ring 07700 900123 about <NAME> and case ref EHC/2026/04417")
    assert real.redact(once.text).text == once.text


@pytest.mark.parametrize(
    "text",
    [
        "my EHCP number",
        "section F",
        "12 March",
        "the letter is dated 12/03/2026",
        "Year 9",
        "my case officer",
        "Hereward College",
        "Kids rang me",
        "START and RISE and IPSEA said wait",
        "Coventry",
        "Worcestershire CC v SE",
        "Mum and Nan",
        "024 7683 1614",
        "ring 03330 062 835",
        "send@justice.gov.uk",
        "https://www.gov.uk/appeal-ehc-plan-decision",
        "short breaks in CV6",
        "a special school, a nursery or a mainstream primary",
    ],
)
def test_words_of_this_subject_survive(real: Redactor, text: str) -> None:
    assert real.redact(text).text == text


def test_every_contact_and_term_survives(real: Redactor) -> None:
    """What the guide itself tells people is nobody's personal data."""
    content = content_store().current()
    said = [f"i read about {term.term}, it is {term.expansion or 'known'}" for term in content.terms.values()]
    for contact in content.contacts.values():
        said += [f"i rang {contact.name}"]
        said += [f"is it {value}" for value in (contact.phone, contact.email, contact.web) if value]
    assert [text for text in said if real.redact(text).kinds] == []


def test_every_answer_survives(real: Redactor) -> None:
    """Parents paste what the guide told them."""
    contacts = content_store().current().contacts
    texts = [answer.text for answer in content_store().current().answers.values()]
    assert contacts
    changed = [real.redact(text).text for text in texts if real.redact(text).kinds]
    assert changed == []


HOSTILE = {
    "digits": "0" * LONG,
    "spaced digits": "0 7" * (LONG // 3),
    "dashes": "07-" * (LONG // 3),
    "letters": "a" * LONG,
    "capitals": "Ab " * (LONG // 3),
    "unknown names": " ".join(f"Xq{a}{b}zor" for a in "abcdefghijklmnop" for b in "abcdefghijklmnopqrst"),
    "at signs": "a@" * (LONG // 2),
    "dots": "a.b" * (LONG // 3),
    "dotted mail": "a . " * (LONG // 4) + "@",
    "at and dot": "a at b dot " * (LONG // 11),
    "dot words": "a dot " * (LONG // 6) + "at x",
    "slashes": "/a1" * (LONG // 3),
    "address": "http://" + "a." * (LONG // 2),
    "query": "www.a.b/?" + "a=1&" * (LONG // 4),
    "brackets": "http://[" * (LONG // 8),
    "house numbers": "1 A " * (LONG // 4),
    "flats": "flat 1, " * (LONG // 8),
    "street words": "live at " + "the " * (LONG // 4) + "1 road",
    "cues": "ref no is " * (LONG // 10) + "1",
    "codes": "ref A1/" * (LONG // 7),
    "code letters": "ref " + "ab-" * (LONG // 3),
    "said digits": "oh double seven " * (LONG // 16),
    "case names": "R (" * (LONG // 3) + "v ",
    "parties": "Ab of " * (LONG // 6) + "v X",
    "dates of birth": "born on the " * (LONG // 12) + "1",
    "initials": "A. " * (LONG // 3),
    "hyphens": "a-" * (LONG // 2) + "b",
    "apostrophes": "a'" * (LONG // 2) + "b",
    "blanks": " " * LONG + "x",
    "brackets and blanks": "(at) " * (LONG // 5),
    "nhs": "nhs " + "no is " * (LONG // 6),
    "called": "called " * (LONG // 7),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_messages_take_bounded_time(real: Redactor, name: str) -> None:
    """No pattern tries every way of reading: at the longest message that is read, and at four times its length."""
    with bounded():
        for length in (SHORT, LONG):
            real.redact(HOSTILE[name][:length])
            real.redact(HOSTILE[name][-length:])


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_taken(real: Redactor, text: str) -> None:
    made = real.redact(text)
    spans = real.find(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert sum(made.kinds.values()) == len(spans)
