"""Typed models of the guided flows in `content/decisions/`: their questions and the answers to them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal, Optional, TypeAlias

from pydantic import conint, constr, root_validator, validator

from sendguide.content.flow_outcomes import FlowSource, Note, Outcome
from sendguide.content.models import Id, Record, Title, Words
from sendguide.content.models import Question as ButtonText
from sendguide.deadlines.kinds import Kind

MAX_QUESTIONS = 7
"""The longest way through a flow. A parent with a letter in hand does not answer more."""

NOT_SURE = "not_sure"
NO_DATE = "none"
RESERVED = frozenset({NOT_SURE, NO_DATE})
"""Answers that a question has beside its options; no option may be called so."""

if TYPE_CHECKING:
    Phrase: TypeAlias = str
else:
    Phrase = constr(regex=r"^[a-z0-9' ]+$")


class Exit(Record):
    """A way on from a question: what its button says, in what other words people say it, and where it leads.

    Attributes:
        words: phrases in small letters, without punctuation. "yes" and "no" in all their forms are found by themselves
            where only one answer begins with them.
        next: a question or an outcome.
        notes: ids of notes to show with the outcome, because this was said.
    """

    text: ButtonText
    words: tuple[Phrase, ...] = ()
    next: Id
    notes: tuple[Id, ...] = ()


class Option(Exit):
    """One answer to a question of choice.

    Attributes:
        decision_kind: the kind of decision that is settled by this answer, for the deadline calculator.
    """

    id: Id
    decision_kind: Optional[Kind] = None

    @validator("id")
    def _not_reserved(cls, value: str) -> str:
        if value in RESERVED:
            raise ValueError(f"`{value}` is the name of another answer; write it as the key `{value}:`")
        return value


class Follows(Record):
    """An answer that two dates give, so that nobody is asked: `later` is at most so many months after `earlier`.

    Attributes:
        answer: the option that follows.
        earlier: a date question.
        later: another date question.
        months: calendar months.
        reason: how it is told, as for a date.
    """

    answer: Id
    earlier: Id
    later: Id
    months: conint(ge=1, le=12)  # type: ignore[valid-type]
    reason: Title


class FlowQuestion(Record):
    """A question of a flow.

    Attributes:
        called: what its answer is called, as in "change the letter date"; the first name is that on the button.
        follows: when other answers give its answer.
        why: why the guide asks.
        options: the answers to a question of choice.
        not_sure: where "I am not sure" leads.
        next: where a date leads.
        none: the answer that there is no such date.
        role: which date of a message answers this question.
        reason: how a date is told as a reason: "the letter is dated {date}".
        details: which other detail of a message answers it: kind of detail, its value, option.
    """

    id: Id
    text: Title
    called: tuple[Phrase, ...]
    hint: Optional[Words] = None
    why: Words
    kind: Literal["choice", "date"]
    options: tuple[Option, ...] = ()
    not_sure: Exit
    next: Optional[Id] = None
    none: Optional[Exit] = None
    role: Optional[Literal["letter_date", "certificate_date"]] = None
    reason: Optional[Title] = None
    details: dict[str, dict[str, Id]] = {}
    follows: Optional[Follows] = None

    @validator("called")
    def _has_a_name(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if not names:
            raise ValueError("at least one is needed")
        return names

    @root_validator(skip_on_failure=True)
    def _fits_its_kind(cls, values: dict[str, Any]) -> dict[str, Any]:
        of_date = [name for name in ("next", "none", "role", "reason") if values[name] is not None]
        if values["kind"] == "choice":
            if of_date:
                raise ValueError(f"`{of_date[0]}` belongs to a date, not to a choice")
            if len(values["options"]) < 2:
                raise ValueError("a choice needs two options or more")
        elif values["options"] or values["details"]:
            raise ValueError("a date has no `options` and no `details`")
        elif values["next"] is None or "{date}" not in (values["reason"] or ""):
            raise ValueError("a date needs `next`, and `reason` with {date} in it")
        return values

    def exits(self) -> dict[str, Exit]:
        """The answers that have a button, in the order in which they are shown."""
        found: dict[str, Exit] = {option.id: option for option in self.options}
        if self.none is not None:
            found[NO_DATE] = self.none
        return {**found, NOT_SURE: self.not_sure}


class Flow(Record):
    """A guided flow: one file in `content/decisions/`, its id the file's name.

    Attributes:
        phrases: whole messages that open it; never a question that has an answer, which offers the flow as a button.
        opens_on: answer ids; a message about one of them that gives a date which the flow needs opens it at once.
        so_far: what is said first when it was opened so: the rule in short.
    """

    id: Id
    title: ButtonText
    phrases: tuple[Phrase, ...] = ()
    opens_on: tuple[Id, ...] = ()
    so_far: Optional[Words] = None
    intro: Words
    start: Id
    questions: tuple[FlowQuestion, ...]
    outcomes: tuple[Outcome, ...]
    notes: tuple[Note, ...] = ()
    sources: tuple[FlowSource, ...]
    law_as_at: date
    owner: Title
    reviewed_on: date
    review_by: date

    def question(self, question_id: str) -> FlowQuestion:
        """A question by id. Raises KeyError for an unknown one."""
        return self._by_id(self.questions, question_id)

    def outcome(self, outcome_id: str) -> Outcome:
        """An outcome by id. Raises KeyError for an unknown one."""
        return self._by_id(self.outcomes, outcome_id)

    def note(self, note_id: str) -> Note:
        """A note by id. Raises KeyError for an unknown one."""
        return self._by_id(self.notes, note_id)

    def source(self, source_id: str) -> FlowSource:
        """A source by id. Raises KeyError for an unknown one."""
        return self._by_id(self.sources, source_id)

    def has_question(self, name: str) -> bool:
        """Whether an id is that of a question (and not of an outcome)."""
        return any(question.id == name for question in self.questions)

    @staticmethod
    def _by_id(items: Any, name: str) -> Any:
        for item in items:
            if item.id == name:
                return item
        raise KeyError(name)
