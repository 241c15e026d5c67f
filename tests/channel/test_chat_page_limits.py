"""How often the plain pages may be asked, and how old a chat may be: on a server with small limits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sendguide.content.loader import Content
from tests.support.plain_browser import PlainBrowser, expect_accessible
from tests.support.server import ServedGuide, serve_guide

COUNCIL = "https://www.coventry.example"
COST = "how much does mediation cost us"


@pytest.fixture(scope="module")
def strict(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedGuide]:
    """A guide that takes two messages a minute of one chat, and knows one other website."""
    with serve_guide(model, tmp_path_factory.mktemp("plain"), RATE_MESSAGES="2/minute", ORIGINS=COUNCIL) as served:
        yield served


def test_who_sends_too_often_keeps_the_words_and_is_told_how_long_to_wait(strict: ServedGuide) -> None:
    browser = PlainBrowser(strict.base_url)
    browser.say(COST)
    browser.say(COST)
    page = browser.say("and what about appeals?")
    expect_accessible(page)
    assert browser.answer.status_code == 429
    seconds = browser.answer.headers["retry-after"]
    assert f"wait {seconds} seconds" in page.one("p", id="text-error").words
    assert page.one("title").words.startswith("Error") and page.fields()["text"] == "and what about appeals?"
    assert page.fields()["said-1"] == COST  # nothing is lost


def test_danger_is_heard_all_the_same(strict: ServedGuide) -> None:
    browser = PlainBrowser(strict.base_url)
    for text in (COST, COST, "I want to kill myself"):
        page = browser.say(text)
    expect_accessible(page)
    assert browser.answer.status_code == 429
    assert page.one("title").words.startswith("Help") and "tel:116123" in page.source


def test_a_press_that_came_too_early_can_be_sent_as_words(strict: ServedGuide, content: Content) -> None:
    browser = PlainBrowser(strict.base_url)
    browser.say(COST)
    browser.press(content.replies.button_more)
    page = browser.press(content.replies.button_easy_read)
    assert browser.answer.status_code == 429 and page.fields()["text"] == content.replies.button_easy_read


def test_a_website_on_the_list_may_frame_the_page(strict: ServedGuide) -> None:
    policy = PlainBrowser(strict.base_url).answer.headers["content-security-policy"]
    assert f"frame-ancestors 'self' {COUNCIL}" in policy
