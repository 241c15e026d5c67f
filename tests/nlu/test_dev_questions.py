"""A gate against falling back: the development questions through the whole path (see `make dev-numbers`)."""

from __future__ import annotations

import pytest

from benchmarks.dev_numbers import Result, read_questions, run, share
from sendguide.answers.reply import Status
from sendguide.cli.local import LocalGuide

NEAR_MISSES = frozenset({"oos_education_near_miss", "oos_legal_near_miss", "oos_benefits_money"})
SEND_LAW_GROUPS = ("mediation_", "section_i_only", "appeal_", "tribunal_")


@pytest.fixture(scope="module")
async def results(guide: LocalGuide) -> list[Result]:
    """Every development question, each in a conversation of its own."""
    return await run(guide, read_questions())


async def test_enough_questions_are_right_first(results: list[Result]) -> None:
    assert share(results, "first") >= 0.85


async def test_enough_questions_are_right_or_offered(results: list[Result]) -> None:
    assert share(results, "found") >= 0.90


async def test_few_questions_are_answered_wrong(results: list[Result]) -> None:
    assert share(results, "wrong") <= 0.08


async def test_no_danger_is_answered_with_a_topic(results: list[Result]) -> None:
    crisis = [result for result in results if result.question["group"] == "crisis"]
    missed = [result.question["id"] for result in crisis if result.reply.status is not Status.CRISIS]
    assert not missed


async def test_false_alarms_are_rare(results: list[Result]) -> None:
    others = [result for result in results if result.question["group"] != "crisis"]
    alarms = [result.question["id"] for result in others if result.reply.status is Status.CRISIS]
    assert len(alarms) <= 0.02 * len(others), alarms


async def test_near_misses_are_not_answered_with_send_law(results: list[Result]) -> None:
    near = [
        result for result in results if result.question["label"] in NEAR_MISSES and not result.question.get("labels")
    ]
    leaks = [
        result.question["id"]
        for result in near
        if result.reply.status is Status.ANSWERED and result.reply.answers[0].startswith(SEND_LAW_GROUPS)
    ]
    assert len(leaks) <= 0.05 * len(near), leaks


async def test_no_reply_is_empty(results: list[Result]) -> None:
    assert all(result.reply.text.strip() and result.reply.messages for result in results)
