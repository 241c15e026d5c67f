"""That something was taken out is told after a reply, and nothing of the reply is lost by it."""

from __future__ import annotations

from sendguide.answers.reply import Block, Button, Link, Message, Reply, Status
from sendguide.server.personal_data import told_so

LINE = "You gave a name. I took it out."
LAST = Message(
    "Things to keep.",
    (Block("fold", text="Good to know"), Block("paragraph", text="Things to keep.")),
    (Button("Show here", "/flow{}"),),
    (Link("Download", "/takeaways/calendar"),),
)


def test_downloads_and_buttons_of_the_reply_stay() -> None:
    told = told_so(Reply(Status.ANSWERED, (LAST,)), LINE)
    assert told.messages[0] == LAST and told.text.endswith(LINE)


def test_it_stands_in_a_message_of_its_own_where_nothing_folds_it() -> None:
    told = told_so(Reply(Status.ANSWERED, (LAST,)), LINE)
    assert [block.kind for block in told.messages[-1].blocks] == ["paragraph"]


def test_help_in_danger_stands_alone() -> None:
    reply = Reply(Status.CRISIS, (LAST,))
    assert told_so(reply, LINE) is reply
