"""The rules of `content/deadlines.yml`, typed. Field names are the keys an editor writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, Optional, TypeAlias

from pydantic import Field, conint, constr, validator

from sendguide.content.models import Confidence, FactId, Id, Record, Source, Title
from sendguide.content.replies import Line, require_braces
from sendguide.deadlines.kinds import RULE_IDS, Kind
from sendguide.deadlines.words import Headings, Message, Reasons, Refusals, Reminders, RuleId, Warnings

if TYPE_CHECKING:  # to the type checker these are plain values
    Count: TypeAlias = int
    DayOfYear: TypeAlias = str
else:
    Count = conint(ge=1, le=366)
    DayOfYear = constr(regex=r"^[0-9]{2}-[0-9]{2}$")


class Rule(Record):
    """One rule of law, or of ours: what it says, on what legal basis, and how far its sources carry."""

    says: Title
    basis: Title
    facts: tuple[FactId, ...] = ()
    sources: tuple[Id, ...]
    confidence: Confidence
    note: Optional[str] = None

    @validator("sources")
    def _sourced(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if not names:
            raise ValueError("at least one is needed")
        return names


class Periods(Record):
    """Lengths of time. The unit is in the name: months are calendar months, never 30 days."""

    letter_months: Count
    certificate_months: Count
    adviser_months: Count
    mediation_days: Count
    certificate_working_days: Count


class Thresholds(Record):
    """From when on something is said, or nothing is calculated."""

    closing_in_working_days: Count
    letter_too_old_months: Count
    wrong_letter_days: Count
    wrong_certificate_days: Count


class Window(Record):
    """Days of the year on which time cannot end: it goes on to the first working day after (HESC rule 12(3)(a))."""

    rule: RuleId
    starts: DayOfYear
    ends: DayOfYear
    reason: Message
    not_reached: Message

    @validator("starts", "ends")
    def _exists_in_every_year(cls, value: str) -> str:
        _in_year(2027, value)  # not a leap year
        return value

    @validator("reason")
    def _reason_has_its_braces(cls, message: Message) -> Message:
        require_braces(message.text, {"date", "moved"})
        return message

    @validator("not_reached")
    def _not_reached_has_its_braces(cls, message: Message) -> Message:
        require_braces(message.text, {"date"})
        return message

    def holds(self, day: date) -> bool:
        """Whether a day is in the window; it may run over the turn of the year."""
        key = f"{day:%m-%d}"
        if self.starts <= self.ends:
            return self.starts <= key <= self.ends
        return key >= self.starts or key <= self.ends

    def end_after(self, day: date) -> date:
        """The last day of the window that holds this day."""
        end = _in_year(day.year, self.ends)
        return end if day <= end else _in_year(day.year + 1, self.ends)


def _in_year(year: int, day_of_year: str) -> date:
    return date.fromisoformat(f"{year}-{day_of_year}")


class KindRules(Record):
    """What holds for a kind of decision."""

    name: Title
    certificate: bool


class DeadlineRules(Record):
    """All of `content/deadlines.yml`."""

    law_as_at: date
    owner: Title
    reviewed_on: date
    review_by: date
    caveat: Line
    contacts: tuple[Id, ...]
    periods: Periods
    thresholds: Thresholds
    windows: tuple[Window, ...]
    kinds: dict[Kind, KindRules]
    sources: dict[Id, Source]
    rules: dict[RuleId, Rule]
    reasons: Reasons
    warnings: Warnings
    reminders: Reminders
    refusals: Refusals
    headings: Headings

    @validator("kinds", pre=True)
    def _every_kind(cls, found: Any) -> Any:
        return _exactly([kind.value for kind in Kind], found)

    @validator("rules", pre=True)
    def _every_rule(cls, found: Any) -> Any:
        return _exactly(RULE_IDS, found)

    def needs_certificate(self, kind: Kind | None) -> bool:
        """Whether an appeal of this kind needs a mediation certificate; if it is not clear, assume so (rule C16)."""
        return kind is None or self.kinds[kind].certificate


def _exactly(names: Sequence[str], found: Any) -> Any:
    """Looks at the keys before their types are, so that the message can name the one that is wrong."""
    keys = {str(getattr(key, "value", key)) for key in found} if isinstance(found, dict) else set()
    wrong = [f"`{key}` is not known" for key in sorted(keys - set(names))]
    wrong += [f"`{name}` is missing" for name in names if name not in keys]
    if wrong:
        raise ValueError("; ".join(wrong))
    return found


class BankHoliday(Record):
    """One bank holiday as GOV.UK publishes it."""

    title: Title
    day: date = Field(alias="date")
    notes: str = ""
    bunting: bool = False


class Division(Record):
    """The bank holidays of a part of the United Kingdom."""

    division: Literal["england-and-wales", "scotland", "northern-ireland"]
    events: tuple[BankHoliday, ...]


class BankHolidays(Record):
    """`content/bank-holidays.json`: what https://www.gov.uk/bank-holidays.json gives can be put there as it is."""

    england_and_wales: Division = Field(alias="england-and-wales")
    scotland: Optional[Division] = None
    northern_ireland: Optional[Division] = Field(None, alias="northern-ireland")

    @validator("england_and_wales")
    def _known(cls, found: Division) -> Division:
        if not found.events:
            raise ValueError("at least one bank holiday is needed")
        return found

    def by_day(self) -> dict[date, str]:
        """The bank holidays of England and Wales with their names."""
        return {event.day: event.title for event in self.england_and_wales.events}
