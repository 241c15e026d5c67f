"""`sendguide ask` reads plain lines and JSON lines; a line that cannot be read is told by number and the rest go on."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from sendguide.answers.reply import Button, Message, Reply, SourceNote, Status
from sendguide.cli.ask import BadLine, read_questions, reply_record, run_ask
from sendguide.cli.local import Turn


def _read(data: bytes) -> list[tuple[int, str | None]]:
    """Line numbers and questions; None for a line that cannot be read."""
    found = read_questions(io.BytesIO(data))
    return [(number, None if isinstance(text, BadLine) else text) for number, text in found]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"one\ntwo\n", [(1, "one"), (2, "two")], id="plain lines"),
        pytest.param(b"one", [(1, "one")], id="no line end at the end"),
        pytest.param(b"one\r\ntwo\r\n", [(1, "one"), (2, "two")], id="lines of Windows"),
        pytest.param(b"one\n\n   \ntwo\n", [(1, "one"), (4, "two")], id="blank lines"),
        pytest.param(b"", [], id="nothing"),
        pytest.param(b'{"text": "one"}\n', [(1, "one")], id="JSON"),
        pytest.param(b'{"id": 7, "text": "a\\nb"}\n', [(1, "a\nb")], id="JSON with more in it"),
        pytest.param(b'plain\n{"text": "json"}\n', [(1, "plain"), (2, "json")], id="both"),
        pytest.param("¿qué?\n".encode(), [(1, "¿qué?")], id="accents"),
        pytest.param(b"[not json]\n", [(1, "[not json]")], id="brackets are words"),
        pytest.param(b'{"text": ""}\n', [(1, "")], id="an empty text is a message"),
        pytest.param(b'one\n{"text": \nthree\n', [(1, "one"), (2, None), (3, "three")], id="JSON that breaks off"),
        pytest.param(b'{"txt": "one"}\ntwo\n', [(1, None), (2, "two")], id="JSON without text"),
        pytest.param(b'{"text": 7}\n', [(1, None)], id="text that is no text"),
        pytest.param(b"one\n\xff\xfe\nthree\n", [(1, "one"), (2, None), (3, "three")], id="not UTF-8"),
        pytest.param(b'\xef\xbb\xbf{"text": "one"}\n', [(1, "one")], id="JSON after a byte order mark"),
        pytest.param(b'{"text":' + b"[" * 100_000 + b"\ntwo\n", [(1, None), (2, "two")], id="JSON too deep to read"),
    ],
)
def test_lines_are_read(data: bytes, expected: list[tuple[int, str | None]]):
    assert _read(data) == expected


def test_lines_are_read_one_at_a_time_so_that_answers_can_stream():
    lines = iter([b"one\n", b"two\n"])
    questions = read_questions(lines)  # type: ignore[arg-type]
    assert next(questions) == (1, "one")
    assert next(lines) == b"two\n"


@pytest.mark.parametrize("data", [b"\xff\n", b"{\n", b"{}\n"])
def test_a_bad_line_says_why(data: bytes):
    (_, found), *_ = read_questions(io.BytesIO(data))
    assert isinstance(found, BadLine)
    assert found.reason


def test_a_record_has_the_promised_keys_and_is_json():
    message = Message("words", buttons=(Button("More", "/tell_me_more"),))
    reply = Reply(Status.ANSWERED, (message,), ("a",), (), (SourceNote("t", "u", "2026-11-23"),), 0.5)
    record = json.loads(json.dumps(reply_record("asked", Turn(reply, 12.345, None))))
    assert record == {
        "text": "asked",
        "status": "answered",
        "answers": ["a"],
        "options": [],
        "confidence": 0.5,
        "messages": [{"text": "words", "buttons": [{"title": "More", "payload": "/tell_me_more"}]}],
        "sources": [{"title": "t", "url": "u", "checked_on": "2026-11-23"}],
        "ms": 12.3,
    }


@pytest.mark.parametrize("make", [lambda path: None, Path.mkdir])
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str], make):
    path = tmp_path / "questions.txt"
    make(path)
    assert run_ask(path, as_json=True) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert str(path) in output.err
    assert len(output.err.strip().splitlines()) == 1
