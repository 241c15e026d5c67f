"""The reader of dialogues and the driver: a test that tests nothing must not pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from sendguide.answers.reply import Block, Button, Link, Message, Reply, SourceNote, Status
from tests.support.dialogues import DialogueError, read_dialogues
from tests.support.expectations import Expect

SOURCE = SourceNote("A page", "https://example.org/a", "2026-11-23")
GOOD = Reply(
    Status.ANSWERED,
    (Message(text="No. It is free.", buttons=(Button("More", "/tell_me_more"),)),),
    answers=("mediation_cost",),
    sources=(SOURCE,),
    confidence=0.9,
)
SOURCE_LINK = (Link(SOURCE.title, SOURCE.url),)
ONLY_A_SOURCE = Message("Hello.", (Block("source", text="Source: A page.", links=SOURCE_LINK),), links=SOURCE_LINK)


@pytest.mark.parametrize(
    "text",
    [
        "dialogues: [{name: A, steps: [{user: hello, expect: {statsu: answered}}]}]",
        "dialogues: [{name: A, steps: [{user: hello, expect: {status: answred}}]}]",
        "dialogues: [{name: A, steps: [{user: hello, press: Yes}]}]",
        "dialogues: [{name: A, steps: [{expect: {status: answered}}]}]",
        "dialogues: [{name: A, steps: [{include: not_there}]}]",
        "dialogues: [{name: A, step: []}]",
        "dialogues: [{name: A, steps: [], extra: 1}]",
        "dialogues: [{name: A, steps: []}, {name: A, steps: []}]",
        "dialogues: [{name: A, steps: [{user: what?}, ]",
        "stories: []",
    ],
)
def test_a_dialogue_with_a_mistake_is_refused_with_its_file_or_name(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "some_folder"
    folder.mkdir()
    (folder / "some.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DialogueError, match=r"some\.yml|'A'"):
        read_dialogues(tmp_path)


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ({"status": "clarify"}, "status is answered, not clarify"),
        ({"status_is_not": "answered"}, "status is answered"),
        ({"answer": "mediation_what_is"}, "the answer is mediation_cost, not mediation_what_is"),
        ({"answer_or_option": "mediation_what_is"}, "neither answered nor an option"),
        ({"contains": ["not free"]}, "it does not say: not free"),
        ({"not_contains": ["it is  FREE"]}, "it says: it is  FREE"),
        ({"buttons": ["Less"]}, "there is no button 'Less'"),
        ({"no_buttons": ["More"]}, "there is a button 'More'"),
        ({"offers": ["mediation_cost"]}, "no button leads to mediation_cost"),
        ({"contacts": ["Kids"]}, "there is no card 'Kids'"),
        ({"links": ["tel:1"]}, "there is no link to tel:1"),
        ({"source": "ipsea"}, "no source has 'ipsea'"),
        ({"source": False}, "it has sources"),
        ({"messages": 2}, "it has 1 messages, not 2"),
        ({"less_sure_than": 0.9}, "not below 0.9"),
    ],
)
def test_what_differs_is_said(wanted: dict[str, object], problem: str) -> None:
    assert Expect().problems(GOOD) == []
    assert any(problem in found for found in Expect(**wanted).problems(GOOD))


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (Reply(Status.ANSWERED, ()), "it says nothing"),
        (Reply(Status.SMALLTALK, (Message(text="Hello."),)), "it leads nowhere"),
        (Reply(Status.SMALLTALK, (ONLY_A_SOURCE,)), "it leads nowhere"),
        (Reply(Status.ANSWERED, GOOD.messages, answers=("x",)), "without a source"),
        (Reply(Status.CRISIS, GOOD.messages), "does not give 999"),
        (Reply(Status.CLARIFY, GOOD.messages, options=("a",)), "it asks back with the options"),
        (Reply(Status.SMALLTALK, (Message(text="See utter_greet", buttons=GOOD.buttons),)), "not for people"),
        (Reply(Status.SMALLTALK, (Message(text="Ring 08081 966798", buttons=GOOD.buttons),)), "professionals"),
    ],
)
def test_what_no_reply_may_be_is_found_without_asking(reply: Reply, problem: str) -> None:
    assert any(problem in found for found in Expect().problems(reply))
