"""What a review as the people who use it found."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.conftest import Site
from tests.browser.states import QUESTION
from tests.browser.test_announcements import spoken, start_reader
from tests.support.browser_person import Person

LEFT_ELSEWHERE = """() => {
  sessionStorage.clear();
  dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
}"""
"""What the browser does when the person left quickly on a later page of this tab, and somebody then presses Back."""


async def test_back_after_leaving_quickly_shows_no_window_and_begins_no_chat(person: Person) -> None:
    await person.open()
    await person.ask(QUESTION)
    await person.page.evaluate(LEFT_ELSEWHERE)
    await expect(person.dialog).to_be_hidden()
    await expect(person.launcher).to_have_text(person.words["launcher"])
    assert (await person.stored())["session"] == {}
    assert len(person.seen.calls("sessions", "POST")) == 1
    await person.open()
    await expect(person.field).to_have_value("")


async def test_the_button_forgets_the_chat_too_when_the_window_was_closed(person: Person) -> None:
    await person.open()
    await person.page.keyboard.press("Escape")
    await expect(person.launcher).to_have_text(person.words["launcher_go_on"])
    await person.page.evaluate(LEFT_ELSEWHERE)
    await expect(person.launcher).to_have_text(person.words["launcher"])


async def test_what_can_be_chosen_is_told_with_the_question(person: Person, site: Site) -> None:
    """The buttons stand after the log: "What do you want to appeal?" and then silence would help nobody."""
    await person.open()
    await start_reader(person, site)
    await person.ask("work out my dates")
    titles = await person.dialog.locator(".replies button:not(.more)").all_text_contents()
    assert len(titles) > 2
    told = [one for one in await spoken(person) if person.words["guide_said"] in one]
    assert len(told) == 1 and all(title in told[0] for title in titles), told
    await person.press(titles[0])
    await expect(person.answers.nth(1).locator(".choices")).to_have_count(0)
    await person.page.reload()
    await person.open(answers=3)
    await expect(person.log.locator(".choices")).to_have_count(0)


async def test_the_reasons_can_be_seen_when_no_is_pressed(on_phone: Person) -> None:
    """They stood below what was in sight, and the thanks covered "No", which had the focus."""
    await on_phone.open()
    await on_phone.ask(QUESTION)
    no = on_phone.button(on_phone.words["helpful_no"])
    await no.press("Enter")
    await on_phone.says("helpful_thanks")
    await expect(no).to_be_focused()
    for seen in (no, on_phone.button(on_phone.words["reason_not_my_question"])):
        await expect(seen).to_be_in_viewport(ratio=1)


async def test_leaving_quickly_leaves_in_the_other_tabs_too(person: Person, site: Site) -> None:
    """It says that it deletes the chat from this device: another tab went on showing it."""
    away = site.council.serve("weather.html", b"<!doctype html><title>Weather</title><h1>Weather</h1>")
    await (await person.go(site.embedded(f'leave-url="{away}"'))).open()
    await person.ask(QUESTION)
    other = Person(await person.context.new_page(), person.seen, person.words)
    await (await other.go(site.page)).open()
    await other.ask(QUESTION)
    await other.field.fill("half a question")
    await person.button(person.words["leave"]).click()
    await expect(other.dialog).to_be_hidden()
    await expect(other.launcher).to_have_text(person.words["launcher"])
    assert (await other.stored())["session"] == {}
    await other.open()
    await expect(other.field).to_have_value("")
    assert len(person.seen.calls("session", "DELETE")) == 2
