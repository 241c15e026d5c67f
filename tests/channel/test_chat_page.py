"""The same conversation without JavaScript: the page at `/chat`, its one form, and whatever can go wrong with it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from rasa.core.agent import Agent

from sendguide.content.loader import Content
from sendguide.pages.chat import LEAVE_URL
from sendguide.server.door import Door
from sendguide.server.exchange import Exchange
from sendguide.server.sessions import Sessions
from sendguide.storage.database import StoreError
from sendguide.storage.turns import Turns
from tests.channel.test_attacks import XSS
from tests.support.api import Chat
from tests.support.plain_browser import SECONDS, PlainBrowser, PlainPage, expect_accessible
from tests.support.server import ServedGuide

COST = "how much does mediation cost us"
DANGER = "I want to kill myself"


@pytest.fixture
def browser(http: ServedGuide) -> PlainBrowser:
    """A visit without JavaScript."""
    return PlainBrowser(http.base_url)


def newest(page: PlainPage) -> str:
    """The words of the newest turn."""
    return page.one("section", id="newest").words


def earlier(page: PlainPage) -> list[str]:
    """The words of each earlier turn, as they stand on the page."""
    return [article.words for article in page.all("article")]


def api(browser: PlainBrowser, method: str, path: str) -> requests.Response:
    """Calls the API as the chat of this page."""
    headers = {"authorization": f"Bearer {browser.page.fields()['token']}"}
    return requests.request(method, f"{browser.base_url}/api/v1/{path}", headers=headers, timeout=SECONDS)


def turns_of(browser: PlainBrowser) -> int:
    """How many turns the chat has."""
    return len(api(browser, "GET", "history").json()["turns"]) // 2


def tables(database: Path) -> int:
    """How many rows there are of conversations."""
    with sqlite3.connect(database) as db:
        return sum(db.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in ("turns", "events"))  # noqa: S608


# --- the conversation ---


def test_the_first_page_greets_and_nothing_is_kept_before_somebody_says_something(
    http: ServedGuide, content: Content
) -> None:
    before = tables(http.database)
    browser = PlainBrowser(http.base_url)
    expect_accessible(browser.page)
    assert content.council.council in newest(browser.page)
    assert browser.page.one("title").words == browser.page.one("h1").words
    assert tables(http.database) == before
    assert "set-cookie" not in browser.answer.headers
    assert browser.answer.headers["cache-control"] == "no-store"
    assert browser.answer.headers["referrer-policy"] == "same-origin"


def test_two_visits_are_two_chats(http: ServedGuide) -> None:
    one, two = PlainBrowser(http.base_url).page.fields(), PlainBrowser(http.base_url).page.fields()
    assert one["token"] != two["token"] and one["id"] != two["id"]


def test_a_question_is_answered_and_the_newest_answer_comes_first(browser: PlainBrowser, content: Content) -> None:
    browser.say(COST)
    page = browser.say("how long do I have to appeal")
    expect_accessible(page)
    assert len(page.all("time")) == 2
    assert "how long do I have to appeal" in newest(page) and COST not in newest(page)
    assert len(earlier(page)) == 1 and COST in earlier(page)[0]
    assert page.source.index('id="newest"') < page.source.index('id="text"') < page.source.index("<article")
    assert page.one("title").words.startswith("Answer 2")
    assert [link.attributes["href"] for link in page.all("a")][:2] == ["#newest", "#text"]
    assert content.widget.helpful in newest(page)
    assert page.fields()["text"] == ""


def test_buttons_of_the_greeting_and_of_answers_work(browser: PlainBrowser, content: Content) -> None:
    question = content.answers[content.council.starters[0]].question
    assert "Mediation is a free meeting" in newest(browser.press(question))
    page = browser.press(content.replies.button_more)
    assert content.replies.button_more in newest(page)
    assert turns_of(browser) == 2


def test_a_press_keeps_what_was_being_typed(browser: PlainBrowser, content: Content) -> None:
    browser.say(COST)
    page = browser.press(content.replies.button_more, text="and who pays\nfor it?")
    assert page.fields()["text"] == "and who pays\nfor it?"


def test_a_button_that_was_not_offered_is_words(browser: PlainBrowser) -> None:
    fields = browser.page.fields()
    page = browser.send({**fields, "payload": '/show_answer{"answer_id": "appeal_how"}', "title": COST})
    assert "free" in newest(page)


def test_a_guided_chat_works_out_a_date_and_offers_the_calendar(browser: PlainBrowser) -> None:
    page = browser.say("when is my deadline? they refused to assess, the letter is dated 1 October 2026")
    for _ in range(12):
        expect_accessible(page)
        if any(link.attributes["href"].startswith("./takeaways/calendar") for link in page.all("a")):
            break
        options = [button for button in page.all("button") if button.attributes["name"] == "payload"]
        page = browser.press(options[-2].words if "sure" in options[-1].words else options[0].words)
    link = next(e for e in page.all("a") if e.attributes["href"].startswith("./takeaways/calendar"))
    found = requests.get(f"{browser.base_url}/{link.attributes['href'][2:]}", timeout=SECONDS)
    assert found.status_code == 200 and found.text.startswith("BEGIN:VCALENDAR")


def test_services_are_cards(browser: PlainBrowser) -> None:
    page = browser.say("short breaks near CV1 for my autistic daughter who is 8")
    expect_accessible(page)
    assert len([e for e in page.all("div") if "card" in e.attributes.get("class", "")]) >= 2


# --- one message, one turn ---


def test_a_page_that_is_loaded_again_runs_nothing_twice(browser: PlainBrowser) -> None:
    first = browser.say(COST)
    again = browser.again()
    assert newest(again) == newest(first) and earlier(again) == []
    assert turns_of(browser) == 1


def test_an_old_page_that_is_sent_again_shows_the_chat_as_it_is(browser: PlainBrowser) -> None:
    browser.say(COST)
    old = browser.sent
    browser.say("how long do I have to appeal")
    page = browser.send(old)
    assert page.one("title").words.startswith("Answer 2") and len(earlier(page)) == 1
    assert turns_of(browser) == 2


# --- settings, feedback, what can be done ---


def test_easy_read_is_a_setting(browser: PlainBrowser, content: Content) -> None:
    browser.say(COST)
    page = browser.press(content.pages.easy_read_use)
    easy = content.answers["mediation_cost"].easy_read.split(".")[0]
    assert easy in newest(page)
    page = browser.say("do I have to go to mediation")
    assert content.answers["mediation_voluntary"].easy_read.split(".")[0] in newest(page)
    page = browser.press(content.pages.easy_read_stop)
    assert content.widget.easy_read_off in page.source
    assert content.replies.button_easy_read in newest(browser.say(COST))


def test_the_easy_read_button_is_that_setting_too(browser: PlainBrowser, content: Content) -> None:
    browser.say(COST)
    browser.press(content.replies.button_easy_read)
    assert browser.page.fields()["variant"] == "easy_read"


def rated(database: Path) -> list[tuple[int, str | None]]:
    """What has been said of answers, the last one last."""
    with sqlite3.connect(database) as db:
        rows = db.execute("SELECT helpful, reason FROM turns WHERE helpful IS NOT NULL ORDER BY at, seq")
        return [(int(helpful), reason) for helpful, reason in rows]


def test_an_answer_can_be_rated_with_a_reason(http: ServedGuide, browser: PlainBrowser, content: Content) -> None:
    words = content.widget
    browser.say(COST)
    page = browser.press(words.helpful_no)
    expect_accessible(page)
    assert words.helpful_why in newest(page) and rated(http.database)[-1] == (0, None)
    page = browser.press(words.reason_not_clear)
    expect_accessible(page)
    assert words.helpful_thanks in newest(page) and rated(http.database)[-1] == (0, "not_clear")
    assert words.helpful not in newest(page)
    assert words.helpful in newest(browser.say("how long do I have to appeal"))


def test_a_greeting_cannot_be_rated(browser: PlainBrowser, content: Content) -> None:
    browser.say("hello")
    assert content.widget.helpful not in browser.page.source
    before = api(browser, "GET", "history").json()
    browser.send({**browser.page.fields(), "do": "no-1"})
    browser.send({**browser.page.fields(), "do": "yes-99"})
    assert browser.answer.status_code == 200
    assert api(browser, "GET", "history").json()["turns"] == before["turns"]


def test_the_chat_can_be_saved_as_text(browser: PlainBrowser, content: Content) -> None:
    browser.say(COST)
    browser.say("how long do I have to appeal")
    browser.press(content.widget.page_save)
    assert browser.answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert browser.answer.headers["content-disposition"] == 'attachment; filename="send-guide-chat.txt"'
    text = browser.answer.text
    assert text.index(COST) < text.index("how long do I have to appeal")
    assert content.answers["mediation_cost"].sources[0].title in text


def test_starting_again_asks_first_and_begins_another_chat(browser: PlainBrowser, content: Content) -> None:
    browser.say(COST)
    token = browser.page.fields()["token"]
    page = browser.press(content.widget.start_again, text="a draft")
    expect_accessible(page)
    page = browser.press(content.pages.back_to_chat)
    assert COST in newest(page) and page.fields()["token"] == token and page.fields()["text"] == "a draft"
    browser.press(content.widget.start_again)
    page = browser.press(content.widget.start_again_yes)
    expect_accessible(page)
    assert COST not in page.source and page.fields()["token"] != token
    assert content.widget.started_again in page.source


def test_deleting_asks_first_and_erases_on_the_server(browser: PlainBrowser, content: Content) -> None:
    browser.say(COST)
    old = browser.page.fields()
    page = browser.press(content.widget.delete)
    expect_accessible(page)
    assert content.widget.delete_ask in page.source and turns_of(browser) == 1
    page = browser.press(content.widget.delete_yes)
    expect_accessible(page)
    assert content.widget.deleted in page.source and COST not in page.source
    headers = {"authorization": f"Bearer {old['token']}"}
    assert requests.get(f"{browser.base_url}/api/v1/history", headers=headers, timeout=SECONDS).status_code == 401


def test_a_chat_that_has_ended_by_silence_can_still_be_deleted(
    http: ServedGuide, browser: PlainBrowser, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ended(*_: Any) -> None:
        """As after 30 minutes."""

    before = tables(http.database)
    browser.say(COST)
    browser.press(content.widget.delete)
    monkeypatch.setattr(Sessions, "find", ended)
    page = browser.press(content.widget.delete_yes)
    assert content.widget.deleted in page.source and tables(http.database) == before


def test_deleting_by_words_ends_the_chat_too(browser: PlainBrowser, content: Content) -> None:
    browser.say(COST)
    token = browser.page.fields()["token"]
    page = browser.say("delete this chat")
    expect_accessible(page)
    assert COST not in page.source and page.fields()["token"] != token
    assert content.replies.erased.split(".")[0] in newest(page)


@pytest.fixture
def failing_erase() -> Iterator[pytest.MonkeyPatch]:
    """Nothing can be erased."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Exchange, "erase", _broken)
        yield patch


