"""Typed models of everything in `content/`. Field names are the keys an editor writes in the YAML files.

Every model refuses unknown keys, so that a misspelt key is reported instead of being ignored.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Literal, Optional, TypeAlias

from pydantic import BaseModel, Extra, HttpUrl, constr, validator

QUESTION_MAX_CHARS = 60
"""A question is a button title: design.md section 3."""

if TYPE_CHECKING:  # to the type checker these are plain words
    Id: TypeAlias = str
    FactId: TypeAlias = str
    Title: TypeAlias = str
    Question: TypeAlias = str
    Words: TypeAlias = str
    PlainWord: TypeAlias = str
    ShortForm: TypeAlias = str
    Acronym: TypeAlias = str
    PhoneNumber: TypeAlias = str
    EmailAddress: TypeAlias = str
else:
    Id = constr(regex=r"^[a-z][a-z0-9_]*$")
    FactId = constr(regex=r"^[a-z]+-[0-9]{3}$")
    Title = constr(min_length=3, max_length=200)
    Question = constr(min_length=3, max_length=QUESTION_MAX_CHARS)
    Words = constr(min_length=10)
    PlainWord = constr(regex=r"^[a-z]+$")
    ShortForm = constr(regex=r"^[a-z0-9]+$")
    Acronym = constr(regex=r"^[A-Z]{4,}$")
    PhoneNumber = constr(regex=r"^[0-9 ]+$")
    EmailAddress = constr(regex=r"^[^@ ]+@[^@ ]+\.[a-z.]+$")


class Record(BaseModel):
    """Base of all content: immutable, and strict about keys."""

    class Config:
        """Pydantic settings shared by every content model."""

        extra = Extra.forbid
        frozen = True
        allow_mutation = False
        anystr_strip_whitespace = True


def _not_empty(value: tuple[object, ...]) -> tuple[object, ...]:
    if not value:
        raise ValueError("at least one is needed")
    return value


def _regular_expression(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"this pattern cannot be used: {error}") from error
    return value


class Group(str, Enum):
    """The 14 groups of answer ids, spelt as in the taxonomy; each is a folder in `content/answers/`."""

    MEDIATION_BASICS = "mediation_basics"
    MEDIATION_MEETING = "mediation_meeting"
    MEDIATION_OUTCOME = "mediation_outcome"
    CERTIFICATE = "certificate"
    APPEAL = "appeal"
    OTHER_DISPUTES = "other_disputes"
    EHC_PROCESS = "ehc_process"
    CONTACTS = "contacts"
    LOCAL_OFFER_EDUCATION = "local_offer_education"
    LOCAL_OFFER_HEALTH = "local_offer_health"
    LOCAL_OFFER_SOCIAL_CARE = "local_offer_social_care"
    CRISIS = "crisis"
    CONVERSATION = "conversation"
    OUT_OF_SCOPE = "out_of_scope"


COURTESIES = frozenset({"greet", "thanks", "goodbye", "affirm", "deny"})
"""Answers of a line or two: no easy-read button, no "tell me more" about them, and never offered as what was meant."""


class Source(Record):
    """Where a claim comes from, and when a person last read it there."""

    title: Title
    url: HttpUrl
    checked_on: date


class FactSource(Record):
    """A source of a fact, as compiled in the domain dossier."""

    title: str
    url: HttpUrl


class Confidence(str, Enum):
    """How far the sources carry a fact. Facts of low confidence are never shown."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Fact(Record):
    """One checkable statement with its sources; answers cite it by id."""

    id: FactId
    statement: str
    topic: str
    jurisdiction: Literal["England", "Coventry", "UK", "England and Wales", "Coventry and Warwickshire"]
    sources: tuple[FactSource, ...]
    confidence: Confidence
    kind: Literal["law", "local", "national-service", "provider"]
    note: Optional[str] = None

    _sourced = validator("sources", allow_reuse=True)(_not_empty)


