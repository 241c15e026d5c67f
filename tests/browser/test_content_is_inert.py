"""Words stay words: nothing from the guide, a person or a file becomes code or a wrong link (lines 24 to 27)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Route, expect

from sendguide.settings import PROJECT
from tests.browser.conftest import NewPerson, Site
from tests.support.browser import probe
from tests.support.browser_person import Person
from tests.support.browser_replies import API, Reply, block, change_replies, cors, message, reply, says

HOSTILE = PROJECT / "tests" / "fixtures" / "hostile"
KINDS = ["paragraph", "list", "steps", "contact", "service", "date", "heading", "fold", "source", "hologram"]
SCHEMES = ("https://", "http://", "mailto:", "tel:", "sms:")
AT_ONCE = 8


def lines(name: str) -> list[str]:
    """The lines of a file of the corpus, blanks at the ends included."""
    return [line for line in (HOSTILE / name).read_text(encoding="utf-8").split("\n") if line.strip()]


SCRIPTS, LINKS, TEXTS = lines("scripts.txt"), lines("links.txt"), lines("texts.txt")


def batches(entries: list[str]) -> Iterator[list[str]]:
    """A few at a time."""
    for start in range(0, len(entries), AT_ONCE):
        yield entries[start : start + AT_ONCE]


def planted(payloads: list[str]) -> Reply:
    """A reply in which each payload is in every text field of a block of some kind."""
    messages = []
    for number, payload in enumerate(payloads):
        link, button = (
            {"title": payload, "url": f"https://example.org/{number}"},
            {"title": payload, "payload": payload},
        )
        kind = KINDS[number % len(KINDS)]
        blocks = [block("paragraph", text=payload)]
        blocks.append(
            block(kind, text=payload, title=payload, items=[payload, payload], links=[link], buttons=[button])
        )
        blocks.append(block(payload, text=payload, title=payload))
        messages.append(message(*blocks, buttons=[button], links=[link]))
    sources = [{"title": one, "url": "https://example.org/s", "checked_on": one} for one in payloads]
    return reply(*messages, answers=payloads, options=payloads, sources=sources)


async def expect_inert(person: Person) -> None:
    """Nothing ran, nothing was fetched, and no element or attribute that could run is there."""
    assert await person.page.evaluate("globalThis.isPwned ?? false") is False
    assert await probe(person.page, "handlers") == []
    for link in await probe(person.page, "links"):
        assert link["tag"] == "A" or (link["tag"] == "FORM" and link["href"] == ""), link
        if link["tag"] == "A":
            assert link["full"].startswith(SCHEMES), link
            assert not (urlsplit(link["full"]).hostname or "").endswith("evil.example"), link
    assert [sent.url for sent in person.seen.requests if "evil.example" in sent.url] == []


@pytest.fixture
async def watched(person: Person) -> Person:
    """Somebody whose page notices when a payload runs (`pwned` is in browser_probes.js)."""
    person.page.on("dialog", lambda dialog: pytest.fail(f"a payload opened {dialog.type}"))
    return person


def test_there_are_enough_payloads() -> None:
    assert len(SCRIPTS) >= 50 and len(set(SCRIPTS)) == len(SCRIPTS)
    assert len(LINKS) >= 25


async def test_planted_in_every_field_of_a_reply_it_is_text(watched: Person) -> None:
    """Line 25."""
    given: list[Reply] = []
    await change_replies(watched.context, lambda _: given[-1])
    await watched.open()
    for payloads in batches(SCRIPTS):
        given.append(planted(payloads))
        answer = await watched.ask("hi")
        shown = await answer.text_content() or ""
        assert [payload for payload in payloads if payload not in shown] == []
    await expect_inert(watched)
    for details in await watched.log.locator("details:not([open]) > summary").all():
        if await details.is_visible():
            await details.click()
    for button in await watched.dialog.locator("ul button").all():
        if await button.is_visible():
            await button.hover()
    await expect_inert(watched)
    await watched.page.reload()
    await watched.open(answers=1 + len(given))
    await expect_inert(watched)


async def test_typed_it_is_text(watched: Person) -> None:
    """Line 25, and line 33: what is typed arrives as typed, never as the press of a button."""
    await answer_here(watched, says("Noted."))
    await watched.open()
    for payload in SCRIPTS:
        before = await watched.questions.count()
        await watched.type(payload)
        await expect(watched.questions).to_have_count(before + 1)
        assert payload in (await watched.questions.last.text_content() or "")
    await watched.expect_answers(1 + len(SCRIPTS))
    sent = [json.loads(call.body) for call in watched.seen.calls("messages")]
    assert [body["text"] for body in sent] == SCRIPTS
    assert all("payload" not in body for body in sent)
    await expect_inert(watched)
    await watched.page.reload()
    await watched.open(answers=1 + len(SCRIPTS))
    await expect_inert(watched)


async def answer_here(person: Person, given: Reply) -> None:
    """Answers messages here: the guide's own answers are not what this is about."""
    numbers = iter(range(2, 10_000))

    async def fulfil(route: Route) -> None:
        told = {"id": route.request.post_data_json["id"], "seq": next(numbers), "expires_in": 1800, "reply": given}
        await route.fulfill(json=told, headers=cors(route))

    await person.context.route(f"{API}messages", fulfil)


