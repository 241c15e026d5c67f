"""On other people's pages: strict policies, wild styles, twice, under a path, pinned, translated (30, 31, 47, 48)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Route, expect

from sendguide.settings import PROJECT
from tests.browser.conftest import NewPerson, Site
from tests.browser.pseudo import LANG, pseudo, translated_page
from tests.browser.states import QUESTION, everyday_states, troubled_states
from tests.support.browser import DESKTOP, PHONE, probe
from tests.support.browser_person import Person

OLD_SAFARI = PROJECT / "tests" / "support" / "browser_old_safari.js"
DIST = PROJECT / "widget" / "dist"
PROPERTIES = [
    *("font-size", "font-family", "font-style", "font-weight", "line-height", "letter-spacing", "word-spacing"),
    *("text-transform", "text-align", "text-indent", "text-shadow", "text-decoration-line", "white-space", "color"),
    *("background-color", "border-top-width", "border-top-color", "margin-top", "padding-top", "float", "display"),
    *("transform", "cursor", "visibility", "opacity", "width", "height", "box-sizing"),
]
PROBED = [
    "dialog",
    "h2",
    "textarea",
    "form button",
    "label",
    "[role=log]",
    "[role=log] p",
    "[role=status]",
    "a[href]",
    "ul li",
]
STYLES = """() => [...document.querySelectorAll("body, body *:not(send-guide, send-guide *)")].map(element => {
  const style = getComputedStyle(element);
  return [element.tagName, element.getBoundingClientRect().toJSON(), [...style].map(name => style[name])];
})"""
STRICT = "default-src 'none'; script-src 'self' {guide}; style-src 'self'; connect-src {guide}; img-src 'self'"
TRUSTED = "; require-trusted-types-for 'script'; trusted-types 'none'"


def version() -> str:
    """The newest version of the widget."""
    found = [folder.name for folder in DIST.iterdir() if folder.is_dir()]
    return max(found, key=lambda name: [int(part) for part in name.split(".")])


def integrity(file: str) -> str:
    """The hash of a file as the build wrote it down."""
    told = json.loads((DIST / version() / "integrity.json").read_text(encoding="utf-8"))
    return str(told["files"][file]["integrity"])


@pytest.mark.parametrize("more", ["", TRUSTED], ids=["strict", "trusted-types"])
async def test_everyday_states_violate_no_strict_policy(new_person: NewPerson, site: Site, more: str) -> None:
    """Line 30: any violation is a console error, and the test ends with none."""
    person = await new_person()
    await person.go(site.embedded(policy=STRICT.format(guide=site.guide) + more))
    async for _ in everyday_states(person):
        pass


async def test_troubled_states_violate_no_strict_policy(new_person: NewPerson, site: Site) -> None:
    """Line 30, F and I."""
    person = await new_person()
    await person.context.clock.install()
    await person.go(site.embedded(policy=STRICT.format(guide=site.guide) + TRUSTED))
    async for _ in troubled_states(person):
        pass


async def test_the_demo_page_keeps_to_its_own_policy(new_person: NewPerson, site: Site) -> None:
    person = await (await new_person()).go(f"{site.guide}/")
    await person.open()
    await person.ask(QUESTION)


async def test_the_policy_of_a_page_is_really_in_force(new_person: NewPerson, site: Site) -> None:
    """The check itself."""
    person = await new_person()
    person.seen.expect("Content Security Policy")
    await person.go(site.embedded(policy=STRICT.format(guide=site.guide) + TRUSTED))
    await person.page.evaluate("document.body.setAttribute('style', 'color: red')")
    await expect(person.launcher).to_be_visible()
    assert [said for said in person.seen.complaints if "Content Security Policy" in said]


async def _styles(person: Person) -> list[str]:
    await person.open()
    await person.ask(QUESTION)
    await expect(person.dialog).to_be_visible()
    found: list[str] = await probe(person.page, "styles", PROBED, PROPERTIES)
    return found


async def test_wild_styles_of_the_page_do_not_reach_the_window(new_person: NewPerson, site: Site, shot: Any) -> None:
    """Line 31: the same computed styles as on a clean page, for the window and the button."""
    clean = await (await new_person()).go(site.page)
    wild = await (await new_person()).go(site.council.page("wild.html", guide=site.guide))
    button = "button[aria-haspopup=dialog]"
    assert await probe(wild.page, "styles", [button], PROPERTIES) == await probe(
        clean.page, "styles", [button], PROPERTIES
    )
    expected, found = await _styles(clean), await _styles(wild)
    await shot(wild, "wild_host")
    assert not [line for line in expected if line.endswith(": none") and "; " not in line], (
        "a probed element is missing"
    )
    for before, after in zip(expected, found, strict=True):
        differences = set(before.split("; ")) ^ set(after.split("; "))
        assert differences == set(), before.split("; ")[0]


async def test_the_page_is_not_changed_by_the_widget(new_person: NewPerson, site: Site) -> None:
    """Line 31: same elements, styles and sizes with and without; nothing global is left behind."""
    names = "Object.keys(window).filter(name => name !== 'probes').sort()"
    bare = await new_person()
    await bare.context.route(
        "**/widget.js",
        lambda route: route.fulfill(
            body="", content_type="text/javascript", headers={"access-control-allow-origin": "*"}
        ),
    )
    await bare.go(site.council.page("wild.html", guide=site.guide))
    with_widget = await (await new_person()).go(site.council.page("wild.html", guide=site.guide))
    await with_widget.open()
    assert await with_widget.page.evaluate(STYLES) == await bare.page.evaluate(STYLES)
    assert await with_widget.page.evaluate(names) == await bare.page.evaluate(names)


async def test_two_scripts_and_two_elements_make_one_widget(new_person: NewPerson, site: Site) -> None:
    """Line 47."""
    person = await new_person()
    await person.go(site.council.page("two.html", guide=site.guide, version=version()))
    await expect(person.page.locator("button[aria-haspopup=dialog]:visible")).to_have_count(1)
    await expect(person.page.locator("#two")).to_be_hidden()
    await expect(person.page.locator("send-guide a:visible")).to_have_count(0)
    await person.open()
    await person.ask(QUESTION)
    assert len(person.seen.calls("sessions", "POST")) == 1


async def test_without_an_element_the_script_makes_one(new_person: NewPerson, site: Site) -> None:
    script = f'<script type="module" src="{site.guide}/widget.js"></script>'
    person = await new_person()
    await person.go(site.council.page("plain.html", body="<p>Words.</p>", scripts=script * 2))
    await expect(person.page.locator("send-guide")).to_have_count(1)
    await person.open()


async def test_an_element_that_comes_late_or_goes_is_fine(person: Person) -> None:
    """Pages that build themselves take elements out and put them in again."""
    await person.open()
    await person.page.evaluate(
        "() => { const one = document.querySelector('send-guide'); one.remove(); globalThis.one = one; }"
    )
    await person.page.evaluate("() => document.body.append(globalThis.one)")
    await expect(person.launcher).to_be_visible()
    await person.launcher.click()
    await expect(person.field).to_be_focused()
    await person.ask(QUESTION)


@pytest.mark.parametrize("blocked", ["scripts off", "script lost"])
async def test_without_the_script_the_link_leads_to_the_plain_page(
    new_person: NewPerson, site: Site, blocked: str
) -> None:
    """Line 48."""
    person = await new_person(java_script_enabled=blocked != "scripts off")
    person.seen.expect("Failed to load resource")
    await person.context.route("**/widget.js", lambda route: route.abort())
    await person.go(site.page)
    link = person.page.get_by_role("link", name="Ask the SEND guide")
    await expect(link).to_be_visible()
    await link.click()
    await person.page.wait_for_url(f"{site.guide}/chat")
    await expect(person.page.get_by_role("heading", level=1)).to_be_visible()


async def test_pinned_by_its_hash_it_runs_and_loads_its_second_file_by_hash(new_person: NewPerson, site: Site) -> None:
    """SRI: the embedding page pins the launcher, which pins the rest."""
    url = f"{site.guide}/widget/{version()}/widget.js"
    script = f'<script type="module" src="{url}" integrity="{integrity("widget.js")}" crossorigin></script>'
    person = await new_person()
    await person.go(site.council.page("plain.html", body="", scripts=script))
    await person.open()


async def test_a_changed_first_file_does_not_run(new_person: NewPerson, site: Site) -> None:
    url = f"{site.guide}/widget/{version()}/widget.js"
    script = f'<script type="module" src="{url}" integrity="{integrity("widget.js")}" crossorigin></script>'
    person = await new_person()
    person.seen.expect("integrity", "Failed to load resource")
    await person.context.route("**/widget.js", _tamper)
    await person.go(site.council.page("plain.html", body="", scripts=script))
    await expect(person.page.locator("h1")).to_be_visible()
    assert await person.page.evaluate("globalThis.isTampered ?? false") is False
    assert any("integrity" in said for said in person.seen.complaints)


async def test_a_changed_second_file_is_refused_and_told(person: Person, words: dict[str, Any]) -> None:
    """SRI: what somebody put into chat.js on the way does not run, and people get words and a way on."""
    person.seen.expect("integrity", "Failed to load resource", "Failed to fetch dynamically")
    await person.context.route("**/chat.js*", _tamper)
    await person.launcher.click()
    await expect(person.widget).to_contain_text(words["launcher_failed"])
    assert await person.page.evaluate("globalThis.isTampered ?? false") is False


async def _tamper(route: Route) -> None:
    real = await route.fetch()
    await route.fulfill(response=real, body="globalThis.isTampered = true;" + await real.text())


async def test_under_a_path_of_a_website(new_person: NewPerson, site: Site) -> None:
    """The guide may live at https://www.council.example/send-guide/: all it asks for is under that path."""

    async def proxied(route: Route) -> None:
        path = route.request.url.split("/sub/path", 1)[1]
        real = await route.fetch(url=f"{site.guide}{path}")
        await route.fulfill(response=real)

    person = await new_person()
    await person.context.route(f"{site.council.origin}/sub/path/**", proxied)
    await person.go(site.council.page("council.html", guide=f"{site.council.origin}/sub/path", attributes=""))
    await person.open()
    await person.ask(QUESTION)
    asked = {sent.url for sent in person.seen.requests if "/widget" in sent.url or "/api/" in sent.url}
    assert asked and all(url.startswith(f"{site.council.origin}/sub/path/") for url in asked)


