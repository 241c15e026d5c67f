"""What each command does at a place of a flow: why, explain, back, change, restart, stop, and yes or no to a date."""

from __future__ import annotations

from sendguide.content.talk_words import Steer
from sendguide.decisions.asking import flow_reply
from sendguide.decisions.day import Doubt
from sendguide.decisions.place import Place
from sendguide.decisions.state import FlowState, Turn


def steer(place: Place, way: Steer, question_id: str | None = None) -> Turn:
    """Does a command.

    Args:
        place: where the conversation is.
        way: the command.
        question_id: the question of the button that was pressed, or which answer is to be changed.
    """
    if way is Steer.STOP:
        return Turn(None, flow_reply(place.ask.stopped()))
    if way is Steer.RESTART:
        anew = Place(place.content, place.flow, FlowState(place.flow.id), today=place.today)
        return anew.say(place.lines.started_again)
    if way is Steer.CHANGE:
        return _change(place, question_id)
    if way is Steer.BACK:
        return _back(place)
    if way is Steer.SURE:
        return place.how_sure() if place.question is None else place.say()
    if place.question is None or question_id not in (None, place.question.id):
        return place.say()  # an old button
    if way is Steer.WHY:
        return place.say(place.question.why)
    if way is Steer.EXPLAIN:
        return place.explain(place.question)
    if way is Steer.KEEP:
        return place.go(changing=None).say(*([place.lines.kept] if place.changing else []))
    return _yes_or_no(place, way)


def _change(place: Place, question_id: str | None) -> Turn:
    """Asks the question of an answer again, or which answer is meant. The answer stays until there is another."""
    given = {step.question.id: step.question for step in place.path.steps}
    if place.question is not None and place.pending and question_id in (None, place.question.id):
        return place.without_doubt(place.question).say(place.lines.another_date)
    if place.question is not None and question_id == place.question.id and place.changing is None:
        return place.say()
    if question_id is None and len(given) == 1:
        question_id = next(iter(given))
    if question_id in given:
        return place.without_doubt(given[question_id]).go(changing=question_id, misses=0, finished=False).say()
    if not given:
        return place.say(place.lines.nothing_to_change)
    return Turn(place.state, flow_reply(place.ask.which(place.path.steps)))


def _back(place: Place) -> Turn:
    """To the question before. The answers after it stay for as long as they fit."""
    if place.question is not None and place.pending:
        return place.without_doubt(place.question).say(place.lines.another_date)
    step = place.step_before()
    if step is None:
        return place.say(place.lines.first_question)
    return place.go(changing=step.question.id, misses=0, finished=False).say()


def _yes_or_no(place: Place, way: Steer) -> Turn:
    """Whether a date was read right. "Yes" to one of two dates says nothing."""
    question = place.question
    if question is None or not place.pending:
        return place.say()
    doubt, *days = place.pending
    if way is Steer.NO:
        return place.without_doubt(question).say(place.lines.another_date)
    if doubt == Doubt.SWAPPED.value:
        return place.miss(place.lines.unclear_date)
    return place.confirmed(question, days[0])
