"""What a person reads when something cannot be done: one sentence or two for each code of the API's errors."""

from __future__ import annotations

from pydantic import validator
from pydantic.fields import ModelField

from sendguide.content.models import Record
from sendguide.content.replies import Line, require_braces

FILLED_IN = {"too_often": {"seconds"}}


class ErrorWords(Record):
    """One field for each code in `content/errors.yml`."""

    no_session: Line
    wrong_site: Line
    not_json: Line
    unreadable: Line
    wrong_form: Line
    wrong_feedback: Line
    wrong_place: Line
    unknown_turn: Line
    not_an_answer: Line
    too_often: Line
    too_large: Line
    too_slow: Line
    not_found: Line
    wrong_method: Line
    failed: Line
    unavailable: Line

    @validator("*")
    def _braces_are_known(cls, line: str, field: ModelField) -> str:
        """Refuses a brace that would break the sentence it stands in."""
        return require_braces(line, FILLED_IN.get(field.name, set()))
