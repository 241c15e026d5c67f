"""A browser without scripts and styles: it reads a page, fills in its one form and presses its buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

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
