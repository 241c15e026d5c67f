"""What the window does so that a turn costs a cheap phone little, and what must not be lost by it."""

from __future__ import annotations

import asyncio
from typing import Any

from playwright.async_api import expect

from tests.browser.conftest import NewPerson, Site
from tests.browser.states import QUESTION
from tests.support.browser_person import Person
from tests.support.browser_replies import block, change_replies, hold, message, reply

WATCH = """() => {
  const root = document.querySelector("send-guide").shadowRoot;
  const dots = root.querySelector(".dots");
  globalThis.seen = {times: [], dots: 0};
  new MutationObserver(() => { globalThis.seen.dots += !dots.hidden; }).observe(dots, {attributes: true});
  new MutationObserver(records => records.flatMap(one => [...one.addedNodes]).forEach(turn => {
    const time = turn.querySelector("time");
    if (time) globalThis.seen.times.push([time.textContent.trim(), time.getAttribute("aria-hidden")]);
  })).observe(root.querySelector("[role=log]"), {childList: true});
}"""


async def test_the_time_comes_with_its_turn_and_is_not_announced_with_it(person: Person) -> None:
    """A time that came later took a drawing of its own."""
    await person.open()
    await person.page.evaluate(WATCH)
    await person.ask(QUESTION)
    times = await person.page.evaluate("globalThis.seen.times")
    assert len(times) == 2 and all(text and hidden == "true" for text, hidden in times), times
    await expect(person.log.locator("time")).to_have_count(3)
    await expect(person.log.locator("time[aria-hidden]")).to_have_count(0)


async def test_the_dots_are_shown_only_when_the_answer_takes_a_moment(new_person: NewPerson, site: Site) -> None:
    person = await new_person()
    await person.context.clock.install()
    await (await person.go(site.page)).open()
    dots = person.dialog.locator(".dots")
    opened = await hold(person.context, "messages")
    await person.type(QUESTION)
    await person.says("looking")
    await expect(dots).to_be_hidden()
    await person.page.clock.fast_forward(500)
    await expect(dots).to_be_visible()
    opened.set()
    await person.expect_answers(2)
    await expect(dots).to_be_hidden()
    await person.page.clock.fast_forward(1000)
    await expect(dots).to_be_hidden()


async def test_the_status_line_of_a_turn_moves_nothing(on_phone: Person) -> None:
    """One pixel more or less laid out the whole window again, twice a turn."""
    await on_phone.open()
    height = "() => document.querySelector('send-guide').shadowRoot.querySelector('.scroller').offsetHeight"
    before = await on_phone.page.evaluate(height)
    opened = await hold(on_phone.context, "messages")
    await on_phone.type(QUESTION)
    await on_phone.says("looking")
    assert await on_phone.page.evaluate(height) == before
    opened.set()
    await on_phone.expect_answers(2)
    await asyncio.sleep(0.1)
    assert await on_phone.page.evaluate(height) == before


async def test_buttons_within_a_message_stay(person: Person) -> None:
    """They had a class in common with words that are taken away with the next turn, and went with them."""
    row = message(block("paragraph", text="First."), buttons=[{"title": "Within", "payload": "/tell_me_more"}])
    last = message(block("paragraph", text="Last."), buttons=[{"title": "After", "payload": "/easy_read"}])

    def changed(real: dict[str, Any]) -> dict[str, Any]:
        return reply(row, last, status="flow")

    await person.open()
    await change_replies(person.context, changed)
    await person.ask(QUESTION)
    await person.ask(QUESTION)
    within = person.log.get_by_role("button", name="Within")
    await expect(within).to_have_count(2)
    await person.page.reload()
    await person.open(answers=3)
    await expect(within).to_have_count(2)
