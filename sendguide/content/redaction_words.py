"""The lists of words by which personal data is told from what people ask about."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, validator

from sendguide.content.models import Record


class RedactionWords(Record):
    """`content/safety/redaction.yml`: in each list small letters, either one run of words or one phrase a line.

    Attributes:
        kin: who a name may stand beside: "my son".
        people: professions, in the same way.
        titles: what a name must follow: "Mrs".
        weak_titles: titles that are words, too: "miss".
        of_person: whose name: "her name".
        rang: before "called", somebody rang.
        introduces: what stands before one's own name: "im".
        introduces_in_two: the same in two words: "i am".
        who_one_is: what stands behind one's own name: "mum of two".
        says_of: what is said of somebody at the beginning of a sentence: "has".
        after_verb: what follows a verb.
        signed: what ends a letter.
        never: words that are no name whatever stands before.
        dates: months, days and seasons.
        known: words with a capital that name no person.
        phrases: whole names of places and bodies.
        places: what makes the words before it the name of a place: "college".
        mail: mail providers.
        private_hosts: where links lead to somebody's own papers or page.
        helplines: telephone numbers that anyone may write.
    """

    kin: frozenset[str]
    people: frozenset[str]
    titles: frozenset[str]
    weak_titles: frozenset[str]
    of_person: frozenset[str]
    rang: frozenset[str]
    introduces: frozenset[str]
    introduces_in_two: frozenset[str]
    who_one_is: frozenset[str]
    says_of: frozenset[str]
    after_verb: frozenset[str]
    signed: frozenset[str]
    never: frozenset[str]
    dates: frozenset[str]
    known: frozenset[str]
    phrases: frozenset[str]
    places: frozenset[str]
    mail: frozenset[str]
    private_hosts: frozenset[str]
    helplines: frozenset[str]

    class Config(Record.Config):
        """Tells editors' programs that a run of words will do for a list."""

        @staticmethod
        def schema_extra(schema: dict[str, Any], model: type[BaseModel]) -> None:
            """Lets each list be one text in the JSON Schema."""
            for name, item in schema["properties"].items():
                schema["properties"][name] = {"title": item["title"], "anyOf": [{"type": "string"}, item]}

    @validator("*", pre=True)
    def _apart(cls, value: object) -> object:
        """Lets an editor write a list as one run of words."""
        return value.split() if isinstance(value, str) else value

    @validator("*")
    def _small(cls, words: frozenset[str]) -> frozenset[str]:
        """Refuses what could never be found, since messages are compared in small letters."""
        if not words:
            raise ValueError("at least one word is needed")
        wrong = sorted(word for word in words if word != word.lower())
        if wrong:
            raise ValueError(f"small letters only, not `{wrong[0]}`")
        return words
