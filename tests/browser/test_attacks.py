"""What a page, its visitors' editors or its statistics could make of the window, and what Back shows on /chat."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.async_api import expect

from sendguide.pages.chat import LEAVE_URL
from tests.browser.conftest import NewPerson, Site
from tests.support.browser_person import Person

RUNS = "javascript:globalThis.isPwned=true"
TYPING = ["keydown", "keypress", "keyup", "beforeinput", "input", "copy", "cut", "paste"]


async def hrefs(person: Person) -> list[str]:
    """Where all links of the widget lead, as the browser reads them."""
    found: list[str] = await person.widget.locator("a").evaluate_all("links => links.map(link => link.href)")
    return found


@pytest.mark.parametrize("address", [RUNS, " JavaScript:alert(1)", "java&#10;script:alert(1)", "data:text/html,x"])
async def test_an_address_of_an_attribute_can_run_nothing(
    new_person: NewPerson, site: Site, words: dict[str, Any], address: str
) -> None:
    """Some editors may set attributes, but no scripts."""
    person = await new_person()
    await person.go(site.embedded(f'plain-url="{address}" leave-url="{address}"'))
    await person.open()
    await person.button(words["options"]).click()
    assert f"{site.guide}/chat" in await hrefs(person)
    assert not [href for href in await hrefs(person) if href.startswith(("javascript:", "data:"))]


async def test_nor_when_the_window_cannot_be_loaded(new_person: NewPerson, site: Site, words: dict[str, Any]) -> None:
    person = await new_person()
    person.seen.expect("Failed to load resource", "Failed to fetch dynamically", "ERR_FAILED")
    own = {"people": [{"name": "A", "web": RUNS}, {"name": "B", "phone": "999"}]}
    texts = site.council.serve("people.json", json.dumps(own).encode(), content_type="application/json")
    await person.context.route("**/chat.js*", lambda route: route.abort())
    await person.go(site.embedded(f'plain-url="{RUNS}" texts="{texts}"'))
    await person.launcher.click()
    await expect(person.widget).to_contain_text(words["launcher_failed"])
    assert await hrefs(person) == [f"{site.guide}/chat", "", "tel:999", ""]  # the first is the page's own


async def test_what_is_typed_does_not_reach_the_page(person: Person) -> None:
    """For the page a key would come from no field: its shortcuts would take it, its statistics would count it."""
    await person.page.evaluate(
        """types => {
          globalThis.overheard = [];
          for (const type of types) document.addEventListener(type, event => overheard.push(type + event.key));
        }""",
        TYPING,
    )
    await person.open()
    await person.page.evaluate("overheard.length = 0")
    await person.field.press_sequentially("/s?")
    await person.field.press("ControlOrMeta+a")
    await person.field.press("ControlOrMeta+x")
    await person.field.press("ControlOrMeta+v")
    await expect(person.field).to_have_value("/s?")
    await person.field.press("Enter")
    await person.expect_answers(2)
    assert await person.page.evaluate("overheard") == []


async def test_back_to_the_first_plain_page_shows_no_draft(
    new_person: NewPerson, site: Site, words: dict[str, Any]
) -> None:
    """Before anything is sent, Leave quickly is a link: what was typed must not wait behind the Back button."""
    person = await new_person()
    away = site.council.serve("weather.html", b"<!doctype html><title>Weather</title><h1>Weather</h1>")
    await person.go(f"{site.guide}/chat")
    await person.page.locator("#text").fill("he hits me")
    await person.page.locator(".leave a").evaluate("(link, away) => { link.href = away; }", away)
    await person.page.get_by_role("link", name=words["leave"]).click()
    await person.page.wait_for_url(away)
    await person.page.go_back()
    await expect(person.page.locator("#text")).to_have_value("")


async def test_back_after_leaving_the_plain_chat_shows_nothing_of_it(
    new_person: NewPerson, site: Site, words: dict[str, Any]
) -> None:
    person = await new_person()
    await person.go(f"{site.guide}/chat")
    await person.page.locator("#text").fill("he hits me")
    await person.page.get_by_role("button", name=words["send"]).click()
    await expect(person.page.locator(".you")).to_have_text("he hits me")
    await person.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<h1>Weather</h1>"))
    await person.page.get_by_role("button", name=words["leave"]).click()
    await person.page.wait_for_url(LEAVE_URL)
    await person.page.go_back()  # a person is asked first whether to send the form again; here it is sent
    await expect(person.page.locator("#text")).to_have_value("")
    await expect(person.page.locator(".note")).to_have_text(words["deleted"])
    assert "he hits me" not in await person.page.content()
