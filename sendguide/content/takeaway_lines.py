"""The single lines of `content/takeaways.yml`: how dates are told, what stands around a text, and gaps to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

from pydantic import constr, validator
from pydantic.fields import ModelField

from sendguide.content.models import Record, Words
from sendguide.content.replies import Line, require_braces

if TYPE_CHECKING:  # to the type checker this is a plain value
    Blank: TypeAlias = str
else:
    Blank = constr(regex=r"^\[[^\[\]\n]+\]$")


class DateLines(Record):
    """How dates are told. `{date}` is filled in."""

    WITHOUT_A_DATE: ClassVar[frozenset[str]] = frozenset({"watch_out", "unknown"})

    about: Line
    worked_out: Line
    letter: Line
    certificate: Line
    target: Line
    target_passed: Line
    last: Line
    last_passed: Line
    adviser: Line
    adviser_passed: Line
    adviser_by_choice: Line
    adviser_by_choice_passed: Line
    watch_out: Line
    unknown: Words
    source: Line

    @validator("*")
    def _braces_are_known(cls, line: str, field: ModelField) -> str:
        """Refuses a brace that is misspelt, left open or left out."""
        known = {"source": {"title", "url", "date"}}.get(field.name, {"date"})
        return require_braces(line, set() if field.name in cls.WITHOUT_A_DATE else known)


class Blanks(Record):
    """The gaps that the guide itself fills in where it knows what belongs there; the family fills in all others."""

    letter: Blank
    decision: Blank


class OfferLines(Record):
    """What is said in the chat where take-aways are offered, and around one that is shown. `{title}` is filled in."""

    keep: Line
    download: Line
    show: Line
    copy_or_download: Line
    copy_or_calendar: Line
    back: Line

    @validator("*")
    def _braces_are_known(cls, line: str, field: ModelField) -> str:
        """Refuses a brace that is misspelt, left open or left out."""
        return require_braces(line, {"title"} if field.name in ("download", "show") else set())
