"""The framing sentences of the guide: everything it says around an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pydantic import constr

from sendguide.content.models import Record

if TYPE_CHECKING:  # to the type checker a line is a plain word
    Line: TypeAlias = str
else:
    Line = constr(min_length=1, max_length=600)


class Replies(Record):
    """One field for each sentence in `content/replies.yml`. Braces such as `{date}` are filled in by the guide."""

    welcome: Line
    clarify: Line
    clarify_again: Line
    none_of_these: Line
    rephrase: Line
    people_to_call: Line
    start_again: Line
    empty_message: Line
    too_long: Line
    nothing_more: Line
    nothing_to_continue: Line
    crisis_topic: Line
    error: Line
    source: Line
    overdue: Line
    contact_read_on: Line
    contact_verified_on: Line
    button_more: Line
    button_easy_read: Line
    button_none_of_these: Line
    button_start_again: Line
    button_person: Line
