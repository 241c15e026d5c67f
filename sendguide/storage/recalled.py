"""What the store tells of a conversation to those who keep sessions."""

from __future__ import annotations

from dataclasses import dataclass

from sendguide.answers.reply import Button


@dataclass(frozen=True)
class Recalled:
    """A conversation that was begun before this process, or was pushed out of its memory.

    `at` is when it was last heard of, in seconds since 1970, and None when nothing is stored of it; `turns` is the
    number of its last turn; `buttons` are those offered in its last turns; `is_ended` says that it was erased.
    """

    at: float | None = None
    turns: int = 0
    buttons: tuple[Button, ...] = ()
    is_ended: bool = False