class Contact(Record):
    """Someone a parent can turn to. What no source gave is left out, never guessed.

    `verified_on` is the day a person rang the number or opened the page; it stays empty until someone has.
    `read_on` is the day the entry was read in `verified_from`.
    """

    id: Id
    name: str
    what_for: Title
    phone: Optional[PhoneNumber] = None
    phone_note: Optional[str] = None
    text_message: Optional[str] = None
    email: Optional[EmailAddress] = None
    web: Optional[HttpUrl] = None
    address: Optional[str] = None
    hours: Optional[str] = None
    verified_on: Optional[date] = None
    verified_from: tuple[HttpUrl, ...]
    read_on: date
    confidence: Confidence
    caution: Optional[str] = None

    _sourced = validator("verified_from", allow_reuse=True)(_not_empty)


class Answer(Record):
    """One answer: the same name is its intent, its file and its test (design.md section 3).

    `about` is how its subject is called in the next breath ("the mediation certificate"): it is read into a follow-up
    question that does not say what it is about ("and how long is it good for?"). `services` are the files of
    `content/local_offer/services/` that come first in its list of services.
    """

    id: Id
    question: Question
    about: Optional[Title] = None
    text: Words
    easy_read: Words
    more: Optional[Words] = None
    facts: tuple[FactId, ...] = ()
    sources: tuple[Source, ...] = ()
    law_as_at: date
    owner: Title
    reviewed_on: date
    review_by: date
    contacts: tuple[Id, ...] = ()
    related: tuple[Id, ...] = ()
    flows: tuple[Id, ...] = ()
    services: tuple[Id, ...] = ()
    parent: Optional[Id] = None


class Term(Record):
    """A word families meet: what it means, how else it is written, whether it must be spelt out on first use."""

    id: Id
    term: str
    meaning: Title
    expansion: Optional[str] = None
    spell_out: bool = False
    also: tuple[str, ...] = ()
    kind: Literal["organisation", "process", "document", "person", "service", "plan_section", "benefit", "condition"]


class Council(Record):
    """Who runs the guide and for which area: the one file to change for another council."""

    guide_name: str
    council: str
    area: str
    nation: Literal["England"]
    outcodes: tuple[str, ...]
    website: HttpUrl
    help_contacts: tuple[Id, ...]
    starters: tuple[Id, ...]

    _helped = validator("help_contacts", allow_reuse=True)(_not_empty)


class ReadingRules(Record):
    """How plain the words must be. Targets from standards.md section 2.4."""

    max_grade: float
    easy_read_max_grade: float
    max_sentence_words: int
    easy_read_max_sentence_words: int
    max_words: int
    easy_read_max_words: int
    more_max_words: int
    unavoidable_terms: tuple[str, ...]
    known_capitals: tuple[str, ...]


class NeverSay(Record):
    """A thing the guide must never say (domain.md section 7), as a pattern over content."""

    id: Id
    pattern: str
    why: str
    allowed_in: tuple[Id, ...] = ()

    _usable = validator("pattern", allow_reuse=True)(_regular_expression)


class Command(Record):
    """Whole messages that steer the conversation; `id` is the intent they stand for."""

    id: Id
    phrases: tuple[str, ...]


ERASE = "delete_chat"
"""The command that erases the conversation. The door takes it; Rasa never hears of it."""


class Mistaken(Record):
    """A real word that stands for another: read as `meant` near one of `near`, unless one of `unless` is there."""

    word: PlainWord
    meant: PlainWord
    near: tuple[PlainWord, ...]
    unless: tuple[PlainWord, ...] = ()

    _placed = validator("near", allow_reuse=True)(_not_empty)


class Spelling(Record):
    """How misspelt words are read: what may be meant, what only looks misspelt, and short forms with plain words."""

    words: tuple[PlainWord, ...]
    acronyms: tuple[Acronym, ...]
    keep: tuple[PlainWord, ...]
    instead: dict[ShortForm, str]
    mistaken: tuple[Mistaken, ...]
