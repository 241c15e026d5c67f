"""The field: keys, composition, the limit, what is typed meanwhile (line 44)."""

from __future__ import annotations

import json
from typing import Any

from playwright.async_api import expect

from tests.browser.states import QUESTION, SERVICES
from tests.support.browser import probe
from tests.support.browser_person import Person
from tests.support.browser_replies import hold

LIMIT = 1000


async def test_keys_of_the_field(person: Person) -> None:
    """Line 44: Enter sends, Shift+Enter makes a line, blanks send nothing."""
    await person.open()
    await person.page.keyboard.type("first line")
    await person.page.keyboard.press("Shift+Enter")
    await person.page.keyboard.type("second line")
    await expect(person.field).to_have_value("first line\nsecond line")
    await person.page.keyboard.press("Enter")
    await person.expect_answers(2)
    assert json.loads(person.seen.calls("messages")[-1].body)["text"] == "first line\nsecond line"
    await person.field.fill("  \n \t ")
    await person.page.keyboard.press("Enter")
    await person.says("empty")
    await expect(person.questions).to_have_count(1)
    await expect(person.field).to_be_focused()


async def test_enter_that_ends_a_composition_does_not_send(person: Person) -> None:
    """Line 44: people who write Chinese or Japanese confirm words by Enter."""
    await person.open()
    session = await person.context.new_cdp_session(person.page)
    await session.send("Input.imeSetComposition", {"text": "にほん", "selectionStart": 3, "selectionEnd": 3})
    await person.field.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "keyCode": 229, "bubbles": True})
    await expect(person.questions).to_have_count(0)
    await session.send("Input.insertText", {"text": "日本"})
    await expect(person.field).to_have_value("日本")
    await person.page.keyboard.press("Enter")
    await expect(person.questions).to_have_count(1)


async def test_the_limit_is_counted_and_told(person: Person, words: dict[str, Any]) -> None:
    """Line 44: from 200 characters before the end on; over it the number too many, and the field says it is invalid."""
    await person.open()
    await person.field.fill("a" * (LIMIT - 250))
    await expect(person.dialog.get_by_text(person.pattern("left"))).to_be_hidden()
    await person.field.fill("a" * (LIMIT - 100))
    await expect(person.dialog.get_by_text(words["left"].replace("{left}", "100")).first).to_be_visible()
    await person.field.fill("a" * (LIMIT + 7))
    await expect(person.dialog.get_by_text(person.pattern("over")).first).to_contain_text("7")
    await expect(person.field).to_have_attribute("aria-invalid", "true")
    assert "7" in await probe(person.page, "described", "textarea")
    await person.page.wait_for_function("probes.liveTexts().includes('7')")


async def test_too_long_comes_back_into_the_field(person: Person, words: dict[str, Any]) -> None:
    """The server refuses it; the words are not lost, and no message that was never sent stands in the chat."""
    person.seen.expect("422")
    await person.open()
    long = "how much does mediation cost " * 40
    await person.field.fill(long)
    await person.field.press("Enter")
    await person.expect_answers(2)
    await expect(person.field).to_have_value(long.strip())
    await expect(person.questions).to_have_count(0)


async def test_danger_in_a_message_that_is_too_long_is_heard(person: Person) -> None:
    await person.open()
    await person.field.fill("I want to die. " + "it is all too much and I do not know what to do any more. " * 20)
    await person.field.press("Enter")
    await expect(person.answers.last.locator("a[href='tel:999']").first).to_be_visible()


async def test_what_is_typed_while_waiting_is_not_lost(person: Person) -> None:
    """Messages in a row keep their order; the field stays usable while the guide looks."""
    await person.open()
    opened = await hold(person.context, "messages")
    await person.type(QUESTION)
    await person.type(SERVICES)
    await expect(person.questions).to_have_count(2)
    await person.field.fill("a third, not sent")
    opened.set()
    await person.expect_answers(3)
    await expect(person.field).to_have_value("a third, not sent")
    bodies = [json.loads(call.body)["text"] for call in person.seen.calls("messages", "POST")]
    assert bodies == [QUESTION, SERVICES]
