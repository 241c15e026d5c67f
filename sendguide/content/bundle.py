"""All content in memory, and how a problem in it is tied to a line of a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sendguide.content.about_words import AboutWords
from sendguide.content.crisis_models import Calm, CrisisWords, Danger
from sendguide.content.error_words import ErrorWords
from sendguide.content.flow_models import Flow
from sendguide.content.models import (
    Answer,
    Command,
    Contact,
    Council,
    Fact,
    Group,
    NeverSay,
    ReadingRules,
    Spelling,
    Term,
)
from sendguide.content.page_words import PageWords
from sendguide.content.redaction_words import RedactionWords
from sendguide.content.replies import Replies
from sendguide.content.service_words import ServiceWords
from sendguide.content.takeaway_models import TakeAways
from sendguide.content.talk_words import TalkWords
from sendguide.content.widget_words import WidgetWords
from sendguide.content.yaml_file import Location, Problem, YamlFile
from sendguide.deadlines.calculator import Calculator

if TYPE_CHECKING:
    from sendguide.safety.crisis import CrisisScreen


@dataclass
class Content:
    """Everything the public reads. `files` says where each answer came from, for error messages.

    `deadlines` works out dates; None only while its rules cannot be used, which keeps such content out of use.
    """

    council: Council
    replies: Replies
    errors: ErrorWords
    reading: ReadingRules
    spelling: Spelling
    talk: TalkWords
    takeaways: TakeAways
    services: ServiceWords
    widget: WidgetWords
    pages: PageWords
    about: AboutWords
    crisis_words: CrisisWords
    redaction: RedactionWords
    deadlines: Calculator | None = None
    answers: dict[str, Answer] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    never_say: dict[str, NeverSay] = field(default_factory=dict)
    crisis: dict[str, Danger] = field(default_factory=dict)
    calm: dict[str, Calm] = field(default_factory=dict)
    commands: dict[str, Command] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    decisions: dict[str, Flow] = field(default_factory=dict)
    files: dict[str, YamlFile] = field(default_factory=dict)

    @cached_property
    def screen(self) -> CrisisScreen:
        """The crisis screen over these words, built at first use. Raises PhraseError for a phrase that has no class."""
        from sendguide.safety.crisis import CrisisScreen  # spaCy takes a second to import, and most commands need none

        return CrisisScreen(self.crisis_words, self.crisis.values(), self.calm.values())

    def group_of(self, answer_id: str) -> Group:
        """The group (folder) of an answer. Raises KeyError for an unknown id."""
        return self.groups[answer_id]


def problem_in(
    content: Content, answer: Answer, at: Location, message: str, remedy: str, *, is_warning: bool = False
) -> Problem:
    """A problem at a place in an answer's file."""
    name = f"answers/{content.group_of(answer.id).value}/{answer.id}.yml"
    return problem_in_file(content, name, at, message, remedy, is_warning=is_warning)


def problem_in_file(
    content: Content, name: str, at: Location, message: str, remedy: str, *, is_warning: bool = False
) -> Problem:
    """A problem at a place in any file of the content.

    Args:
        content: all content.
        name: the file, from the content folder: `council.yml`.
        at: keys and list positions from the top of the file.
        message: what is wrong.
        remedy: what to do about it.
        is_warning: whether it only has to be planned.
    """
    # The shared files are read first: an answer that is called `council` does not stand in the way of council.yml.
    source = next((file for key, file in content.files.items() if key.endswith(f"/{name}")), None)
    if source is None:
        return Problem(f"content/{name}", 1, message, remedy, is_warning)
    return Problem(source.name, source.line_of(at), message, remedy, is_warning)
