"""Typed models of `content/safety/`: the words and phrases of danger, and what shows that there is none."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Optional, TypeAlias

from pydantic import conint, constr, validator

from sendguide.content.models import Id, Record, Title

if TYPE_CHECKING:  # to the type checker these are plain
    Phrase: TypeAlias = str
    Members: TypeAlias = str
    Written: TypeAlias = str
    Reach: TypeAlias = int
else:
    Phrase = constr(min_length=2, max_length=300)
    Members = constr(regex=r"^[a-z0-9#]+( [a-z0-9#]+)*$")
    Written = constr(regex=r"^[a-z0-9]+( [a-z0-9]+){0,3}$")
    Reach = conint(ge=1, le=14)

WORD = r"(?:\||<[a-z_]+>|[a-z0-9#]+)"
PIECE = re.compile(rf"\.\.\.\d{{0,2}}|{WORD}(?:/{WORD})*\??")
"""One piece of a phrase; the notation is described at the head of `content/safety/crisis.yml`."""


class Category(str, Enum):
    """What a danger is: the closed list of standards.md section 3.6."""

    IMMEDIATE_DANGER = "immediate_danger"
    SUICIDE_SELF_HARM = "suicide_self_harm"
    ABUSE_NEGLECT = "abuse_neglect"
    MISSING_CHILD = "missing_child"
    DOMESTIC_ABUSE = "domestic_abuse"
    VIOLENCE_TO_STAFF = "violence_to_staff"


def _well_formed(phrase: str) -> str:
    """The phrase itself. Raises ValueError for one that cannot be read or that would match anything."""
    pieces = phrase.split()
    for piece in pieces:
        if not PIECE.fullmatch(piece):
            raise ValueError(f"`{piece}` cannot be read; see the notation at the head of safety/crisis.yml")
    if not any(piece[0] != "." and "|" not in piece and not piece.endswith("?") for piece in pieces):
        raise ValueError(f"`{phrase}` holds no word that must be there")
    if pieces[0].startswith("...") or pieces[-1].startswith("..."):
        raise ValueError(f"`{phrase}` begins or ends with dots, which say nothing there")
    return phrase


class CrisisWords(Record):
    """`safety/words.yml`: classes of words, and what is read as other words."""

    words: dict[Id, Members]
    instead: dict[Written, Members]
    stops: Members


class Danger(Record):
    """One category of `safety/crisis.yml`: help comes first after an `exact` phrase, a check-in after a `near` one.

    Nothing in `calm.yml` takes an `always` phrase back: it asks for the numbers themselves.
    """

    id: Category
    answer: Id
    exact: tuple[Phrase, ...]
    near: tuple[Phrase, ...] = ()
    always: tuple[Phrase, ...] = ()

    _readable = validator("exact", "near", "always", allow_reuse=True, each_item=True)(_well_formed)


class Calm(Record):
    """One entry of `safety/calm.yml`: phrases that show that words of danger are none.

    `before` and `after`: how many words on from them, or back, they still reach, and `until`: which words end that
    sooner; without a reach they only speak for themselves. `of`: the categories for which they speak. `warmth`:
    whether they tell of a hard time, so that a kind line comes before the answer.
    """

    id: Id
    why: Title
    phrases: tuple[Phrase, ...]
    before: Optional[Reach] = None
    after: Optional[Reach] = None
    until: Optional[Members] = None
    of: tuple[Category, ...] = tuple(Category)
    warmth: bool = False

    _readable = validator("phrases", allow_reuse=True, each_item=True)(_well_formed)

    @property
    def speaks_alone(self) -> bool:
        """Whether its phrases mean something without words of danger beside them: they reach for no others."""
        return self.before is None and self.after is None
