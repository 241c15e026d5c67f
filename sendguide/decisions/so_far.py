"""What can be said at once when a message that gives dates opens a flow: the rule, and the dates as far as they go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sendguide.answers.blocks import long_iso_date, source_notes
from sendguide.answers.reply import Block, SourceNote
from sendguide.content.flow_models import Flow
from sendguide.deadlines.calculator import Calculator
from sendguide.deadlines.kinds import Kind
from sendguide.deadlines.result import Deadline, Question
from sendguide.deadlines.words import spoken
from sendguide.decisions.dates_told import date_cards, urgent_blocks, warning_blocks
from sendguide.decisions.day import possible_days
from sendguide.decisions.no_day import Wrong
from sendguide.decisions.place import Place
from sendguide.decisions.result import kind_of
from sendguide.decisions.state import is_day
from sendguide.understanding.detail import Detail

MOST_SOURCES = 2


def said_so_far(place: Place, details: Sequence[Detail]) -> tuple[str | Block, ...]:
    """The rule; what is wrong with a date; and the dates that follow from what is known. Empty where nothing was dated.

    Args:
        place: the flow as it was opened by the message.
        details: what was picked out of the message.
    """
    roles = {question.role for question in place.flow.questions if question.role is not None}
    dates = [item for item in details if item.kind == "date" and item.role in roles]
    if not dates or place.flow.so_far is None:
        return ()
    wrong = [item for item in dates if not possible_days(item, place.today)]
    said: list[str | Block] = [place.flow.so_far]
    for role in sorted({str(item.role) for item in dates}):
        if len({item.value for item in dates if item.role == role}) > 1 and not _is_read_back(place, role):
            said.append(getattr(place.lines, Wrong.SEVERAL.value))
    said += [place.lines.future.format(date=long_iso_date(item.value)) for item in wrong]
    return (*said, *_dates(place))


def _is_read_back(place: Place, role: str) -> bool:
    return bool(place.pending) and place.question is not None and place.question.role == role


def sources_of(flow: Flow) -> tuple[SourceNote, ...]:
    """Where the rule that is said so far stands."""
    return source_notes(flow.sources[:MOST_SOURCES])


def _dates(place: Place) -> Iterator[str | Block]:
    letter, certificate = (_given(place, role) for role in ("letter_date", "certificate_date"))
    calculator = place.content.deadlines
    if letter is None or calculator is None:
        return
    kind = kind_of(place.path.steps)
    asked = Question(letter=letter, certificate=certificate, kind=kind, today=place.today)
    found = calculator.work_out(asked)
    if not isinstance(found, Deadline):
        return  # why there is no date is told where the flow comes to it
    yield place.lines.so_far
    yield from urgent_blocks(found, calculator)
    yield from date_cards(found, calculator, place.content)
    yield from _if_only_the_school(place, calculator, found)
    yield from warning_blocks(found, calculator)
    yield Block("paragraph", text=found.caveat)


def _if_only_the_school(place: Place, calculator: Calculator, found: Deadline) -> Iterator[str]:
    """While the kind is not known, the certificate may not count at all (rule D3): the sooner date is said too."""
    if found.question.kind is not None or found.question.certificate is None:
        return
    asked = Question(letter=found.question.letter, kind=Kind.SECTION_I_ONLY, today=place.today)
    school = calculator.work_out(asked)
    if isinstance(school, Deadline) and school.last.day != found.last.day:
        yield place.lines.so_far_school.format(target=spoken(school.target.day), date=spoken(school.last.day))


def _given(place: Place, role: str) -> date | None:
    """A date that is certain, whichever question it answers."""
    for question in place.flow.questions:
        answer = place.state.answers.get(question.id)
        if question.role == role and answer is not None and is_day(answer):
            return date.fromisoformat(answer)
    return None
