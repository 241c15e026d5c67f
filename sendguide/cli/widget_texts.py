"""`sendguide widget-texts`: the words of the chat window, for its build."""

from __future__ import annotations

from pathlib import Path

from sendguide.content.loader import ContentStore
from sendguide.content.widget_texts import texts_file
from sendguide.errors import GuideError


def run_widget_texts(*, content: Path, keep_days: int, out: Path) -> None:
    """Writes the words with contacts filled in.

    Args:
        content: the content folder.
        keep_days: days after which a conversation is erased.
        out: the file to write.

    Raises:
        ContentError: when the content cannot be used.
        GuideError: when the file cannot be written.
    """
    words = texts_file(ContentStore(content).current(), keep_days=keep_days)
    try:
        out.write_text(words, encoding="utf-8", newline="\n")
    except OSError as error:
        raise GuideError(f"The words cannot be written to {out}: {error.strerror}. Check --out.") from error
