"""Small screens, big letters, spacing, zoom, right to left, paper (lines 17, 18, 19, 22, 45, 46)."""

from __future__ import annotations

import io
from typing import Any

import pytest
from playwright.async_api import Locator, expect
from pypdf import PdfReader

from tests.browser.conftest import RESULTS, NewPerson, Site
from tests.browser.states import QUESTION, SERVICES, everyday_states
from tests.support.browser import DESKTOP, PHONE, probe
from tests.support.browser_person import Person

ZOOMED = {"200": {"width": 640, "height": 512}, "400": {"width": 320, "height": 256}}
SPACING = """*, *::before, *::after {
  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important; }"""
BIG = ":root { font-size: 200% !important; }"


def _replies(person: Person) -> Locator:
    return person.dialog.get_by_role("list", name=person.words["suggestions"]).get_by_role("button")


async def expect_reachable(person: Person) -> None:
    """The last answer, a quick reply, the field and Send can each be scrolled fully into view, across and down."""
    view = person.page.viewport_size
    assert view is not None
    last = person.answers.last.locator("p").first
    for one in (last, _replies(person).last, person.field, person.button(person.words["send"])):
        await one.evaluate("one => one.scrollIntoView({ block: 'center', behavior: 'instant' })")
        box = await one.bounding_box()
        assert box is not None, one
        assert box["x"] >= -1 and box["x"] + box["width"] <= view["width"] + 1, (one, box)
        assert box["y"] >= -1 and box["y"] + min(box["height"], view["height"]) <= view["height"] + 1, (one, box)
        assert await _is_on_top(one), f"something lies over {one}"


async def _is_on_top(one: Locator) -> bool:
    """Whether a tap in the middle of what is visible of it would meet it."""
    found: bool = await one.evaluate(
        """element => {
          const box = element.getBoundingClientRect();
          const y = Math.min(innerHeight - 2, box.top + Math.min(box.height, innerHeight) / 2);
          const hit = element.getRootNode().elementFromPoint(box.left + box.width / 2, y);
          return element === hit || element.contains(hit) || (hit?.contains(element) ?? false);
        }"""
    )
    return found


async def expect_no_sideways_scroll(person: Person) -> None:
    """Neither the page nor anything in the window scrolls sideways or sticks out."""
    assert not await probe(person.page, "pageScrollsAcross")
    assert await probe(person.page, "outside") == []
    assert await probe(person.page, "scrollsAcross") == []


@pytest.mark.parametrize("zoom", ZOOMED)
async def test_zoomed_in_everything_can_be_reached_without_sideways_scroll(
    new_person: NewPerson, site: Site, shot: Any, zoom: str
) -> None:
    """Line 17."""
    person = await (await new_person(viewport=ZOOMED[zoom])).go(site.page)
    async for state in everyday_states(person):
        if state == "closed":
            continue
        await expect_no_sideways_scroll(person)
        if state in {"answer", "flow", "services"}:
            await shot(person, f"zoom{zoom}_{state}")
            await expect_reachable(person)


@pytest.mark.parametrize("width", [320, 360, 414])
async def test_narrow_screens_do_not_scroll_sideways(new_person: NewPerson, site: Site, width: int) -> None:
    person = await (await new_person(viewport={"width": width, "height": 640})).go(site.page)
    async for state in everyday_states(person):
        if state != "closed":
            await expect_no_sideways_scroll(person)
    await person.ask("A" * 300)
    await expect_no_sideways_scroll(person)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_text_spacing_cuts_nothing_off(
    new_person: NewPerson, site: Site, shot: Any, viewport: dict[str, int]
) -> None:
    """Line 18 (1.4.12)."""
    person = await (await new_person(viewport=viewport)).go(site.page)
    await person.open()
    await person.ask(QUESTION)
    await person.ask(SERVICES)
    await probe(person.page, "adopt", SPACING)
    await shot(person, f"spacing_{viewport['width']}")
    scrollers = await person.log.evaluate(
        "log => [log, log.parentElement, log.parentElement.parentElement].map(one => one.className)"
    )
    clipped = [
        one for one in await probe(person.page, "clipped") if not any(name and f".{name}:" in one for name in scrollers)
    ]
    assert clipped == []
    await expect_no_sideways_scroll(person)
    await expect_reachable(person)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, ZOOMED["200"]], ids=["desktop", "phone", "640x512"])
async def test_letters_twice_as_big(new_person: NewPerson, site: Site, shot: Any, viewport: dict[str, int]) -> None:
    """Line 19: the reader's own letter size is followed, and all can still be reached."""
    person = await (await new_person(viewport=viewport)).go(site.page)
    await person.open()
    before = await person.field.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    await probe(person.page, "adopt", BIG)
    after = await person.field.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert after == pytest.approx(2 * before, rel=0.05)
    await person.ask(QUESTION)
    await shot(person, f"letters200_{viewport['width']}")
    await expect_no_sideways_scroll(person)
    await expect_reachable(person)


async def test_on_a_phone_the_window_fills_the_screen(on_phone: Person, shot: Any) -> None:
    """Line 45."""
    await on_phone.open()
    await on_phone.ask(QUESTION)
    box = await on_phone.dialog.bounding_box()
    assert box == {"x": 0, "y": 0, **{key: float(value) for key, value in PHONE.items()}}
    await shot(on_phone, "phone_answer")


