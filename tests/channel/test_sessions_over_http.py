"""History, feedback, erasing, and tokens: whose they are, where they work, and when they end."""

from __future__ import annotations

import sqlite3
import threading
import time
from typing import Any

import jwt
import pytest
import requests

from tests.support.api import SECONDS, Chat, expect_error
from tests.support.server import ServedGuide

QUESTION = "how much does mediation cost us"
TYPED = "how much does mediation cost us, asks Zebediah Quill"


def _get(chat: Chat, path: str) -> requests.Response:
    return requests.get(f"{chat.url}/{path}", headers=chat.headers, timeout=SECONDS)


def _rate(chat: Chat, body: Any) -> requests.Response:
    return requests.post(f"{chat.url}/feedback", json=body, headers=chat.headers, timeout=SECONDS)


def _erase(chat: Chat) -> requests.Response:
    return requests.delete(f"{chat.url}/session", headers=chat.headers, timeout=SECONDS)


def _of(chat: Chat) -> str:
    token = chat.opened.json()["token"]
    return str(jwt.decode(token, options={"verify_signature": False})["sub"])


def test_the_history_has_every_turn_once_and_no_typed_word(chat: Chat) -> None:
    nothing = _get(chat, "history").json()
    assert (nothing["turns"], nothing["more"]) == ([], False)
    typed = chat.ask(TYPED)
    button = typed["reply"]["messages"][0]["buttons"][0]
    pressed = chat.post({"id": "2", **button}).json()
    turns = _get(chat, "history").json()["turns"]
    assert [(turn["seq"], turn["role"]) for turn in turns] == [(1, "user"), (1, "guide"), (2, "user"), (2, "guide")]
    assert [turn["text"] for turn in turns if turn["role"] == "user"] == [None, button["title"]]
    assert [turn["reply"] for turn in turns if turn["role"] == "guide"] == [typed["reply"], pressed["reply"]]
    assert "Zebediah" not in str(turns) and "Quill" not in str(turns)


def test_the_history_goes_on_after_a_number(chat: Chat) -> None:
    for _ in range(3):
        chat.ask(QUESTION)
    assert [turn["seq"] for turn in _get(chat, "history?after=2").json()["turns"]] == [3, 3]
    assert _get(chat, "history?after=3").json()["turns"] == []


def test_reading_the_history_lets_the_chat_go_on_and_says_for_how_long(http: ServedGuide, chat: Chat) -> None:
    whole = chat.opened.json()["expires_in"]
    time.sleep(1.1)  # by the server's own clock, which is in another thread
    assert whole - 1 <= _get(chat, "history").json()["expires_in"] <= whole


@pytest.mark.parametrize("after", ["x", "-1", "1.5", "", "1&after=2", "1&before=2", "٣", "9" * 30])
def test_a_place_in_the_history_is_a_whole_number(chat: Chat, after: str) -> None:
    expect_error(_get(chat, f"history?after={after}"), 422)


def test_a_title_is_the_one_that_was_offered_not_one_that_was_sent(chat: Chat) -> None:
    button = chat.ask(QUESTION)["reply"]["messages"][0]["buttons"][0]
    chat.post({"id": "2", "payload": button["payload"], "title": "Zebediah Quill was refused"})
    chat.post({"id": "3", "payload": "/never_offered", "title": "Zebediah Quill was refused"})
    shown = [turn["text"] for turn in _get(chat, "history").json()["turns"] if turn["role"] == "user"]
    assert shown == [None, button["title"], None]


def test_nobody_reads_the_history_of_another(http: ServedGuide) -> None:
    mine, theirs = Chat(http.base_url), Chat(http.base_url)
    mine.ask(QUESTION)
    assert _get(theirs, "history").json()["turns"] == []
    expect_error(_rate(theirs, {"seq": 1, "helpful": True}), 404)


def test_feedback_is_taken_for_an_answer(chat: Chat) -> None:
    seq = chat.ask(QUESTION)["seq"]
    for body in ({"helpful": True}, {"helpful": False, "reason": "not_clear"}, {"helpful": False, "reason": None}):
        answer = _rate(chat, {"seq": seq, **body})
        assert answer.status_code == 204 and answer.content == b""


