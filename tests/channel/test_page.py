"""The page at `/`, the safety headers, and what must not be reachable on the port."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from html.parser import HTMLParser
from typing import Any

import pytest
import requests

from tests.support.server import ServedGuide

SECONDS = 30
NAMED_IN_DESIGN = ("/", "/page.css", "/icon.svg", "/healthz", "/readyz")
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
    ("GET", "/page.css/../../app.py"),
    ("GET", "/page.js"),
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


def test_ids_are_used_once_and_skip_links_lead_somewhere(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    inside = [link["href"][1:] for link in page.all("a") if link["href"].startswith("#")]
    assert inside and set(inside) <= set(ids)


def test_the_way_out_of_danger_is_on_the_page_without_javascript(page: Page) -> None:
    links = {link["href"] for link in page.all("a")}
    assert {"tel:999", "tel:111"} <= links


def test_the_window_is_on_the_page_and_so_are_the_ways_without_it(page: Page) -> None:
    assert page.all("script") == [{"type": "module", "src": "widget.js"}]
    assert len(page.all("send-guide")) == 1
    links = [link["href"] for link in page.all("a")]
    assert {"chat", "contacts", "about"} <= set(links)
    assert links[-1] == "chat", "the link inside the element is what people get when the script does not run"


@pytest.mark.parametrize("told", ["guide.example.org", "guide.example.org:8443", "[::1]:8000"])
def test_the_lines_to_embed_name_the_address_by_which_the_page_was_asked_for(http: ServedGuide, told: str) -> None:
    text = _code(requests.get(f"{http.base_url}/", headers={"host": told}, timeout=SECONDS).text)
    base = f"http://{told}"
    assert f'<script type="module" src="{base}/widget.js"></script>' in text
    assert f'<send-guide><a href="{base}/chat">' in text
    assert f"script-src {base}; connect-src {base}" in text


def test_the_line_with_a_fixed_version_has_the_hash_of_what_is_served(http: ServedGuide) -> None:
    text = _code(requests.get(f"{http.base_url}/", timeout=SECONDS).text)
    found = re.search(r'src="([^"]+/widget/[0-9.]+/widget\.js)"\s+integrity="sha384-([^"]+)" crossorigin', text)
    assert found, text
    launcher = requests.get(found[1], timeout=SECONDS).content
    assert base64.b64encode(hashlib.sha384(launcher).digest()).decode() == found[2]


@pytest.mark.parametrize("told", ['a"><script>alert(1)</script>', "evil.example/x", "x" * 300])
def test_nonsense_as_the_host_is_not_shown(http: ServedGuide, told: str) -> None:
    text = requests.get(f"{http.base_url}/", headers={"host": told}, timeout=SECONDS).text
    assert told not in text and "alert(1)" not in text and len(Page(text).all("script")) == 1


def test_the_page_is_sent_once_and_short(http: ServedGuide) -> None:
    first = requests.get(f"{http.base_url}/", timeout=SECONDS)
    assert first.headers["content-encoding"] == "gzip" and first.headers["cache-control"] == "no-cache"
    again = requests.get(f"{http.base_url}/", headers={"if-none-match": first.headers["etag"]}, timeout=SECONDS)
    assert again.status_code == 304 and not again.content


def test_nothing_is_inline_and_nothing_comes_from_another_host(page: Page) -> None:
    assert page.inline == []
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], (tag, attributes)
        loaded = [attributes.get("src"), attributes.get("srcset"), attributes.get("href") if tag == "link" else None]
        assert not [url for url in loaded if url and re.match(r"(?i)(https?:)?//|data:|javascript:", url)], attributes
        assert not str(attributes.get("href", "")).lower().startswith("javascript:")


@pytest.mark.parametrize(("path", "media_type"), [("/page.css", "text/css"), ("/icon.svg", "image/svg+xml")])
def test_assets_are_there_and_name_no_other_host(http: ServedGuide, page: Page, path: str, media_type: str) -> None:
    answer = requests.get(f"{http.base_url}{path}", timeout=SECONDS)
    assert answer.status_code == 200 and answer.headers["content-type"].split(";")[0] == media_type
    assert "url(" not in answer.text and "@import" not in answer.text and "<script" not in answer.text
    assert path[1:] in {link["href"] for link in page.all("link")}


@pytest.mark.parametrize("path", [*NAMED_IN_DESIGN, "/nothing", "/api/v1/messages", "/api/v1/sessions"])
def test_every_answer_carries_the_safety_headers(http: ServedGuide, path: str) -> None:
    answer = requests.get(f"{http.base_url}{path}", headers={"origin": "https://evil.example"}, timeout=SECONDS)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors" in policy
    assert "require-trusted-types-for 'script'" in policy
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


def _code(page: str) -> str:
    """The lines to copy, as people read them."""
    return html.unescape("\n".join(re.findall(r"<pre><code>(.*?)</code></pre>", page, re.DOTALL)))
