"""What another website, or a failing part, could do to a parent on the plain pages, and to a chat that has ended."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
import requests

from sendguide.content.loader import Content
from sendguide.server.exchange import Exchange
from sendguide.server.sessions import Sessions
from tests.channel.test_chat_page import COST, DANGER, tables
from tests.support.api import Chat
from tests.support.plain_browser import SECONDS, PlainBrowser, expect_accessible
from tests.support.server import ServedGuide

ELSEWHERE = {"origin": "https://evil.example"}


@pytest.fixture
def browser(http: ServedGuide) -> PlainBrowser:
    """A visit without JavaScript."""
    return PlainBrowser(http.base_url)


@pytest.mark.parametrize("deed", ["say", "show", "delete", "save"])
def test_another_website_cannot_put_a_parent_into_its_own_chat(browser: PlainBrowser, deed: str) -> None:
    """Its form has a token that it knows: a page that carried it on would let that website read the chat."""
    theirs = browser.page.fields()
    page = browser.send({**theirs, "text": "hi", "said-1": "not my words", "last": "9", "do": deed}, headers=ELSEWHERE)
    assert browser.answer.status_code == 403
    expect_accessible(page)
    assert theirs["token"] not in page.source and "not my words" not in page.source
    browser.say(COST)
    assert browser.answer.status_code == 200
    headers = {"authorization": f"Bearer {theirs['token']}"}
    told = requests.get(f"{browser.base_url}/api/v1/history", headers=headers, timeout=SECONDS)
    assert told.json().get("turns", []) == []


def test_danger_is_heard_though_a_form_is_refused(browser: PlainBrowser) -> None:
    page = browser.send({**browser.page.fields(), "text": DANGER, "do": "say"}, headers=ELSEWHERE)
    assert page.one("title").words.startswith("Help") and "tel:116123" in page.source


@pytest.mark.parametrize("fault", ["slow", "unexpected"])
def test_leaving_waits_for_nothing(
    browser: PlainBrowser, content: Content, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """A busy database, or the message before, must not leave the chat on the screen."""

    async def broken(*_: Any) -> None:
        if fault == "unexpected":
            raise RuntimeError(fault)
        await asyncio.sleep(8)

    browser.say(COST)
    monkeypatch.setattr(Exchange, "erase", broken)
    began = time.monotonic()
    browser.press(content.widget.leave)
    assert browser.answer.status_code == 303 and time.monotonic() - began < 4


def test_leaving_erases_also_when_that_takes_longer(
    http: ServedGuide, browser: PlainBrowser, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Exchange.erase

    async def slow(*given: Any) -> None:
        await asyncio.sleep(1.5)
        await real(*given)

    before = tables(http.database)
    browser.say(COST)
    monkeypatch.setattr(Exchange, "erase", slow)
    browser.press(content.widget.leave)
    until = time.monotonic() + SECONDS
    while tables(http.database) != before and time.monotonic() < until:
        time.sleep(0.1)
    assert tables(http.database) == before


@pytest.mark.parametrize("how", ["silence", "age"])
def test_a_chat_that_has_ended_is_erased_by_the_window_too(
    http: ServedGuide, chat: Chat, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """The window would say that it is deleted, and 30 days of it would be kept."""

    async def ended(*_: Any) -> None:
        """As after 30 minutes."""

    before = tables(http.database)
    chat.ask(COST)
    monkeypatch.setattr(Sessions, "find", ended)
    if how == "age":
        monkeypatch.setattr(Sessions, "signed", lambda *_: None)
    url = f"{chat.url}/session"
    assert requests.delete(url, headers=chat.headers, timeout=SECONDS).status_code == 204
    assert tables(http.database) == before
    assert requests.delete(url, headers=chat.headers, timeout=SECONDS).status_code == 401
    assert requests.delete(url, headers={**chat.headers, **ELSEWHERE}, timeout=SECONDS).status_code == 403


@pytest.mark.parametrize("way", ["leave", "delete_yes", "words"])
@pytest.mark.parametrize("deed", ["say", "show", "easy_on"])
def test_a_form_of_an_erased_chat_that_is_sent_again_brings_nothing_back(
    http: ServedGuide, browser: PlainBrowser, content: Content, way: str, deed: str
) -> None:
    """Back after Leave quickly sends the form before it again."""
    browser.say(COST)
    form = {**browser.page.fields(), "text": "he hits me"}
    before = tables(http.database)
    browser.send({**form, **({"text": "delete this chat", "do": "say"} if way == "words" else {"do": way})})
    assert tables(http.database) < before
    erased = tables(http.database)
    page = browser.send({**form, "do": deed})
    expect_accessible(page)
    assert "he hits me" not in page.source and COST not in page.source
    assert form["token"] not in page.source and tables(http.database) == erased
    assert content.widget.deleted in page.source and "tel:999" in page.source


def test_leaving_again_and_again_writes_nothing_more(browser: PlainBrowser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who leaves is not held up by a limit, so the same form sent a thousand times must cost little."""
    browser.say(COST)
    form = {**browser.page.fields(), "do": "leave"}
    browser.send(form)
    erased: list[Any] = []

    async def count(*given: Any) -> None:
        erased.append(given)

    monkeypatch.setattr(Exchange, "erase", count)
    browser.send(form)
    assert browser.answer.status_code == 303 and erased == []


def test_browsers_are_asked_not_to_fill_in_what_was_typed(browser: PlainBrowser) -> None:
    """Not after Back either: `browser/test_attacks.py` looks."""
    assert browser.page.one("textarea").attributes["autocomplete"] == "off"