async def _broken(*_: Any, **__: Any) -> Any:
    raise StoreError("away")


@pytest.mark.usefixtures("failing_erase")
def test_a_chat_that_could_not_be_deleted_is_said_to_be_there(browser: PlainBrowser, content: Content) -> None:
    browser.say(COST)
    token = browser.page.fields()["token"]
    browser.press(content.widget.delete)
    page = browser.press(content.widget.delete_yes)
    expect_accessible(page)
    assert browser.answer.status_code == 503 and content.widget.delete_failed in page.source
    assert page.fields()["token"] == token


def test_leaving_erases_and_goes_to_another_page(browser: PlainBrowser, content: Content) -> None:
    link = next(link for link in browser.page.all("a") if link.words == content.widget.leave)
    assert link.attributes["href"] == LEAVE_URL and "noreferrer" in link.attributes["rel"]
    browser.say(COST)
    token = browser.page.fields()["token"]
    browser.press(content.widget.leave)
    assert browser.answer.status_code == 303 and browser.answer.headers["location"] == LEAVE_URL
    assert "form-action 'self' https://www.bbc.co.uk;" in browser.answer.headers["content-security-policy"]
    headers = {"authorization": f"Bearer {token}"}
    assert requests.get(f"{browser.base_url}/api/v1/history", headers=headers, timeout=SECONDS).status_code == 401


