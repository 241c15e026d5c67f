"""Whoever asks for Easy read with a message gets the answer to it in Easy read, and nothing of that is kept."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from sqlalchemy import text as sql

from sendguide.answers.compose import EASY_READ, TELL_ME_MORE, Composer
from sendguide.answers.reply import Reply, Status
from sendguide.cli.local import LocalGuide
from sendguide.server.exchange import Answered, Said
from sendguide.server.sessions import Session

COST = "how much does mediation cost us"
EASY = "easy_read"
EVENTS = "SELECT data FROM events WHERE sender_id = :id ORDER BY position"


class Talk:
    """One conversation, in which each message says for itself whether it wants Easy read.

    Args:
        guide: the guide in this process.
    """

    def __init__(self, guide: LocalGuide) -> None:
        self._guide = guide
        self.session: Session = guide.sessions.open()

    async def say(self, text: str, *, variant: str | None = None, name: str | None = None) -> Reply:
        """Types words."""
        return (await self.take(Said(name or uuid.uuid4().hex, text, None, variant))).reply

    async def press(self, reply: Reply, title: str, *, variant: str | None = None) -> Reply:
        """Presses a button of a reply."""
        payload = next(button.payload for button in reply.buttons if button.title == title)
        return (await self.take(Said(uuid.uuid4().hex, title, payload, variant))).reply

    async def take(self, said: Said) -> Answered:
        """Sends a message as the API does."""
        return await self._guide.door.take(self.session, said)

    def events(self) -> list[dict[str, Any]]:
        """What the database has of the conversation."""
        database = self._guide.agent.tracker_store.database
        found = database.now(lambda db: db.execute(sql(EVENTS), {"id": self.session.conversation_id}).scalars().all())
        return [json.loads(data) for data in found]


@pytest.fixture
def talk(guide: LocalGuide) -> Talk:
    """A new conversation."""
    return Talk(guide)


def easy(composer: Composer, answer_id: str) -> str:
    """The words of an answer in Easy read, with its source and cards."""
    return composer.answer(answer_id, variant=EASY).text


def payloads(reply: Reply) -> list[str]:
    return [button.payload for button in reply.buttons]


def services(reply: Reply) -> list[str]:
    return [block.title for message in reply.messages for block in message.blocks if block.kind == "service"]


async def test_a_message_that_asks_for_easy_read_gets_it_and_only_that_message(talk: Talk, composer: Composer) -> None:
    for _ in range(2):  # the first message of a conversation, and a later one
        reply = await talk.say(COST, variant=EASY)
        assert reply.answers == ("mediation_cost",) and easy(composer, "mediation_cost") in reply.text
        assert TELL_ME_MORE in payloads(reply) and EASY_READ not in payloads(reply)
        plain = await talk.say(COST)
        assert composer.answer("mediation_cost").text in plain.text and EASY_READ in payloads(plain)


async def test_several_answers_in_one_message(talk: Talk, composer: Composer) -> None:
    reply = await talk.say("how much is mediation. also what is sendiass", variant=EASY)
    assert len(reply.answers) == 2
    assert all(easy(composer, answer_id) in reply.text for answer_id in reply.answers)
    assert EASY_READ not in payloads(reply)


async def test_a_button_that_names_an_answer(talk: Talk, composer: Composer) -> None:
    reply = await talk.say(COST)
    title = next(button.title for button in reply.buttons if "mediation_what_is" in button.payload)
    shown = await talk.press(reply, title, variant=EASY)
    assert shown.answers == ("mediation_what_is",) and easy(composer, "mediation_what_is") in shown.text


async def test_tell_me_more_still_tells_more(talk: Talk, composer: Composer) -> None:
    reply = await talk.say(COST, variant=EASY)
    more = await talk.press(reply, "Tell me more", variant=EASY)
    assert more.text == composer.answer("mediation_cost", variant="more").text


async def test_an_answer_beside_a_question_of_a_flow(talk: Talk, composer: Composer) -> None:
    asked = await talk.say("work out my deadline", variant=EASY)
    assert asked.status is Status.FLOW
    beside = await talk.say(COST, variant=EASY)
    assert easy(composer, "mediation_cost") in beside.messages[0].text
    assert beside.messages[-1].buttons == asked.messages[-1].buttons


async def test_an_answer_with_services_under_it(guide: LocalGuide) -> None:
    asked = "how do i get short breaks"
    plain, simple = await Talk(guide).say(asked), await Talk(guide).say(asked, variant=EASY)
    assert services(plain) and services(simple) == services(plain)
    assert simple.messages[0].text != plain.messages[0].text and EASY_READ not in payloads(simple)


@pytest.mark.parametrize("text", ["I want to die", "he has taken an overdose", "my dad hits me"])
async def test_help_in_danger_is_the_same_for_everybody(guide: LocalGuide, text: str) -> None:
    plain, simple = await Talk(guide).say(text), await Talk(guide).say(text, variant=EASY)
    assert plain.is_help and simple == plain


async def test_a_retry_gets_the_same_answer_whatever_it_asks_for(talk: Talk) -> None:
    first = await talk.say(COST, variant=EASY, name="the same")
    assert await talk.say(COST, name="the same") == first


@pytest.mark.parametrize("variant", ["more", "text", "EASY_READ", "", '{"a": 1}'])
async def test_any_other_variant_is_nothing(talk: Talk, composer: Composer, variant: str) -> None:
    assert (await talk.say(COST, variant=variant)).messages[0].text == composer.answer("mediation_cost").text


async def test_that_somebody_wants_easy_read_is_not_kept(guide: LocalGuide) -> None:
    simple, plain = Talk(guide), Talk(guide)
    for talk, variant in ((simple, EASY), (plain, None)):
        for text in (COST, "I want to die", "what is sendiass"):
            await talk.say(text, variant=variant)
    shapes = [[(event["event"], event.get("name")) for event in talk.events()] for talk in (simple, plain)]
    assert shapes[0] == shapes[1] and len(shapes[0]) > 10
    assert "variant" not in json.dumps(simple.events())
