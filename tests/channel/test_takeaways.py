"""Take-aways through the whole guide: offered in the chat, shown there, downloaded from the same address."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import requests
from icalendar import Calendar

from tests.support.api import Chat, expect_error
from tests.support.server import ServedGuide

SECONDS = 30
THEN = ("it will not assess my child", "2 November 2026", "no certificate yet", "not yet")
GOOD = {"letter": "2026-11-02", "kind": "refusal_to_assess"}


def _press(chat: Chat, reply: dict[str, Any], title: str) -> dict[str, Any]:
    """Presses the one button that begins like this."""
    buttons = [button for message in reply["messages"] for button in message["buttons"]]
    (button,) = [button for button in buttons if button["title"].startswith(title)]
    answer = chat.post({"id": uuid.uuid4().hex, **button})
    assert answer.status_code == 200, answer.text
    return dict(answer.json()["reply"])


@pytest.fixture
def outcome(chat: Chat) -> dict[str, Any]:
    """The end of the deadline flow, in words alone."""
    reply: dict[str, Any] = {}
    for words in ("work out my deadline", "The council said no", *THEN):
        reply = chat.ask(words)["reply"]
    assert reply["status"] == "answered", reply
    return reply


def test_every_link_of_an_outcome_can_be_downloaded(http: ServedGuide, outcome: dict[str, Any]):
    links = [link for link in outcome["messages"][-1]["links"] if link["url"].startswith("/")]
    assert [link["url"].partition("?")[0].rpartition("/")[2] for link in links] == [
        "calendar",
        "checklist",
        "first_call",
        "start_email",
    ]
    for link in links:
        answer = requests.get(http.base_url + link["url"], timeout=SECONDS)
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment; filename=")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-type"] in ("text/calendar; charset=utf-8", "text/plain; charset=utf-8")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in answer.headers


def test_the_calendar_has_the_dates_of_the_outcome(http: ServedGuide, outcome: dict[str, Any]):
    url = next(link["url"] for link in outcome["messages"][-1]["links"] if "calendar" in link["url"])
    entries = Calendar.from_ical(requests.get(http.base_url + url, timeout=SECONDS).content).walk("VEVENT")
    assert len(entries) == 3
    for entry in entries:
        day = entry.decoded("dtstart")
        assert f"{day:%A} {day.day} {day:%B %Y}" in outcome["messages"][0]["text"]


def test_a_text_is_shown_as_it_is_in_the_file_and_the_place_is_kept(
    http: ServedGuide, chat: Chat, outcome: dict[str, Any]
):
    shown = _press(chat, outcome, "Show here: Checklist")
    assert shown["status"] == "answered"
    (link,) = shown["messages"][0]["links"]
    file = requests.get(http.base_url + link["url"], timeout=SECONDS).text
    assert shown["messages"][0]["text"].endswith(file.rstrip())
    assert _press(chat, shown, "Back to the answer") == outcome
    asked = chat.ask("change the letter date")["reply"]
    assert asked["status"] == "flow"
    changed = chat.ask("9 November 2026")["reply"]
    assert all("letter=2026-11-09" in link["url"] for link in changed["messages"][-1]["links"])


def test_a_text_can_be_shown_after_another_question(chat: Chat, outcome: dict[str, Any]):
    assert chat.ask("is mediation free?")["reply"]["answers"] == ["mediation_cost"]
    shown = _press(chat, outcome, "Show here: Draft email")
    assert shown["messages"][0]["links"][0]["url"].startswith("/takeaways/start_email?letter=2026-11-02")


def test_nothing_that_was_typed_but_the_dates_is_in_what_is_taken_away(http: ServedGuide, chat: Chat):
    for words in ("work out my deadline", "I am Zebedee Quux, the council said no about Florence", *THEN):
        reply = chat.ask(words)["reply"]
    for link in reply["messages"][-1]["links"]:
        text = requests.get(http.base_url + link["url"], timeout=SECONDS).text
        assert "Zebedee" not in text + link["url"] and "Florence" not in text + link["url"]


@pytest.mark.parametrize(
    ("status", "name", "params"),
    [
        (404, "recipe", GOOD),
        (404, "..%2Fcontacts.yml", GOOD),
        (404, "", GOOD),
        (422, "calendar", {}),
        (422, "calendar", {"letter": "2026-13-01"}),
        (422, "calendar", {"letter": "2026-12-01"}),
        (422, "calendar", {"letter": ["2026-11-02", "2026-11-03"]}),
        (404, "checklist", {"kind": "discrimination"}),
        (413, "calendar", {"letter": "2" * 10_000}),
    ],
)
def test_a_wrong_address_is_told_in_a_sentence(http: ServedGuide, status: int, name: str, params: dict[str, Any]):
    answer = requests.get(f"{http.base_url}/takeaways/{name}", params=params, timeout=SECONDS)
    expect_error(answer, status)
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_only_reading_is_possible(http: ServedGuide):
    head = requests.head(f"{http.base_url}/takeaways/calendar", params=GOOD, timeout=SECONDS)
    assert (head.status_code, head.content) == (200, b"")
    for method in ("POST", "PUT", "DELETE"):
        expect_error(requests.request(method, f"{http.base_url}/takeaways/checklist", timeout=SECONDS), 405)
