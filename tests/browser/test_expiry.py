"""The end of a chat: told before, told then, nothing lost (line 23, and 39)."""

from __future__ import annotations

import json
from typing import Any

from playwright.async_api import expect

from tests.browser.conftest import NewPerson, Site
from tests.browser.kept import restored
from tests.browser.states import QUESTION, SERVICES
from tests.support.browser_person import Person
from tests.support.browser_replies import API, answer_with, error


async def asked(new_person: NewPerson, site: Site) -> Person:
    """Somebody who has had an answer, on a page whose clock can be moved."""
    person = await new_person()
    await person.context.clock.install()
    await (await person.go(site.page)).open()
    await person.ask(QUESTION)
    return person


async def test_a_chat_that_ends_is_told_before_and_can_be_kept(
    new_person: NewPerson, site: Site, words: dict[str, Any]
) -> None:
    """Line 23 (2.2.1): told two minutes before; one press keeps it."""
    person = await asked(new_person, site)
    await person.page.clock.fast_forward("28:10")
    await person.says("ending")
    await person.button(words["stay"]).click()
    await person.says("stayed")
    await person.page.clock.fast_forward("05:00")
    await expect(person.status).not_to_contain_text(words["ended"])
    await person.ask(SERVICES)
    await expect(person.log).not_to_contain_text(words["new_chat"])


async def test_a_chat_that_has_ended_keeps_what_was_said_and_what_was_typed(
    new_person: NewPerson, site: Site, words: dict[str, Any]
) -> None:
    """Line 23."""
    person = await new_person()
    person.seen.expect("Failed to load resource")
    await person.context.clock.install()
    await (await person.go(site.page)).open()
    await person.ask(QUESTION)
    await person.field.fill("a draft")
    await person.page.clock.fast_forward("31:00")
    await person.says("ended")
    await expect(person.questions).to_have_count(1)
    await expect(person.answers).to_have_count(2)
    await expect(person.field).to_have_value("a draft")
    gone = error("no_session", "This chat has ended.")
    await answer_with(person.context, "messages", status=401, body=gone, times=1)
    await person.field.press("Enter")
    await person.expect_answers(3)
    await expect(person.log).to_contain_text(words["new_chat"])
    assert len(person.seen.calls("sessions", "POST")) == 2
    ids = {json.loads(call.body)["id"] for call in person.seen.calls("messages", "POST")[1:]}
    assert len(ids) == 1, "the message keeps its id in the new chat"


async def test_a_chat_that_ended_while_the_page_was_away(person: Person, words: dict[str, Any]) -> None:
    """Line 23 and 39: the transcript stays, and the next message begins a new chat."""
    person.seen.expect("Failed to load resource")
    await person.open()
    await person.ask(QUESTION)
    await answer_with(person.context, "history*", status=401, body=error("no_session", "This chat has ended."), times=1)
    await restored(person, 2)
    await person.says("ended")
    await person.context.unroute(f"{API}history*")
    await person.ask(SERVICES)
    await expect(person.log).to_contain_text(words["new_chat"])


async def test_start_again_works_when_the_chat_has_ended(
    new_person: NewPerson, site: Site, words: dict[str, Any]
) -> None:
    """Line 23."""
    person = await asked(new_person, site)
    await person.page.clock.fast_forward("31:00")
    await person.says("ended")
    await person.choose_option("start_again")
    await person.button(words["start_again_yes"]).click()
    await person.says("started_again")
    await person.expect_answers(1)