async def test_the_keyboard_of_a_phone_does_not_cover_the_field(on_phone: Person, shot: Any) -> None:
    """Line 45: with the keyboard open, 360 × 320 are left, and the field is in them; so is the newest answer above."""
    await on_phone.open()
    await on_phone.ask(QUESTION)
    await on_phone.field.focus()
    await on_phone.page.set_viewport_size({"width": 360, "height": 320})
    await expect(on_phone.field).to_be_in_viewport(ratio=0.9)
    await expect(on_phone.button(on_phone.words["send"])).to_be_in_viewport(ratio=0.9)
    await shot(on_phone, "phone_keyboard")
    await on_phone.type("the first one")
    await on_phone.expect_answers(3)
    await expect(on_phone.field).to_be_in_viewport(ratio=0.9)


async def test_right_to_left_mirrors_the_window(
    new_person: NewPerson, site: Site, shot: Any, words: dict[str, Any]
) -> None:
    """Line 46: the window is at the other side, its head is mirrored, nothing overlaps."""
    plain = await (await new_person()).go(site.page)
    mirrored = await (await new_person()).go(site.embedded('dir="rtl" lang="ar"'))
    boxes = []
    for person in (plain, mirrored):
        await person.open()
        await person.ask(QUESTION)
        await person.ask("كم تكلفة الوساطة؟")
        title, close = person.dialog.get_by_role("heading", level=2).first, person.button(words["close"])
        boxes.append([await one.bounding_box() for one in (person.dialog, title, close)])
    await expect(mirrored.dialog).to_have_attribute("dir", "rtl")
    await shot(mirrored, "rtl")
    (panel, title, close), (panel_r, title_r, close_r) = boxes
    assert panel["x"] > DESKTOP["width"] / 2 and panel_r["x"] + panel_r["width"] < DESKTOP["width"] / 2
    assert title["x"] < close["x"] and title_r["x"] + title_r["width"] > close_r["x"] + close_r["width"]
    await expect_no_sideways_scroll(mirrored)
    await expect_reachable(mirrored)


async def test_answers_are_brought_into_view_and_the_page_stays(new_person: NewPerson, site: Site) -> None:
    """The start of a new answer is seen; the page behind does not move."""
    person = await (await new_person()).go(site.council.page("long.html", guide=site.guide))
    await person.page.evaluate("window.scrollTo(0, 300)")
    await person.open()
    for question in (QUESTION, SERVICES, QUESTION):
        await person.ask(question)
    await expect(person.answers.last.locator("p").first).to_be_in_viewport(ratio=0.5)
    assert await person.page.evaluate("window.scrollY") == 300


async def _printed(person: Person, name: str) -> list[str]:
    data = await person.page.pdf(format="A4")
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{name}.pdf").write_bytes(data)
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


async def test_on_paper_there_is_the_whole_conversation_and_nothing_else(person: Person, words: dict[str, Any]) -> None:
    """Line 22."""
    await person.open()
    for question in (QUESTION, SERVICES, QUESTION, SERVICES):
        await person.ask(question)
    pages = await _printed(person, "print")
    text = " ".join(pages)
    assert words["transcript_title"].split(" ", maxsplit=1)[0] in pages[0] and words["title"] in pages[0]
    assert "November 2026" in pages[0] or "2026" in pages[0]
    assert text.count(QUESTION) >= 2 and text.count(SERVICES) >= 2
    for answer in await person.answers.all():
        first = " ".join((await answer.locator("p").first.inner_text()).split())
        assert first[:40] in text
    for gone in ("send", "options", "close", "leave", "helpful", "launcher", "your_question"):
        assert words[gone] not in text, gone
    assert "Contact the council" not in text, "the page behind is printed too"


async def test_on_paper_what_was_folded_is_open(person: Person) -> None:
    await person.open()
    answer = await person.ask("letter dated 9 november, certificate 20 november, they refused to assess: last date?")
    folded = await answer.locator("details:not([open]) li, details:not([open]) p").all_text_contents()
    assert folded, "nothing is folded, so nothing is tested"
    text = " ".join(await _printed(person, "print_dates"))
    assert [one for one in folded if " ".join(one.split())[:40] not in text] == []


async def test_a_closed_widget_leaves_the_printed_page_alone(person: Person, words: dict[str, Any]) -> None:
    text = " ".join(await _printed(person, "print_closed"))
    assert "Contact the council" in text and words["launcher"] not in text


@pytest.mark.parametrize("way", ["forced", "dark"])
async def test_things_have_edges(new_person: NewPerson, site: Site, shot: Any, way: str) -> None:
    """In forced colours backgrounds go: whatever has a boundary needs a border."""
    options: dict[str, Any] = {"forced": {"forced_colors": "active"}, "dark": {"color_scheme": "dark"}}[way]
    person = await (await new_person(**options)).go(site.page)
    await expect(person.launcher).to_be_visible()
    await shot(person, f"{way}_closed_button")
    await person.open()
    await person.ask("I want to die")
    await shot(person, f"{way}_crisis_look")
    if way == "forced":
        for one in (person.launcher, person.dialog, person.field, person.button(person.words["send"])):
            if await one.is_visible():
                width = await one.evaluate("element => parseFloat(getComputedStyle(element).borderTopWidth)")
                assert width >= 1, one