async def test_methods_open_and_close(person: Person) -> None:
    await person.page.evaluate("document.querySelector('send-guide').open()")
    await expect(person.dialog).to_be_visible()
    await person.expect_answers(1)
    await person.page.evaluate("document.querySelector('send-guide').close()")
    await expect(person.dialog).to_be_hidden()


async def test_nothing_opens_by_itself(person: Person) -> None:
    await person.open()
    await person.page.reload()
    await expect(person.launcher).to_be_visible()
    await expect(person.dialog).to_have_count(0)


async def test_a_label_of_ones_own(new_person: NewPerson, site: Site) -> None:
    person = await (await new_person()).go(site.embedded('label="Ask about SEND"'))
    await expect(person.launcher).to_have_text("Ask about SEND")


async def test_colours_and_place_follow_the_websites_properties(new_person: NewPerson, site: Site) -> None:
    person = await new_person()
    body = """<p>Words.</p>"""
    style = (
        "send-guide { --send-guide-colour: rgb(80, 0, 80); --send-guide-colour-text: rgb(255, 255, 250);"
        " --send-guide-font: serif; --send-guide-offset-block: 50px; --send-guide-offset-inline: 40px; }"
    )
    sheet = site.council.serve("theme.css", style.encode(), content_type="text/css")
    scripts = f'<link rel="stylesheet" href="{sheet}"><script type="module" src="{site.guide}/widget.js"></script>'
    await person.go(site.council.page("plain.html", body=body, scripts=scripts))
    await expect(person.launcher).to_have_css("background-color", "rgb(80, 0, 80)")
    await expect(person.launcher).to_have_css("color", "rgb(255, 255, 250)")
    await expect(person.launcher).to_have_css("font-family", "serif")
    box = await person.launcher.bounding_box()
    assert box is not None
    assert DESKTOP["width"] - (box["x"] + box["width"]) == pytest.approx(40, abs=1)
    assert DESKTOP["height"] - (box["y"] + box["height"]) == pytest.approx(50, abs=1)
    await person.open()
    await expect(person.button(person.words["send"])).to_have_css("background-color", "rgb(80, 0, 80)")


