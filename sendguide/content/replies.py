"""The framing sentences of the guide: everything it says around an answer."""

from __future__ import annotations

from pydantic import constr

from sendguide.content.models import Record

Line = constr(min_length=1, max_length=600)


class Replies(Record):
    """One field for each sentence in `content/replies.yml`. Braces such as `{date}` are filled in by the guide."""

    welcome: Line  # type: ignore[valid-type]
    clarify: Line  # type: ignore[valid-type]
    clarify_again: Line  # type: ignore[valid-type]
    none_of_these: Line  # type: ignore[valid-type]
    rephrase: Line  # type: ignore[valid-type]
    people_to_call: Line  # type: ignore[valid-type]
    start_again: Line  # type: ignore[valid-type]
    empty_message: Line  # type: ignore[valid-type]
    too_long: Line  # type: ignore[valid-type]
    nothing_more: Line  # type: ignore[valid-type]
    nothing_to_continue: Line  # type: ignore[valid-type]
    crisis_topic: Line  # type: ignore[valid-type]
    error: Line  # type: ignore[valid-type]
    source: Line  # type: ignore[valid-type]
    overdue: Line  # type: ignore[valid-type]
    contact_read_on: Line  # type: ignore[valid-type]
    contact_verified_on: Line  # type: ignore[valid-type]
    button_more: Line  # type: ignore[valid-type]
    button_easy_read: Line  # type: ignore[valid-type]
    button_none_of_these: Line  # type: ignore[valid-type]
    button_start_again: Line  # type: ignore[valid-type]
    button_person: Line  # type: ignore[valid-type]