@pytest.mark.usefixtures("failing_erase")
def test_leaving_works_whatever_fails(browser: PlainBrowser, content: Content) -> None:
    browser.say(COST)
    browser.press(content.widget.leave)
    assert browser.answer.status_code == 303


# --- personal data and danger ---


def test_personal_details_are_gone_from_the_page_also_when_it_is_loaded_again(
    browser: PlainBrowser, content: Content
) -> None:
    for page in (browser.say("my name is Anna Kowalska, what does mediation cost"), browser.again()):
        assert "Kowalska" not in page.source
        assert content.replies.removed_name in newest(page) and content.widget.personal_data_removed in newest(page)
    assert "Kowalska" not in browser.say(COST).source


def test_danger_gets_help_apart_from_all_else(browser: PlainBrowser, content: Content) -> None:
    browser.say(COST)
    page = browser.say(DANGER)
    expect_accessible(page)
    assert browser.answer.status_code == 200 and page.one("title").words.startswith("Help")
    assert page.one("h2", id="newest-heading").words == content.pages.help
    assert content.widget.helpful not in newest(page)
    assert "tel:116123" in [link.attributes["href"] for link in page.all("a")]


async def _rasa_away(*_: Any, **__: Any) -> Any:
    raise RuntimeError("away")


@pytest.mark.parametrize(("text", "status"), [(COST, 503), (DANGER, 200)])
def test_when_rasa_is_away_there_are_people_and_help(
    browser: PlainBrowser, monkeypatch: pytest.MonkeyPatch, text: str, status: int
) -> None:
    monkeypatch.setattr(Agent, "handle_message", _rasa_away)
    page = browser.say(text)
    expect_accessible(page)
    assert browser.answer.status_code == status
    assert page.one("title").words.startswith("Error" if status == 503 else "Help")
    assert [link for link in page.all("a") if link.attributes["href"].startswith("tel:")][1:]


