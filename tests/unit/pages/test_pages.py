"""The page of contacts, the page about the guide, and the file to download, made from the real content."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from sendguide.answers.compose import Composer
from sendguide.answers.reply import Block, Button, Link, Message, Reply, Status
from sendguide.content.loader import Content
from sendguide.pages.about import about_page
from sendguide.pages.chat import ChatPage, PageTurn, chat_page
from sendguide.pages.contacts import contacts_page
from sendguide.pages.forms import ChatForm
from sendguide.pages.transcript import transcript
from tests.support.plain_browser import PlainPage, expect_accessible

HOSTILE = "<img src=x onerror=alert(1)>\"'</textarea></title><script>alert(1)</script>{{ 7*7 }}"


@pytest.mark.parametrize("in_one_file", [False, True])
def test_everyone_is_on_the_page_of_contacts_those_for_danger_first(content: Content, in_one_file: bool) -> None:
    page = PlainPage(contacts_page(content, in_one_file=in_one_file))
    expect_accessible(page)
    own = content.pages
    listed = [content.contacts[name] for name in (*own.in_danger, *(i for g in own.groups for i in g.contacts))]
    assert [heading.words for heading in page.all("h3")] == [contact.name for contact in listed]
    links = [link.attributes["href"] for link in page.all("a")]
    assert [href for href in links if href.startswith("tel:")][:3] == ["tel:999", "tel:999", "tel:116123"]
    assert {f"tel:{contact.phone.replace(' ', '')}" for contact in listed if contact.phone} <= set(links)
    assert {str(contact.web) for contact in listed if contact.web} <= set(links)
    assert "sms:85258" in links


def test_the_file_for_the_web_server_asks_for_nothing_else(content: Content) -> None:
    page = PlainPage(contacts_page(content, in_one_file=True))
    assert len(page.all("style")) == 1 and not page.all("link", "script", "img")
    assert "url(" not in page.source and "@import" not in page.source and "&lt;" not in page.one("style").text
    assert not [link for link in page.all("a") if link.attributes["href"].isalpha()]  # the guide's own pages are down


def test_the_command_writes_that_file(content: Content, tmp_path: Path) -> None:
    file = tmp_path / "contacts.html"
    done = subprocess.run(
        [sys.executable, "-m", "sendguide", "contacts-page", str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert file.read_text(encoding="utf-8") == contacts_page(content, in_one_file=True)
    assert list(tmp_path.iterdir()) == [file]


def test_the_command_says_when_it_cannot_write(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sendguide", "contacts-page", str(tmp_path / "none" / "x.html")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1 and "cannot be written" in done.stderr and "Traceback" not in done.stderr


def test_the_page_about_the_guide_fills_everything_in_and_makes_a_statement(content: Content) -> None:
    page = PlainPage(about_page(content, days=17, minutes=23))
    expect_accessible(page)
    main = page.one("main").words
    assert "{" not in main and content.council.council in main
    assert "17 days" in main and "23 minutes" in main
    assert "has not been tested with a real screen reader" in main  # until it has been
    assert content.about.statement_title in [heading.words for heading in page.all("h2")]
    assert re.search(r"prepared on \d+ \w+ 20\d\d", main)


def _page(reply: Reply, words: str = "", **form: str) -> ChatPage:
    return ChatPage(ChatForm(id="1", **form), "token", "2", 30, PageTurn(1, words, reply))


def test_whatever_stands_in_a_reply_is_text(content: Content) -> None:
    link, button = Link(HOSTILE, "javascript:alert(1)"), Button(HOSTILE, HOSTILE)
    kinds = ("paragraph", "heading", "list", "steps", "contact", "service", "date", "source", "fold", "new", HOSTILE)
    blocks = tuple(Block(kind, HOSTILE, HOSTILE, (HOSTILE,), (link,), (button,)) for kind in kinds)
    reply = Reply(Status.ANSWERED, (Message(HOSTILE, blocks, (button,), (link,)),))
    made = ChatPage(
        ChatForm(id="1", text=HOSTILE, words={1: HOSTILE}), HOSTILE, HOSTILE, 30, PageTurn(1, HOSTILE, reply)
    )
    made = ChatPage(**{**vars(made), "earlier": [PageTurn(0, HOSTILE, reply)], "note": HOSTILE, "error": HOSTILE})
    page = PlainPage(chat_page(made, content))
    expect_accessible(page)
    assert page.source.count("<script") == 0 and page.source.count("<img") == 0 and "49" not in page.one("main").text
    assert page.fields()["text"] == HOSTILE and page.fields()["said-1"] == HOSTILE
    assert page.one("title").words.startswith("Error")


def test_no_heading_is_lost_between_a_card_and_what_follows_it(content: Content, composer: Composer) -> None:
    for answer_id in content.answers:
        page = PlainPage(chat_page(_page(composer.answer(answer_id), "hello"), content))
        expect_accessible(page)


def test_help_stands_apart_and_is_never_rated(content: Content, composer: Composer) -> None:
    page = PlainPage(chat_page(_page(composer.answer("crisis_mental_health"), "words"), content))
    assert page.one("title").words.startswith("Help")
    assert content.widget.helpful not in [heading.words for heading in page.all("h3")]
    assert [e for e in page.all("div") if "help" in e.attributes.get("class", "").split()]


def test_the_text_to_download_has_both_sides_and_every_address(content: Content, composer: Composer) -> None:
    reply = composer.answer("mediation_cost")
    told = transcript(
        [PageTurn(1, "what does it cost?", reply), PageTurn(2, "", reply)],
        content,
        today=date(2026, 11, 23),
        base_url="https://guide.example",
    )
    assert "23 November 2026" in told and "what does it cost?" in told and content.widget.words_not_kept in told
    assert reply.text in told
    for message in reply.messages:
        assert all(link.url in told for link in message.links)
