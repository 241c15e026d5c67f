"""P01: what the door hands on holds no personal data, and the parent is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from sendguide.answers.blocks import as_message, text_blocks
from sendguide.answers.compose import Composer
from sendguide.answers.reply import Reply, Status
from sendguide.content.loader import ContentStore, content_store
from sendguide.content.yaml_file import ContentError, Problem
from sendguide.safety.redaction import Kind
from sendguide.server import personal_data
from sendguide.server.door import Door
from sendguide.server.personal_data import PersonalData
from sendguide.server.sessions import Sessions
from tests.safety.redaction.cases import read_cases

TODAY = date(2026, 11, 23)
TOLD = "I took them out"


class Heard:
    """Stands for Rasa: keeps what it was given, and answers with what it was made with."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.texts: list[str] = []
        self.metadata: list[Any] = []

    async def __call__(self, message: UserMessage) -> None:
        self.texts.append(str(message.text))
        self.metadata.append(message.metadata)
        assert message.output_channel is not None
        await message.output_channel.send_custom_json(message.sender_id, self.reply.as_dict())


@pytest.fixture(scope="module")
def store() -> ContentStore:
    return content_store()


@pytest.fixture
def composer(store: ContentStore) -> Composer:
    return Composer(store.current(), today=TODAY)


def plain(line: str) -> Reply:
    """A reply of one line."""
    return Reply(Status.SMALLTALK, (as_message(text_blocks(line)),))


async def said(store: ContentStore, text: str, reply: Reply) -> tuple[Reply, list[str]]:
    """What the door replies to a message, and what it handed on."""
    heard = Heard(reply)
    door = Door(store, heard, message_limit=1000, today=lambda: TODAY)
    return await door.say(Sessions(seconds=60).open(), text), heard.texts


async def test_rasa_gets_a_readable_message_and_the_parent_is_told(store: ContentStore) -> None:
    text = "my son Liam, 9 Bramble Close, near CV6 5JX, was refused, ring 07700 900123"
    reply, heard = await said(store, text, plain("All right."))
    assert heard == ["my son Sam, , near CV6, was refused, ring"]
    assert reply.text.startswith("All right.")
    assert TOLD in reply.text


async def test_without_personal_data_nothing_changes_and_nothing_is_said(store: ContentStore) -> None:
    reply, heard = await said(store, "is section F binding?", plain("Yes."))
    assert heard == ["is section F binding?"]
    assert reply == plain("Yes.")


async def test_help_in_danger_stands_alone(store: ContentStore, composer: Composer) -> None:
    help_first = composer.crisis("crisis_mental_health", None, confidence=1.0)
    reply, _ = await said(store, "Liam said he wants to die", help_first)
    assert reply == help_first


async def test_a_word_of_danger_that_is_taken_for_a_name_still_brings_help(
    store: ContentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen hears the message as it was typed, too."""
    made = PersonalData(store, today=lambda: TODAY).taken_out("my son Liam")
    monkeypatch.setattr(PersonalData, "taken_out", lambda *_: made)
    reply, heard = await said(store, "I want to kill myself", plain("All right."))
    assert (reply.status, heard) == (Status.CRISIS, [])


@pytest.mark.parametrize("text", ["07700 900123", "jo@example.com, 07700 900123", "CV-2026-00931/ref 8812771"])
async def test_only_personal_data_asks_for_the_question(store: ContentStore, text: str) -> None:
    reply, heard = await said(store, text, plain("All right."))
    assert (heard, reply.status) == ([], Status.FALLBACK)
    assert TOLD in reply.text


@pytest.mark.parametrize("text", ["07700 900123 /restart", "jo@example.com / /restart now"])
async def test_no_command_hides_behind_personal_data(store: ContentStore, text: str) -> None:
    _, heard = await said(store, text, plain("All right."))
    assert not any(item.startswith("/") for item in heard)
    assert "restart" in heard[0]


async def test_of_a_message_rasa_gets_nothing_but_its_words_and_whether_easy_read_is_wanted(
    store: ContentStore,
) -> None:
    heard = Heard(plain("All right."))
    door, session = Door(store, heard, message_limit=1000, today=lambda: TODAY), Sessions(seconds=60).open()
    offered = door.welcome(session).buttons[0]
    for easy_read in (False, True):
        await door.say(session, "is section F binding?", easy_read=easy_read)
        await door.press(session, offered.payload, offered.title, easy_read=easy_read)
        await door.press(session, "/never_offered", "is section F binding?", easy_read=easy_read)
    assert heard.metadata == [None] * 3 + [{"variant": "easy_read"}] * 3


def test_every_kind_has_words_that_stand_in_its_place(store: ContentStore) -> None:
    replies = store.current().replies
    markers = {name: words for name, words in replies.dict().items() if name.startswith("removed_")}
    assert set(markers) == {f"removed_{kind.value.lower()}" for kind in Kind}
    assert len(set(markers.values())) == len(markers)
    assert all(words.startswith("[") and words.endswith("]") for words in markers.values())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("is section F binding?", None),
        ("ring START on 024 7683 1614", None),
        ("my son Liam", "my son [name]"),
        ("07700 900123 /restart", "[phone number] /restart"),
        ("<NAME> asks", None),
    ],
)
def test_what_the_writer_is_shown_again(store: ContentStore, text: str, shown: str | None) -> None:
    assert PersonalData(store, today=lambda: TODAY).shown(text) == shown


async def test_no_planted_piece_is_handed_on(store: ContentStore) -> None:
    """All labelled messages; what the gate allows to be missed is the only thing that may come through."""
    heard = Heard(plain("All right."))
    door, session = Door(store, heard, message_limit=1000, today=lambda: TODAY), Sessions(seconds=60).open()
    pieces = missed = 0
    for case in read_cases("planted_1", "planted_2", "planted_3", "planted_4"):
        heard.texts.clear()
        await door.say(session, case.text)
        found = [case.text[span.start : span.end] for span in case.spans]
        pieces += len(found)
        missed += sum(piece in text for piece in found for text in heard.texts if piece.lower() != "sam")
    assert pieces > 500
    assert missed <= 0.02 * pieces


def test_changed_lists_that_cannot_be_used_leave_those_before(
    store: ContentStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise ContentError([Problem("content/safety/redaction.yml", 1, "it is broken.", "Mend it.")])

    guard = PersonalData(store, today=lambda: TODAY)
    monkeypatch.setattr(guard, "_content", None)
    monkeypatch.setattr(personal_data, "redactor", broken)
    assert guard.taken_out("my son Liam").text == "my son <NAME>"
    assert "cannot be used" in caplog.text