async def test_only_good_addresses_become_links(watched: Person) -> None:
    """Lines 25 and 26: the title of a bad link is shown as plain text."""
    links = [{"title": f"Link number {number}.", "url": url} for number, url in enumerate(LINKS)]
    bad = reply(
        message(
            block("contact", title="Who", text="What for", links=links),
            block("source", text="Source: x.", links=links[:1]),
        ),
        message(block("paragraph", text="Links of the message"), links=links),
        sources=[
            {"title": f"Bad source {number}.", "url": url, "checked_on": "2026-11-23"}
            for number, url in enumerate(LINKS)
        ],
    )
    await change_replies(watched.context, lambda _: bad)
    await watched.open()
    answer = await watched.ask("hi")
    shown = await answer.text_content() or ""
    assert [link["title"] for link in links if link["title"] not in shown] == []
    await expect_inert(watched)


async def test_good_links_are_links(person: Person, site: Site, words: dict[str, Any]) -> None:
    """Line 26: each kind of link; downloads come from the guide's address, others open in a new tab."""
    urls = [
        "https://www.ipsea.org.uk/",
        "http://example.org/a_b?c=1&d=2",
        "mailto:a_b@council.example",
        "tel:03330062835",
    ]
    urls += ["sms:85258", "/takeaways/calendar?letter=2026-11-09&kind=refusal_to_assess"]
    links = [{"title": f"Link number {number}.", "url": url} for number, url in enumerate(urls)]
    await change_replies(
        person.context, lambda _: reply(message(block("contact", title="Who", text="For", links=links)))
    )
    await person.open()
    await person.ask("hi")
    found = {link["full"]: link for link in await probe(person.page, "links") if "Link number" in link["text"]}
    assert set(found) == {*urls[:-1], f"{site.guide}{urls[-1]}"}
    for url, link in found.items():
        if url.startswith("http") and not url.startswith(site.guide):
            assert link["target"] == "_blank" and set(link["rel"].split()) >= {"noopener", "noreferrer"}
            assert words["new_tab"] in link["text"]


@pytest.mark.parametrize("kind", KINDS)
async def test_words_are_shown_character_by_character(person: Person, kind: str) -> None:
    """Line 24, and line 27 for a kind that nobody knows."""
    await change_replies(
        person.context,
        lambda _: reply(message(block(kind, title="Title", text="Words", items=TEXTS), text="\n".join(TEXTS))),
    )
    await person.open()
    answer = await person.ask("hi")
    shown = await answer.text_content() or ""
    wanted = TEXTS if kind not in {"paragraph", "heading", "fold", "source"} else []
    assert [text for text in wanted if text not in shown] == []


