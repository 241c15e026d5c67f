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
