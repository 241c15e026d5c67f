"""What a screen reader is told by itself: once, politely, in order (lines 11 and 12)."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import expect

from sendguide.settings import PROJECT
from tests.browser.conftest import NewPerson, Site
from tests.browser.states import QUESTION, SERVICES
from tests.support.browser import probe
from tests.support.browser_person import Person
from tests.support.browser_replies import answer_with, error, hold

READER = PROJECT / "widget/node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
START = """async url => {
  const { virtual } = await import(url);
  await virtual.start({ container: document.querySelector("send-guide").shadowRoot.querySelector("dialog") });
  globalThis.virtual = virtual;
}"""
SPOKEN = "async () => (await globalThis.virtual.spokenPhraseLog()).filter(said => /^(polite|assertive): ./.test(said))"


async def start_reader(person: Person, site: Site) -> None:
    """Starts the virtual screen reader in the open window."""
    script = site.council.serve("reader.js", READER.read_bytes(), content_type="text/javascript")
    await person.page.evaluate(START, script)


async def spoken(person: Person) -> list[str]:
    """What was said by live regions, in order."""
    said: list[str] = await person.page.evaluate(SPOKEN)
    return said


async def test_a_turn_is_told_in_three_short_parts(person: Person, site: Site, words: dict[str, Any]) -> None:
    """Line 12: what I said, that the guide is looking, what it said; each once, in this order."""
    await person.open()
    await start_reader(person, site)
    answer = await person.ask("hi")
    greeting = (await answer.locator("p").first.inner_text()).strip()
    said = await spoken(person)
    marks = [f"{words['you_said']} hi", words["looking"], words["guide_said"]]
    places = [[number for number, one in enumerate(said) if mark in one.replace("  ", " ")] for mark in marks]
    assert [len(found) for found in places] == [1, 1, 1], said
    assert places == sorted(places), said
    assert greeting in said[places[2][0]]
    assert all(one.startswith("polite: ") for one in said)
    assert len(said) == 3, said


async def test_each_answer_is_added_to_the_log_once(person: Person) -> None:
    """Line 11."""
    await person.open()
    await probe(person.page, "watchLive")
    await person.ask(QUESTION)
    await person.ask(SERVICES)
    added = [one for one in await person.page.evaluate("probes.added") if one["role"] == "log"]
    answers = [one for one in added if one["text"].startswith(person.words["guide_said"])]
    assert len(answers) == 2 and all(one["isChild"] for one in answers)
    assert all(one["isChild"] for one in added), "a part of a turn was changed and would be said again"


async def test_a_restored_conversation_is_not_read_out(person: Person) -> None:
    """Line 11: the log is told of nothing that was there before the page was loaded again."""
    await person.open()
    await person.ask(QUESTION)
    await person.page.reload()
    await probe(person.page, "watchBuilding")
    await person.launcher.click()
    await person.expect_answers(2)
    await expect(person.field).to_be_focused()
    said = await person.page.evaluate("probes.added")
    assert [one for one in said if person.words["guide_said"] in one or person.words["you_said"] in one] == []


async def test_news_do_not_take_the_focus(person: Person) -> None:
    await person.open()
    opened = await hold(person.context, "messages")
    await person.type(QUESTION)
    options = person.button(person.words["options"])
    await options.focus()
    opened.set()
    await person.expect_answers(2)
    await expect(options).to_be_focused()


async def test_the_status_says_what_is_wrong(person: Person, words: dict[str, Any]) -> None:
    person.seen.expect("Failed to load resource")
    await person.open()
    await probe(person.page, "watchLive")
    await person.context.set_offline(True)
    await person.type(QUESTION)
    await person.says("offline")
    added = [one["text"] for one in await person.page.evaluate("probes.added") if one["role"] == "status"]
    assert any(words["offline"] in one for one in added)
    await person.context.set_offline(False)
    await person.expect_answers(2)


async def test_waiting_long_is_said_once(new_person: NewPerson, site: Site) -> None:
    person = await new_person()
    await person.context.clock.install()
    await (await person.go(site.page)).open()
    await probe(person.page, "watchLive")
    opened = await hold(person.context, "messages")
    await person.type(QUESTION)
    await person.says("looking")
    await person.page.clock.fast_forward("00:04")
    await person.says("waiting")
    opened.set()
    await person.expect_answers(2)
    said = [one["text"] for one in await person.page.evaluate("probes.added") if one["role"] == "status"]
    assert len([one for one in said if person.words["waiting"] in one]) == 1
    await expect(person.status).not_to_contain_text(person.words["waiting"])


@pytest.mark.parametrize(("status", "code"), [(422, "wrong_form"), (403, "wrong_site")])
async def test_a_refusal_is_told_in_the_status(person: Person, status: int, code: str) -> None:
    person.seen.expect("Failed to load resource")
    await person.open()
    await answer_with(
        person.context, "messages", status=status, body=error(code, "This is not taken, and here is why.")
    )
    await person.type(QUESTION)
    await expect(person.dialog).to_contain_text("This is not taken, and here is why.")
    await expect(person.questions.last).to_contain_text(person.words["refused"].split("{")[0].strip())