def test_feedback_is_for_real_answers_only(chat: Chat) -> None:
    greeting, lost = chat.ask("hello"), chat.ask("dfkjhg skjdfhg")
    assert greeting["reply"]["status"] == "smalltalk" and lost["reply"]["status"] == "fallback"
    for turn in (greeting, lost):
        expect_error(_rate(chat, {"seq": turn["seq"], "helpful": True}), 409)
    expect_error(_rate(chat, {"seq": 99, "helpful": True}), 404)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"seq": 1},
        {"helpful": True},
        {"seq": "1", "helpful": True},
        {"seq": True, "helpful": True},
        {"seq": 1, "helpful": 1},
        {"seq": 1, "helpful": "yes"},
        {"seq": 0, "helpful": True},
        {"seq": 2**40, "helpful": True},
        {"seq": 1, "helpful": False, "reason": "my Zebediah was refused"},
        {"seq": 1, "helpful": False, "reason": ["not_clear"]},
        {"seq": 1, "helpful": True, "comment": "words"},
    ],
)
def test_feedback_has_no_room_for_words(chat: Chat, body: Any) -> None:
    chat.ask(QUESTION)
    expect_error(_rate(chat, body), 422)


def test_an_erased_chat_is_gone_and_its_token_is_dead(http: ServedGuide, chat: Chat) -> None:
    chat.ask(QUESTION)
    assert _of(chat) in str(_rows(http))
    answer = _erase(chat)
    assert answer.status_code == 204 and answer.content == b""
    assert _of(chat) not in str(_rows(http))
    assert _of(chat).encode() not in b"".join(path.read_bytes() for path in http.database.parent.iterdir())
    for dead in (chat.post({"id": "9", "text": QUESTION}), _get(chat, "history"), _erase(chat)):
        expect_error(dead, 401)


def _rows(http: ServedGuide) -> list[Any]:
    with sqlite3.connect(http.database) as connection:
        tables = ("events", "turns", "ended")
        return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]  # noqa: S608


@pytest.mark.parametrize(
    "words", ["delete this chat", "Delete this chat.", "DELETE MY CHAT!", "please delete this chat"]
)
def test_a_chat_is_erased_by_words_too(http: ServedGuide, chat: Chat, words: str) -> None:
    chat.ask(QUESTION)
    body = chat.ask(words)
    assert body["seq"] is None and body["expires_in"] == 0
    assert body["reply"]["status"] == "smalltalk" and "has been deleted" in body["reply"]["messages"][0]["text"]
    assert _of(chat) not in str(_rows(http))
    expect_error(chat.post({"id": "9", "text": QUESTION}), 401)


@pytest.mark.parametrize("words", ["can I delete this chat later?", "will the council delete my plan", "delete"])
def test_other_words_erase_nothing(chat: Chat, words: str) -> None:
    assert chat.ask(words)["seq"] == 1
    assert chat.ask(QUESTION)["seq"] == 2


def test_of_messages_that_wait_while_it_is_erased_none_brings_it_back(http: ServedGuide, chat: Chat) -> None:
    found: list[int] = []

    def post(name: str) -> None:
        found.append(chat.post({"id": name, "text": QUESTION}).status_code)

    ask = [threading.Thread(target=post, args=(name,)) for name in "abcd"]
    for thread in ask:
        thread.start()
    assert _erase(chat).status_code == 204
    for thread in ask:
        thread.join(timeout=SECONDS)
    assert set(found) <= {200, 401} and _of(chat) not in str(_rows(http))


def test_while_the_database_is_locked_the_apology_comes_and_nothing_is_lost(http: ServedGuide, chat: Chat) -> None:
    chat.ask(QUESTION)
    other = sqlite3.connect(http.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        body = chat.post({"id": "kept back", "text": QUESTION}).json()
        assert body["reply"]["status"] == "error" and body["seq"] is None and body["expires_in"] > 0
        assert "024 7683 1614" in str(body["reply"])
        assert chat.ask("I want to die")["reply"]["status"] == "crisis"
        assert requests.get(f"{http.base_url}/healthz", timeout=SECONDS).status_code == 200
        assert requests.get(f"{http.base_url}/readyz", timeout=SECONDS).status_code == 503
        assert [turn["seq"] for turn in _get(chat, "history").json()["turns"]] == [1, 1]
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert chat.post({"id": "kept back", "text": QUESTION}).json()["seq"] == 2
    assert [turn["seq"] for turn in _get(chat, "history").json()["turns"]] == [1, 1, 2, 2]
