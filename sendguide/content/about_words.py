"""The page about the guide and its accessibility statement: `content/about.yml`."""

from __future__ import annotations

from datetime import date

from pydantic import HttpUrl, root_validator, validator

from sendguide.content.models import Id, Record, Title, Words
from sendguide.content.placeholders import PLACEHOLDER
from sendguide.content.replies import require_braces

KNOWN = {"council", "area", "days", "minutes"}
"""What may stand in braces besides details of contacts."""


class AboutLink(Record):
    """A page to read more on."""

    title: Title
    url: HttpUrl


class AboutPart(Record):
    """A heading and what stands under it: paragraphs and lists, as in answers; then people and links."""

    heading: Title
    text: Words
    contacts: tuple[Id, ...] = ()
    links: tuple[AboutLink, ...] = ()

    @validator("text")
    def _braces_are_known(cls, text: str) -> str:
        """Refuses a brace that would stand on the page as it is."""
        rest = PLACEHOLDER.sub("", text)
        require_braces(rest, {name for name in KNOWN if f"{{{name}}}" in rest})
        return text


class AboutWords(Record):
    """Both halves of the page, and when somebody last read them against what the guide does.

    `names` are names of laws and bodies that cannot be said more plainly; they count as one plain word.
    """

    about: tuple[AboutPart, ...]
    statement_title: Title
    statement_prepared_on: date
    statement: tuple[AboutPart, ...]
    reviewed_on: date
    review_by: date
    names: tuple[Title, ...] = ()

    @root_validator(skip_on_failure=True)
    def _dates_follow(cls, values: dict[str, object]) -> dict[str, object]:
        """Refuses a review date that is not after the review."""
        if not values["reviewed_on"] < values["review_by"]:  # type: ignore[operator]
            raise ValueError("review_by is not after reviewed_on")
        return values

    def parts(self) -> list[tuple[tuple[str | int, ...], AboutPart]]:
        """All parts, each with its place in the file."""
        found: list[tuple[tuple[str | int, ...], AboutPart]] = []
        for name, parts in (("about", self.about), ("statement", self.statement)):
            found += [((name, place), part) for place, part in enumerate(parts)]
        return found
