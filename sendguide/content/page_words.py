"""Words of the plain pages that the chat window does not have, and whom the page of contacts names: `pages.yml`."""

from __future__ import annotations

from pydantic import validator
from pydantic.fields import ModelField

from sendguide.content.models import Id, Record, Title
from sendguide.content.replies import Line, require_braces

FILLED_IN = {
    "title_answer": {"number", "title"},
    "title_new": {"title"},
    "title_help": {"title"},
    "title_error": {"title"},
    "title_note": {"what", "title"},
    "turn": {"number"},
    "delete_too_old": {"days"},
    "prepared": {"date"},
    "reviewed": {"date"},
}
"""What stands in braces in each line; the other lines have none."""


class ContactGroup(Record):
    """People who can help with one thing."""

    heading: Title
    contacts: tuple[Id, ...]


class PageWords(Record):
    """One field for each line; `in_danger` and `groups` say whom the page of contacts names, in which order."""

    title_answer: Line
    title_new: Line
    title_help: Line
    title_error: Line
    title_note: Line
    help: Line
    problem: Line
    turn: Line
    danger: Line
    pages: Line
    older_left_out: Line
    earlier_missing: Line
    easy_read_use: Line
    easy_read_stop: Line
    leave_hint: Line
    delete_too_old: Line
    nothing_to_save: Line
    back_to_chat: Line
    prepared: Line
    reviewed: Line
    not_read: Line
    send_again: Line
    in_danger: tuple[Id, ...]
    groups: tuple[ContactGroup, ...]

    @validator("*")
    def _braces_are_known(cls, value: object, field: ModelField) -> object:
        """Refuses a brace that would stand on a page as it is, and an empty list."""
        if not value:
            raise ValueError("at least one is needed")
        return require_braces(value, FILLED_IN.get(field.name, set())) if isinstance(value, str) else value

    def lines(self) -> list[tuple[tuple[str | int, ...], str]]:
        """Every line that people read, with its place in the file."""
        found: list[tuple[tuple[str | int, ...], str]] = [
            ((name,), value) for name, value in self if isinstance(value, str)
        ]
        found += [(("groups", place, "heading"), group.heading) for place, group in enumerate(self.groups)]
        return found
