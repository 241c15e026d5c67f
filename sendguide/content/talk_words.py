"""The words of `content/talk.yml`: what is said while a guided flow asks, and the phrases that steer it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from pydantic import constr, validator
from pydantic.fields import ModelField

from sendguide.content.flow_models import Phrase
from sendguide.content.models import Record
from sendguide.content.replies import Line, require_braces

if TYPE_CHECKING:  # to the type checker these are plain words
    ChangeForm: TypeAlias = str
    ForeignWord: TypeAlias = str
else:
    ChangeForm = constr(regex=r"^[a-z ]*\{answer\}[a-z ]*$")
    ForeignWord = constr(regex=r"^[^\W\d_]+$")

FILLED_IN = {
    "so_far_school": {"target", "date"},
    "read_back": {"date"},
    "read_back_two": {"date", "other"},
    "read_back_which": {"date", "other"},
    "read_back_came": {"date"},
    "read_back_old": {"date", "months"},
    "future": {"date"},
    "before_letter": {"date", "letter"},
    "help_date": {"example"},
    "button_change": {"answer"},
}
"""What stands in braces in each sentence; the other sentences have none."""


class Steer(str, Enum):
    """What a message can do to a flow beside answering. A closed list; the values are keys of `commands:`."""

    WHY = "why"
    EXPLAIN = "explain"
    SURE = "sure"
    BACK = "back"
    CHANGE = "change"
    RESTART = "restart"
    STOP = "stop"
    KEEP = "keep"
    YES = "yes"
    NO = "no"


ALWAYS = (Steer.WHY, Steer.EXPLAIN, Steer.BACK, Steer.CHANGE, Steer.RESTART, Steer.STOP)
"""Commands that can be given at every question."""

AT_THE_END = (Steer.SURE, Steer.BACK, Steer.CHANGE)
"""Commands that can be given after the outcome."""

TOGETHER = (ALWAYS, AT_THE_END, (Steer.YES, Steer.NO), (Steer.KEEP,))
"""Commands that are listened for at the same time, so that their phrases must differ."""


class TalkLines(Record):
    """One field for each sentence. Braces such as `{date}` are filled in by the guide."""

    noted: Line
    so_far: Line
    so_far_school: Line
    read_back: Line
    read_back_two: Line
    read_back_which: Line
    read_back_came: Line
    read_back_old: Line
    another_date: Line
    impossible: Line
    year: Line
    future: Line
    exact_day: Line
    several: Line
    unclear_date: Line
    not_english: Line
    before_letter: Line
    not_an_answer: Line
    help_date: Line
    help_choice: Line
    asked_too: Line
    date_for_later: Line
    back_to_question: Line
    first_question: Line
    which_change: Line
    nothing_to_change: Line
    changing: Line
    kept: Line
    changed: Line
    started_again: Line
    stopped: Line
    updated: Line
    gone: Line
    how_sure: Line
    because: Line
    something_wrong: Line
    rule: Line
    steps: Line
    caveat: Line
    caveat_other: Line
    button_yes: Line
    button_no: Line
    button_keep: Line
    button_change: Line
    button_why: Line
    button_explain: Line
    button_sure: Line
    button_back: Line
    button_stop: Line
    button_restart: Line

    @validator("*")
    def _braces_are_known(cls, line: str, field: ModelField) -> str:
        """Refuses a brace that would break the reply it stands in."""
        return require_braces(line, FILLED_IN.get(field.name, set()))


class TalkWords(Record):
    """All of `content/talk.yml`.

    Attributes:
        lines: what the guide says.
        commands: phrases of each command; whole messages.
        change_forms: how people ask to change one answer.
        any_date: what a date is called by people who do not say which.
        foreign_months: words by which a date in another language is known.
    """

    lines: TalkLines
    commands: dict[Steer, tuple[Phrase, ...]]
    change_forms: tuple[ChangeForm, ...]
    any_date: tuple[Phrase, ...]
    foreign_months: tuple[ForeignWord, ...]

    @validator("commands")
    def _each_once(cls, commands: dict[Steer, tuple[str, ...]]) -> dict[Steer, tuple[str, ...]]:
        """Refuses a command without phrases, and a phrase that would mean two commands at the same time."""
        for together in TOGETHER:
            owner: dict[str, Steer] = {}
            for steer in together:
                if not commands.get(steer):
                    raise ValueError(f"`{steer.value}` has no phrases")
                for phrase in commands[steer]:
                    if owner.setdefault(phrase, steer) is not steer:
                        raise ValueError(f"“{phrase}” would mean both `{owner[phrase].value}` and `{steer.value}`")
        return commands
