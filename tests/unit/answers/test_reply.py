"""A reply survives the way through JSON and back, whatever it holds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.answers.compose import Composer
from sendguide.answers.reply import Block, Button, Link, Message, Reply, SourceNote, Status, reply_from_dict
from sendguide.content.loader import Content

WORDS = st.text(max_size=20)
LINKS = st.lists(st.builds(Link, WORDS, WORDS), max_size=2).map(tuple)
BLOCKS = st.builds(
    Block,
    kind=st.sampled_from(["paragraph", "heading", "fold", "list", "steps", "contact", "source"]),
    text=WORDS,
    title=WORDS,
    items=st.lists(WORDS, max_size=3).map(tuple),
    links=LINKS,
)
MESSAGES = st.builds(
    Message,
    text=WORDS,
    blocks=st.lists(BLOCKS, max_size=3).map(tuple),
    buttons=st.lists(st.builds(Button, WORDS, WORDS), max_size=3).map(tuple),
    links=LINKS,
)
REPLIES = st.builds(
    Reply,
    status=st.sampled_from(Status),
    messages=st.lists(MESSAGES, max_size=2).map(tuple),
    answers=st.lists(WORDS, max_size=2).map(tuple),
    options=st.lists(WORDS, max_size=2).map(tuple),
    sources=st.lists(st.builds(SourceNote, WORDS, WORDS, WORDS), max_size=2).map(tuple),
    confidence=st.integers(0, 10_000).map(lambda number: number / 10_000),
)


@given(REPLIES)
def test_a_reply_comes_back_from_json_as_it_was(reply: Reply):
    assert reply_from_dict(json.loads(json.dumps(reply.as_dict()))) == reply


def test_every_real_answer_comes_back_from_json_as_it_was(content: Content, composer: Composer):
    for answer_id in content.answers:
        reply = composer.answer(answer_id, confidence=0.5)
        assert reply_from_dict(json.loads(json.dumps(reply.as_dict()))) == reply


def test_what_staff_see_does_not_leave_the_guide():
    reply = Reply(Status.ANSWERED, (), explanation={"ranking": ["secret"]})
    assert "secret" not in json.dumps(reply.as_dict())


def test_the_keys_are_those_of_the_interface():
    keys = {"status", "answers", "options", "messages", "sources", "confidence"}
    message = Reply(Status.ANSWERED, (Message("x"),)).as_dict()["messages"][0]
    assert set(Reply(Status.ANSWERED, ()).as_dict()) == keys
    assert set(message) == {"text", "blocks", "buttons", "links"}


@pytest.mark.parametrize("data", [{}, {"status": "glad", "messages": []}, {"status": "error", "messages": [{}]}])
def test_what_is_no_reply_is_refused(data: dict[str, Any]):
    with pytest.raises((KeyError, ValueError, TypeError)):
        reply_from_dict(data)


def test_a_reply_that_was_kept_before_headings_and_source_links_is_read():
    kept = {
        "status": "answered",
        "messages": [
            {
                "text": "The rule\n\nSource: The Act. Checked on 1 November 2026.",
                "blocks": [
                    {"kind": "paragraph", "text": "The rule", "title": "", "items": [], "links": []},
                    {"kind": "paragraph", "text": "Source: The Act. Checked on 1 November 2026."},
                ],
            }
        ],
        "sources": [{"title": "The Act", "url": "https://www.example.org/act", "checked_on": "2026-11-01"}],
    }
    reply = reply_from_dict(kept)
    assert [block.kind for block in reply.messages[0].blocks] == ["paragraph", "paragraph"]
    assert reply_from_dict(reply.as_dict()) == reply
