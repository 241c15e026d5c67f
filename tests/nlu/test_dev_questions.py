"""A gate against falling back: the development questions through the whole path (see `make dev-numbers`)."""

from __future__ import annotations

import pytest

from benchmarks.dev_numbers import Result, by_crisis, near_misses, read_questions, run, several, share
from sendguide.answers.reply import Status
from sendguide.cli.local import LocalGuide


@pytest.fixture(scope="module")
async def results(guide: LocalGuide) -> list[Result]:
    """Every development question, each in a conversation of its own."""
    return await run(guide, read_questions())


async def test_enough_questions_are_right_first(results: list[Result]) -> None:
    assert share(results, "first") >= 0.90


LEAST_BY_STYLE = {
    "faq": 0.88,
    "forum": 0.81,
    "keyword": 0.95,
    "nonnative": 0.91,
    "professional": 0.80,
    "typo": 0.87,
    "youngperson": 0.92,
}
"""Two questions or so under what was reached; stories and several asks are too few to be told apart by share."""


@pytest.mark.parametrize(("style", "least"), LEAST_BY_STYLE.items(), ids=LEAST_BY_STYLE.keys())
async def test_enough_of_each_style_are_right_first(results: list[Result], style: str, least: float) -> None:
    assert share([item for item in results if item.question["style"] == style], "first") >= least


async def test_enough_questions_are_right_or_offered(results: list[Result]) -> None:
    assert share(results, "found") >= 0.955


async def test_few_questions_are_answered_wrong(results: list[Result]) -> None:
    assert share(results, "wrong") <= 0.045


async def test_no_danger_is_answered_with_a_topic(results: list[Result]) -> None:
    danger, _ = by_crisis(results)
    missed = [result.question["id"] for result in danger if result.reply.status is not Status.CRISIS]
    assert not missed


async def test_false_alarms_are_rare(results: list[Result]) -> None:
    _, others = by_crisis(results)
    alarms = [result.question["id"] for result in others if result.reply.status is Status.CRISIS]
    assert len(alarms) <= 0.02 * len(others), alarms


async def test_near_misses_are_not_answered_with_send_law(results: list[Result]) -> None:
    leaks = [result.question["id"] for result in results if result.leaked]
    assert len(leaks) <= 0.02 * len(near_misses(results)), leaks


async def test_two_asks_get_two_answers(results: list[Result]) -> None:
    assert share(several(results), "both") >= 0.58


async def test_one_ask_gets_one_answer(results: list[Result]) -> None:
    assert share(results, "invented") <= 0.03


async def test_stories_and_typos_are_read_nearly_as_well_as_plain_questions(results: list[Result]) -> None:
    # Together: there are only 13 stories, of which one more or less is 8 points.
    hard = [item for item in results if item.question["style"] in ("story", "typo")]
    plain = [item for item in results if item.question["style"] == "faq"]
    assert share(hard, "first") >= share(plain, "first") - 0.08


async def test_no_reply_is_empty(results: list[Result]) -> None:
    assert all(result.reply.text.strip() and result.reply.messages for result in results)
