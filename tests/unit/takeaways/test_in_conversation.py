"""Take-aways at the end of a guided flow: offered where they fit, shown in the chat, and the place is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from sendguide.answers.payloads import Press
from sendguide.answers.reply import Message, Reply, Status, reply_from_dict
from sendguide.content.bundle import Content
from sendguide.content.takeaway_models import TakeAwayId
from sendguide.decisions.path import walk
from sendguide.decisions.state import FlowState, Turn
from sendguide.decisions.talk import reply_to, state_from_json
from sendguide.server.takeaways import made
from sendguide.takeaways.links import PARAMETERS, PATH
from tests.conftest import TODAY

DAY = date.fromisoformat(TODAY)
LETTERS = ("2026-11-02", "2026-09-18", "2025-10-01")
"""Fresh; its two months have just passed; too old to work anything out from."""

CERTIFICATES = ("2026-11-10", "2026-10-01")

AT_THE_END = {
    "about": "decision",
    "decision": "refusal_to_assess",
    "letter_date": "2026-11-02",
    "certificate_date": "none",
    "adviser": "not_yet",
}
FLOW = "appeal_deadline"


def _press(content: Content, state: FlowState | None, payload: str) -> Turn:
    turn = reply_to(content, state, payload, today=DAY)
    assert turn is not None
    return turn


def _told(content: Content, flow: str, answers: Mapping[str, str]) -> Turn:
    """The outcome that the answers lead to."""
    return _press(content, FlowState(flow, answers=answers), Press(flow, do="outcome").payload)


def _end(content: Content, **answers: str) -> Turn:
    return _told(content, FLOW, {**AT_THE_END, **answers})


def _offer(reply: Reply) -> Message | None:
    """The message that offers take-aways, if there is one."""
    found = [message for message in reply.messages if any('"do": "take"' in b.payload for b in message.buttons)]
    assert len(found) <= 1
    return found[0] if found else None


def _offered(reply: Reply) -> list[str]:
    """Which are offered; each with a download and with a button."""
    message = _offer(reply)
    if message is None:
        assert not [link for m in reply.messages for link in m.links if link.url.startswith("/")]
        return []
    names = [link.url.removeprefix(f"{PATH}/").partition("?")[0] for link in message.links]
    flow = message.buttons[0].payload.partition('"flow": "')[2].partition('"')[0]
    assert [button.payload for button in message.buttons] == [_take(name, flow) for name in names]
    return names


def _take(name: str, flow: str = FLOW) -> str:
    return Press(flow, answer=name, do="take").payload


def _file(content: Content, url: str) -> str:
    """What the server gives at an address."""
    split = urlsplit(url)
    stated = {**dict.fromkeys(PARAMETERS, ""), **dict(parse_qsl(split.query, strict_parsing=bool(split.query)))}
    return made(split.path.removeprefix(f"{PATH}/"), stated, content, today=DAY).text


def _ends(content: Content) -> list[tuple[str, str, dict[str, str]]]:
    """Every way through every flow: the flow, the outcome, the answers."""
    found = []
    for flow in content.decisions.values():
        open_ways: list[dict[str, str]] = [{}]
        while open_ways:
            answers = open_ways.pop()
            path = walk(flow, answers)
            if path.outcome is not None:
                found.append((flow.id, path.outcome.id, answers))
                continue
            assert path.question is not None
            days: tuple[str, ...] = ()
            if path.question.kind == "date":
                days = CERTIFICATES if path.question.role == "certificate_date" else LETTERS
            for answer in (*path.question.exits(), *days):
                open_ways.append({**answers, path.question.id: answer})
    return found


def test_on_every_way_what_is_offered_can_be_had_and_is_the_same_in_the_chat(content: Content):
    seen: dict[tuple[str, str], set[str]] = {}
    for flow, outcome, answers in _ends(content):
        turn = _told(content, flow, answers)
        names = _offered(turn.reply)
        seen.setdefault((flow, outcome), set()).update(names)
        message = _offer(turn.reply)
        for link, button in zip(message.links, message.buttons) if message else ():
            shown = _press(content, turn.state, button.payload)
            assert shown.state == turn.state and shown.state is not None and shown.state.finished
            file = _file(content, link.url)
            if not link.url.startswith(f"{PATH}/calendar"):
                assert shown.reply.messages[0].text.endswith(file.rstrip())
    wanted = {
        (flow, outcome): {name.value for name in names}
        for flow, outcomes in content.takeaways.offered.items()
        for outcome, names in outcomes.items()
    }
    assert {place: names for place, names in seen.items() if names} == wanted


def test_every_outcome_that_works_out_dates_offers_its_calendar(content: Content):
    for flow in content.decisions.values():
        for outcome in flow.outcomes:
            offered = content.takeaways.offered.get(flow.id, {}).get(outcome.id, ())
            assert (TakeAwayId.CALENDAR in offered) == (outcome.calculate is not None), outcome.id


def test_after_discrimination_danger_or_a_draft_nothing_is_offered(content: Content):
    for flow, outcome, answers in _ends(content):
        if outcome.startswith(("discrimination", "draft")) or content.decisions[flow].outcome(outcome).crisis:
            assert _offered(_told(content, flow, answers).reply) == []


@pytest.mark.parametrize(
    ("answers", "names"),
    [
        ({}, ["calendar", "checklist", "first_call", "start_email"]),
        ({"adviser": "in_time"}, ["calendar", "checklist", "start_email"]),
        ({"certificate_date": "2026-11-10", "adviser_contacted": "in_time"}, ["calendar", "checklist", "start_email"]),
        ({"certificate_date": "not_sure"}, ["calendar", "checklist", "start_email"]),
        ({"letter_date": "2026-09-18"}, ["checklist", "first_call", "start_email"]),  # all days have passed
        ({"letter_date": "2025-10-01"}, []),  # too old
        ({"letter_date": "not_sure"}, ["first_call"]),
        ({"adviser": "late"}, []),
        ({"about": "discrimination"}, []),
        ({"about": "no_letter"}, []),
    ],
)
def test_what_is_offered_fits_the_dates(content: Content, answers: dict[str, str], names: list[str]):
    assert _offered(_end(content, **answers).reply) == names


@pytest.mark.parametrize(("certificate", "first_call"), [("none", True), ("not_sure", False), ("2026-11-10", False)])
def test_who_has_a_certificate_is_not_told_how_to_ask_for_one(content: Content, certificate: str, first_call: bool):
    answers = {"decision": "refusal_to_assess", "letter_date": "2026-11-02", "certificate_date": certificate}
    turn = _told(content, "council_said_no", {**answers, "age": "child"})
    assert ("first_call" in _offered(turn.reply)) == first_call


def test_without_dates_the_decision_still_shapes_the_words(content: Content):
    answers = {"about": "plan", "plan_stage": "final", "part": "school_only"}
    message = _offer(_told(content, "certificate_needed", answers).reply)
    assert message is not None
    assert {link.url.partition("?")[2] for link in message.links} == {"kind=section_i_only"}


def test_a_download_says_so_and_stands_beside_its_button(content: Content):
    message = _offer(_end(content).reply)
    assert message is not None
    for link, button in zip(message.links, message.buttons, strict=True):
        assert link.title.startswith("Download: ") and link.url.startswith("/")
        assert button.title == link.title.replace("Download: ", "Show here: ")


def test_the_outcome_stays_what_it_was(content: Content):
    reply = _end(content).reply
    assert reply.status is Status.ANSWERED and len(reply.messages) == 4
    assert reply_from_dict(reply.as_dict()) == reply


@pytest.mark.parametrize("name", ["calendar", "checklist", "first_call", "start_email"])
def test_a_text_leads_back_and_to_the_others(content: Content, name: str):
    told = _end(content)
    shown = _press(content, told.state, _take(name))
    assert shown.reply.status is Status.ANSWERED
    (message,) = shown.reply.messages
    assert [link.url.partition("?")[0] for link in message.links] == [f"{PATH}/{name}"]
    others = [_take(other) for other in ("calendar", "checklist", "first_call", "start_email") if other != name]
    assert [button.payload for button in message.buttons] == [Press(FLOW, do="outcome").payload, *others]
    back = _press(content, shown.state, message.buttons[0].payload)
    assert (back.state, back.reply) == (told.state, told.reply)


@pytest.mark.parametrize("name", ["calendar", "checklist", "first_call", "start_email"])
def test_every_text_in_the_chat_has_the_target_first_and_the_caveat(content: Content, name: str):
    text = _press(content, _end(content).state, _take(name)).reply.text
    target, last = "Aim for: Thursday 31 December 2026", "The last date we work out: Monday 4 January 2027"
    assert 0 < text.index(target) < text.index(last)
    assert content.deadlines is not None and content.deadlines.rules.caveat in text


def test_blocks_hold_the_same_words_as_the_text(content: Content):
    for name in ("calendar", "checklist", "first_call", "start_email"):
        (message,) = _press(content, _end(content).state, _take(name)).reply.messages
        words = [word for block in message.blocks for piece in (block.text, *block.items) for word in piece.split()]
        marks = ("-", "[", "]")
        plain = [word for word in message.text.split() if word not in marks and set(word) != {"-"}]
        assert [word for word in words if word not in marks] == plain
        assert not any(line.startswith("--") for block in message.blocks for line in (block.text, *block.items))


def test_boxes_to_tick_are_a_list_in_the_chat_too(content: Content):
    (message,) = _press(content, _end(content).state, _take("checklist")).reply.messages
    boxes = [
        item for block in message.blocks if block.kind == "list" for item in block.items if item.startswith("[ ] ")
    ]
    assert len(boxes) == message.text.count("[ ] ") >= 8


def test_each_has_its_sources_like_every_answer(content: Content):
    for name in TakeAwayId:
        reply = _press(content, _end(content).state, _take(name.value)).reply
        assert reply.sources, name
        told = [line for line in reply.text.splitlines() if line.startswith("Source, checked on")]
        assert len(told) == len(set(told))


def test_an_answer_can_be_changed_after_a_text_was_shown(content: Content):
    shown = _press(content, _end(content).state, _take("checklist"))
    asked = reply_to(content, shown.state, "change the letter date", today=DAY)
    assert asked is not None and asked.state is not None
    assert asked.state.changing == "letter_date" and not asked.state.finished
    turn = reply_to(content, asked.state, "9 November 2026", today=DAY)
    assert turn is not None and turn.state is not None and turn.state.finished
    message = _offer(turn.reply)
    assert message is not None
    assert all("letter=2026-11-09" in link.url for link in message.links)
    again = _press(content, turn.state, _take("checklist"))
    assert "Date on the letter: Monday 9 November 2026" in again.reply.text


def test_another_date_in_the_same_breath_is_taken_after_a_text(content: Content):
    shown = _press(content, _end(content).state, _take("start_email"))
    turn = reply_to(content, shown.state, "actually the letter is dated 9 November 2026", today=DAY)
    assert turn is not None and turn.state is not None
    assert turn.state.answers["letter_date"] == "2026-11-09"


def test_an_old_button_shows_what_holds_now(content: Content):
    """The button stood under an outcome with dates; now the letter is too old, or a question is open."""
    too_old = _end(content, letter_date="2025-10-01")
    turn = _press(content, too_old.state, _take("checklist"))
    assert (turn.state, turn.reply) == (too_old.state, too_old.reply)
    at_question = FlowState(FLOW, answers={"about": "decision"})
    asked = _press(content, at_question, _take("checklist"))
    assert asked.reply.status is Status.FLOW and asked.state is not None and not asked.state.finished
    assert asked.state.answers == {"about": "decision"}


def test_a_place_being_changed_is_asked_and_not_left(content: Content):
    changing = _press(content, _end(content).state, Press(FLOW, question="letter_date", do="change").payload)
    turn = _press(content, changing.state, _take("checklist"))
    assert turn.state == changing.state and turn.reply.status is Status.FLOW


@pytest.mark.parametrize("name", ["", "recipe", "Calendar", "../x", "checklist ", "<b>", "not_sure"])
def test_a_button_for_no_such_thing_tells_the_outcome(content: Content, name: str):
    told = _end(content)
    turn = _press(content, told.state, _take(name))
    assert (turn.state, turn.reply) == (told.state, told.reply)


def test_a_button_without_its_thing_tells_the_outcome(content: Content):
    told = _end(content)
    assert _press(content, told.state, Press(FLOW, do="take").payload).reply == told.reply


def test_what_does_not_fit_is_not_shown(content: Content):
    told = _end(content, adviser="in_time")
    assert _press(content, told.state, _take("first_call")).reply == told.reply


def test_outside_any_flow_or_for_a_flow_that_is_gone_nothing_breaks(content: Content):
    begun = _press(content, None, _take("checklist"))
    assert begun.state is not None and begun.reply.status is Status.FLOW
    gone = _press(content, None, _take("checklist", "no_such_flow"))
    assert gone.state is None and gone.reply.messages


def test_the_place_survives_a_restart_and_a_new_version_of_the_flow(content: Content):
    told = _end(content)
    assert told.state is not None
    kept = state_from_json(told.state.to_json())
    assert _press(content, kept, _take("checklist")).state == told.state
    older = replace(told.state, version="0")
    assert _press(content, older, _take("checklist")).state == told.state
