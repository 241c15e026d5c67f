"""Reads the dialogues of `tests/conversations/**/*.yml` and plays them to a `GuideTester`.

A file has the key `dialogues:` (never `stories:`, so that Rasa does not take it for its own), each with a sentence as
its `name` and `steps`:

    - user: what is typed            or  user: {repeat: "words ", times: 2000}
      who: neighbour                 another person, in a conversation of their own; left out: the parent
      expect: {status: answered}     the keys of `tests.support.expectations.Expect`
    - press: What is mediation?      a button of the last reply, by its title
    - send: {payload: /restart, title: Hello}    a payload that need not have been offered
    - open: true                     opens the chat and looks at the welcome
    - include: unsure_about_appeals  the steps of tests/conversations/fragments/unsure_about_appeals.yml
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional, Union

import yaml
from pydantic import BaseModel, Extra, ValidationError, root_validator

from tests.support.expectations import Expect
from tests.support.tester import PARENT, GuideTester

CONVERSATIONS = Path(__file__).parents[1] / "conversations"
FRAGMENTS = CONVERSATIONS / "fragments"


class _Strict(BaseModel):
    class Config:
        extra = Extra.forbid


class Repeated(_Strict):
    """A long text, told by how it is made."""

    repeat: str
    times: int
    then: str = ""

    @property
    def text(self) -> str:
        """The text itself."""
        return self.repeat * self.times + self.then


class Payload(_Strict):
    """A button as a page sends it."""

    payload: str
    title: str


class Step(_Strict):
    """One thing that a person does, and what should come of it."""

    user: Optional[Union[str, Repeated]] = None
    press: Optional[str] = None
    send: Optional[Payload] = None
    open: Optional[bool] = None
    who: str = PARENT
    expect: Expect = Expect()

    @root_validator(skip_on_failure=True)
    def _does_one_thing(cls, values: dict[str, Any]) -> dict[str, Any]:
        if sum(values[key] is not None for key in ("user", "press", "send", "open")) != 1:
            raise ValueError("a step has exactly one of user, press, send, open and include")
        return values

    async def play(self, tester: GuideTester) -> None:
        """Does it, and checks what came."""
        if self.press is not None:
            await tester.press(self.press, who=self.who)
        elif self.send is not None:
            await tester.send(self.send.payload, self.send.title, who=self.who)
        elif self.open is not None:
            await tester.open(self.who)
        else:
            await tester.say(self.user.text if isinstance(self.user, Repeated) else str(self.user), who=self.who)
        tester.check(self.expect, who=self.who)


@dataclass(frozen=True)
class Dialogue:
    """A conversation to be played."""

    name: str
    file: str
    steps: tuple[Step, ...]

    async def play(self, tester: GuideTester) -> None:
        """All steps, in order; the first that is not as it should be ends it."""
        for step in self.steps:
            await step.play(tester)


class DialogueError(Exception):
    """A dialogue cannot be read. The text says which and why."""


def read_dialogues(folder: Path = CONVERSATIONS) -> list[Dialogue]:
    """All dialogues, by file.

    Raises:
        DialogueError: for unknown keys, a name that occurs twice, a fragment that is not there.
    """
    found = [dialogue for path in sorted(folder.glob("*/*.yml")) for dialogue in _read(path, folder)]
    names = [dialogue.name for dialogue in found]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise DialogueError(f"these names are used twice: {sorted(twice)}")
    return found


def _read(path: Path, folder: Path) -> Iterator[Dialogue]:
    if path.parent == FRAGMENTS:
        return
    name = str(path.relative_to(folder))
    try:
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["dialogues"]:
            steps = tuple(Step(**step) for step in _with_fragments(item.pop("steps")))
            yield Dialogue(name=item.pop("name"), file=name, steps=steps)
            if item:
                raise DialogueError(f"{name}: unknown keys {sorted(item)}")
    except (yaml.YAMLError, ValidationError, KeyError, FileNotFoundError) as error:
        raise DialogueError(f"{name}: {error}") from error


def _with_fragments(steps: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for step in steps:
        if "include" in step:
            path = FRAGMENTS / f"{step['include']}.yml"
            yield from _with_fragments(yaml.safe_load(path.read_text(encoding="utf-8"))["steps"])
        else:
            yield step
