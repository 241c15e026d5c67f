"""Every word of the chat window, its launcher and the plain pages, besides the replies: `content/widget.yml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pydantic import constr, validator
from pydantic.fields import ModelField

from sendguide.content.models import Id, Record
from sendguide.content.replies import Line, require_braces

if TYPE_CHECKING:  # to the type checker these are plain words
    Language: TypeAlias = str
    FileName: TypeAlias = str
else:
    Language = constr(regex=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    FileName = constr(regex=r"^[a-z0-9-]+$", max_length=40)

FILLED_IN = {
    "danger_line": {"emergency.phone"},
    "left": {"left"},
    "over": {"over", "limit"},
    "checked_on": {"date"},
    "show_details": {"name"},
    "about_text": {"council", "days"},
    "too_often": {"seconds"},
    "ending": {"minutes"},
    "refused": {"reason"},
    "danger_again": {"emergency.phone"},
    "transcript_made": {"date"},
    "person_phone": {"name", "phone"},
    "person_web": {"name"},
    "page_title": {"area"},
    "page_expires": {"minutes"},
}
"""What stands in braces in each line; the other lines have none."""

PAGES = "page_"
"""How the keys begin whose lines are on the plain pages only: the window does not carry them."""


class WidgetWords(Record):
    """One field for each line; what it is for stands beside it in the file."""

    lang: Language
    launcher: Line
    launcher_go_on: Line
    launcher_loading: Line
    launcher_failed: Line
    launcher_failed_people: Line
    title: Line
    subtitle: Line
    danger_line: Line
    conversation: Line
    close: Line
    options: Line
    leave: Line
    leave_hint: Line
    you: Line
    guide: Line
    you_said: Line
    guide_said: Line
    note_said: Line
    your_question: Line
    question_hint: Line
    send: Line
    looking: Line
    waiting: Line
    left: Line
    over: Line
    empty: Line
    suggestions: Line
    new_tab: Line
    today: Line
    show_all: Line
    all_sources: Line
    checked_on: Line
    show_details: Line
    words_not_kept: Line
    personal_data_removed: Line
    helpful: Line
    helpful_yes: Line
    helpful_no: Line
    helpful_why: Line
    helpful_thanks: Line
    helpful_failed: Line
    reason_not_my_question: Line
    reason_not_clear: Line
    reason_not_true: Line
    reason_too_long: Line
    reason_not_enough: Line
    reason_other: Line
    easy_read: Line
    easy_read_on: Line
    easy_read_off: Line
    download_text: Line
    print: Line
    start_again: Line
    start_again_ask: Line
    start_again_yes: Line
    started_again: Line
    delete: Line
    delete_ask: Line
    delete_yes: Line
    deleted: Line
    delete_failed: Line
    cancel: Line
    about: Line
    about_title: Line
    about_text: tuple[Line, ...]
    about_link: Line
    plain_link: Line
    not_sent: Line
    not_sent_trying: Line
    try_again: Line
    remove: Line
    offline: Line
    back_online: Line
    unreachable: Line
    unreachable_people: Line
    too_often: Line
    ending: Line
    stay: Line
    stayed: Line
    ended: Line
    new_chat: Line
    refused: Line
    failed: Line
    danger_again: Line
    storage_off: Line
    transcript_title: Line
    transcript_made: Line
    transcript_file: FileName
    transcript_note: Line
    people: tuple[Id, ...]
    person_phone: Line
    person_web: Line
    page_title: Line
    page_lead: Line
    page_begin: Line
    page_your_turn: Line
    page_newest: Line
    page_earlier: Line
    page_skip: Line
    page_skip_question: Line
    page_expires: Line
    page_contacts: Line
    page_contacts_lead: Line
    page_contacts_danger: Line
    page_save: Line
    page_rate: Line
    page_saved_words: Line

    @validator("*")
    def _braces_are_known(cls, value: str | tuple[str, ...], field: ModelField) -> str | tuple[str, ...]:
        """Refuses a brace that would stand in the window as it is, and an empty list."""
        if not value:
            raise ValueError("at least one is needed")
        require_braces(value if isinstance(value, str) else "\n".join(value), FILLED_IN.get(field.name, set()))
        return value

    def lines(self) -> list[tuple[tuple[str | int, ...], str]]:
        """Every line that people read, with its place in the file."""
        found: list[tuple[tuple[str | int, ...], str]] = []
        for name, value in self:
            if name in {"lang", "transcript_file", "people"}:
                continue
            if isinstance(value, str):
                found.append(((name,), value))
            else:
                found += [((name, place), line) for place, line in enumerate(value)]
        return found
