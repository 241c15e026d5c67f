"""Replies composed from the real content: variants, questions back, danger, overdue words, and always a way on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from sendguide.answers.blocks import long_date
from sendguide.answers.compose import EASY_READ, NONE_OF_THESE, SHOW_ANSWER, START_AGAIN, TELL_ME_MORE, Composer
from sendguide.answers.reply import Button, Reply, Status
from sendguide.content.loader import Content
from sendguide.content.models import Group

COST = "mediation_cost"


def _payloads(reply: Reply) -> list[str]:
    return [button.payload for button in reply.buttons]


def _shows(button: Button) -> str | None:
    start = "/show_answer"
    return json.loads(button.payload.removeprefix(start))["answer_id"] if button.payload.startswith(start) else None


def test_every_answer_in_every_variant_says_something_and_leads_on(content: Content, composer: Composer):
    for answer_id in content.answers:
        for variant in ("text", "easy_read", "more"):
            reply = composer.answer(answer_id, variant=variant)
            assert reply.answers == (answer_id,)
            assert reply.text.strip()
            assert reply.buttons or content.group_of(answer_id) in (Group.CONVERSATION, Group.CRISIS), answer_id
            assert "{" not in reply.text, answer_id
            assert len({button.title for button in reply.buttons}) == len(reply.buttons), answer_id


def test_every_button_leads_to_an_answer_that_exists(content: Content, composer: Composer):
    for answer_id in content.answers:
        shown = [_shows(button) for button in composer.answer(answer_id).buttons]
        assert [item for item in shown if item is not None and item not in content.answers] == []


@pytest.mark.parametrize(
    ("group", "status"),
    [
        (Group.MEDIATION_BASICS, Status.ANSWERED),
        (Group.CRISIS, Status.CRISIS),
        (Group.CONVERSATION, Status.SMALLTALK),
        (Group.OUT_OF_SCOPE, Status.OUT_OF_SCOPE),
    ],
)
def test_the_status_follows_from_the_group(content: Content, composer: Composer, group: Group, status: Status):
    ids = [answer_id for answer_id in content.answers if content.group_of(answer_id) is group]
    assert {composer.answer(answer_id).status for answer_id in ids} == {status}


def test_an_answer_shows_its_first_source_and_the_day_it_was_checked(content: Content, composer: Composer):
    reply = composer.answer(COST)
    source = content.answers[COST].sources[0]
    assert source.title in reply.text
    assert long_date(source.checked_on) in reply.text
    assert reply.sources[0].checked_on == source.checked_on.isoformat()
    assert len(reply.sources) == len(content.answers[COST].sources)


@pytest.mark.parametrize(
    ("variant", "offered", "not_offered"),
    [
        ("text", [TELL_ME_MORE, EASY_READ], []),
        ("more", [EASY_READ], [TELL_ME_MORE]),
        ("easy_read", [TELL_ME_MORE], [EASY_READ]),
    ],
)
def test_a_variant_offers_the_others(composer: Composer, variant: str, offered: list[str], not_offered: list[str]):
    payloads = _payloads(composer.answer(COST, variant=variant))
    assert set(offered) <= set(payloads)
    assert set(not_offered) & set(payloads) == set()


def test_who_wants_easy_read_gets_it_for_every_answer_but_help_in_danger(content: Content, composer: Composer):
    easy = Composer(content, today=date(2026, 11, 23), easy_read=True)
    for answer_id in content.answers:
        in_danger = content.group_of(answer_id) is Group.CRISIS
        assert easy.answer(answer_id) == composer.answer(answer_id, variant="text" if in_danger else "easy_read")
        assert easy.answer(answer_id, variant="more") == composer.answer(answer_id, variant="more")
    help_first = composer.crisis("crisis_mental_health", COST, confidence=1.0)
    assert easy.crisis("crisis_mental_health", COST, confidence=1.0) == help_first


def test_several_answers_at_once_are_all_in_easy_read(content: Content, composer: Composer):
    easy = Composer(content, today=date(2026, 11, 23), easy_read=True).answers([COST, "appeal_how"], confidence=1.0)
    wanted = [composer.answer(item, variant="easy_read").messages[0] for item in (COST, "appeal_how")]
    assert list(easy.messages) == wanted and EASY_READ not in _payloads(easy)


def test_more_of_an_answer_that_has_no_more_says_so(content: Content):
    short = content.answers[COST].copy(update={"more": None})
    altered = replace(content, answers={**content.answers, COST: short})
    reply = Composer(altered, today=date(2026, 11, 23)).answer(COST, variant="more")
    assert content.replies.nothing_more in reply.text
    assert TELL_ME_MORE not in _payloads(reply)


def test_an_unknown_answer_is_an_error_of_the_caller(composer: Composer):
    with pytest.raises(KeyError):
        composer.answer("nothing")


@pytest.mark.parametrize(("days", "is_noted"), [(0, False), (1, True)])
def test_an_answer_whose_review_is_overdue_says_so(content: Content, days: int, is_noted: bool):
    due = content.answers[COST].review_by
    reply = Composer(content, today=due + timedelta(days=days)).answer(COST)
    assert (long_date(due) in reply.text) is is_noted


def test_people_to_check_with_stand_below_the_note_that_sends_to_them(content: Content):
    due = content.answers[COST].review_by
    blocks = Composer(content, today=due + timedelta(days=1)).answer(COST).messages[0].blocks
    note = next(place for place, block in enumerate(blocks) if long_date(due) in block.text)
    cards = [place for place, block in enumerate(blocks) if block.kind == "contact"]
    assert "below" in blocks[note].text
    assert note < min(cards)


def test_a_question_back_offers_two_or_three_titles_and_a_way_out(content: Content, composer: Composer):
    options = ["appeal_how", "appeal_right", "appeal_deadline", "legal_aid"]
    reply = composer.clarify(options, confidence=0.3)
    assert reply.status is Status.CLARIFY
    assert reply.options == tuple(options[:3])
    assert [button.title for button in reply.buttons[:3]] == [content.answers[item].question for item in options[:3]]
    assert _payloads(reply)[-1] == NONE_OF_THESE
    assert composer.clarify(options, confidence=0.3, again=True).text != reply.text


def test_danger_comes_first_and_alone_and_the_topic_is_offered_after_it(composer: Composer):
    reply = composer.crisis("crisis_mental_health", "appeal_deadline", confidence=0.9)
    assert reply.status is Status.CRISIS
    assert reply.answers == ("crisis_mental_health",)
    assert reply.messages[0] == composer.answer("crisis_mental_health").messages[0]
    assert [_shows(button) for button in reply.messages[1].buttons] == ["appeal_deadline"]


def test_danger_without_another_topic_is_one_message(composer: Composer):
    assert len(composer.crisis("crisis_safeguarding", None, confidence=0.9).messages) == 1


def test_help_comes_even_when_the_other_topic_is_not_known(composer: Composer):
    reply = composer.crisis("crisis_mental_health", "an_answer_that_was_removed", confidence=0.9)
    assert "116 123" in reply.text


def test_help_in_danger_leads_nowhere_else(content: Content, composer: Composer):
    for answer_id in ("crisis_mental_health", "crisis_safeguarding"):
        shown = [_shows(button) for button in composer.answer(answer_id).buttons]
        assert all(item is not None and content.group_of(item) is Group.CRISIS for item in shown)


def test_an_error_apologises_and_gives_people_to_call(content: Content, composer: Composer):
    reply = composer.error()
    cards = [block.title for block in reply.messages[0].blocks if block.kind == "contact"]
    assert reply.status is Status.ERROR
    assert cards == [content.contacts[name].name for name in content.council.help_contacts]
    assert "999" in reply.text
    assert _payloads(reply) == [START_AGAIN]


def test_the_first_words_and_empty_messages_offer_questions_to_start_with(content: Content, composer: Composer):
    for reply in (composer.welcome(keep_days=30), composer.start_again(), composer.empty()):
        assert [_shows(button) for button in reply.buttons] == list(content.council.starters)
    assert composer.welcome(keep_days=30).status is Status.SMALLTALK
    assert composer.empty().status is Status.FALLBACK


def test_words_without_anything_to_pick_lead_to_a_person(composer: Composer):
    for suggest in ([], ["nothing"]):
        reply = composer.words("Sorry?", suggest=suggest)
        assert _payloads(reply) == [SHOW_ANSWER.format(id="human_handoff")]
