"""The chat over HTTP: sessions, messages, and retries that run nothing twice."""

from __future__ import annotations

import threading
from typing import Any

import pytest
import requests

from sendguide.storage.tracker_store import WordlessTrackerStore
from tests.support.api import SECONDS, Chat
from tests.support.server import ServedGuide

QUESTION = "how much does mediation cost us"
REPLY_KEYS = {"status", "answers", "options", "messages", "sources", "confidence"}


def test_a_session_begins_with_a_token_and_the_greeting(chat: Chat) -> None:
    assert chat.opened.status_code == 201
    body = chat.opened.json()
    assert set(body) == {"token", "expires_in", "reply"}
    assert len(body["token"]) >= 22 and isinstance(body["expires_in"], int) and body["expires_in"] > 0
    assert set(body["reply"]) == REPLY_KEYS
    assert body["reply"]["status"] == "smalltalk" and body["reply"]["messages"][0]["buttons"]


def test_every_session_has_a_token_of_its_own(http: ServedGuide) -> None:
    assert len({Chat(http.base_url).opened.json()["token"] for _ in range(5)}) == 5


def test_a_reply_has_the_form_that_was_promised(chat: Chat) -> None:
    body = chat.ask(QUESTION)
    assert set(body) == {"id", "seq", "reply", "expires_in"} and body["seq"] == 1
    assert 0 < body["expires_in"] <= chat.opened.json()["expires_in"]
    reply = body["reply"]
    assert set(reply) == REPLY_KEYS
    assert reply["status"] == "answered" and reply["answers"] == ["mediation_cost"] and 0 < reply["confidence"] <= 1
    assert all(set(message) == {"text", "blocks", "buttons", "links"} for message in reply["messages"])
    assert all(set(button) == {"title", "payload"} for button in reply["messages"][0]["buttons"])
    assert all(set(source) == {"title", "url", "checked_on"} for source in reply["sources"])


def test_a_message_may_ask_for_easy_read(chat: Chat) -> None:
    plain, simple = chat.ask(QUESTION), chat.ask(QUESTION, variant="easy_read")
    assert simple["reply"]["answers"] == plain["reply"]["answers"] and set(simple) == set(plain)
    assert "Easy read" in _titles(plain) and "Easy read" not in _titles(simple)
    button = next(item for item in plain["reply"]["messages"][0]["buttons"] if "show_answer" in item["payload"])
    assert "Easy read" not in _titles(chat.post({"id": "1", **button, "variant": "easy_read"}).json())


def _titles(body: dict[str, Any]) -> list[str]:
    return [button["title"] for message in body["reply"]["messages"] for button in message["buttons"]]


@pytest.mark.parametrize("key", ["metadata", "input_channel", "parse_data", "easy_read", "Variant"])
def test_nothing_else_of_a_body_is_obeyed(chat: Chat, key: str) -> None:
    body = chat.ask(QUESTION, **{key: '{"variant": "easy_read"}'})
    assert "Easy read" in _titles(body)


def test_words_come_back_without_personal_data_once(chat: Chat) -> None:
    message = {"id": "1", "text": "my son Liam Carter wants to die"}
    first, again = chat.post(message).json(), chat.post(message).json()
    assert first.pop("said") == "my son [name] wants to die"
    assert {**again, "expires_in": 0} == {**first, "expires_in": 0}
    assert "said" not in chat.ask(QUESTION)


def test_turns_are_numbered(chat: Chat) -> None:
    assert [chat.ask(QUESTION)["seq"] for _ in range(3)] == [1, 2, 3]


def test_a_button_is_answered(chat: Chat) -> None:
    button = chat.opened.json()["reply"]["messages"][0]["buttons"][0]
    answer = chat.post({"id": "1", **button})
    assert answer.status_code == 200 and answer.json()["reply"]["answers"] == ["mediation_what_is"]


def test_a_retry_gets_the_same_answer_and_runs_nothing_twice(chat: Chat) -> None:
    message = {"id": "the same", "text": "dfkjhg skjdfhg"}
    first, second = chat.post(message), chat.post(message)
    assert first.status_code == 200 and first.json() == second.json()
    # Had it run twice, the guide would have counted two misses and the second reply would be people to call.
    assert chat.post({"id": "another", "text": "dfkjhg skjdfhg"}).json()["reply"] != first.json()["reply"]


def test_a_retry_with_other_words_gets_the_answer_to_the_first(chat: Chat) -> None:
    first = chat.post({"id": "the same", "text": QUESTION})
    assert chat.post({"id": "the same", "text": "bin day"}).json() == first.json()


def test_the_same_id_in_two_sessions_is_two_messages(http: ServedGuide) -> None:
    mine, theirs = Chat(http.base_url), Chat(http.base_url)
    assert mine.post({"id": "1", "text": QUESTION}).json()["reply"]["answers"] == ["mediation_cost"]
    assert theirs.post({"id": "1", "text": "bin day"}).json()["reply"]["answers"] == ["oos_council_services"]


def test_two_retries_at_once_run_once(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[str] = []
    save = WordlessTrackerStore.save

    async def counted(self: WordlessTrackerStore, tracker: Any) -> None:
        saved.append(tracker.sender_id)
        await save(self, tracker)

    monkeypatch.setattr(WordlessTrackerStore, "save", counted)
    chat.post({"id": "alone", "text": QUESTION})
    of_one_turn = len(saved)
    answers: list[requests.Response] = []
    threads = [
        threading.Thread(target=lambda: answers.append(chat.post({"id": "at once", "text": QUESTION})))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=SECONDS)
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.text for answer in answers}) == 1 and answers[0].json()["seq"] == 2
    assert len(saved) == 2 * of_one_turn


def test_different_messages_at_once_are_each_answered(chat: Chat) -> None:
    wanted = {"mediation_cost": QUESTION, "oos_council_services": "bin day", "start_contact": "number for START please"}
    found: dict[str, list[str]] = {}
    threads = [
        threading.Thread(target=lambda name=name, text=text: found.update({name: chat.ask(text)["reply"]["answers"]}))
        for name, text in wanted.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=SECONDS)
    assert found == {name: [name] for name in wanted}


@pytest.mark.parametrize("key", ["sender", "sender_id", "conversation_id", "session", "token"])
def test_whose_conversation_it_is_never_comes_from_the_body(http: ServedGuide, key: str) -> None:
    mine, theirs = Chat(http.base_url), Chat(http.base_url)
    mine.ask(QUESTION, **{key: "default"})
    assert theirs.ask("tell me more", **{key: "default"})["reply"]["answers"] == []
