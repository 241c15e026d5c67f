"""How tests talk through a flow: messages and buttons in, states and ids out. Each turn is stored and read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sendguide.answers.payloads import Press
from sendguide.answers.reply import Reply
from sendguide.content.bundle import Content
from sendguide.content.flow_models import Flow
from sendguide.decisions.place import Place
from sendguide.decisions.talk import FlowState, Turn, ask_again, missed, reply_to, start, state_from_json

TODAY = date(2026, 11, 23)
"""A Monday."""

EVERYTHING = "letter dated 9 november, certificate 20 november, they refused to assess: last date?"
DEADLINE = "appeal_deadline"
REFUSED: Mapping[str, str] = {"about": "decision", "decision": "refusal_to_assess"}


class Talk:
    """A conversation in one flow.

    Args:
        content: the words and flows.
        flow_id: which flow is started; with `answers` it is begun at the question that these leave open.
        text: the words that start it.
        answers: what was answered already.
        today: the day of the conversation.
    """

    def __init__(
        self,
        content: Content,
        flow_id: str = DEADLINE,
        text: str = "",
        *,
        answers: Mapping[str, str] | None = None,
        today: date = TODAY,
    ) -> None:
        self.content = content
        self.today = today
        self.turn: Turn | None
        if answers is None:
            self.turn = start(content, flow_id, text=text, today=today)
        else:
            self.turn = ask_again(content, FlowState(flow_id, answers=answers), today=today)
        self.state = _stored(self.turn)

    def say(self, *messages: str) -> Talk:
        """Types messages; one that is no answer changes nothing and leaves `turn` None."""
        for message in messages:
            self.turn = reply_to(self.content, self.state, message, today=self.today)
            if self.turn is not None:
                self.state = _stored(self.turn)
        return self

    def press(self, *titles: str) -> Talk:
        """Presses buttons that are shown."""
        for title in titles:
            found = [button.payload for button in self.reply.buttons if button.title == title]
            assert found, (title, self.titles)
            self.say(found[0])
        return self

    def pressed(self, **press: str) -> Talk:
        """Presses a button by what it means, whether it is shown or not."""
        return self.say(Press(**press).payload)

    def missed(self) -> Talk:
        """What follows when nobody understood a message."""
        assert self.state is not None
        self.turn = missed(self.content, self.state, today=self.today)
        self.state = _stored(self.turn)
        return self

    @property
    def reply(self) -> Reply:
        """What was said last."""
        assert self.turn is not None, "it was no answer"
        return self.turn.reply

    @property
    def text(self) -> str:
        """What was said last, on one line."""
        return " ".join(self.reply.text.split())

    @property
    def titles(self) -> list[str]:
        """The titles of the buttons that are shown."""
        return [button.title for button in self.reply.buttons]

    @property
    def answers(self) -> dict[str, str]:
        """What is answered."""
        assert self.state is not None
        return dict(self.state.answers)

    @property
    def place(self) -> Place:
        """Where the conversation is."""
        assert self.state is not None
        return Place(self.content, self.content.decisions[self.state.flow], self.state, today=self.today)

    @property
    def question(self) -> str | None:
        """The id of the open question; None at the end."""
        return self.place.question.id if self.place.question else None

    @property
    def outcome(self) -> str | None:
        """The id of the outcome; None on the way."""
        place = self.place
        return place.path.outcome.id if place.path.outcome and place.question is None else None

    @property
    def reading(self) -> tuple[str, ...]:
        """The kind of doubt and the dates that are read back now."""
        return self.place.pending

    @property
    def lines(self) -> set[str]:
        """The ids of the lines of `content/talk.yml` that were said last."""
        return lines_in(self.content, self.text)


def _stored(turn: Turn) -> FlowState | None:
    if turn.state is None:
        return None
    again = state_from_json(turn.state.to_json())
    assert again == turn.state
    return again


def lines_in(content: Content, text: str) -> set[str]:
    """The ids of the lines of `content/talk.yml` that a text has in it."""
    found = set()
    for name, line in content.talk.lines:
        words = re.sub(r"\\\{\w+\\\}", ".+", re.escape(" ".join(line.split())))
        if not name.startswith("button_") and re.search(words, text):
            found.add(name)
    return found


def with_flow(content: Content, flow: Flow) -> Content:
    """The content with one flow and no other."""
    return replace(content, decisions={flow.id: flow})
