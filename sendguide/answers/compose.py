"""Composes replies from content: answers, a question back, people to call, and the apology when something broke."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sendguide.answers.blocks import as_message, contact_block, long_date, source_block, source_notes, text_blocks
from sendguide.answers.payloads import Press
from sendguide.answers.reply import Block, Button, Reply, Status
from sendguide.content.loader import Content
from sendguide.content.models import COURTESIES, Answer, Group
from sendguide.content.placeholders import fill

MAX_OPTIONS = 3
MAX_RELATED = 3
MAX_WAYS_ON = 4
"""Guided flows and related answers under one answer: more buttons than that are a wall on a phone."""
STATUS_OF_GROUP = {
    Group.CRISIS: Status.CRISIS,
    Group.CONVERSATION: Status.SMALLTALK,
    Group.OUT_OF_SCOPE: Status.OUT_OF_SCOPE,
}
AFTER_WARMTH = (Status.ANSWERED, Status.CLARIFY, Status.OUT_OF_SCOPE, Status.FALLBACK)
"""Replies before which a kind line may stand; a guided flow goes on, and help in danger stands alone."""
SHOW_ANSWER = '/show_answer{{"answer_id": "{id}"}}'
TELL_ME_MORE = "/tell_me_more"
EASY_READ = "/easy_read"
EASY_READ_WORDS = "easy_read"
"""The variant of an answer in Easy read."""
NONE_OF_THESE = "/none_of_these"
START_AGAIN = "/start_again"


class Composer:
    """Composes replies.

    Args:
        content: the words in use.
        today: the day against which review dates are measured.
        easy_read: whether answers come in Easy read. Help in danger stays as it is.
    """

    def __init__(self, content: Content, *, today: date, easy_read: bool = False) -> None:
        self._content = content
        self._today = today
        self._easy_read = easy_read

    def answer(
        self, answer_id: str, *, confidence: float = 1.0, variant: str = "text", kind: str | None = None
    ) -> Reply:
        """The reply for one answer id.

        Args:
            answer_id: which answer.
            confidence: how sure the guide is that this was asked, 0 to 1.
            variant: `text` (in Easy read for who wants it), `easy_read` or `more`.
            kind: the kind of decision that the message named, for the buttons that open a guided flow.

        Raises:
            KeyError: for an unknown id.
        """
        answer = self._content.answers[answer_id]
        status = STATUS_OF_GROUP.get(self._content.group_of(answer_id), Status.ANSWERED)
        if self._easy_read and variant == "text" and status is not Status.CRISIS:
            variant = EASY_READ_WORDS
        words = getattr(answer, variant) or self._content.replies.nothing_more
        blocks = text_blocks(fill(words, self._content.contacts))
        sources = () if status is Status.CRISIS else source_notes(answer.sources)
        blocks += tuple(source_block(source, self._content.replies) for source in sources[:1]) + self._overdue(answer)
        blocks += self._cards(answer.contacts, in_crisis=status is Status.CRISIS)
        message = as_message(blocks, self._answer_buttons(answer, variant, status, kind))
        return Reply(status, (message,), answers=(answer_id,), sources=sources, confidence=confidence)

    def or_did_you_mean(self, reply: Reply, options: Sequence[str]) -> Reply:
        """The reply with other answers offered after it, for when it is not what was asked."""
        shown = tuple(item for item in options if item in self._content.answers and item not in reply.answers)
        if not shown:
            return reply
        buttons = tuple(self._option(item) for item in shown)
        offer = as_message(text_blocks(self._content.replies.or_did_you_mean), buttons)
        return replace(reply, messages=(*reply.messages, offer), options=shown)

    def answers(self, answer_ids: Sequence[str], *, confidence: float) -> Reply:
        """The replies for several ids, in order, as one; its status is that of the first."""
        replies = [self.answer(answer_id, confidence=confidence) for answer_id in answer_ids]
        messages = tuple(message for reply in replies for message in reply.messages)
        sources = tuple(dict.fromkeys(source for reply in replies for source in reply.sources))
        first = replies[0]
        return replace(first, messages=messages, answers=tuple(answer_ids), sources=sources)

    def crisis(self, answer_id: str, topic_id: str | None, *, confidence: float) -> Reply:
        """Help first and alone; the topic that was also asked is offered as a button after it (design.md section 4)."""
        reply = self.answer(answer_id, confidence=confidence)
        if topic_id not in self._content.answers:
            return reply
        offer = as_message(text_blocks(self._content.replies.crisis_topic), (self._option(topic_id),))
        return replace(reply, messages=(*reply.messages, offer), options=(topic_id,))

    def check_in(self, answer_id: str, topic_id: str | None, *, confidence: float) -> Reply:
        """A kind question whether somebody is in danger, with numbers; help, and the topic that was asked, are offered.

        Its status is `clarify`: it asks back, and answers nothing yet. `crisis` is kept for help that comes first.
        """
        replies, groups = self._content.replies, self._content.groups
        others = sorted(item for item, group in groups.items() if group is Group.CRISIS and item != answer_id)
        topics = [topic_id] if topic_id and topic_id in self._content.answers else []
        shown = (answer_id, *others, *topics)[:MAX_OPTIONS]
        buttons = (*map(self._option, shown), Button(replies.button_none_of_these, NONE_OF_THESE))
        message = as_message(text_blocks(fill(replies.check_in, self._content.contacts)), buttons)
        return Reply(Status.CLARIFY, (message,), options=shown, confidence=confidence)

    def with_warmth(self, reply: Reply) -> Reply:
        """The reply after a kind line, for a message that tells of a hard time."""
        if reply.status not in AFTER_WARMTH:
            return reply
        first, *others = reply.messages
        blocks = (*text_blocks(self._content.replies.warmth), *first.blocks)
        return replace(reply, messages=(as_message(blocks, first.buttons), *others))

    def clarify(self, options: Sequence[str], *, confidence: float, again: bool = False) -> Reply:
        """A question back: two or three answers as buttons, and 'none of these'."""
        replies = self._content.replies
        shown = tuple(options[:MAX_OPTIONS])
        buttons = tuple(self._option(answer_id) for answer_id in shown)
        buttons += (Button(replies.button_none_of_these, NONE_OF_THESE),)
        message = as_message(text_blocks(replies.clarify_again if again else replies.clarify), buttons)
        return Reply(Status.CLARIFY, (message,), options=shown, confidence=confidence)

    def words(self, line: str, *, status: Status = Status.FALLBACK, suggest: Sequence[str] = ()) -> Reply:
        """A framing sentence, with answers to pick from or, without any, a way on to people."""
        known = [answer_id for answer_id in suggest if answer_id in self._content.answers]
        buttons = tuple(self._option(answer_id) for answer_id in known) or (self._person_button(),)
        return Reply(status, (as_message(text_blocks(line), buttons),))

    def last_words(self, line: str) -> Reply:
        """A sentence at the end of a chat, and a way to begin a new one."""
        return Reply(Status.SMALLTALK, (as_message(text_blocks(line), (self._start_again_button(),)),))

    def people(self, line: str, *, status: Status = Status.FALLBACK) -> Reply:
        """A framing sentence and the people who can help instead."""
        cards = self._cards(self._content.council.help_contacts, in_crisis=False)
        return Reply(status, (as_message((*text_blocks(line), *cards), (self._start_again_button(),)),))

    def people_to_call(self) -> Reply:
        """When asking back has not helped: the people instead of a third question."""
        return self.people(self._content.replies.people_to_call)

    def welcome(self, *, keep_days: int) -> Reply:
        """The first words of a session: what this is, who runs it, and how long what is kept.

        Args:
            keep_days: days after which a conversation is erased.
        """
        council = self._content.council
        line = self._content.replies.welcome.format(council=council.council, days=keep_days)
        return self.words(line, status=Status.SMALLTALK, suggest=council.starters)

    def start_again(self) -> Reply:
        """The open question after everything was forgotten."""
        line, starters = self._content.replies.start_again, self._content.council.starters
        return self.words(line, status=Status.SMALLTALK, suggest=starters)

    def empty(self) -> Reply:
        """For a message without words."""
        return self.words(self._content.replies.empty_message, suggest=self._content.council.starters)

    def error(self) -> Reply:
        """The apology when something broke on our side: never silence, never a stack trace."""
        return self.people(self._content.replies.error, status=Status.ERROR)

    def _answer_buttons(self, answer: Answer, variant: str, status: Status, kind: str | None) -> tuple[Button, ...]:
        replies = self._content.replies
        buttons: list[Button] = []
        related = answer.related[: min(MAX_RELATED, MAX_WAYS_ON - len(answer.flows))]
        if status is Status.CRISIS:  # nothing that leads away from help
            return tuple(self._option(item) for item in related if self._content.group_of(item) is Group.CRISIS)
        if answer.more and variant != "more":
            buttons.append(Button(replies.button_more, TELL_ME_MORE))
        if answer.id not in COURTESIES and variant != EASY_READ_WORDS:
            buttons.append(Button(replies.button_easy_read, EASY_READ))
        flows = (self._content.decisions[name] for name in answer.flows)
        buttons += [Button(flow.title, Press(flow.id, kind=kind).payload) for flow in flows]
        return (*buttons, *(self._option(answer_id) for answer_id in related))

    def _option(self, answer_id: str) -> Button:
        return Button(self._content.answers[answer_id].question, SHOW_ANSWER.format(id=answer_id))

    def _person_button(self) -> Button:
        return Button(self._content.replies.button_person, SHOW_ANSWER.format(id="human_handoff"))

    def _start_again_button(self) -> Button:
        return Button(self._content.replies.button_start_again, START_AGAIN)

    def _cards(self, contact_ids: Sequence[str], *, in_crisis: bool) -> tuple[Block, ...]:
        found = (self._content.contacts[contact_id] for contact_id in contact_ids)
        return tuple(contact_block(contact, self._content.replies, with_provenance=not in_crisis) for contact in found)

    def _overdue(self, answer: Answer) -> tuple[Block, ...]:
        if answer.review_by >= self._today:
            return ()
        words = self._content.replies.overdue.format(date=long_date(answer.review_by))
        return (Block("paragraph", text=words),)
