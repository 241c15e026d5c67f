"""A real process with a real limit, that freezes, dies and comes back (lines 35, 37, 38)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from playwright.async_api import expect

from tests.browser.conftest import NewPerson, Site
from tests.browser.kept import questions_kept
from tests.browser.states import QUESTION, SERVICES
from tests.support.browser_process import GuideProcess


@pytest.fixture(scope="module")
def process(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GuideProcess]:
    """The guide as a process with a small limit."""
    database = tmp_path_factory.mktemp("process") / "conversations.db"
    running = GuideProcess(database, ORIGINS=site.council.origin, RATE_MESSAGES="1/second")
    running.start()
    running.wait()
    yield running
    running.kill()


async def test_the_real_limit_is_told_and_nothing_is_lost(
    new_person: NewPerson, site: Site, process: GuideProcess
) -> None:
    """Line 37: 429 as the guide itself says it."""
    person = await new_person()
    person.seen.expect("429")
    await person.go(site.council.page("council.html", guide=process.address, attributes=""))
    await person.open()
    for question in (QUESTION, SERVICES, QUESTION):
        await person.type(question)
    await person.says("too_often")
    await person.expect_answers(4)
    assert await questions_kept(person, process.address) == 3


async def test_the_guide_dies_in_the_middle_of_a_message_and_comes_back(
    new_person: NewPerson, site: Site, process: GuideProcess
) -> None:
    """Lines 35 and 38 with nothing made up: the message arrives once, the chat goes on."""
    person = await new_person()
    person.seen.expect("Failed to load resource", "net::ERR")
    await person.go(site.council.page("council.html", guide=process.address, attributes=""))
    await person.open()
    await person.ask(QUESTION)
    process.freeze()
    await person.type(SERVICES)
    await person.says("looking")
    process.kill()
    await person.says("unreachable")
    await expect(person.questions).to_have_count(2)
    process.start()
    await asyncio.to_thread(process.wait)
    await expect(person.answers).to_have_count(3, timeout=40_000)
    await expect(person.questions).to_have_count(2)
    assert await questions_kept(person, process.address) == 2
    await expect(person.log).not_to_contain_text(person.words["new_chat"])
