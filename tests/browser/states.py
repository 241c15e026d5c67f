"""The states of the window that widget.md section 8 names (A to J, and more), one after the other."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from playwright.async_api import expect

from tests.support.browser_person import Person
from tests.support.browser_replies import API, answer_with, block, hold, message, reply, says

QUESTION = "how much does mediation cost"
FLOW = "work out my deadline"
SERVICES = "short breaks for my 6 year old"
DANGER = "I want to die"
LONG = 14
"""Turns of a long transcript: several screens."""

APOLOGY = json.dumps(
    {"id": "any", "seq": None, "expires_in": 1800, "reply": says("Sorry.", status="error", answers=[])}
)
NEW_KIND = reply(message(block("hologram", text="Words of a kind that is new.", items=["one", "two"])))


async def everyday_states(person: Person) -> AsyncIterator[str]:
    """Closed, open, sending, an answer, feedback, options and their questions, a flow, services, danger."""
    yield "closed"
    await person.open()
    yield "open"
    opened = await hold(person.context, "messages")
    await person.type(QUESTION)
    await person.says("looking")
    yield "sending"
    opened.set()
    await person.expect_answers(2)
    yield "answer"
    await person.button(person.words["helpful_no"]).click()
    yield "feedback_why"
    await person.button(person.words["helpful_yes"]).click()
    await person.says("helpful_thanks")
    yield "feedback_given"
    await person.button(person.words["options"]).click()
    yield "options"
    for question in ("start_again", "delete"):
        await person.choose_option(question)
        await expect(person.button(person.words[f"{question}_yes"])).to_be_visible()
        yield f"{question}_question"
        await person.button(person.words["cancel"]).click()
    await person.page.keyboard.press("Escape")
    await person.ask(FLOW)
    yield "flow"
    await person.ask(SERVICES)
    yield "services"
    await person.ask(DANGER)
    yield "crisis"


async def troubled_states(person: Person) -> AsyncIterator[str]:
    """Offline, the guide's apology, out of reach, a long transcript, ended. The page has Playwright's clock."""
    person.seen.expect("Failed to load resource")
    await person.open()
    await person.context.set_offline(True)
    await person.type(QUESTION)
    await person.says("offline")
    yield "offline"
    await person.context.set_offline(False)
    await person.expect_answers(2)
    await answer_with(person.context, "messages", body=APOLOGY, times=1)
    await person.ask(QUESTION)
    await expect(person.button(person.words["try_again"])).to_be_visible()
    yield "apology"
    await answer_with(person.context, "messages", status=500, body="<h1>Oops</h1>", content_type="text/html")
    await person.type(SERVICES)
    await person.says("unreachable")
    yield "unreachable"
    await person.context.unroute_all()
    await person.context.unroute(f"{API}messages")
    await person.page.clock.fast_forward("01:00")
    await person.expect_answers(4)
    for _ in range(LONG):
        await person.ask(QUESTION)
    yield "long"
    await person.page.clock.fast_forward("31:00")
    await person.says("ended")
    yield "ended"


async def deleted_state(person: Person) -> None:
    """A chat that has been deleted."""
    await person.open()
    await person.ask(QUESTION)
    await person.choose_option("delete")
    await person.button(person.words["delete_yes"]).click()
    await person.says("deleted")
