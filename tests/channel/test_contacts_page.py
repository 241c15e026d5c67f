"""The pages of contacts and about the guide, as they are served; and the page that is shown when pages fail."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from sendguide.content.loader import Content
from sendguide.pages.contacts import contacts_page
from tests.support.plain_browser import SECONDS, PlainPage, expect_accessible
from tests.support.server import ServedGuide


@pytest.mark.parametrize("path", ["contacts", "about", "chat"])
def test_pages_are_served_with_every_safe_header_and_no_cookie(http: ServedGuide, path: str) -> None:
    answer = requests.get(f"{http.base_url}/{path}", timeout=SECONDS)
    assert answer.status_code == 200 and answer.headers["content-type"] == "text/html; charset=utf-8"
    expect_accessible(PlainPage(answer.text))
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin" and answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    assert requests.get(f"{http.base_url}/{path}/", timeout=SECONDS).status_code == 404  # its links are relative


def test_every_page_of_ours_that_is_linked_is_there(http: ServedGuide) -> None:
    for path in ("contacts", "about", "chat"):
        page = PlainPage(requests.get(f"{http.base_url}/{path}", timeout=SECONDS).text)
        linked = {e.attributes["href"] for e in page.all("a", "link") if not e.attributes["href"].startswith("#")}
        for href in linked:
            if ":" not in href:
                assert requests.get(f"{http.base_url}/{href}", timeout=SECONDS).status_code == 200, href


def test_the_styles_ask_for_nothing_and_are_text(http: ServedGuide) -> None:
    answer = requests.get(f"{http.base_url}/pages.css", timeout=SECONDS)
    assert answer.headers["content-type"].startswith("text/css")
    assert "url(" not in answer.text and "@import" not in answer.text and "http" not in answer.text


def test_the_page_about_the_guide_says_how_long_a_chat_is_kept(http: ServedGuide) -> None:
    page = PlainPage(requests.get(f"{http.base_url}/about", timeout=SECONDS).text)
    assert "30 days" in page.one("main").words and "30 minutes" in page.one("main").words


@pytest.mark.parametrize("path", ["contacts", "about"])
def test_when_a_page_fails_people_to_contact_are_shown(
    http: ServedGuide, content: Content, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("a template is broken")

    monkeypatch.setattr(f"sendguide.server.pages.{path}_page", broken)
    answer = requests.get(f"{http.base_url}/{path}", timeout=SECONDS)
    assert answer.status_code == 503 and answer.text == contacts_page(content)
