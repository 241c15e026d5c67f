"""Links on a page lead to the web, to a phone, to an email or to a download; nothing else leads anywhere."""

from __future__ import annotations

import pytest

from sendguide.answers.reply import Link
from sendguide.pages.links import around_links, page_link


@pytest.mark.parametrize(
    "url", ["https://a.example/b?c=1#d", "http://a.example", "mailto:a@b.example", "tel:0800", "sms:85258"]
)
def test_addresses_that_lead_somewhere(url: str) -> None:
    found = page_link(Link("x", url))
    assert found.href == url
    assert found.is_elsewhere == url.startswith("http")


def test_a_download_is_looked_for_beside_the_page() -> None:
    assert (
        page_link(Link("x", "/takeaways/calendar?letter=2026-10-01")).href == "./takeaways/calendar?letter=2026-10-01"
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:https://a.example/1",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "https://",
        "https://[",
        "evil.example",
        "chat",
        "",
    ],
)
def test_everything_else_is_words_only(url: str) -> None:
    assert page_link(Link("x", url)).href == ""


CALL = Link("Call START on 024 7683 1614 (local rate)", "tel:02476831614")
WEB = Link("START website", "https://www.coventry.gov.uk/start")
MAIL = Link("Email START", "mailto:start@coventry.gov.uk")


def test_lines_that_a_link_says_too_are_left_out() -> None:
    items = ["Phone: 024 7683 1614 (local rate)", "Email: start@coventry.gov.uk", "Website: coventry.gov.uk/start"]
    assert around_links([*items, "Open: weekdays"], [CALL, MAIL, WEB]) == ((), ("Open: weekdays",))


def test_a_warning_before_the_number_stays_before_the_link() -> None:
    items = ["Check your letter first.", "Phone: 024 7683 1614 (local rate)", "Cost: free"]
    assert around_links(items, [CALL]) == (("Check your letter first.",), ("Cost: free",))


def test_a_number_that_no_link_has_stays() -> None:
    items = ["Phone: 024 7683 1614 (evenings: 024 7683 2222)", "Ages: 5 to 11"]
    assert around_links(items, [CALL, Link("Clubs for 5 to 11", "https://a.example")]) == ((), tuple(items))
