"""What a review as the people who use it found."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.states import QUESTION
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
