"""Offline, slow, out of order, out of reach, ended: told in words, mended by itself, nothing lost or doubled (34 to 40)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from playwright.async_api import Route, expect

from tests.browser.conftest import NewPerson, Site
from tests.browser.states import APOLOGY, QUESTION, SERVICES
from tests.support.browser import MOST_MS
from tests.support.browser_person import Person
from tests.support.browser_process import GuideProcess
from tests.support.browser_replies import API, answer_with, error, hold, lose_answers

SECONDS = 30


async def turns_kept(person: Person, guide: str) -> list[dict[str, Any]]:
    """What the guide has of this chat, as it tells whoever has the token."""
    headers = {"authorization": f"Bearer {await person.token()}"}
    told = await asyncio.to_thread(requests.get, f"{guide}/api/v1/history", headers=headers, timeout=SECONDS)
    assert told.status_code == 200, told.text
    turns: list[dict[str, Any]] = told.json()["turns"]
    return turns


async def questions_kept(person: Person, guide: str) -> int:
    """How many messages of the person the guide has taken."""
    return len([turn for turn in await turns_kept(person, guide) if turn["role"] == "user"])


async def test_offline_then_online_it_arrives_once_and_in_order(
    person: Person, site: Site, words: dict[str, Any]
) -> None:
    """Line 34."""
    person.seen.expect("Failed to load resource")
    await person.open()
    await person.context.set_offline(True)
    await person.type(QUESTION)
    await person.says("offline")
    await expect(person.questions.first).to_contain_text(words["not_sent"].rstrip("."))
    await person.type(SERVICES)
    await expect(person.questions).to_have_count(2)
    await person.context.set_offline(False)
    await person.expect_answers(3)
    await person.says("back_online")
    await expect(person.log).not_to_contain_text(words["not_sent"])
    assert await questions_kept(person, site.guide) == 2
    text = await person.log.inner_text()
    assert text.index(QUESTION) < text.index(SERVICES)
    answers = [turn["reply"]["answers"] for turn in await turns_kept(person, site.guide) if turn["role"] == "guide"]
    assert answers[-2] == ["mediation_cost"]


async def test_a_message_can_be_taken_back_while_it_waits(person: Person, site: Site, words: dict[str, Any]) -> None:
    person.seen.expect("Failed to load resource")
    await person.open()
    await person.context.set_offline(True)
    await person.type(QUESTION)
    await person.button(words["remove"]).click()
    await expect(person.questions).to_have_count(0)
    await person.context.set_offline(False)
    await person.ask(SERVICES)
    assert await questions_kept(person, site.guide) == 1


async def test_a_lost_answer_is_asked_for_again_and_the_message_runs_once(person: Person, site: Site) -> None:
    """Line 35."""
    person.seen.expect("Failed to load resource")
    await person.open()
    await lose_answers(person.context, "messages")
    await person.type(QUESTION)
    await person.expect_answers(2)
    calls = [json.loads(call.body) for call in person.seen.calls("messages", "POST")]
    assert len(calls) == 2 and calls[0] == calls[1]
    assert await questions_kept(person, site.guide) == 1
    await expect(person.questions).to_have_count(1)


async def test_pressing_twice_sends_once(person: Person, site: Site, words: dict[str, Any]) -> None:
    """Line 36: double click on Send, double Enter."""
    await person.open()
    await person.field.fill(QUESTION)
    await person.button(words["send"]).dblclick()
    await person.expect_answers(2)
    await person.field.fill(SERVICES)
    await person.field.press("Enter")
    await person.field.press("Enter")
    await person.expect_answers(3)
    await expect(person.questions).to_have_count(2)
    assert await questions_kept(person, site.guide) == 2


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (500, '{"error": {"code": "broken", "message": "No."}}', "application/json"),
        (503, error("unavailable", "The guide cannot answer now."), "application/json"),
        (502, "<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html"),
        (200, "<html><body><h1>Please log in to the wifi</h1></body></html>", "text/html"),
        (200, "", "application/json"),
        (200, "[]", "application/json"),
    ],
    ids=["500", "503", "html-502", "html-200", "nothing", "list"],
)
async def test_whatever_comes_instead_of_an_answer_is_told_and_mends(
    person: Person, site: Site, words: dict[str, Any], status: int, body: str, kind: str
) -> None:
    """Line 37."""
    person.seen.expect("Failed to load resource")
    await person.open()
    await answer_with(person.context, "messages", status=status, body=body, content_type=kind)
    await person.type(QUESTION)
    await person.says("unreachable")
    await expect(person.dialog).not_to_contain_text("Bad Gateway")
    people = person.dialog.locator("a[href^='tel:']", has_text=words["people"][0]["name"])
    await expect(people).to_be_visible(timeout=MOST_MS)  # from the second failed try on
    await person.context.unroute(f"{API}messages")
    await person.expect_answers(2)
    assert await questions_kept(person, site.guide) == 1


async def test_an_answer_that_never_comes_is_given_up_and_asked_for_again(new_person: NewPerson, site: Site) -> None:
    """Line 37: after 20 seconds."""
    person = await new_person()
    person.seen.expect("Failed to load resource", "net::ERR")
    await person.context.clock.install()
    await (await person.go(site.page)).open()
    await hold(person.context, "messages")
    await person.type(QUESTION)
    await person.says("looking")
    await person.page.clock.fast_forward("00:21")
    await person.says("unreachable")
    await person.context.unroute(f"{API}messages")
    await person.page.clock.fast_forward("00:02")
    await person.expect_answers(2)
    assert await questions_kept(person, site.guide) == 1


async def test_too_often_is_told_and_sent_after_the_time(person: Person, site: Site) -> None:
    """Line 37, 429."""
    person.seen.expect("Failed to load resource")
    await person.open()
    late = error("too_often", "Too many messages.", seconds=2)
    await answer_with(person.context, "messages", status=429, body=late, times=1, retry_after="2")
    await person.type(QUESTION)
    await person.says("too_often")
    await expect(person.status).to_contain_text("2")
    await person.expect_answers(2)
    assert await questions_kept(person, site.guide) == 1


async def test_the_guides_own_apology_can_be_tried_again(person: Person, site: Site, words: dict[str, Any]) -> None:
    await person.open()
    await answer_with(person.context, "messages", body=APOLOGY, times=1)
    await person.ask(QUESTION)
    await person.button(words["try_again"]).click()
    await person.expect_answers(3)
    await expect(person.button(words["try_again"])).to_have_count(0)
    calls = [json.loads(call.body)["id"] for call in person.seen.calls("messages", "POST")]
    assert calls[0] == calls[1]


async def test_after_ten_minutes_of_trying_only_the_person_tries_again(
    new_person: NewPerson, site: Site, words: dict[str, Any]
) -> None:
    person = await new_person()
    person.seen.expect("Failed to load resource")
    await person.context.clock.install()
    await (await person.go(site.page)).open()
    await answer_with(person.context, "messages", status=503, body=error("unavailable", "Not now."))
    await person.type(QUESTION)
    await person.says("unreachable")
    again = person.button(words["try_again"])
    for _ in range(40):
        if await again.is_visible():
            break
        await person.page.clock.fast_forward("00:31")
        await person.page.wait_for_timeout(30)  # lets the try that is due be answered
    await expect(again).to_be_visible()
    tries = len(person.seen.calls("messages", "POST"))
    await person.page.clock.fast_forward("05:00")
    await person.page.wait_for_timeout(100)
    assert len(person.seen.calls("messages", "POST")) == tries
    await person.context.unroute(f"{API}messages")
    await again.click()
    await person.expect_answers(2)


async def test_the_guide_is_down_when_the_window_is_opened(person: Person, site: Site, words: dict[str, Any]) -> None:
    """Line 38: the button is there, the window tells of it with people to ring, and a message waits."""
    person.seen.expect("Failed to load resource")
    await answer_with(person.context, "sessions", status=503, body=error("unavailable", "Not now."))
    await person.launcher.click()
    await expect(person.field).to_be_focused()
    await person.says("unreachable")
    for one in words["people"]:
        await expect(person.dialog.get_by_role("link", name=one["name"]).first).to_be_visible()
    await person.type(QUESTION)
    await expect(person.questions).to_have_count(1)
    await person.context.unroute(f"{API}sessions")
    await expect(person.answers.last).to_contain_text(words["guide_said"], timeout=MOST_MS * 2)
    await expect(person.log.locator("a[href='tel:03330062835']").first).to_be_visible(timeout=MOST_MS)
    assert await questions_kept(person, site.guide) == 1


async def test_the_window_itself_cannot_be_loaded(person: Person, site: Site, words: dict[str, Any]) -> None:
    """Line 38: words, people and the plain page; pressing again tries again."""
    person.seen.expect("Failed to load resource", "net::ERR", "Failed to fetch dynamically imported")
    await person.context.route("**/chat.js*", lambda route: route.abort())
    await person.launcher.click()
    await expect(person.widget).to_contain_text(words["launcher_failed"])
    await expect(person.widget.locator("a[href^='tel:']").first).to_be_visible()
    await expect(person.widget.locator(f"a[href='{site.guide}/chat']").first).to_be_visible()
    await person.context.unroute("**/chat.js*")
    await person.open()


async def restored(person: Person, answers: int) -> None:
    """Loads the page again and opens the window."""
    await person.page.reload()
    await expect(person.launcher).to_have_text(person.words["launcher_go_on"])
    await person.launcher.click()
    await person.expect_answers(answers)


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


async def test_slow_is_told_within_a_second_and_goes_away(person: Person) -> None:
    """Line 40."""
    await person.open()
    opened = await hold(person.context, "messages")
    await person.type(QUESTION)
    await expect(person.status).to_contain_text(person.words["looking"], timeout=1000)
    await expect(person.status).to_contain_text(person.words["waiting"], timeout=5000)
    opened.set()
    await person.expect_answers(2)
    await expect(person.status).not_to_contain_text(person.words["waiting"])
    await expect(person.status).not_to_contain_text(person.words["looking"])


# --- the end of a chat -------------------------------------------------------------------------------------------------


async def test_a_chat_that_ends_is_told_before_and_can_be_kept(
    new_person: NewPerson, site: Site, words: dict[str, Any]
) -> None:
    """Line 23 (2.2.1): told two minutes before; one press keeps it."""
    person = await new_person()
    await person.context.clock.install()
    await (await person.go(site.page)).open()
    await person.ask(QUESTION)
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
    person = await new_person()
    await person.context.clock.install()
    await (await person.go(site.page)).open()
    await person.ask(QUESTION)
    await person.page.clock.fast_forward("31:00")
    await person.says("ended")
    await person.choose_option("start_again")
    await person.button(words["start_again_yes"]).click()
    await person.says("started_again")
    await person.expect_answers(1)


# --- a real process that dies ------------------------------------------------------------------------------------------


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