async def test_words_of_a_file_leave_no_english_word_in_the_window(
    new_person: NewPerson, site: Site, words: dict[str, Any]
) -> None:
    """Line 21."""
    plain = await new_person()
    person = Person(plain.page, plain.seen, pseudo(words))
    await person.go(translated_page(site, person.words))
    await person.open()
    await expect(person.dialog).to_have_attribute("lang", LANG)
    await person.choose_option("easy_read")
    await person.choose_option("delete")
    own: list[str] = await probe(person.page, "ownTexts")
    choices = person.dialog.get_by_role("list", name=person.words["suggestions"]).get_by_role("button")
    offered = [(await one.inner_text()).strip() for one in await choices.all()]
    names = "|".join(re.escape(one["name"]) for one in words["people"])
    data = re.compile(
        rf"{names}|\d+ \w+ \d{{4}}"
    )  # what is no word of the window: people, and a day as the browser has it
    own = [data.sub("", text) for text in own if text not in offered]
    assert [text for text in own if re.search("[a-z]{2,}", text, re.IGNORECASE)] == []


async def test_missing_words_fall_back_and_a_missing_file_does_no_harm(
    new_person: NewPerson, site: Site, words: dict[str, Any]
) -> None:
    some = site.council.serve("some.json", json.dumps({"send": "Anfon"}).encode(), content_type="application/json")
    person = await (await new_person()).go(site.embedded(f'texts="{some}"'))
    await person.open()
    await expect(person.button("Anfon")).to_be_visible()
    await expect(person.button(words["options"])).to_be_visible()
    broken = site.council.serve("none.json", b"not JSON", content_type="application/json")
    other = await (await new_person()).go(site.embedded(f'texts="{broken}"'))
    await other.open()
    await expect(other.button(words["send"])).to_be_visible()


def test_dist_has_what_the_page_asks_for() -> None:
    assert {file.name for file in Path(DIST / version()).iterdir()} >= {
        "widget.js",
        "chat.js",
        "chat.css",
        "integrity.json",
    }


async def test_browsers_without_constructable_sheets_get_a_file(new_person: NewPerson, site: Site) -> None:
    """Older Safari: styles come by a link, and nothing inline is needed."""
    person = await new_person(viewport=PHONE)
    await person.context.add_init_script(path=OLD_SAFARI)
    policy = STRICT.format(guide=site.guide).replace("style-src 'self'", f"style-src 'self' {site.guide}")
    await person.go(site.embedded(policy=policy))
    await expect(person.launcher).to_be_visible()
    modern = await (await new_person(viewport=PHONE)).go(site.page)
    assert await person.launcher.bounding_box() == await modern.launcher.bounding_box()
    await person.open()
    box = await person.dialog.bounding_box()
    assert box and box["width"] == PHONE["width"] and box["height"] == PHONE["height"]
