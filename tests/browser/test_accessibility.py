"""axe in every state and way of display, the tree, names, sizes and languages (lines 1, 2, 10, 13, 14, 20, 21)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import NewPerson, Site
from tests.browser.pseudo import pseudo, translated_page
from tests.browser.states import QUESTION, SERVICES, deleted_state, everyday_states, troubled_states
from tests.support.browser import DESKTOP, PHONE, probe
from tests.support.browser_axe import axe_findings
from tests.support.browser_person import Person
from tests.support.browser_replies import hold

WAYS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": DESKTOP},
    "phone": {"viewport": PHONE},
    "dark": {"viewport": PHONE, "color_scheme": "dark"},
    "forced": {"viewport": DESKTOP, "forced_colors": "active"},
    "still": {"viewport": DESKTOP, "reduced_motion": "reduce"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "zoom400": {"viewport": {"width": 320, "height": 256}},
}
TROUBLED = ("desktop", "phone", "dark")


@pytest.mark.parametrize("way", WAYS)
async def test_axe_finds_nothing_in_everyday_states(
    new_person: NewPerson, site: Site, shot: Any, axe: Any, way: str
) -> None:
    """Lines 1 and 2."""
    person = await (await new_person(**WAYS[way])).go(site.page)
    async for state in everyday_states(person):
        await axe(person, f"{way}_{state}")


@pytest.mark.parametrize("way", TROUBLED)
async def test_axe_finds_nothing_in_troubled_states(new_person: NewPerson, site: Site, axe: Any, way: str) -> None:
    """Lines 1 and 2."""
    person = await new_person(**WAYS[way])
    await person.context.clock.install()
    await person.go(site.page)
    async for state in troubled_states(person):
        await axe(person, f"{way}_{state}")


async def test_axe_finds_nothing_when_the_chat_is_deleted(person: Person, axe: Any) -> None:
    await deleted_state(person)
    await axe(person, "desktop_deleted")


async def test_axe_finds_nothing_in_another_language(new_person: NewPerson, site: Site, axe: Any) -> None:
    """Line 2, `lang=cy`."""
    plain = await new_person()
    person = Person(plain.page, plain.seen, pseudo(plain.words))
    await person.go(translated_page(site, person.words))
    await person.open()
    await expect(person.dialog).to_have_attribute("lang", "cy")
    await axe(person, "welsh_open")


@pytest.mark.parametrize("path", ["/", "/chat", "/contacts", "/about"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_on_our_pages(
    new_person: NewPerson, site: Site, axe: Any, path: str, scheme: str
) -> None:
    person = await (await new_person(viewport=PHONE, color_scheme=scheme)).go(f"{site.guide}{path}")
    await axe(person, f"page_{path.strip('/') or 'demo'}_{scheme}")


async def test_axe_finds_a_fault_in_the_window_when_there_is_one(person: Person) -> None:
    """The check itself: axe looks into the shadow root."""
    await person.open()
    await person.page.evaluate(
        """() => {
          const dialog = document.querySelector("send-guide").shadowRoot.querySelector("dialog");
          dialog.append(Object.assign(document.createElement("button"), {type: "button"}));
        }"""
    )
    found = await axe_findings(person.page)
    assert any("button-name" in line for line in found["violations"])


async def _tree(person: Person) -> list[dict[str, Any]]:
    session = await person.context.new_cdp_session(person.page)
    nodes = (await session.send("Accessibility.getFullAXTree"))["nodes"]
    told = []
    for node in nodes:
        if node.get("ignored"):
            continue
        properties = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
        told.append({"role": node["role"]["value"], "name": node.get("name", {}).get("value", ""), **properties})
    return told


async def test_the_accessibility_tree_has_one_of_each(person: Person, words: dict[str, Any]) -> None:
    """Line 10."""
    await person.open()
    tree = await _tree(person)
    by_role = {role: [node for node in tree if node["role"] == role] for role in ("log", "status", "dialog", "textbox")}
    assert [(node["name"], node["live"]) for node in by_role["log"]] == [(words["conversation"], "polite")]
    assert len(by_role["status"]) == 1 and by_role["status"][0]["live"] == "polite"
    assert [node["name"] for node in by_role["dialog"]] == [words["title"]]
    assert [node["name"] for node in by_role["textbox"]] == [words["your_question"]]
    label = person.dialog.locator("label", has_text=words["your_question"])
    await expect(label).to_be_visible()


async def test_every_message_says_who_said_it_and_every_link_where_it_goes(
    person: Person, words: dict[str, Any]
) -> None:
    """Line 13."""
    await person.open()
    await person.ask(QUESTION)
    await person.ask(SERVICES)
    for turn in await person.log.locator(":scope > *").all():
        text = await turn.text_content() or ""
        assert text.strip().startswith((words["you_said"], words["guide_said"], words["note_said"])), text[:80]
        assert await turn.locator("time").get_attribute("datetime")
    links = [link for link in await probe(person.page, "links") if link["tag"] == "A"]
    assert links
    for link in links:
        assert link["text"].strip() and not re.match(r"\s*(https?://|www\.)", link["text"]), link
        if link["target"] == "_blank":
            assert words["new_tab"] in link["text"] and set(link["rel"].split()) >= {"noopener", "noreferrer"}, link


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_targets_and_letters_are_big_enough(new_person: NewPerson, site: Site, viewport: dict[str, int]) -> None:
    """Line 14: at least 24 px for all, 44 for what is not a link inside a text; letters of 16 px."""
    person = await (await new_person(viewport=viewport)).go(site.page)
    async for state in everyday_states(person):
        targets = await probe(person.page, "targets")
        assert [one for one in targets if min(one["width"], one["height"]) < 24 and not one["isInline"]] == [], state
        buttons = [one for one in targets if one["tag"] in {"BUTTON", "TEXTAREA", "SUMMARY"}]
        assert [one for one in buttons if one["height"] < 44] == [], state
        fonts = await probe(person.page, "fonts")
        assert [one for one in fonts if one["size"] < (16 if one["isBody"] else 13)] == [], state


async def test_numbers_to_ring_in_danger_are_big_enough(on_phone: Person) -> None:
    await on_phone.open()
    answer = await on_phone.ask("I want to die")
    numbers = await answer.locator("a[href^='tel:'], a[href^='sms:']").all()
    heights = [(await one.bounding_box() or {})["height"] for one in numbers]
    assert sum(height >= 44 for height in heights) >= 5, "each way of contact has a big link of its own"
    assert min(heights) >= 24, "those within a sentence"


async def test_nothing_moves_for_those_who_want_it_still(new_person: NewPerson, site: Site) -> None:
    """Line 20."""
    person = await (await new_person(reduced_motion="reduce")).go(site.page)
    await person.open()
    await hold(person.context, "messages")
    await person.type(QUESTION)
    await person.says("looking")
    assert await probe(person.page, "animations") == []


async def test_replies_have_a_language_and_people_write_in_theirs(person: Person) -> None:
    """Line 21: the window has a language, and what people write may run the other way."""
    await person.open()
    await expect(person.dialog).to_have_attribute("lang", "en-GB")
    await person.ask("مرحبا، كم تكلفة الوساطة؟")
    question = person.questions.last
    assert await question.evaluate("one => Boolean(one.querySelector('[dir=auto]') || one.matches('[dir=auto]'))")


async def test_the_danger_line_is_always_there(person: Person) -> None:
    await person.open()
    line = person.dialog.locator("a[href='tel:999']").first
    await expect(line).to_be_visible()
    await person.ask(SERVICES)
    await expect(line).to_be_visible()
