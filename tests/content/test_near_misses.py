"""Near misses and danger: the wrong door is never named, help comes first, nothing unchecked is shown as checked."""

from __future__ import annotations

import re

import pytest

from sendguide.answers.blocks import contact_block, long_date
from sendguide.answers.compose import Composer
from sendguide.answers.reply import Reply, Status
from sendguide.content.loader import Content
from sendguide.content.models import Group
from tests.content.words import VARIANTS, digits, folded

NOT_OURS = ["oos_council_services", "oos_benefits_money", "oos_education_near_miss", "oos_general"]
OUR_ROUTE = r"mediat|certificate|send tribunal|\btribunal\b|\bkids\b|sendist"
TOLD_APART = r"\bnot\b|family mediation|parents who separate|\bMIAM\b|about EHC plans"
OUR_GROUPS = {Group.MEDIATION_BASICS, Group.MEDIATION_MEETING, Group.MEDIATION_OUTCOME, Group.CERTIFICATE, Group.APPEAL}
OUR_CONTACTS = {"kids_send_mediation", "send_tribunal"}
CRISIS_IDS = ["crisis_mental_health", "crisis_safeguarding"]
FOR_PROFESSIONALS = ["08081966798", "08081966897"]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("answer_id", NOT_OURS)
def test_a_near_miss_never_names_mediation_or_the_tribunal(content: Content, answer_id: str, variant: str):
    assert re.findall(OUR_ROUTE, folded(content, answer_id, (variant,)), re.IGNORECASE) == []


@pytest.mark.parametrize("answer_id", [*NOT_OURS, "oos_legal_near_miss"])
def test_a_near_miss_leads_to_no_answer_or_contact_of_the_ehc_route(content: Content, answer_id: str):
    answer = content.answers[answer_id]
    assert [item for item in answer.related if content.group_of(item) in OUR_GROUPS] == []
    assert OUR_CONTACTS & set(answer.contacts) == set()


@pytest.mark.parametrize("answer_id", [*NOT_OURS, "oos_legal_near_miss"])
def test_a_near_miss_says_that_it_is_a_different_thing_and_shows_a_door(composer: Composer, answer_id: str):
    reply = composer.answer(answer_id)
    assert reply.status is Status.OUT_OF_SCOPE
    opening = " ".join(block.text for block in reply.messages[0].blocks[:1])
    assert re.search(r"cannot|not (about|cover)|does not cover|outside", opening), opening
    assert [block for block in reply.messages[0].blocks if block.kind == "contact"]


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_legal_near_miss_names_our_route_only_to_tell_it_apart(content: Content, variant: str):
    words = folded(content, "oos_legal_near_miss", (variant,))
    for sentence in re.split(r"(?<=[.?!])\s+(?=[A-Z])", words):
        if re.search(r"mediat", sentence, re.IGNORECASE):
            assert re.search(r"\bnot\b|family mediation|parents who separate|\bMIAM\b|about EHC plans", sentence), (
                sentence
            )
        if re.search(r"tribunal", sentence, re.IGNORECASE):
            assert "discrimination" in sentence, sentence


@pytest.mark.parametrize("variant", ["text", "easy_read"])
@pytest.mark.parametrize(
    ("answer_id", "first", "second"),
    [
        ("crisis_mental_health", ["999"], ["111"]),
        ("crisis_safeguarding", ["999"], ["02476788555", "02476832222"]),
    ],
)
def test_help_has_its_numbers_first(
    composer: Composer, answer_id: str, variant: str, first: list[str], second: list[str]
):
    blocks = composer.answer(answer_id, variant=variant).messages[0].blocks
    lines = [block.text for block in blocks if not block.text.endswith("?")]  # easy read asks before it tells
    assert [number for number in first if number not in digits(lines[0])] == []
    assert [number for number in second if number not in digits(lines[1])] == []


@pytest.mark.parametrize(
    ("answer_id", "numbers"),
    [
        ("crisis_mental_health", ["999", "111", "116123", "85258", "08001111"]),
        ("crisis_safeguarding", ["999", "02476788555", "02476832222", "08001111", "08088005000", "116123", "85258"]),
    ],
)
@pytest.mark.parametrize("variant", ["text", "easy_read"])
def test_help_has_all_its_numbers(composer: Composer, answer_id: str, numbers: list[str], variant: str):
    reply = composer.answer(answer_id, variant=variant)
    said = digits(" ".join(block.text + " ".join(block.items) for block in reply.messages[0].blocks if not block.title))
    assert [number for number in numbers if number not in said] == []


@pytest.mark.parametrize("answer_id", CRISIS_IDS)
def test_nothing_stands_between_a_person_and_help(content: Content, composer: Composer, answer_id: str):
    reply = composer.answer(answer_id)
    assert reply.status is Status.CRISIS
    assert reply.sources == ()
    for line in (content.replies.source, content.replies.contact_read_on, content.replies.contact_verified_on):
        opening = line.split("{")[0].strip()
        assert opening not in reply.text
    assert _ids_of_buttons(reply) <= set(CRISIS_IDS)
    assert re.search(r"automated|computer", reply.text)


def _ids_of_buttons(reply: Reply) -> set[str]:
    return {match for button in reply.buttons for match in re.findall(r'"answer_id": "(\w+)"', button.payload)}


def test_every_contact_that_nobody_rang_shows_where_and_when_it_was_read(content: Content):
    for contact in content.contacts.values():
        last = contact_block(contact, content.replies).items[-1]
        if contact.verified_on is None:
            assert long_date(contact.read_on) in last, contact.id
            assert (contact.verified_from[0].host or "?").removeprefix("www.") in last, contact.id
        else:
            assert long_date(contact.verified_on) in last, contact.id


@pytest.mark.parametrize("number", FOR_PROFESSIONALS)
def test_the_number_for_professionals_is_nowhere_a_parent_can_see_it(content: Content, number: str):
    seen = [*content.answers.values(), *content.contacts.values(), *content.terms.values(), content.replies]
    assert [item for item in seen if number in digits(item.json())] == []
    warnings = {fact.id for fact in content.facts.values() if number in digits(fact.statement)}
    assert [answer.id for answer in content.answers.values() if warnings & set(answer.facts)] == []


def test_no_answer_that_is_shown_has_a_number_of_its_own(content: Content):
    known = {digits(contact.phone) for contact in content.contacts.values() if contact.phone}
    known |= {digits(contact.text_message) for contact in content.contacts.values() if contact.text_message}
    for answer_id in content.answers:
        numbers = re.findall(r"(?<![\d-])0\d[\d ]{6,}\d", folded(content, answer_id))
        assert [number for number in numbers if digits(number) not in known] == [], answer_id