@pytest.mark.parametrize("method", ["kept", "last", "commit"])
@pytest.mark.parametrize("text", [COST, DANGER])
def test_when_the_database_is_away_the_words_stay_and_help_comes(
    browser: PlainBrowser, content: Content, method: str, text: str
) -> None:
    browser.say("hello")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Turns, method, _broken)
        page = browser.say(text)
    expect_accessible(page)
    if text == DANGER:
        assert page.one("title").words.startswith("Help") and "tel:116123" in page.source
    elif method == "last":
        assert browser.answer.status_code == 200 and content.pages.earlier_missing in page.source
    else:
        assert browser.answer.status_code == 503 and page.one("title").words.startswith("Error")
        assert page.fields()["text"] == COST and content.widget.page_contacts_danger in page.source
        assert "free" in newest(browser.press(content.widget.send))


async def _recall_fails(*_: Any, **__: Any) -> Any:
    raise StoreError("away")


def test_when_it_cannot_be_told_whose_chat_it_is_help_comes(http: ServedGuide, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sendguide.storage.turns.Turns.is_ended", _recall_fails)
    browser = PlainBrowser(http.base_url)  # a token that this process has not in memory
    page = browser.say(DANGER)
    expect_accessible(page)
    assert browser.answer.status_code == 503
    assert "tel:116123" in page.source and page.one("title").words.startswith("Help")


def test_when_a_page_itself_fails_people_to_contact_are_shown(
    browser: PlainBrowser, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("a template is broken")

    monkeypatch.setattr("sendguide.server.pages.chat_page", broken)
    page = browser.say(COST)
    expect_accessible(page)
    assert browser.answer.status_code == 503
    assert page.one("h1").words == content.widget.page_contacts and "tel:999" in page.source


def test_when_the_door_fails_unexpectedly_the_words_stay(
    browser: PlainBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr(Door, "shown", broken)
    page = browser.say(COST)
    assert browser.answer.status_code == 503 and page.fields()["text"] == COST
    assert "unforeseen" not in page.source


# --- errors in words ---


def test_nothing_typed_is_said_at_the_field_and_in_the_title(browser: PlainBrowser, content: Content) -> None:
    page = browser.say(" \n ")
    expect_accessible(page)
    assert browser.answer.status_code == 422
    assert page.one("title").words.startswith("Error")
    field = page.one("textarea")
    assert field.attributes["aria-invalid"] == "true" and "text-error" in field.attributes["aria-describedby"]
    assert page.one("p", id="text-error").words == content.widget.empty
    assert "#text" in [e.attributes["href"] for e in page.all("a") if e.words == content.widget.empty]


def test_too_long_a_message_says_by_how_much_and_keeps_the_words(browser: PlainBrowser) -> None:
    browser.say(COST)
    page = browser.say("mediation " * 101)
    expect_accessible(page)
    assert browser.answer.status_code == 422 and "10 characters" in page.one("p", id="text-error").words
    assert page.fields()["text"] == "mediation " * 101
    assert COST in newest(page) and turns_of(browser) == 1


def test_danger_in_too_long_a_message_is_heard(browser: PlainBrowser) -> None:
    page = browser.say("mediation " * 101 + DANGER)
    assert browser.answer.status_code == 200 and page.one("title").words.startswith("Help")


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "x" * 1900])
def test_an_unknown_chat_is_begun_anew_with_the_same_message(
    browser: PlainBrowser, content: Content, token: str
) -> None:
    browser.say("hello")
    page = browser.send({**browser.page.fields(), "token": token, "text": COST, "do": "say"})
    expect_accessible(page)
    assert content.widget.new_chat in page.source and "free" in newest(page)
    assert turns_of(browser) == 1


def test_a_first_page_that_lay_open_for_long_says_nothing_of_an_end(browser: PlainBrowser, content: Content) -> None:
    page = browser.send({**browser.page.fields(), "token": "", "text": COST, "do": "say"})
    assert content.widget.new_chat not in page.source and "free" in newest(page)


@pytest.mark.parametrize("deed", ["show", "yes-1", "no-1", "why-1-not_clear", "easy_off", "save", "delete_yes"])
def test_what_else_is_asked_of_a_chat_that_has_ended_is_answered_in_words(browser: PlainBrowser, deed: str) -> None:
    browser.say(COST)
    page = browser.send({**browser.page.fields(), "token": "gone", "do": deed})
    expect_accessible(page)
    assert browser.answer.status_code == 200 and page.one("p", role="status").words


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"id=1&id=2", "application/x-www-form-urlencoded", 422),
        (b"\xff", "application/x-www-form-urlencoded", 422),
        (b"id=1&do=nothing", "application/x-www-form-urlencoded", 422),
        (b'{"id": "1"}', "application/json", 415),
        (b"id=1", "multipart/form-data; boundary=x", 415),
        (b"id=1&text=" + b"x" * 70_000, "application/x-www-form-urlencoded", 413),
    ],
)
def test_what_is_no_form_of_ours_is_refused_in_words(
    http: ServedGuide, content: Content, body: bytes, kind: str, status: int
) -> None:
    answer = requests.post(f"{http.base_url}/chat", data=body, headers={"content-type": kind}, timeout=SECONDS)
    assert answer.status_code == status and answer.headers["content-type"].startswith("text/html")
    expect_accessible(PlainPage(answer.text))
    assert content.widget.danger_line.split("{")[0] in answer.text


