"""What goes where, what is kept, and what is deleted (lines 28, 29, 32, 33)."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from typing import Any
from urllib.parse import urlsplit

import requests
from playwright.async_api import expect

from tests.browser.conftest import NewPerson, Site
from tests.browser.states import QUESTION, everyday_states
from tests.support.browser import probe
from tests.support.browser_person import Person
from tests.support.browser_replies import answer_with, change_replies, error, hold, says

NOBODY: dict[str, Any] = {"session": {}, "local": {}, "cookies": ""}
SECONDS = 30
SECRET = "My son Zebedee Quigglesworth, 07700 900123, zeb@quiggles.example, CV1 2GN"


async def test_before_it_is_opened_nothing_is_asked_or_kept(person: Person, site: Site) -> None:
    """Line 28."""
    await expect(person.launcher).to_be_visible()
    await person.page.mouse.move(100, 100)
    await person.page.evaluate("window.scrollTo(0, 100)")
    await person.launcher.hover()
    await person.launcher.focus()
    assert [sent.url for sent in person.seen.requests if sent.url.startswith(site.guide)] == [f"{site.guide}/widget.js"]
    assert await person.stored() == NOBODY
    assert await person.context.cookies() == []


async def test_a_whole_chat_asks_only_the_guide_and_sets_no_cookie(person: Person, site: Site) -> None:
    """Line 29."""
    async for _ in everyday_states(person):
        pass
    hosts = {urlsplit(sent.url).netloc for sent in person.seen.requests}
    assert hosts == {urlsplit(site.guide).netloc, urlsplit(site.council.origin).netloc}
    stored = await person.stored()
    assert stored["local"] == {} and stored["cookies"] == ""
    assert await person.context.cookies() == []
    assert await person.page.evaluate("indexedDB.databases().then(found => found.length)") == 0
    assert await person.page.evaluate("caches.keys().then(found => found.length).catch(() => 0)") == 0
    assert all(key.startswith("sendguide:") for key in stored["session"])


async def test_no_referrer_and_no_credentials_go_along(person: Person, site: Site) -> None:
    await person.open()
    await person.ask(QUESTION)
    for sent in person.seen.requests:
        if "/api/v1/" in sent.url:
            assert "cookie" not in sent.headers
            assert len(urlsplit(sent.headers.get("referer", "")).path) <= 1, "the address of the page was told"


async def test_the_token_is_nowhere_to_be_seen(person: Person) -> None:
    """Line 32."""
    await person.open()
    await person.ask(QUESTION)
    token = await person.token()
    assert not [sent.url for sent in person.seen.requests if token in sent.url]
    assert token not in await probe(person.page, "dom")
    assert not [said for said in person.seen.console if token in said]
    assert not [sent for sent in person.seen.requests if token in sent.body]


async def test_start_again_leaves_the_old_chat_behind(person: Person, site: Site, words: dict[str, Any]) -> None:
    """Line 32: the old token does not read the new chat."""
    await person.open()
    await person.ask(QUESTION)
    old = await person.token()
    await person.choose_option("start_again")
    await person.button(words["start_again_yes"]).click()
    await person.says("started_again")
    await person.expect_answers(1)
    await person.ask("I want to die")
    new = await person.token()
    assert new != old
    assert old not in json.dumps(await person.stored())
    told = await _history(site, old)
    assert told.status_code in {200, 401}
    assert "crisis" not in told.text


async def _history(site: Site, token: str) -> requests.Response:
    headers = {"authorization": f"Bearer {token}"}
    return await asyncio.to_thread(requests.get, f"{site.guide}/api/v1/history", headers=headers, timeout=SECONDS)


async def test_delete_deletes_here_and_there(person: Person, site: Site, words: dict[str, Any]) -> None:
    await person.open()
    await person.ask(QUESTION)
    token = await person.token()
    await person.choose_option("delete")
    await person.button(words["delete_yes"]).click()
    await person.says("deleted")
    await expect(person.questions).to_have_count(0)
    assert "mediation" not in json.dumps(await person.stored())
    assert (await _history(site, token)).status_code == 401
    await expect(person.field).to_be_focused()
    await person.ask(QUESTION)


async def test_delete_that_fails_is_told_and_nothing_is_lost(person: Person, words: dict[str, Any]) -> None:
    person.seen.expect("Failed to load resource")
    await person.open()
    await person.ask(QUESTION)
    await answer_with(person.context, "session", status=503, body=error("unavailable", "Not now."), times=1)
    await person.choose_option("delete")
    await person.button(words["delete_yes"]).click()
    await person.says("delete_failed")
    await expect(person.questions).to_have_count(1)
    await person.choose_option("delete")
    await person.button(words["delete_yes"]).click()
    await person.says("deleted")


async def test_leave_quickly_goes_at_once_and_leaves_nothing(person: Person, site: Site, words: dict[str, Any]) -> None:
    """It waits for no answer, the page is replaced in the tab's history, and the chat is deleted."""
    away = site.council.serve("weather.html", b"<!doctype html><title>Weather</title><h1>Weather</h1>")
    here = site.embedded(f'leave-url="{away}"')
    await person.go(here)
    await person.open()
    await person.ask(QUESTION)
    opened = await hold(person.context, "session")
    await person.button(words["leave"]).click()
    await person.page.wait_for_url(away)
    opened.set()
    left = next(sent for sent in person.seen.requests if sent.url == away)
    assert "referer" not in left.headers
    assert (await person.stored())["session"] == {}
    await person.page.go_back()
    assert person.page.url != here, "the back button leads to the page that was left"


