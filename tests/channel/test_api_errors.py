"""Errors of the API, each with a code for programs and a sentence for the person who reads it; and health."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from sendguide.storage.tracker_store import WordlessTrackerStore
from tests.support.api import SECONDS, Chat, expect_error
from tests.support.server import ServedGuide

QUESTION = "how much does mediation cost us"
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": ""},
        {"authorization": "Bearer"},
        {"authorization": "Bearer "},
        {"authorization": "Bearer not-a-token"},
        {"authorization": "Basic dXNlcjpwYXNz"},
        {"authorization": "Bearer " + "x" * 5000},
        {"authorization": b"Bearer \xff\xfe"},
    ],
)
def test_without_a_good_token_nothing_is_answered(chat: Chat, headers: dict[str, Any]) -> None:
    expect_error(chat.post({"id": "1", "text": QUESTION}, headers=headers), 401)


def test_the_word_bearer_may_be_written_in_any_case(chat: Chat) -> None:
    token = chat.opened.json()["token"]
    assert chat.post({"id": "1", "text": QUESTION}, headers={"authorization": f"bearer {token}"}).status_code == 200


@pytest.mark.parametrize("data", [b"{", b"hello", b"\xff\xfe{}", b'{"id": "1", "text": "a', b"[" * 5000])
def test_what_is_not_json_is_400(chat: Chat, data: bytes) -> None:
    expect_error(chat.post(data=data, headers={**chat.headers, **JSON}), 400)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None])
def test_what_does_not_call_itself_json_is_415(chat: Chat, kind: str | None) -> None:
    headers = {**chat.headers, **({"content-type": kind} if kind else {})}
    expect_error(chat.post(data=b'{"id": "1", "text": "hello"}', headers=headers), 415)


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        "hello",
        7,
        {"id": "1"},
        {"text": "hello"},
        {"id": "", "text": "hello"},
        {"id": "x" * 101, "text": "hello"},
        {"id": 1, "text": "hello"},
        {"id": "1", "text": 7},
        {"id": "1", "text": None},
        {"id": "1", "text": ["hello"]},
        {"id": "1", "text": {"a": "b"}},
        {"id": "1", "text": "hello", "payload": "/start_again"},
        {"id": "1", "payload": {"a": "b"}, "title": "hello"},
        {"id": "1", "payload": "/start_again", "title": None},
        {"id": "1", "title": "hello"},
        {"id": "1", "text": "hello", "variant": "text"},
        {"id": "1", "text": "hello", "variant": ""},
        {"id": "1", "text": "hello", "variant": None},
        {"id": "1", "text": "hello", "variant": {"variant": "easy_read"}},
        {"id": "1", "payload": "/start_again", "title": "hello", "variant": "Easy_read"},
    ],
)
def test_json_of_another_form_is_422(chat: Chat, body: Any) -> None:
    expect_error(chat.post(body), 422)


@pytest.mark.parametrize(("data", "status"), [(b"null", 422), (b"", 422)])
def test_nothing_at_all_is_refused(chat: Chat, data: bytes, status: int) -> None:
    expect_error(chat.post(data=data, headers={**chat.headers, **JSON}), status)


@pytest.mark.parametrize("path", ["sessions", "messages"])
@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_the_wrong_method_is_405(chat: Chat, path: str, method: str) -> None:
    expect_error(requests.request(method, f"{chat.url}/{path}", headers=chat.headers, timeout=SECONDS), 405)


def test_a_body_of_more_than_64_kilobytes_is_413(chat: Chat) -> None:
    expect_error(chat.post({"id": "1", "text": "x" * 65 * 1024}), 413)
    assert chat.ask(QUESTION)["reply"]["answers"] == ["mediation_cost"]


def test_an_odd_character_in_the_id_or_words_breaks_nothing(chat: Chat) -> None:
    lone_surrogate = b'{"id": "odd \\ud800", "text": "how much does mediation cost us \\ud83d"}'
    answer = chat.post(data=lone_surrogate, headers={**chat.headers, **JSON})
    assert answer.status_code in {200, 400, 422}, answer.text
    assert chat.ask(QUESTION)["reply"]["answers"] == ["mediation_cost"]


def test_alive_and_ready(http: ServedGuide) -> None:
    assert requests.get(f"{http.base_url}/healthz", timeout=SECONDS).json() == {"status": "ok"}
    ready = requests.get(f"{http.base_url}/readyz", timeout=SECONDS)
    assert ready.status_code == 200 and ready.json()["status"] == "ready"


def test_alive_but_not_ready_when_the_database_fails(http: ServedGuide, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: Any) -> None:
        raise RuntimeError("a secret of the database")

    chat = Chat(http.base_url)
    monkeypatch.setattr(WordlessTrackerStore, "retrieve", fails)
    assert requests.get(f"{http.base_url}/healthz", timeout=SECONDS).status_code == 200
    ready = requests.get(f"{http.base_url}/readyz", timeout=SECONDS)
    assert ready.status_code == 503 and "secret" not in ready.text
    assert chat.ask(QUESTION)["reply"]["status"] == "error"
    assert chat.ask("I want to die")["reply"]["status"] == "crisis"
