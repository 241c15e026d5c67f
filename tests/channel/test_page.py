"""The plain page, its safety headers, and what must not be reachable on the port."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
import requests

from tests.support.server import ServedGuide

SECONDS = 30
NAMED_IN_DESIGN = ("/", "/page.js", "/page.css", "/healthz", "/readyz")
RASA_ROUTES = [
    ("POST", "/webhooks/rest/webhook"),
    ("GET", "/webhooks/rest/"),
    ("POST", "/webhooks/guide/webhook"),
    ("POST", "/webhook"),
    ("GET", "/conversations/default/tracker"),
    ("POST", "/conversations/default/tracker/events"),
    ("POST", "/conversations/default/trigger_intent"),
    ("GET", "/conversations/default/story"),
    ("POST", "/model/parse"),
    ("POST", "/model/train"),
    ("PUT", "/model"),
    ("DELETE", "/model"),
    ("GET", "/domain"),
    ("GET", "/status"),
    ("GET", "/version"),
    ("GET", "/actions"),
    ("GET", "/health"),
    ("GET", "/socket.io/"),
    ("GET", "/index.html"),
    ("GET", "/../app.py"),
    ("GET", "/%2e%2e/app.py"),
    ("GET", "/page.js/../../app.py"),
]


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text inside scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[str] = []
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in {"script", "style"} and data.strip():
            self.inline.append(data)

    def all(self, tag: str) -> list[dict[str, Any]]:
        """The attributes of all elements with a tag."""
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def page(http: ServedGuide) -> Page:
    """The page at `/`, parsed."""
    answer = requests.get(f"{http.base_url}/", timeout=SECONDS)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/html")
    return Page(answer.text)


def test_the_page_says_its_language_and_has_one_heading(page: Page) -> None:
    assert page.all("html")[0]["lang"] == "en-GB"
    assert len(page.all("h1")) == 1 and len(page.all("main")) == 1 and len(page.all("title")) == 1
    assert "initial-scale=1" in str(next(meta for meta in page.all("meta") if meta.get("name") == "viewport"))


def test_every_field_has_a_label_and_every_button_a_type(page: Page) -> None:
    fields = [*page.all("textarea"), *page.all("input"), *page.all("select")]
    assert fields
    assert {field["id"] for field in fields} <= {label.get("for") for label in page.all("label")}
    assert all(button.get("type") for button in page.all("button"))


def test_the_conversation_is_a_log_with_a_name_and_news_are_announced(page: Page) -> None:
    logs = [attributes for _, attributes in page.elements if attributes.get("role") == "log"]
    assert len(logs) == 1 and logs[0].get("aria-labelledby") in {a.get("id") for _, a in page.elements}
    assert any(attributes.get("role") == "status" for _, attributes in page.elements)


def test_ids_are_used_once_and_skip_links_lead_somewhere(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    inside = [link["href"][1:] for link in page.all("a") if link["href"].startswith("#")]
    assert inside and set(inside) <= set(ids)


def test_the_way_out_of_danger_is_on_the_page_without_javascript(page: Page) -> None:
    links = {link["href"] for link in page.all("a")}
    assert {"tel:999", "tel:111"} <= links
    assert page.all("noscript")


def test_nothing_is_inline_and_nothing_comes_from_another_host(page: Page) -> None:
    assert page.inline == []
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], (tag, attributes)
        loaded = [attributes.get("src"), attributes.get("srcset"), attributes.get("href") if tag == "link" else None]
        assert not [url for url in loaded if url and re.match(r"(?i)(https?:)?//|data:|javascript:", url)], attributes
        assert not str(attributes.get("href", "")).lower().startswith("javascript:")


@pytest.mark.parametrize("path", ["/page.js", "/page.css"])
def test_assets_are_there_and_name_no_other_host(http: ServedGuide, page: Page, path: str) -> None:
    answer = requests.get(f"{http.base_url}{path}", timeout=SECONDS)
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] in {"text/css", "text/javascript", "application/javascript"}
    assert "http://" not in answer.text and "https://" not in answer.text
    assert path[1:] in {*(script["src"] for script in page.all("script")), *(link["href"] for link in page.all("link"))}


def test_the_script_never_sets_html(http: ServedGuide) -> None:
    script = requests.get(f"{http.base_url}/page.js", timeout=SECONDS).text
    for dangerous in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("):
        assert dangerous not in script


@pytest.mark.parametrize("path", [*NAMED_IN_DESIGN, "/nothing", "/api/v1/messages", "/api/v1/sessions"])
def test_every_answer_carries_the_safety_headers(http: ServedGuide, path: str) -> None:
    answer = requests.get(f"{http.base_url}{path}", headers={"origin": "https://evil.example"}, timeout=SECONDS)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in answer.headers
    assert not {"sanic", "rasa", "python"} & set(re.findall(r"[a-z]+", str(answer.headers).lower()))


@pytest.mark.parametrize(("method", "path"), RASA_ROUTES)
def test_rasas_own_routes_and_our_files_are_not_there(http: ServedGuide, method: str, path: str) -> None:
    prepared = requests.Request(method, http.base_url, json=None if method == "GET" else {"sender": "x"}).prepare()
    prepared.url = f"{http.base_url}{path}"  # as it is: requests would tidy the dots away
    with requests.Session() as session:
        answer = session.send(prepared, timeout=SECONDS)
    assert answer.status_code in {400, 404}, answer.text
    assert set(answer.json()["error"]) == {"code", "message"}