def test_another_method_is_refused_in_words_and_head_is_answered(http: ServedGuide) -> None:
    answer = requests.put(f"{http.base_url}/chat", data=b"", timeout=SECONDS)
    assert answer.status_code == 405
    expect_accessible(PlainPage(answer.text))
    head = requests.head(f"{http.base_url}/chat", timeout=SECONDS)
    assert head.status_code == 200 and head.text == ""


# --- whose page it is ---


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_form_of_another_website_is_refused(browser: PlainBrowser, content: Content, origin: str) -> None:
    form = {**browser.page.fields(), "text": COST, "do": "say"}
    page = browser.send(form, headers={"origin": origin})
    expect_accessible(page)
    assert browser.answer.status_code == 403 and content.errors.wrong_site in page.source
    assert turns_of(browser) == 0
    assert "access-control-allow-origin" not in browser.answer.headers


def test_a_form_of_our_own_page_is_taken(browser: PlainBrowser) -> None:
    browser.send({**browser.page.fields(), "text": COST, "do": "say"}, headers={"origin": browser.base_url})
    assert browser.answer.status_code == 200


def test_another_website_deletes_nothing(browser: PlainBrowser) -> None:
    browser.say(COST)
    form = browser.page.fields()
    browser.send({**form, "do": "leave"}, headers={"origin": "https://evil.example"})
    browser.send({**form, "do": "delete_yes"}, headers={"origin": "https://evil.example"})
    headers = {"authorization": f"Bearer {form['token']}"}
    answer = requests.get(f"{browser.base_url}/api/v1/history", headers=headers, timeout=SECONDS)
    assert answer.status_code == 200 and len(answer.json()["turns"]) == 2


