"""A chat as a text file to keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sendguide.answers.blocks import long_date
from sendguide.answers.reply import Message
from sendguide.content.bundle import Content
from sendguide.pages.chat import PageTurn


def transcript(turns: Sequence[PageTurn], content: Content, *, today: date, base_url: str) -> str:
    """Both sides of a chat as plain text, with the addresses of all links.

    Args:
        turns: the first one first.
        content: the words.
        today: the day that stands on it.
        base_url: where the guide is, for its own downloads.
    """
    words = content.widget
    pieces = [words.transcript_title, words.transcript_made.format(date=long_date(today)), words.transcript_note]
    for turn in turns:
        pieces += [turn.when] if turn.when else []
        pieces.append(f"{words.you_said} {turn.words or words.words_not_kept}")
        said = "\n\n".join(piece for message in turn.reply.messages for piece in _message(message, base_url))
        pieces.append(f"{words.guide_said} {said}")
    return "\n\n".join(pieces) + "\n"


def _message(message: Message, base_url: str) -> Iterator[str]:
    yield message.text
    links = [f"{link.title}: {base_url if link.url.startswith('/') else ''}{link.url}" for link in message.links]
    if links:
        yield "\n".join(links)
