"""What the guide says around lists of services, and the words by which parents narrow one: `content/services.yml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pydantic import constr, validator
from pydantic.fields import ModelField

from sendguide.content.models import Record
from sendguide.content.replies import Line, require_braces

if TYPE_CHECKING:  # to the type checker a phrase is a plain word
    Phrase: TypeAlias = str
else:
    Phrase = constr(regex=r"^[a-z0-9]+(?: [a-z0-9]+)*$", max_length=60)

FILLED_IN = {
    "some_filtered": {"filters"},
    "more_filtered": {"filters"},
    "like": {"name"},
    "one": {"name"},
    "dropped": {"dropped"},
    "none_for_need": {"filters"},
    "outside": {"outcode", "area"},
    "which_mistake": {"name"},
    "mistake_kept": {"name"},
    "for_age": {"age"},
    "near": {"outcode"},
    "on_day": {"day"},
    "for_need": {"need"},
    "joined": {"most", "last"},
    "card_ages": {"ages"},
    "ages_between": {"from", "to"},
    "ages_from": {"from"},
    "ages_to": {"to"},
    "card_for": {"who"},
    "card_how": {"how"},
    "card_cost": {"cost"},
    "card_phone": {"phone"},
    "card_email": {"email"},
    "card_web": {"web"},
    "card_address": {"address"},
    "card_hours": {"hours"},
    "card_area": {"area"},
    "card_by": {"organisation"},
    "card_alert": {"alert"},
    "checked_on": {"date"},
    "checked_long_ago": {"date"},
    "please_check": {"site", "date"},
    "please_check_source": {"site", "date"},
    "link_call": {"name", "phone"},
    "link_email": {"name"},
    "link_web": {"name"},
    "button_more": {"count"},
    "button_free": {"count"},
    "button_no_referral": {"count"},
    "button_about": {"name"},
    "button_like": {"name"},
    "button_mistake": {"name"},
}
"""What stands in braces in each line; the other lines have none."""

MISTAKES = ("phone", "closed", "ages", "other")
"""What can be wrong with an entry; each has a button `mistake_…`."""


class ServiceLines(Record):
    """One field for each line; what it is for stands beside it in the file."""

    some: Line
    some_filtered: Line
    like: Line
    more: Line
    more_filtered: Line
    no_more: Line
    one: Line
    dropped: Line
    none: Line
    outside: Line
    none_for_need: Line
    dropped_people: Line
    button_start: Line
    button_sendiass: Line
    which_area: Line
    which_age: Line
    which_one: Line
    which_mistake: Line
    mistake_kept: Line
    gone: Line
    for_age: Line
    near: Line
    free: Line
    on_day: Line
    open_now: Line
    no_referral: Line
    for_need: Line
    with_words: Line
    on_topic: Line
    joined: Line
    card_ages: Line
    ages_between: Line
    ages_from: Line
    ages_to: Line
    card_for: Line
    card_how: Line
    card_cost: Line
    cost_free: Line
    card_phone: Line
    card_email: Line
    card_web: Line
    card_address: Line
    card_hours: Line
    card_area: Line
    card_by: Line
    card_alert: Line
    closed_for_now: Line
    checked_on: Line
    checked_long_ago: Line
    please_check: Line
    please_check_source: Line
    please_check_undated: Line
    link_call: Line
    link_email: Line
    link_web: Line
    button_more: Line
    button_free: Line
    button_no_referral: Line
    button_area: Line
    button_age: Line
    button_lift_age: Line
    button_lift_area: Line
    button_lift_all: Line
    button_about: Line
    button_like: Line
    button_mistake: Line
    mistake_phone: Line
    mistake_closed: Line
    mistake_ages: Line
    mistake_other: Line

    @validator("*")
    def _braces_are_known(cls, line: str, field: ModelField) -> str:
        """Refuses a brace that would break the reply it stands in."""
        return require_braces(line, FILLED_IN.get(field.name, set()))


class ServicePhrases(Record):
    """Words by which a list is narrowed; `fillers` say nothing, and `find` begins a search."""

    free: tuple[Phrase, ...]
    no_referral: tuple[Phrase, ...]
    open_now: tuple[Phrase, ...]
    more: tuple[Phrase, ...]
    like: tuple[Phrase, ...]
    mistake: tuple[Phrase, ...]
    any_age: tuple[Phrase, ...]
    anywhere: tuple[Phrase, ...]
    all: tuple[Phrase, ...]
    about_it: tuple[Phrase, ...]
    find: tuple[Phrase, ...]
    fillers: tuple[Phrase, ...]


class ServiceWords(Record):
    """All of `content/services.yml`."""

    lines: ServiceLines
    phrases: ServicePhrases
