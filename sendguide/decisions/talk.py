"""A guided flow as a conversation: from a state and a message to the next state and what to say. Knows nothing of Rasa.

`start` opens a flow, `reply_to` takes a message. When it returns None the message is no answer: it is then answered as
any other question, and `ask_again` comes back to the open question; if nobody understood it, `missed` counts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sendguide.answers.compose import Composer
from sendguide.answers.payloads import Press, read_press
from sendguide.content.bundle import Content
from sendguide.content.talk_words import Steer
from sendguide.decisions.answering import LONGEST_ANSWER, Answering
from sendguide.decisions.correcting import corrected
from sendguide.decisions.given import LETTER, details_of, given_in, lone_date
from sendguide.decisions.keeping import TAKE
from sendguide.decisions.place import Place, old_months
from sendguide.decisions.so_far import said_so_far, sources_of
from sendguide.decisions.state import FlowState, Turn, state_from_json
from sendguide.decisions.steering import steer
from sendguide.decisions.taking import take
from sendguide.understanding.clean import clean_message
from sendguide.understanding.detail import Detail
from sendguide.understanding.details import find_details

__all__ = ["FlowState", "Turn", "ask_again", "called", "missed", "reply_to", "start", "state_from_json"]


def start(
    content: Content, flow_id: str, *, text: str = "", details: Sequence[Detail] | None = None, today: date
) -> Turn:
    """Opens a flow and asks the first question that is open, or tells the outcome when nothing is.

    Args:
        content: the words and flows.
        flow_id: which flow.
        text: the message that led here, if it was typed.
        details: what was picked out of it; without them they are looked for in the text.
        today: the day of the conversation.
    """
    flow = content.decisions.get(flow_id)
    if flow is None:
        return _gone(content, today)
    words = clean_message(text[:LONGEST_ANSWER])
    found = find_details(words, today=today) if details is None else details
    given = given_in(flow, words, found, today=today, old_months=old_months(content))
    unsure = given.unsure or lone_date(flow, found, today=today)
    place = Place(content, flow, FlowState(flow.id, answers=given.answers, unsure=unsure), today=today)
    if place.question is None:
        return place.go_on()
    so_far = said_so_far(place, found)
    turn = place.go_on(*so_far, flow.intro, *place.noted())
    return replace(turn, reply=replace(turn.reply, sources=sources_of(flow))) if so_far else turn


def called(content: Content, flow_id: str, state: FlowState | None, text: str, *, today: date) -> Turn:
    """Opens the flow that a typed message calls for. Nothing that was given is lost by it.

    Args:
        content: the words and flows.
        flow_id: which flow.
        state: where the conversation is in a flow, if it is in one.
        text: what was typed.
        today: the day of the conversation.
    """
    found = find_details(clean_message(text[:LONGEST_ANSWER]), today=today)
    before = content.decisions.get(state.flow) if state is not None else None
    again = before is not None and before.id == flow_id
    if state is None or before is None or found:
        ended = Place(content, before, state, today=today) if again and before and state and state.finished else None
        what_if = _what_if(ended, text, found) if ended is not None else None
        return what_if or start(content, flow_id, text=text, today=today)
    if again:
        return start(content, flow_id, today=today) if state.finished else ask_again(content, state, today=today)
    return start(content, flow_id, details=details_of(before, state.answers), today=today)


def _what_if(place: Place, text: str, found: Sequence[Detail]) -> Turn | None:
    """The outcome with another date: "and if the certificate was 10 November?". Another letter begins anew."""
    if any(item.role == LETTER for item in found):
        return None
    given = given_in(place.flow, text, found, today=place.today, old_months=old_months(place.content))
    return corrected(place, text, given)


def reply_to(
    content: Content,
    state: FlowState | None,
    text: str,
    *,
    details: Sequence[Detail] | None = None,
    today: date,
) -> Turn | None:
    """Takes a message in a flow.

    Args:
        content: the words and flows.
        state: where the conversation is; None outside of any flow, where only a button means something.
        text: what was typed, or the payload of a button.
        details: what was picked out of it; without them they are looked for in the text.
        today: the day of the conversation.

    Returns:
        None when it is no answer to the question.
    """
    press = read_press(text)
    if press is not None:
        return _pressed(content, state, press, today)
    if state is None:
        return None
    flow = content.decisions.get(state.flow)
    if flow is None:
        return _gone(content, today)
    return Answering(Place(content, flow, state, today=today)).typed(text, details)


def ask_again(content: Content, state: FlowState, text: str = "", *, today: date) -> Turn:
    """Comes back to the open question after something else was answered.

    Args:
        content: the words and flows.
        state: where the conversation is.
        text: the message that was answered; what it tells beside its question is taken.
        today: the day of the conversation.
    """
    flow = content.decisions.get(state.flow)
    if flow is None:
        return _gone(content, today)
    place, line = Place(content, flow, state, today=today), content.talk.lines.back_to_question
    return Answering(place).told(text[:LONGEST_ANSWER], line=line) or place.say(line)


def missed(content: Content, state: FlowState, *, today: date) -> Turn:
    """Asks again after a message that nobody understood; after two of them with an explanation and a way out."""
    flow = content.decisions.get(state.flow)
    if flow is None:
        return _gone(content, today)
    return Place(content, flow, state, today=today).miss(content.talk.lines.not_an_answer)


def _pressed(content: Content, state: FlowState | None, press: Press, today: date) -> Turn:
    """Takes a button: one that starts a flow, or one of a question, however old."""
    flow = content.decisions.get(press.flow)
    if flow is None:
        return _gone(content, today)
    before = content.decisions.get(state.flow) if state is not None else None
    is_start = press.question is None and press.do is None
    if state is None or before is not flow:
        known = details_of(before, state.answers) if before is not None and state is not None else []
        opened = start(content, flow.id, details=_told(press) or known, today=today)
        if is_start or opened.state is None:
            return opened
        state = opened.state
    if is_start and state.finished:
        return start(content, flow.id, details=_told(press), today=today)
    place = Place(content, flow, state, today=today)
    if press.do == TAKE:
        return take(place, press.answer)
    if press.do is not None:
        steers = {way.value: way for way in Steer}
        return steer(place, steers[press.do], press.question) if press.do in steers else place.say()
    return place.answered(press.question, press.answer)


def _told(press: Press) -> list[Detail]:
    """What a button that opens a flow carries over from the message under which it stood."""
    return [Detail("decision_kind", press.kind, 0, 0, "")] if press.kind else []


def _gone(content: Content, today: date) -> Turn:
    return Turn(None, Composer(content, today=today).people(content.talk.lines.gone))
