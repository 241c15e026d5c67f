"""Keys alone: the way in, round and out, where the focus is, and that it can be seen (lines 3 to 9, 15, 16)."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import NewPerson, Site
from tests.browser.states import QUESTION, SERVICES
from tests.support.browser import DESKTOP, PHONE, probe
from tests.support.browser_person import Person

ROUND = 30
"""Presses of Tab that go round a window at least once."""


async def test_tab_reaches_the_button_which_says_what_it_is(person: Person, words: dict[str, Any]) -> None:
    """Line 3."""
    found = await person.tab_to(lambda at: at["isInWidget"])
    assert found["tag"] == "BUTTON" and found["name"] == words["launcher"]
    await expect(person.launcher).to_be_visible()
    assert (await person.launcher.inner_text()).strip() == words["launcher"]
    assert await person.launcher.get_attribute("aria-haspopup") == "dialog"
    assert await person.launcher.get_attribute("aria-expanded") == "false"


async def test_closed_it_has_one_stop(person: Person) -> None:
    """Line 4, before it was opened and after it was closed."""

    async def stops() -> int:
        await person.page.locator("#top").evaluate("one => { one.tabIndex = -1; one.focus(); }")
        count = 0
        for _ in range(8):
            await person.page.keyboard.press("Tab")
            active = await person.active()
            count += active["isInWidget"]
            if active["tag"] == "BODY":
                break
        return count

    assert await stops() == 1
    await person.open()
    await person.page.keyboard.press("Escape")
    await expect(person.dialog).to_be_hidden()
    assert await stops() == 1


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_a_key_opens_it_and_the_focus_is_in_the_field(
    new_person: NewPerson, site: Site, key: str, viewport: dict[str, int]
) -> None:
    """Line 5."""
    person = await (await new_person(viewport=viewport)).go(site.page)
    await person.tab_to(lambda at: at["isInWidget"])
    await person.page.keyboard.press(key)
    await expect(person.field).to_be_focused()
    assert (await person.active())["tag"] == "TEXTAREA"
    await expect(person.launcher).to_have_attribute("aria-expanded", "true")
    await person.expect_answers(1)
    await person.page.keyboard.type("a")
    await expect(person.field).to_have_value("a")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_escape_closes_from_everywhere(new_person: NewPerson, site: Site, viewport: dict[str, int]) -> None:
    """Line 6."""
    person = await (await new_person(viewport=viewport)).go(site.page)
    await person.open()
    await person.ask(QUESTION)
    stops = [stop for stop in await probe(person.page, "tabStops") if stop["isInDialog"]]
    assert len(stops) > 8
    for number in range(len(stops)):
        await person.field.focus()
        for _ in range(number):
            await person.page.keyboard.press("Tab")
        if not (await person.active())["isInDialog"]:
            continue  # round the end: the page's own links, on a wide screen
        await person.page.keyboard.press("Escape")
        await expect(person.dialog).to_be_hidden()
        await expect(person.launcher).to_be_focused()
        await person.page.keyboard.press("Enter")
        await expect(person.field).to_be_focused()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_escape_closes_the_options_first(
    new_person: NewPerson, site: Site, words: dict[str, Any], viewport: dict[str, int]
) -> None:
    """Line 6, and the same for the question whether to delete."""
    person = await (await new_person(viewport=viewport)).go(site.page)
    await person.open()
    options = person.button(words["options"])
    await options.focus()
    await person.page.keyboard.press("Enter")
    await expect(person.button(words["easy_read"])).to_be_visible()
    await person.page.keyboard.press("Escape")
    await expect(person.button(words["easy_read"])).to_be_hidden()
    await expect(person.dialog).to_be_visible()
    await person.choose_option("delete")
    await expect(person.button(words["delete_yes"])).to_be_visible()
    await person.page.keyboard.press("Escape")
    await expect(person.button(words["delete_yes"])).to_be_hidden()
    await expect(person.dialog).to_be_visible()
    for _ in range(2):  # the options may still be open behind the question
        if await person.dialog.is_visible():
            await person.page.keyboard.press("Escape")
    await expect(person.dialog).to_be_hidden()
    await expect(person.launcher).to_be_focused()


async def test_the_options_button_says_whether_they_are_open(person: Person, words: dict[str, Any]) -> None:
    await person.open()
    options = person.dialog.locator("button[aria-expanded]").first
    await expect(options).to_have_attribute("aria-expanded", "false")
    await options.click()
    await expect(person.dialog.locator("button[aria-expanded=true]").first).to_be_visible()
    await expect(person.button(words["easy_read"])).to_be_visible()


async def test_on_a_phone_the_page_behind_is_out_of_reach(on_phone: Person) -> None:
    """Line 7."""
    await on_phone.open()
    assert await on_phone.dialog.evaluate("dialog => dialog.matches(':modal')")
    for _ in range(ROUND):
        await on_phone.page.keyboard.press("Tab")
        active = await on_phone.active()
        # past the last control a browser may give the focus to its own bar, which is no element of the page
        assert active["isInDialog"] or active["tag"] in {"BODY", "HTML"}, active


async def test_on_a_wide_screen_tab_leaves_and_comes_back(person: Person) -> None:
    """Line 7."""
    await person.open()
    assert not await person.dialog.evaluate("dialog => dialog.matches(':modal')")
    await person.tab_to(lambda at: not at["isInWidget"] and at["tag"] == "A")
    await person.tab_to(lambda at: at["tag"] == "TEXTAREA")
    await person.tab_to(lambda at: not at["isInWidget"] and at["tag"] == "A", key="Shift+Tab")


async def test_escape_on_the_page_closes_an_open_window_without_moving_the_focus(person: Person) -> None:
    """2.4.11: what the window covers can be uncovered by a key."""
    await person.open()
    await person.page.locator("#first").focus()
    await person.page.keyboard.press("Escape")
    await expect(person.dialog).to_be_hidden()
    await expect(person.page.locator("#first")).to_be_focused()


async def test_after_sending_the_field_is_empty_and_has_the_focus(person: Person, words: dict[str, Any]) -> None:
    """Line 8, by Enter and by the button."""
    await person.open()
    await person.ask(QUESTION)
    await expect(person.field).to_be_focused()
    await expect(person.field).to_have_value("")
    await person.field.fill(SERVICES)
    await person.button(words["send"]).click()
    await expect(person.field).to_be_focused()
    await expect(person.field).to_have_value("")
    await person.expect_answers(3)
    await expect(person.field).to_be_focused()


async def test_quick_replies_are_a_named_list_of_buttons_that_send_once(person: Person, words: dict[str, Any]) -> None:
    """Line 9."""
    await person.open()
    await person.ask(QUESTION)
    replies = person.dialog.get_by_role("list", name=words["suggestions"]).last
    first = replies.get_by_role("button").first
    title = (await first.inner_text()).strip()
    before = len(person.seen.calls("messages"))
    await first.focus()
    await person.page.keyboard.press("Enter")
    await person.page.keyboard.press("Enter")
    await person.expect_answers(3)
    assert len(person.seen.calls("messages")) == before + 1
    await expect(person.questions).to_have_count(2)
    await expect(person.questions.last).to_contain_text(title)
    assert (await person.active())["isInDialog"], "the focus was lost with the button"
    await expect(person.answers).to_have_count(3)


async def test_used_quick_replies_are_gone(person: Person, words: dict[str, Any]) -> None:
    """Line 9."""
    await person.open()
    first = person.dialog.get_by_role("list", name=words["suggestions"]).get_by_role("button").first
    title = (await first.inner_text()).strip()
    await person.ask("I want to die")
    await expect(
        person.dialog.get_by_role("list", name=words["suggestions"]).get_by_role("button", name=title)
    ).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_stop_shows_that_it_has_the_focus(
    new_person: NewPerson, site: Site, words: dict[str, Any], scheme: str
) -> None:
    """Line 15."""
    person = await (await new_person(color_scheme=scheme)).go(site.page)
    await person.open()
    await person.ask(QUESTION)
    await person.button(words["options"]).click()
    await person.field.focus()
    seen: list[str] = []
    for _ in range(ROUND):
        await person.page.keyboard.press("Tab")
        active = await person.active()
        if not active["isInWidget"]:
            continue
        shown = await probe(person.page, "activeIndicator")
        assert shown["focused"] != shown["blurred"], active
        assert await probe(person.page, "activeContrast") >= 3, active
        seen.append(active["name"])
    assert len(set(seen)) > 8


@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open"])
@pytest.mark.parametrize("viewport", [DESKTOP, {"width": 1000, "height": 600}], ids=["desktop", "small"])
async def test_nothing_of_the_page_that_has_the_focus_is_covered(
    new_person: NewPerson, site: Site, viewport: dict[str, int], is_open: bool
) -> None:
    """Line 16 (2.4.11): tabbing through a long page, no focused element is fully under the widget."""
    person = await (await new_person(viewport=viewport)).go(site.council.page("long.html", guide=site.guide))
    await expect(person.launcher).to_be_visible()
    if is_open:
        await person.open()
    await person.page.locator("#n0").focus()
    covered = []
    for _ in range(85):
        active = await person.active()
        if active["isInWidget"] or active["tag"] == "BODY":
            break
        if await probe(person.page, "activeCovered") == 1:
            if is_open:  # what a person opened may cover, if one key uncovers without moving the focus
                await person.page.keyboard.press("Escape")
                await expect(person.dialog).to_be_hidden()
            if await probe(person.page, "activeCovered") == 1:
                covered.append(active["name"])
        await person.page.keyboard.press("Tab")
    assert covered == []


async def test_the_button_can_be_reached_after_it_stepped_aside(new_person: NewPerson, site: Site) -> None:
    person = await (await new_person()).go(site.council.page("long.html", guide=site.guide))
    await expect(person.launcher).to_be_visible()
    await person.page.locator("#end").focus()
    await person.tab_to(lambda at: at["isInWidget"])
    await expect(person.launcher).to_be_visible()
    await person.page.keyboard.press("Enter")
    await expect(person.field).to_be_focused()