async def test_paragraphs_and_typed_words_are_shown_character_by_character(person: Person) -> None:
    """Line 24."""
    paragraphs = [block("paragraph", text=text) for text in TEXTS]
    await answer_here(person, reply(message(*paragraphs)))
    await person.open()
    for text in TEXTS:
        answer = await person.ask(text)
        assert text in (await person.questions.last.text_content() or "")
    shown = await answer.text_content() or ""
    assert [text for text in TEXTS if text not in shown] == []


BROKEN: list[Any] = [
    {"kind": "contact"},
    {"kind": "list", "items": None},
    {"kind": "steps", "items": "no list"},
    {"kind": None, "text": 7},
    {"text": "Only words."},
    {},
    {"kind": "service", "title": {"a": 1}, "links": [None, {}, {"url": 5}], "buttons": [None, {}]},
    {"kind": "date", "title": "T", "text": "D", "items": [None, 3], "links": {"a": 1}},
    None,
    "words",
    [],
]


async def test_broken_blocks_do_not_break_the_window(person: Person) -> None:
    """Line 27: what there is of words is shown, the rest of the answer too, and the chat goes on."""
    words = says("First words.")["messages"]
    broken = {**says(""), "messages": [*words, {"text": "t", "blocks": BROKEN}]}
    await change_replies(person.context, lambda _: broken)
    await person.open()
    answer = await person.ask("hi")
    await expect(answer).to_contain_text("First words.")
    await expect(answer).to_contain_text("Only words.")
    await person.context.unroute(f"{API}messages")
    await person.ask("how much does mediation cost")


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "{}",
        '{"reply": null}',
        '{"reply": {}}',
        '{"reply": {"status": "answered"}}',
        '{"reply": {"messages": "x"}}',
        '{"reply": {"messages": []}, "seq": 2, "expires_in": 1800}',
    ],
)
async def test_an_answer_without_words_is_never_silence(person: Person, body: str) -> None:
    """Line 37: an empty or broken reply is told, and the message can be sent again."""
    await person.open()

    async def fulfil(route: Route) -> None:
        await route.fulfill(body=body, content_type="application/json", headers=cors(route))

    await person.context.route(f"{API}messages", fulfil)
    await person.type("hi")
    await person.says("unreachable")
    await person.context.unroute(f"{API}messages")
    await person.expect_answers(2)


async def test_words_of_a_file_and_of_attributes_are_text(
    new_person: NewPerson, site: Site, words: dict[str, Any]
) -> None:
    """Words that a website brings along (`texts`, `label`) are words too."""
    payload = SCRIPTS[8]
    own = {key: payload for key, value in words.items() if isinstance(value, str) and key not in {"lang", "dir"}}
    texts = site.council.serve("t.json", json.dumps(own).encode(), content_type="application/json")
    person = await new_person()
    await person.go(site.embedded(f'texts="{texts}" label="&lt;img src=x onerror=pwned()&gt;"'))
    await expect(person.launcher).to_have_text("<img src=x onerror=pwned()>")
    await person.launcher.click()
    await expect(person.dialog.locator("textarea")).to_be_focused()
    await expect_inert(person)


async def test_what_another_script_put_into_the_storage_is_harmless(watched: Person) -> None:
    """The page's other scripts can write there: rubbish neither runs nor keeps the window from opening."""
    await watched.open()
    await watched.ask("hi")
    await watched.page.evaluate(
        """rubbish => {
          Object.keys(sessionStorage).forEach((key, at) => sessionStorage.setItem(key, rubbish[at % rubbish.length]));
        }""",
        ["{", "null", '{"side":"guide","reply":{"messages":[{"blocks":[null]}]}}', "<img src=x onerror=pwned()>", "[]"],
    )
    await watched.page.reload()
    await watched.launcher.click()
    await expect(watched.field).to_be_focused()
    await expect(watched.field).to_be_editable()
    await watched.ask("how much does mediation cost")
    await expect_inert(watched)
