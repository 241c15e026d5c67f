"""Offline, slow, out of reach: told in words, mended by itself, nothing lost or doubled (lines 34 to 38, 40)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import NewPerson, Site
from tests.browser.kept import questions_kept, turns_kept
from tests.browser.states import APOLOGY, QUESTION, SERVICES
from tests.support.browser import MOST_MS, probe
from tests.support.browser_person import Person
from tests.support.browser_replies import API, answer_with, error, hold, lose_answers


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
    await probe(person.page, "watchLive")
    await person.context.set_offline(False)
    await person.expect_answers(3)
    said = [one["text"] for one in await person.page.evaluate("probes.added") if one["role"] == "status"]
    assert any(words["back_online"] in one for one in said)
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
    await expect(person.widget.get_by_role("link", name=words["plain_link"])).to_be_visible()
    await person.context.unroute("**/chat.js*")
    await person.open()


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
