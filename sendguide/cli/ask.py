"""`sendguide ask`: many questions, each as a fresh conversation through the whole path."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from tqdm import tqdm

from sendguide.cli.local import LocalGuide, Turn, load_guide


def run_ask(file: Path | None, *, as_json: bool) -> int:
    """Prints one reply a line as it comes.

    Args:
        file: where the questions are; None or `-` for standard input.
        as_json: JSON lines instead of text.

    Returns:
        0, or 1 when a line could not be read or the file could not be opened.
    """
    if file is None or str(file) == "-":
        return asyncio.run(_answer_all(sys.stdin.buffer, as_json=as_json))
    try:
        with file.open("rb") as lines:
            return asyncio.run(_answer_all(lines, as_json=as_json))
    except OSError as error:
        print(f"The file {file} cannot be read: {error.strerror}. Check its name.", file=sys.stderr)
        return 1


async def _answer_all(lines: IO[bytes], *, as_json: bool) -> int:
    guide = load_guide()
    bad = 0
    # Progress only for a person at a terminal whose results go elsewhere; a bar would break up results on the screen.
    hidden = not sys.stderr.isatty() or sys.stdout.isatty()
    for number, text in tqdm(read_questions(lines), desc="Asking", unit=" lines", disable=hidden, file=sys.stderr):
        if isinstance(text, BadLine):
            bad += 1
            print(f"line {number}: {text.reason}; it was left out.", file=sys.stderr)
            continue
        print(await answer_line(guide, text, as_json=as_json), flush=True)
    return 1 if bad else 0


class BadLine:
    """A line that cannot be read.

    Args:
        reason: what is wrong with it.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason


def read_questions(lines: IO[bytes]) -> Iterator[tuple[int, str | BadLine]]:
    """Line numbers (from 1) and questions: plain text, or the `text` of a JSON object. Blank lines are left out."""
    for number, raw in enumerate(lines, start=1):
        try:
            line = raw.decode("utf-8-sig").strip("\r\n")  # a byte order mark is no part of the words
        except UnicodeDecodeError:
            yield number, BadLine("it is not UTF-8 text")
            continue
        if line.strip():
            yield number, _question(line)


def _question(line: str) -> str | BadLine:
    if not line.lstrip().startswith("{"):
        return line
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return BadLine("it starts like JSON but cannot be read as JSON")
    text = data.get("text") if isinstance(data, dict) else None
    return text if isinstance(text, str) else BadLine("it has no `text`")


async def answer_line(guide: LocalGuide, text: str, *, as_json: bool) -> str:
    """Asks one question in a fresh conversation; the reply as a line of text or of JSON, with how it was read."""
    turn = await guide.say(guide.sessions.open(), text)
    reply = turn.reply
    if as_json:
        return json.dumps({**reply_record(text, turn), "reading": turn.explanation()}, ensure_ascii=False, default=str)
    ids = ", ".join(reply.answers or reply.options) or "-"
    words = " ".join(reply.messages[0].text.split())
    return f"{reply.status.value} [{ids}] {words}"


def reply_record(text: str, turn: Turn) -> dict[str, Any]:
    """The keys that design.md section 5 promises for `ask --json`."""
    data = turn.reply.as_dict()
    messages = [{"text": message["text"], "buttons": message["buttons"]} for message in data["messages"]]
    return {
        "text": text,
        "status": data["status"],
        "answers": data["answers"],
        "options": data["options"],
        "confidence": data["confidence"],
        "messages": messages,
        "sources": data["sources"],
        "ms": round(turn.milliseconds, 1),
    }
