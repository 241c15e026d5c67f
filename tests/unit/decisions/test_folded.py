"""What of an outcome is a heading, what may be folded away, and how its dates get into a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from sendguide.answers.reply import Block, Message, Reply, Status
from sendguide.content.bundle import Content
from sendguide.deadlines.result import Deadline, Refusal
from sendguide.deadlines.rules import DeadlineRules
from sendguide.decisions.dates_told import URGENT, date_cards, dates_of
from sendguide.decisions.result import result
from tests.unit.decisions.talking import EVERYTHING, REFUSED, TODAY, Talk
from tests.unit.decisions.test_talk_every_way import FLOWS, every_turn

ENDS_A_FOLD = ("heading", "fold", "contact", "service")
NO_CERTIFICATE = {"certificate_date": "none", "adviser": "not_yet"}
LETTERS = ("2026-11-09", "2026-09-30", "2026-09-18", "2026-06-01", "2024-11-09")
"""Fresh; its two months end in a week; have just ended; ended long ago; too old to work anything out from."""


def folded(message: Message) -> Iterator[Block]:
    """The blocks that a page may fold away."""
    is_folded = False
    for block in message.blocks:
        is_folded = is_folded and block.kind not in ENDS_A_FOLD
        if is_folded:
            yield block
        is_folded = is_folded or block.kind == "fold"


def _of_kind(reply: Reply, kind: str) -> list[Block]:
    return [block for message in reply.messages for block in message.blocks if block.kind == kind]


def _rules(content: Content) -> DeadlineRules:
    assert content.deadlines is not None
    return content.deadlines.rules


def _outcomes(content: Content) -> Iterator[Reply]:
    """The outcome of every way, and of letters of every age."""
    for flow_id in FLOWS:
        for step in every_turn(content, flow_id):
            if step.turn.state is not None and step.turn.state.finished:
                yield step.turn.reply
    for letter in LETTERS:
        for rest in (NO_CERTIFICATE, {"certificate_date": letter}):
            yield Talk(content, answers={**REFUSED, "letter_date": letter, **rest}).reply


@pytest.fixture(scope="module")
def outcomes(content: Content) -> tuple[Reply, ...]:
    """Every outcome, as it is told."""
    return tuple(_outcomes(content))


def _dates(talk: Talk) -> Deadline | Refusal | None:
    end = result(talk.place.flow, talk.place.path.answers)
    assert end is not None
    return dates_of(end, talk.content.deadlines, today=TODAY)


def test_only_what_explains_may_be_folded_away(content: Content, outcomes: tuple[Reply, ...]):
    lines, heading = content.talk.lines, _rules(content).headings
    found = {block.text for reply in outcomes for block in _of_kind(reply, "fold")}
    assert found == {lines.because, lines.rule, heading.working, heading.reminders}


def test_what_to_do_and_what_to_watch_is_under_a_heading(content: Content, outcomes: tuple[Reply, ...]):
    heading = _rules(content).headings
    found = {block.text for reply in outcomes for block in _of_kind(reply, "heading")}
    notes = {note.title for flow in content.decisions.values() for note in flow.notes}
    wanted = {content.talk.lines.steps, heading.urgent, heading.warnings, heading.refused, heading.instead}
    assert wanted <= found <= wanted | notes | {content.talk.lines.rule}


def test_no_caveat_and_no_step_is_ever_folded_away(content: Content, outcomes: tuple[Reply, ...]):
    lines = content.talk.lines
    for reply in outcomes:
        hidden = [block for message in reply.messages for block in folded(message)]
        assert not [block for block in hidden if block.kind in ("steps", "date")]
        assert not {lines.caveat, lines.caveat_other} & {block.text for block in hidden}


def test_no_warning_is_ever_folded_away(content: Content):
    rules_seen = set()
    for letter in LETTERS:
        talk = Talk(content, answers={**REFUSED, "letter_date": letter, **NO_CERTIFICATE})
        found = _dates(talk)
        if not isinstance(found, Deadline):
            continue
        hidden = {item for message in talk.reply.messages for block in folded(message) for item in block.items}
        assert not hidden & {note.text for note in found.warnings.values()}
        rules_seen |= {note.rule for note in found.warnings.values()}
    assert rules_seen >= URGENT


def test_help_in_danger_has_nothing_to_fold(outcomes: tuple[Reply, ...]):
    helping = [reply for reply in outcomes if reply.status is Status.CRISIS]
    assert helping and not [block for reply in helping for block in _of_kind(reply, "fold")]


def test_every_fold_has_something_to_fold_and_every_heading_something_under_it(outcomes: tuple[Reply, ...]):
    for message in (message for reply in outcomes for message in reply.messages):
        for block, after in zip(message.blocks, (*message.blocks[1:], None)):
            if block.kind == "fold":
                assert block.text and after is not None and after.kind not in ENDS_A_FOLD, block
            if block.kind == "heading":
                assert block.text and after is not None and after.kind not in ("fold", "contact"), block


def test_the_plain_words_have_the_headings_too(content: Content):
    talk = Talk(content, text=EVERYTHING)
    for block in (*_of_kind(talk.reply, "heading"), *_of_kind(talk.reply, "fold")):
        assert f"\n\n{block.text}\n\n" in talk.reply.text


# --- the calendar -----------------------------------------------------------------------------------------------------
def _calendar(reply: Reply) -> list[str]:
    """The addresses under the date cards; only the last card of each message has one."""
    found = []
    for message in reply.messages:
        cards = [block for block in message.blocks if block.kind == "date"]
        assert not [card for card in cards[:-1] if card.links]
        found += [link.url for card in cards[-1:] for link in card.links]
        assert all(link in message.links for card in cards for link in card.links)
    return found


def test_the_last_date_card_leads_to_the_same_calendar_as_the_things_to_keep(content: Content):
    talk = Talk(content, text=EVERYTHING)
    (card,) = (block for block in _of_kind(talk.reply, "date") if block.links)
    assert [link.title for link in card.links] == [_rules(content).headings.calendar]
    kept = [link.url for link in talk.reply.messages[-1].links if link.url.startswith("/takeaways/calendar?")]
    assert _calendar(talk.reply) == kept != []


def test_on_every_way_the_date_cards_and_the_things_to_keep_lead_to_the_same_file(outcomes: tuple[Reply, ...]):
    for reply in outcomes:
        kept = [link.url for link in reply.messages[-1].links if link.url.startswith("/takeaways/calendar?")]
        assert _calendar(reply) == kept


def test_dates_that_are_told_at_once_can_go_into_a_calendar_too(content: Content):
    talk = Talk(content, text="letter dated 27 october 2026, when is the deadline")
    assert talk.reply.status is Status.FLOW
    assert _calendar(talk.reply) == ["/takeaways/calendar?letter=2026-10-27"]


def test_dates_that_are_told_again_can_go_into_a_calendar_too(content: Content):
    talk = Talk(content, text=EVERYTHING)
    assert _calendar(talk.say("are you sure").reply) == _calendar(Talk(content, text=EVERYTHING).reply)


@pytest.mark.parametrize("answers", [{"letter_date": "2026-06-01", "certificate_date": "2026-06-20"}])
def test_dates_that_have_passed_go_into_no_calendar(content: Content, answers: Mapping[str, str]):
    talk = Talk(content, answers={**REFUSED, **answers})
    assert _of_kind(talk.reply, "date") and _calendar(talk.reply) == []


def test_the_adviser_s_card_is_the_last_one_where_there_is_one(content: Content):
    talk = Talk(content, answers={**REFUSED, "letter_date": "2026-11-09", **NO_CERTIFICATE})
    found = _dates(talk)
    assert isinstance(found, Deadline) and content.deadlines is not None
    assert date_cards(found, content.deadlines, content)[-1].title == _rules(content).headings.adviser
    assert _calendar(talk.reply) == ["/takeaways/calendar?letter=2026-11-09&kind=refusal_to_assess"]
