"""The staff's shell: buttons have numbers, and a number picks its button."""

from __future__ import annotations

import pytest

from sendguide.answers.compose import Composer
from sendguide.answers.reply import Button, Message, Reply, Status
from sendguide.cli.shell import picked, rendered

ONE, TWO, THREE = (Button(name, f"/{name}") for name in ("one", "two", "three"))
REPLY = Reply(Status.ANSWERED, (Message("First.", buttons=(ONE, TWO)), Message("Second.", buttons=(THREE,))))


def test_a_reply_is_shown_with_numbered_buttons():
    assert rendered(REPLY).splitlines() == ["First.", "", "Second.", "", "  [1] one", "  [2] two", "  [3] three"]


def test_a_reply_without_buttons_is_only_its_words():
    assert rendered(Reply(Status.SMALLTALK, (Message("Bye."),))) == "Bye."


@pytest.mark.parametrize(
    ("line", "button"),
    [
        ("1", ONE),
        (" 2 ", TWO),
        ("3", THREE),
        ("0", None),
        ("4", None),
        ("-1", None),
        ("1.", None),
        ("²", None),
        ("", None),
        ("one", None),
        ("1 2", None),
        pytest.param("9" * 5000, None, id="too many digits"),
    ],
)
def test_a_number_picks_its_button(line: str, button: Button | None):
    assert picked(line, REPLY) == button


def test_every_number_that_is_shown_picks_the_button_beside_it(composer: Composer):
    reply = composer.welcome(keep_days=30)
    shown = [line.strip() for line in rendered(reply).splitlines() if line.startswith("  [")]
    for line in shown:
        number, title = line.lstrip("[").split("] ", maxsplit=1)
        found = picked(number, reply)
        assert found is not None
        assert found.title == title
