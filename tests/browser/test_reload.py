"""The page is loaded again, or another page of the website: the chat goes on where it was (line 39)."""

from __future__ import annotations

import asyncio
from typing import Any

from playwright.async_api import Route, expect

from tests.browser.conftest import Site
from tests.browser.kept import questions_kept, restored
from tests.browser.states import APOLOGY, QUESTION, SERVICES
from tests.support.browser_person import Person
from tests.support.browser_replies import API, answer_with, hold


async def test_reload_while_sending(person: Person, site: Site) -> None:
    """Line 39, E: the message goes on, once, and the greeting is not said again."""
    person.seen.expect("Failed to load resource", "net::ERR")
    await person.open()
    opened = await hold(person.context, "messages", lose=True)
    await person.type(QUESTION)
    await expect(person.questions).to_have_count(1)
    await person.page.reload()
    opened.set()
    await person.context.unroute(f"{API}messages")
    await person.launcher.click()
    await person.expect_answers(2)
    await expect(person.questions).to_have_count(1)
    assert await questions_kept(person, site.guide) == 1
    assert len(person.seen.calls("sessions", "POST")) == 1


async def test_reload_while_the_answer_is_on_its_way(person: Person, site: Site) -> None:
    """Line 39, E: the guide had taken the message already."""
    person.seen.expect("Failed to load resource", "net::ERR")
    await person.open()
    taken = asyncio.Event()

    async def take(route: Route) -> None:
        await route.fetch()
        taken.set()
        await route.abort()

    await person.context.route(f"{API}messages", take, times=1)
    await person.type(QUESTION)
    await taken.wait()
    await person.page.reload()
    await person.launcher.click()
    await person.expect_answers(2)
    await expect(person.questions).to_have_count(1)
    await expect(person.questions.first).to_contain_text(QUESTION)
    assert await questions_kept(person, site.guide) == 1


async def test_reload_with_a_failed_message(person: Person, site: Site, words: dict[str, Any]) -> None:
    """Line 39, F: it can still be sent."""
    await person.open()
    await answer_with(person.context, "messages", body=APOLOGY, times=1)
    await person.ask(QUESTION)
    await restored(person, 2)
    await person.button(words["try_again"]).click()
    await person.expect_answers(3)
    assert len(person.seen.calls("sessions", "POST")) == 1


async def test_reload_and_another_page_keep_the_chat_and_the_draft(person: Person, site: Site) -> None:
    """Line 39, D: everything is there, in order, as it was; the draft too."""
    await person.open()
    await person.ask(QUESTION)
    await person.ask(SERVICES)
    before = await person.log.locator(":scope > *").all_text_contents()
    await person.field.fill("half a ques")
    await restored(person, 3)
    assert await person.log.locator(":scope > *").all_text_contents() == before
    await expect(person.field).to_have_value("half a ques")
    await person.go(site.council.page("long.html", guide=site.guide))
    await person.launcher.click()
    await person.expect_answers(3)
    assert await person.log.locator(":scope > *").all_text_contents() == before
    await person.ask("the first one")
    assert len(person.seen.calls("sessions", "POST")) == 1
