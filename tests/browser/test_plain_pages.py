"""The guide without scripts, and the pages beside it, in a browser (line 48: lines 1 to 23 as far as they apply)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import NewPerson, Site
from tests.browser.states import DANGER, FLOW, QUESTION, SERVICES
from tests.browser.test_content_is_inert import SCRIPTS, batches
from tests.support.browser import DESKTOP, PHONE, probe
from tests.support.browser_person import Person


class PlainChat:
    """The conversation at /chat.

    Args:
        person: somebody with a browser.
        words: the words of the pages.
    """

    def __init__(self, person: Person, words: dict[str, Any]) -> None:
        self.page, self.words, self.person = person.page, words, person
        self.field = self.page.get_by_label(words["your_question"])
        self.newest = self.page.locator("#newest")

    def button(self, name: str) -> Locator:
        """A button by its name."""
        return self.page.get_by_role("button", name=name, exact=True)

    async def ask(self, text: str) -> None:
        """Sends words; the page is loaded anew."""
        await self.field.fill(text)
        await self.press(self.words["send"])
        await expect(self.field).to_have_value("")

    async def press(self, name: str) -> None:
        """Presses a button of the page, and waits for the page that comes."""
        async with self.page.expect_navigation():
            await self.button(name).first.click()


@pytest.fixture
async def plain(new_person: NewPerson, site: Site, words: dict[str, Any]) -> PlainChat:
    """Somebody at /chat whose browser runs no scripts."""
    person = await new_person(java_script_enabled=False, viewport=PHONE)
    return PlainChat(await person.go(f"{site.guide}/chat"), words)


@pytest.mark.parametrize("way", ["phone", "desktop_dark", "forced", "zoom400"])
async def test_axe_finds_nothing_in_any_state(
    new_person: NewPerson, site: Site, words: dict[str, Any], axe: Any, way: str
) -> None:
    """Lines 1, 2, 17."""
    options: dict[str, Any] = {
        "phone": {"viewport": PHONE},
        "desktop_dark": {"viewport": DESKTOP, "color_scheme": "dark"},
        "forced": {"viewport": DESKTOP, "forced_colors": "active"},
        "zoom400": {"viewport": {"width": 320, "height": 256}},
    }[way]
    person = await (await new_person(**options)).go(f"{site.guide}/chat")
    chat = PlainChat(person, words)

    async def look(state: str) -> None:
        await axe(person, f"chat_{way}_{state}")
        assert not await probe(person.page, "pageScrollsAcross"), state

    await look("start")
    for state, text in {"answer": QUESTION, "services": SERVICES, "flow": FLOW, "crisis": DANGER}.items():
        await chat.ask(text)
        await look(state)
    await chat.ask(QUESTION)
    await chat.press(words["helpful_no"])
    await look("feedback_why")
    await chat.press(words["reason_too_long"])
    await look("feedback_given")
    person.seen.expect("422")
    await chat.field.fill("how much does mediation cost " * 40)
    await chat.press(words["send"])
    await expect(chat.field).not_to_have_value("")
    await look("too_long")
    await chat.field.fill("")
    await chat.press(words["delete"])
    await look("delete_question")
    await chat.press(words["delete_yes"])
    await look("deleted")


async def test_a_conversation_without_scripts(plain: PlainChat, site: Site, words: dict[str, Any]) -> None:
    """Ask, press, a flow; the token is in no address, no cookie is set, and the title says what is new."""
    await plain.ask(QUESTION)
    await expect(plain.newest).to_contain_text("free")
    await expect(plain.newest.locator("a[href='tel:03330062835']").first).to_be_visible()
    await plain.press("Tell me more")
    await plain.ask(FLOW)
    await expect(plain.newest.get_by_role("button").first).to_be_visible()
    assert await plain.page.title()
    await expect(plain.page.get_by_role("heading", level=1)).to_have_count(1)
    await expect(plain.page.locator("main")).to_contain_text(QUESTION)
    assert await plain.page.context.cookies() == []
    assert all("?" not in sent.url and "eyJ" not in sent.url for sent in plain.person.seen.requests)
    assert {sent.url.split("/")[2] for sent in plain.person.seen.requests} == {site.guide.split("/")[2]}


async def test_crisis_without_scripts(plain: PlainChat) -> None:
    await plain.ask(DANGER)
    for number in ("tel:999", "tel:116123"):
        await expect(plain.newest.locator(f"a[href='{number}']").first).to_be_visible()


async def test_reload_sends_nothing_twice(plain: PlainChat) -> None:
    """The browser posts the same form again on reload: the message has the same id and runs once."""
    await plain.ask(QUESTION)
    await plain.ask(SERVICES)
    earlier = await plain.page.locator("article").count()
    await plain.page.reload()
    assert await plain.page.locator("article").count() == earlier
    await expect(plain.newest).to_contain_text(SERVICES)


async def test_by_keyboard_the_newest_answer_is_one_press_away(
    new_person: NewPerson, site: Site, words: dict[str, Any]
) -> None:
    """Skip links, focus that can be seen, everything by Tab."""
    person = await (await new_person(viewport=PHONE)).go(f"{site.guide}/chat")
    chat = PlainChat(person, words)
    await chat.ask(QUESTION)
    await person.page.keyboard.press("Tab")
    assert (await person.active())["name"] == words["page_skip"]
    shown = await probe(person.page, "activeIndicator")
    assert shown["focused"] != shown["blurred"]
    await person.page.keyboard.press("Enter")
    assert "#newest" in person.page.url
    await person.tab_to(lambda at: at["tag"] == "TEXTAREA")
    await person.page.keyboard.type(SERVICES)
    await person.tab_to(lambda at: at["tag"] == "BUTTON" and at["name"] == words["send"])
    await person.page.keyboard.press("Enter")
    await expect(chat.newest).to_contain_text(SERVICES)


async def test_easy_read_feedback_and_download_without_scripts(plain: PlainChat, words: dict[str, Any]) -> None:
    await plain.ask(QUESTION)
    usual = await plain.newest.inner_text()
    easy = plain.page.get_by_role("button", name=re.compile("easy read", re.IGNORECASE))
    async with plain.page.expect_navigation():
        await easy.last.click()
    await plain.ask(QUESTION)
    assert await plain.newest.inner_text() != usual
    await plain.press(words["helpful_yes"])
    await expect(plain.page.locator("main")).to_contain_text(words["helpful_thanks"])
    async with plain.page.expect_download() as waiting:
        await plain.button(words["page_save"]).click()
    text = Path(await (await waiting.value).path()).read_text(encoding="utf-8")
    assert QUESTION in text and words["transcript_title"] in text


async def test_start_again_and_delete_without_scripts(plain: PlainChat, words: dict[str, Any]) -> None:
    await plain.ask(QUESTION)
    await plain.press(words["start_again"])
    if await plain.button(words["start_again_yes"]).count():
        await plain.press(words["start_again_yes"])
    await expect(plain.page.locator("main")).not_to_contain_text(QUESTION)
    await plain.ask(QUESTION)
    await plain.press(words["delete"])
    async with plain.page.expect_navigation():
        await plain.page.locator("main button").last.click()  # back to the chat
    await expect(plain.page.locator("main")).to_contain_text(QUESTION)
    await plain.press(words["delete"])
    await plain.press(words["delete_yes"])
    await expect(plain.page.locator("main")).to_contain_text(words["deleted"])
    await expect(plain.page.locator("main")).not_to_contain_text(QUESTION)


async def test_leave_quickly_without_scripts(plain: PlainChat, words: dict[str, Any]) -> None:
    plain.person.seen.expect("ERR_NAME_NOT_RESOLVED")  # the tests' browser knows no other host
    await plain.ask(QUESTION)
    async with plain.page.expect_request("https://www.bbc.co.uk/weather"):
        await plain.button(words["leave"]).click()
    left = plain.person.seen.requests[-1]
    assert "referer" not in left.headers and left.method == "GET"


async def test_too_long_keeps_the_words_and_says_so(plain: PlainChat) -> None:
    plain.person.seen.expect("422")
    long = ("how much does mediation cost " * 40).strip()
    await plain.field.fill(long)
    await plain.press(plain.words["send"])
    await expect(plain.field).to_have_value(long)
    await expect(plain.field).to_have_attribute("aria-invalid", "true")
    assert re.match("error|problem", await plain.page.title(), re.IGNORECASE)


async def test_personal_details_are_taken_out_without_scripts(plain: PlainChat) -> None:
    await plain.ask("my number is 07700 900123, how much does mediation cost")
    assert "900123" not in await plain.page.content()


async def test_hostile_words_stay_words(new_person: NewPerson, site: Site, words: dict[str, Any]) -> None:
    """With scripts on, so that they could run."""
    person = await new_person()
    await person.go(f"{site.guide}/chat")
    chat = PlainChat(person, words)
    for payloads in batches([payload for payload in SCRIPTS if len(payload) < 100]):
        await chat.ask(" ".join(payloads))
        assert await person.page.evaluate("globalThis.isPwned ?? false") is False
        assert await probe(person.page, "handlers") == []
        assert await person.page.locator("main :is(script, img, iframe, object, embed, svg)").count() == 0
    assert not [sent.url for sent in person.seen.requests if "evil.example" in sent.url]


@pytest.mark.parametrize("path", ["/", "/chat", "/contacts", "/about"])
@pytest.mark.parametrize("width", [320, 1280])
async def test_pages_fit_and_read_well(new_person: NewPerson, site: Site, shot: Any, path: str, width: int) -> None:
    """Lines 14, 17: no sideways scroll, one main heading, letters of 16 px."""
    person = await (await new_person(viewport={"width": width, "height": 640})).go(f"{site.guide}{path}")
    await shot(person, f"page_{path.strip('/') or 'demo'}_{width}")
    assert not await probe(person.page, "pageScrollsAcross")
    await expect(person.page.get_by_role("heading", level=1)).to_have_count(1)
    assert await probe(person.page, "smallTexts") == []


async def test_the_contacts_page_has_danger_first(new_person: NewPerson, site: Site) -> None:
    person = await (await new_person(java_script_enabled=False)).go(f"{site.guide}/contacts")
    links = person.page.locator("main a[href^='tel:'], header a[href^='tel:']")
    assert await links.first.get_attribute("href") == "tel:999"
    await expect(person.page.locator("a[href='tel:03330062835']").first).to_be_visible()


async def test_the_plain_pages_can_be_printed(new_person: NewPerson, site: Site, words: dict[str, Any]) -> None:
    person = await (await new_person()).go(f"{site.guide}/chat")
    chat = PlainChat(person, words)
    await chat.ask(QUESTION)
    await person.page.emulate_media(media="print")
    await expect(chat.newest).to_be_visible()
    await expect(chat.field).to_be_hidden()
