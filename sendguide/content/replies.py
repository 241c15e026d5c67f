"""The framing sentences of the guide: everything it says around an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from pydantic import constr, validator
from pydantic.fields import ModelField

from sendguide.content.models import Record

if TYPE_CHECKING:  # to the type checker a line is a plain word
    Line: TypeAlias = str
else:
    Line = constr(min_length=1, max_length=600)

FILLED_IN = {
    "welcome": {"council", "days"},
    "check_in": {"emergency.phone", "samaritans.phone", "shout.text_message", "childline.phone", "mash.phone"},
    "too_long": {"limit", "over"},
    "source": {"title", "date"},
    "overdue": {"date"},
    "contact_read_on": {"site", "date"},
    "contact_verified_on": {"date"},
    "because_said": {"answer"},
    "because_date": {"reason"},
}
"""What stands in braces in each sentence; the other sentences have none."""


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
    redacted: Line
    only_personal_data: Line
    crisis_topic: Line
    check_in: Line
    warmth: Line
    or_did_you_mean: Line
    error: Line
    too_many_turns: Line
    erased: Line
    source: Line
    overdue: Line
    contact_read_on: Line
    contact_verified_on: Line
    because_said: Line
    because_date: Line
    button_more: Line
    button_easy_read: Line
    button_none_of_these: Line
    button_start_again: Line
    button_person: Line
    removed_name: Line
    removed_phone: Line
    removed_email: Line
    removed_postcode: Line
    removed_nhs_number: Line
    removed_ni_number: Line
    removed_date_of_birth: Line
    removed_upn: Line
    removed_uln: Line
    removed_reference: Line
    removed_card: Line
    removed_address: Line
    removed_link: Line

    @validator("*")
    def _braces_are_known(cls, line: str, field: ModelField) -> str:
        """Refuses a brace that would break the reply it stands in."""
        return require_braces(line, FILLED_IN.get(field.name, set()))


def require_braces(line: str, known: set[str]) -> str:
    """The line itself.

    Raises:
        ValueError: when a brace in it is misspelt, left open or left out.
    """
    names = re.findall(r"\{([^{}]*)\}", line)
    if "{" in (rest := re.sub(r"\{[^{}]*\}", "", line)) or "}" in rest:
        raise ValueError("a brace is open or stands alone")
    for name in names:
        if name not in known:
            raise ValueError(f"{{{name}}} is not known here; known: {_listed(known)}")
    if known - set(names):
        raise ValueError(f"{_listed(known - set(names))} is missing")
    return line


def _listed(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"
