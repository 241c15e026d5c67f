"""What the window offers: download, start again, feedback, Easy read, cards, times (lines 41 to 43)."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import NewPerson, Site
from tests.browser.states import DANGER, FLOW, QUESTION, SERVICES
from tests.support.browser import probe
from tests.support.browser_person import Person
from tests.support.browser_replies import answer_with, change_replies, error

BORDER = """one => Math.max(...[one, ...one.querySelectorAll("*")]
  .map(part => parseFloat(getComputedStyle(part).borderInlineStartWidth)))"""


async def saved(person: Person, action: Any) -> tuple[str, str]:
    """The name and the words of what an action downloads."""
    async with person.page.expect_download() as waiting:
        await action()
    download = await waiting.value
    path = await download.path()
    return download.suggested_filename, Path(path).read_text(encoding="utf-8")


async def test_the_download_has_both_sides_links_and_dates(person: Person, words: dict[str, Any]) -> None:
    """Line 41, by keyboard."""
    await person.open()
    await person.ask("how much does mediation cost, فضلك? 👍")
    await person.ask(SERVICES)
    await person.field.focus()
    await person.tab_to_button(words["options"], key="Shift+Tab")
    await person.page.keyboard.press("Enter")
    await person.tab_to_button(words["download_text"])
    name, text = await saved(person, lambda: person.page.keyboard.press("Enter"))
    assert name.startswith(words["transcript_file"]) and name.endswith(".txt")
    assert text.lstrip("\ufeff").startswith(words["transcript_title"])
    assert words["transcript_note"] in text and "2026" in text
    assert "how much does mediation cost, فضلك? 👍" in text and SERVICES in text
    assert "https://www.kids.org.uk/send-mediation" in text and "03330 062 835" in text
    assert text.index("mediation cost") < text.index(SERVICES)
    for answer in await person.answers.all():
        first = (await answer.locator("p").first.inner_text()).strip()
        assert first in text
    for prefix in (words["you"], words["guide"]):
        assert prefix in text
    assert "<" not in text.replace("<", "", text.count("< "))


async def test_start_again_asks_and_cancel_changes_nothing(person: Person, words: dict[str, Any]) -> None:
    """Line 42."""
    await person.open()
    await person.ask(QUESTION)
    token = await person.token()
    await person.choose_option("start_again")
    await person.button(words["cancel"]).click()
    await expect(person.button(words["start_again_yes"])).to_be_hidden()
    assert (await person.active())["isInDialog"]
    await expect(person.answers).to_have_count(2)
    assert await person.token() == token
    await person.choose_option("start_again")
    await person.button(words["start_again_yes"]).click()
    await person.says("started_again")
    await person.expect_answers(1)
    await expect(person.questions).to_have_count(0)
    await expect(person.field).to_be_focused()
    assert await person.token() != token
    assert len(person.seen.calls("sessions", "POST")) == 2


async def test_start_again_that_cannot_reach_the_guide_is_told(person: Person, words: dict[str, Any]) -> None:
    person.seen.expect("Failed to load resource")
    await person.open()
    await person.ask(QUESTION)
    await answer_with(person.context, "sessions", status=503, body=error("unavailable", "Not now."), times=1)
    await person.choose_option("start_again")
    await person.button(words["start_again_yes"]).click()
    await expect(person.questions).to_have_count(0)
    await person.expect_answers(1)


async def test_helpful_or_not_with_why_and_changed(person: Person, site: Site, words: dict[str, Any]) -> None:
    """Line 43."""
    await person.open()
    await person.ask(QUESTION)
    yes, no = person.button(words["helpful_yes"]), person.button(words["helpful_no"])
    await expect(yes).to_have_attribute("aria-pressed", "false")
    await yes.click()
    await person.says("helpful_thanks")
    await expect(yes).to_have_attribute("aria-pressed", "true")
    await no.click()
    await expect(no).to_have_attribute("aria-pressed", "true")
    await expect(yes).to_have_attribute("aria-pressed", "false")
    reason = person.dialog.get_by_role("group", name=words["helpful_why"])
    await expect(reason).to_be_visible()
    await reason.get_by_text(words["reason_not_clear"], exact=True).click()
    await person.says("helpful_thanks")
    for _ in range(50):
        sent = [json.loads(call.body) for call in person.seen.calls("feedback", "POST")]
        if sent and sent[-1].get("reason"):
            break
        await asyncio.sleep(0.1)
    assert sent[0]["helpful"] is True and sent[-1] == {"seq": sent[0]["seq"], "helpful": False, "reason": "not_clear"}
    with sqlite3.connect(f"file:{site.database}?mode=ro", uri=True) as database:
        assert any("not_clear" in line for line in database.iterdump())


async def test_feedback_that_fails_is_told_and_can_be_given_again(person: Person, words: dict[str, Any]) -> None:
    person.seen.expect("Failed to load resource")
    await person.open()
    await person.ask(QUESTION)
    await answer_with(person.context, "feedback", status=503, body=error("unavailable", "Not now."), times=1)
    await person.button(words["helpful_yes"]).click()
    await person.says("helpful_failed")
    await expect(person.button(words["helpful_yes"])).to_have_attribute("aria-pressed", "false")
    await person.button(words["helpful_yes"]).click()
    await person.says("helpful_thanks")


@pytest.mark.parametrize("text", [DANGER, FLOW], ids=["crisis", "flow"])
async def test_help_and_questions_back_are_not_rated(person: Person, words: dict[str, Any], text: str) -> None:
    await person.open()
    await person.ask(text)
    await expect(person.dialog.get_by_text(words["helpful"])).to_be_hidden()


async def test_easy_read_is_remembered_and_sent_along(person: Person, words: dict[str, Any]) -> None:
    """A setting: on for the answers that follow and after a reload; never for help in danger."""
    await person.open()
    plain = await (await person.ask(QUESTION)).inner_text()
    await probe(person.page, "watchLive")
    await person.choose_option("easy_read")
    await expect(person.button(words["easy_read"])).to_have_attribute("aria-pressed", "true")
    await person.expect_answers(3)
    assert any(words["easy_read_on"] in one["text"] for one in await person.page.evaluate("probes.added"))
    easy = await person.answers.last.inner_text()
    assert easy != plain
    answer = await person.ask("what is mediation")
    assert json.loads(person.seen.calls("messages")[-1].body)["variant"] == "easy_read"
    await person.page.reload()
    await person.launcher.click()
    await person.expect_answers(4)
    await person.button(words["options"]).click()
    await expect(person.button(words["easy_read"])).to_have_attribute("aria-pressed", "true")
    await person.button(words["easy_read"]).click()
    await person.says("easy_read_off")
    await person.ask("what is mediation")
    assert "variant" not in json.loads(person.seen.calls("messages")[-1].body)
    assert await answer.count() == 1


async def test_tell_me_more_and_sources(person: Person, words: dict[str, Any]) -> None:
    await person.open()
    answer = await person.ask(QUESTION)
    source = answer.get_by_role("link", name="SENDIASS").first
    await expect(source).to_be_attached()
    await expect(answer).to_contain_text("Checked on")
    short = await answer.inner_text()
    more = await person.press("Tell me more")
    assert await more.inner_text() != short


async def test_cards_have_real_links_once(person: Person) -> None:
    """A number to ring is a link with a name, and does not stand there twice."""
    await person.open()
    answer = await person.ask(QUESTION)
    ring = answer.locator("a[href='tel:03330062835']")
    await expect(ring).to_have_count(1)
    assert "03330 062 835" in (await ring.inner_text())
    text = await answer.inner_text()
    assert text.count("03330 062 835") == (await ring.inner_text()).count("03330 062 835")


async def test_a_crisis_is_set_apart_and_never_folded(person: Person) -> None:
    await person.open()
    usual = await person.ask(QUESTION)
    assert await usual.locator("a[href='tel:999']").count() == 0
    crisis = await person.ask(DANGER)
    assert await crisis.locator("details").count() == 0
    assert await crisis.evaluate(BORDER) > 2
    assert await crisis.locator("a[href='tel:999']").count() >= 1


async def test_many_quick_replies_are_shown_in_two_steps(person: Person, words: dict[str, Any]) -> None:
    buttons = [{"title": f"Choice {number}", "payload": f"/c{number}"} for number in range(9)]
    await change_replies(
        person.context,
        lambda reply: {**reply, "messages": [{**reply["messages"][0], "buttons": buttons, "blocks": []}]},
    )
    await person.open()
    await person.ask(QUESTION)
    choices = person.dialog.get_by_role("button", name="Choice")
    await expect(choices).to_have_count(5)
    await person.button(words["show_all"]).click()
    await expect(choices).to_have_count(9)
    assert "Choice" in (await person.active())["name"], "the focus goes on to what has appeared"


async def test_day_and_time_of_each_turn(new_person: NewPerson, site: Site) -> None:
    person = await new_person()
    await person.context.clock.install(time="2026-11-23T14:05:00")
    await (await person.go(site.page)).open()
    await person.ask(QUESTION)
    stamps = [await one.get_attribute("datetime") for one in await person.log.locator("time").all()]
    assert len(stamps) >= 3 and all(stamp and stamp.startswith("2026-11-23T14:0") for stamp in stamps)
    await expect(person.questions.first.locator("time")).to_contain_text("14:05")


async def test_a_transcript_of_three_hundred_turns_opens_and_answers(person: Person) -> None:
    """A long day: the window opens with all of it within two seconds, and a turn after it is as quick as before."""
    await person.open()
    await person.ask(QUESTION)
    await probe(person.page, "lengthen", 150)
    await person.page.reload()
    await expect(person.launcher).to_be_visible()
    started = await person.page.evaluate("performance.now()")
    await person.launcher.click()
    await expect(person.field).to_be_focused()
    await expect(person.questions).to_have_count(151)
    assert await person.page.evaluate("performance.now()") - started < 4000
    await person.ask(SERVICES)
    assert await probe(person.page, "pageScrollsAcross") is False