async def test_leave_quickly_deletes_the_chat_at_the_guide(person: Person, site: Site, words: dict[str, Any]) -> None:
    away = site.council.serve("weather.html", b"<!doctype html><title>Weather</title><h1>Weather</h1>")
    await person.go(site.embedded(f'leave-url="{away}"'))
    await person.open()
    await person.ask(QUESTION)
    token = await person.token()
    await person.button(words["leave"]).click()
    await person.page.wait_for_url(away)
    for _ in range(50):
        if (await _history(site, token)).status_code == 401:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the chat is still there")


async def test_by_default_leaving_leads_to_the_weather(person: Person, words: dict[str, Any]) -> None:
    person.seen.expect("ERR_NAME_NOT_RESOLVED")  # its icon
    await person.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    await person.open()
    await person.button(words["leave"]).click()
    await person.page.wait_for_url("https://www.bbc.co.uk/weather")


async def test_typed_commands_are_words(person: Person, site: Site) -> None:
    """Line 33."""
    await person.open()
    for typed in ("/restart", '/handoff{"x":1}', "/easy_read", "/show_answer{}"):
        await person.ask(typed)
        body = json.loads(person.seen.calls("messages", "POST")[-1].body)
        assert body["text"] == typed and "payload" not in body


async def test_a_payload_that_was_not_offered_is_refused(person: Person, site: Site) -> None:
    """Line 33."""
    await person.open()
    headers = {"authorization": f"Bearer {await person.token()}"}
    body = {"id": "forged", "payload": '/show_answer{"answer_id": "appeal_how"}', "title": "x"}
    told = await asyncio.to_thread(
        requests.post, f"{site.guide}/api/v1/messages", json=body, headers=headers, timeout=SECONDS
    )
    assert told.status_code >= 400 or told.json()["reply"]["answers"] == [], told.text


async def test_personal_details_are_taken_out_of_what_is_shown_and_kept(
    person: Person, site: Site, words: dict[str, Any]
) -> None:
    """What was typed is replaced by the words without them, on the screen, in the tab and in the database."""
    await person.open()
    await person.ask(SECRET)
    question = person.questions.last
    await expect(question).to_contain_text(words["personal_data_removed"].rstrip("."))
    shown = await probe(person.page, "text")
    kept = json.dumps(await person.stored())
    with sqlite3.connect(f"file:{site.database}?mode=ro", uri=True) as database:
        dumped = "\n".join(database.iterdump())
    for detail in ("07700 900123", "07700900123", "zeb@quiggles.example"):
        assert detail not in shown and detail not in kept and detail not in dumped


async def test_words_that_could_not_be_sent_yet_wait_in_the_tab_only(person: Person) -> None:
    person.seen.expect("Failed to load resource")
    await person.open()
    await person.context.set_offline(True)
    await person.type("a question that waits")
    await person.says("offline")
    stored = await person.stored()
    assert "a question that waits" in json.dumps(stored["session"]) and stored["local"] == {}
    await person.button(person.words["remove"]).click()
    await expect(person.questions).to_have_count(0)
    assert "a question that waits" not in json.dumps(await person.stored())
    await person.context.set_offline(False)


async def test_where_the_browser_keeps_nothing_the_chat_still_works(new_person: NewPerson, site: Site) -> None:
    """Private modes and strict settings: told once, and the chat goes on in memory."""
    person = await new_person()
    await person.context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    await person.go(site.page)
    await person.open()
    await person.says("storage_off")
    await person.ask(QUESTION)


async def test_where_the_storage_is_full_the_chat_still_works(new_person: NewPerson, site: Site) -> None:
    person = await new_person()
    await person.context.add_init_script(
        "Storage.prototype.setItem = function () { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    await person.go(site.page)
    await person.open()
    await person.says("storage_off")
    await person.ask(QUESTION)


async def test_events_carry_no_words(person: Person) -> None:
    """What a website's own scripts and its statistics hear of: that something happened, and nothing of it."""
    await probe(person.page, "hear", ["open", "close", "message", "answer", "deleted", "left", "error"])
    await change_replies(person.context, lambda _: says("An answer that nobody else may read."))
    await person.open()
    await person.ask("a question that nobody else may read")
    await person.page.keyboard.press("Escape")
    await expect(person.dialog).to_be_hidden()
    heard = await person.page.evaluate("heard")
    names = [name for name, _ in heard]
    assert {"open", "message", "answer", "close"} <= set(names)
    for _, detail in heard:
        assert not re.search("nobody else|mediation_cost|answers", detail or "")


async def test_another_websites_page_is_told_that_it_may_not(new_person: NewPerson, site: Site) -> None:
    """A website that is not on the list gets no chat; its visitors get words and people."""
    person = await new_person()
    person.seen.expect("Failed to load resource", "CORS", "blocked")
    await person.go(site.embedded(site=site.foreign))
    await person.launcher.click()
    await expect(person.field).to_be_focused()
    await expect(person.dialog.locator("a[href^='tel:']", has_text=person.words["people"][0]["name"])).to_be_visible()
    await person.type(QUESTION)
    await expect(person.answers).to_have_count(0)
