"""Personal data stops at the door: Rasa, the database and the logs get a message without it, and the parent is told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sendguide.answers.blocks import as_message, text_blocks
from sendguide.answers.reply import Reply, Status
from sendguide.content.bundle import Content
from sendguide.content.loader import ContentStore
from sendguide.content.yaml_file import ContentError
from sendguide.safety.redaction import Redacted, Redactor, redactor
from sendguide.safety.redaction.span import TOKEN
from sendguide.understanding.clean import clean_message

logger = logging.getLogger(__name__)


class PersonalData:
    """Takes personal data out of messages.

    Args:
        store: the words; who is public changes with them.
        today: gives the current day.

    Raises:
        ContentError: when the lists of names and words cannot be used.
    """

    def __init__(self, store: ContentStore, *, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today
        self._content, self._redactor = self._made()

    def taken_out(self, words: str) -> Redacted:
        """A cleaned message without its personal data; what is to be read is clean again.

        Cleaned again, because what stood before a slash may be gone: "07700 900123 /restart" must stay words.
        """
        self._renew()
        made = self._redactor.redact(words)
        return replace(made, readable=clean_message(made.readable)) if made else made

    def shown(self, words: str) -> str | None:
        """A cleaned message for the person who typed it, with words such as "[name]" for what was taken out.

        Returns:
            None when nothing was taken out.
        """
        made, replies = self.taken_out(words), self._content.replies
        if not made:
            return None
        return TOKEN.sub(lambda token: str(getattr(replies, f"removed_{token[1].lower()}")), made.text)

    def _renew(self) -> None:
        """Takes up changed content; lists that cannot be used after a change leave those before in use."""
        if self._store.current() is self._content:
            return
        try:
            self._content, self._redactor = self._made()
        except ContentError as error:
            self._content = self._store.current()
            logger.error("the lists of names and words cannot be used; those before stay: %s", error)

    def _made(self) -> tuple[Content, Redactor]:
        content = self._store.current()
        return content, redactor(content, self._store.root, today=self._today)


def told_so(reply: Reply, line: str) -> Reply:
    """The reply and, after it, that something was taken out. Help in danger stands alone.

    A message of its own: in the last one it could end up in a part that a page folds.

    Args:
        reply: what is said.
        line: the words, from `content/replies.yml`.
    """
    if reply.status is Status.CRISIS or not reply.messages:
        return reply
    return replace(reply, messages=(*reply.messages, as_message(text_blocks(line))))