def test_the_token_stands_in_a_hidden_field_and_nowhere_else(browser: PlainBrowser) -> None:
    page = browser.say(COST)
    token = page.fields()["token"]
    assert page.source.count(token) == 1
    assert token not in str(browser.answer.headers) and token not in browser.answer.url


def test_a_chat_of_the_window_cannot_be_read_with_its_number(http: ServedGuide, browser: PlainBrowser) -> None:
    chat = Chat(http.base_url)
    chat.ask(COST)
    assert COST not in browser.say("hello").source


@pytest.mark.parametrize("payload", XSS[::5])
def test_nothing_that_was_sent_comes_back_as_markup(browser: PlainBrowser, payload: str) -> None:
    fields = {**browser.page.fields(), "said-7": payload, "variant": payload, "last": payload, "rated": payload}
    page = browser.send({**fields, "text": payload, "do": "say"})
    clean = PlainBrowser(browser.base_url).say("hello")
    assert page.faults == [] and not page.all("script", "img", "svg", "iframe", "object", "embed", "math", "style")
    assert {e.tag for e in page.elements} <= {e.tag for e in clean.elements} | {"article", "details", "summary"} | {
        *("h3", "h4", "ul", "ol", "li", "div", "p", "a", "button", "input", "strong", "section", "h2")
    }
    assert not [e for e in page.elements if any(name.startswith("on") for name in e.attributes)]


def test_what_a_page_carries_is_bounded(browser: PlainBrowser) -> None:
    fields = {**browser.page.fields(), **{f"said-{number}": "ä" * 900 for number in range(1, 12)}, "last": "11"}
    page = browser.send({**fields, "text": COST, "do": "say"})
    carried = [value for name, value in page.fields().items() if name.startswith("said-")]
    assert sum(map(len, carried)) <= 8_000
    assert re.search("free", newest(page))
