"""A browser without scripts and styles: it reads a page, fills in its one form and presses its buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

import requests

SECONDS = 30
NO_END = {"input", "meta", "link", "br", "hr", "img"}


@dataclass
class Element:
    """An element with its attributes, its words, and the elements around it."""

    tag: str
    attributes: dict[str, str]
    around: tuple[Element, ...]
    text: str = ""

    @property
    def words(self) -> str:
        """Its words, with single blanks."""
        return " ".join(self.text.split())


@dataclass
class PlainPage(HTMLParser):
    """The elements of a page, in order; what is left open or closed twice is a fault."""

    source: str
    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[Element] = []
        self.feed(self.source)
        self.close()
        self.faults += [f"<{element.tag}> is left open" for element in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len({name for name, _ in attrs}) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self.elements.append(element)
        if tag not in NO_END:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1].tag == tag:
            self._open.pop()
        else:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, *tags: str) -> list[Element]:
        """All elements with these tags."""
        return [element for element in self.elements if element.tag in tags]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only element with a tag and these attributes."""
        found = [e for e in self.all(tag) if all(e.attributes.get(name) == value for name, value in attributes.items())]
        assert len(found) == 1, (tag, attributes, len(found))
        return found[0]

    def fields(self) -> dict[str, str]:
        """What its form sends, besides the button that is pressed."""
        found = {e.attributes["name"]: e.attributes.get("value", "") for e in self.all("input")}
        for element in self.all("textarea"):
            found[element.attributes["name"]] = element.text.removeprefix("\n")
        return found

    def button(self, words: str) -> Element:
        """The first button with these words on it."""
        return next(element for element in self.all("button") if element.words == words)


class PlainBrowser:
    """One visit.

    Args:
        base_url: where the guide is served.
    """

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.answer = requests.get(f"{base_url}/chat", timeout=SECONDS)
        self.page = PlainPage(self.answer.text)
        self.sent: dict[str, str] = {}

    def say(self, text: str) -> PlainPage:
        """Types words and presses Send."""
        return self.send({**self.page.fields(), "text": text, "do": "say"})

    def press(self, words: str, **changed: str) -> PlainPage:
        """Presses a button."""
        button = self.page.button(words).attributes
        return self.send({**self.page.fields(), **changed, button["name"]: button["value"]})

    def again(self) -> PlainPage:
        """Loads the page again: browsers send the same form once more."""
        return self.send(self.sent)

    def send(self, form: dict[str, str], **options: object) -> PlainPage:
        """Sends a form and reads the page that comes."""
        self.sent = form
        self.answer = requests.post(
            f"{self.base_url}/chat", data=form, timeout=SECONDS, allow_redirects=False, **options
        )
        self.page = PlainPage(self.answer.text)
        return self.page


def expect_accessible(page: PlainPage) -> None:
    """What a rule can judge of a page without drawing it; axe in a real browser judges more."""
    assert page.faults == []
    assert page.one("html").attributes["lang"] == "en-GB"
    assert page.one("title").words and page.one("main") and page.one("header")
    _expect_headings(page)
    _expect_names(page)
    _expect_safe(page)


def _expect_headings(page: PlainPage) -> None:
    levels = [int(element.tag[1]) for element in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert all(element.words for element in page.all("h1", "h2", "h3", "h4", "summary", "button", "a"))


def _expect_names(page: PlainPage) -> None:
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in page.elements:
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert set(element.attributes.get(name, "").split()) <= set(ids), element.attributes
    labelled = {element.attributes["for"] for element in page.all("label")}
    shown = [element for element in page.all("textarea", "input") if element.attributes.get("type") != "hidden"]
    assert all(element.attributes["id"] in labelled for element in shown)
    for element in page.all("ul", "ol"):
        assert {e.tag for e in page.elements if e.around and e.around[-1] is element} == {"li"}
    inside = [link.attributes["href"][1:] for link in page.all("a") if link.attributes["href"].startswith("#")]
    assert set(inside) <= set(ids)


def _expect_safe(page: PlainPage) -> None:
    assert not page.all("script", "iframe", "object", "img")
    assert all(button.attributes["type"] == "submit" for button in page.all("button"))
    for element in page.elements:
        assert not [name for name in element.attributes if name.startswith("on") or name == "style"]
    for link in page.all("a"):
        href = link.attributes["href"]
        assert href.startswith(("#", "./", "https://", "http://", "mailto:", "tel:", "sms:")) or href.isalpha(), href
        if href.startswith("http"):
            assert link.attributes["rel"] == "noopener noreferrer"
            assert link.words != href
