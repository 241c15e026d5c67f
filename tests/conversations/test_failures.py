"""When something breaks behind the door, the parent gets an apology and people to call: never silence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from actions.answers import ActionAnswer, ActionCrisis
from actions.repair import ActionNoneOfThese
from sendguide.cli.local import LocalGuide
from sendguide.content.loader import ContentStore
from sendguide.server import door as door_module
from sendguide.server import inprocess
from sendguide.server.door import Door
from sendguide.settings import settings
from sendguide.storage.tracker_store import WordlessTrackerStore
from tests.support.tester import GuideTester, InProcess

QUESTION = "how much does mediation cost us"
TYPED = "how much does mediation cost us, our Zebediah Quill is seven"
APOLOGY = {
    "status": "error",
    "contains": ["something went wrong on our side", "999", "03330 062 835", "024 7683 1614"],
    "contacts": ["Coventry SENDIASS"],
    "buttons": ["Start again"],
}
HELP = {"status": "crisis", "answers": ["crisis_mental_health"], "contains": ["999", "116 123"]}


async def _silent(_: UserMessage) -> None:
    return None


async def _raises(_: UserMessage) -> None:
    raise RuntimeError("broken on purpose")


async def _hangs(_: UserMessage) -> None:
    await asyncio.sleep(60)


async def _says_rubbish(message: UserMessage) -> None:
    await message.output_channel.send_custom_json(message.sender_id, {"status": "no such status", "messages": []})


async def _says_only_text(message: UserMessage) -> None:
    await message.output_channel.send_text_message(message.sender_id, "utter_something")


async def _cancels(_: UserMessage) -> None:
    raise asyncio.TimeoutError


def _behind(guide: LocalGuide, handler: Callable[[UserMessage], Any]) -> GuideTester:
    door = Door(ContentStore(settings().content), handler, message_limit=1000, today=settings().day)
    return GuideTester(InProcess(replace(guide, door=door)))


def _registered(guide: LocalGuide) -> dict[str, Any]:
    """The actions by name as they will be run: the executor keeps bound methods, so patching a class comes too late."""
    return guide.agent.processor.action_endpoint._executor.actions


def _break(monkeypatch: pytest.MonkeyPatch, owner: Any, method: str) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(owner, method, broken)


@pytest.mark.parametrize("handler", [_silent, _raises, _hangs, _says_rubbish, _says_only_text, _cancels])
@pytest.mark.parametrize(("text", "wanted"), [(QUESTION, APOLOGY), ("I want to die. " + QUESTION, HELP)])
async def test_whatever_rasa_does_something_useful_comes_back(
    guide: LocalGuide,
    monkeypatch: pytest.MonkeyPatch,
    handler: Callable[[UserMessage], Any],
    text: str,
    wanted: dict[str, Any],
) -> None:
    monkeypatch.setattr(door_module, "DEADLINE_SECONDS", 0.2)
    tester = _behind(guide, handler)
    await tester.say(text)
    tester.expect(**wanted)


async def test_a_button_survives_a_broken_rasa(guide: LocalGuide) -> None:
    tester = _behind(guide, _raises)
    await tester.open()
    await tester.press("What is mediation?")
    tester.expect(**APOLOGY)


@pytest.mark.parametrize("method", ["reply", "events"])
async def test_an_action_that_raises_apologises_and_the_next_question_is_answered(
    guide: LocalGuide, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    tester = GuideTester(InProcess(guide))
    with monkeypatch.context() as patch:
        _break(patch, ActionAnswer, method)
        await tester.say(QUESTION)
        tester.expect(**APOLOGY)
    await tester.say(QUESTION)
    tester.expect(status="answered", answer="mediation_cost")


async def test_a_fallback_that_raises_apologises_too(guide: LocalGuide, monkeypatch: pytest.MonkeyPatch) -> None:
    _break(monkeypatch, ActionNoneOfThese, "reply")
    tester = GuideTester(InProcess(guide))
    await tester.say("none of these")
    tester.expect(**APOLOGY)


async def test_a_crisis_action_that_raises_still_gives_help(guide: LocalGuide, monkeypatch: pytest.MonkeyPatch) -> None:
    _break(monkeypatch, ActionCrisis, "reply")
    tester = GuideTester(InProcess(guide))
    await tester.say("I want to die")
    tester.expect(**HELP)


async def test_an_action_that_hangs_is_given_up_and_apologised_for(
    guide: LocalGuide, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hangs(*_: Any) -> list[Any]:
        await asyncio.sleep(60)
        return []

    monkeypatch.setattr(inprocess, "ACTION_SECONDS", 0.2)
    monkeypatch.setitem(_registered(guide), "action_answer", hangs)
    tester = GuideTester(InProcess(guide))
    await tester.say(QUESTION)
    tester.expect(**APOLOGY)


@pytest.mark.parametrize("method", ["retrieve", "save"])
@pytest.mark.parametrize(("text", "wanted"), [(QUESTION, APOLOGY), ("I want to die", HELP)])
async def test_a_database_that_fails_is_apologised_for_but_never_in_the_way_of_help(
    guide: LocalGuide, monkeypatch: pytest.MonkeyPatch, method: str, text: str, wanted: dict[str, Any]
) -> None:
    _break(monkeypatch, WordlessTrackerStore, method)
    tester = GuideTester(InProcess(guide))
    await tester.say(text)
    if method == "save" and wanted is APOLOGY:  # what was composed before saving failed may still be given
        assert tester.last().status.value in {"error", "answered"}
    else:
        tester.expect(**wanted)


async def test_an_action_that_rasa_cannot_run_is_apologised_for(
    guide: LocalGuide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(_registered(guide), "action_answer")
    tester = GuideTester(InProcess(guide))
    await tester.say(QUESTION)
    tester.expect(**APOLOGY)


@pytest.mark.parametrize("broken", ["action", "database", "action server"])
async def test_the_log_of_a_failure_has_nothing_that_was_typed(
    guide: LocalGuide,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    broken: str,
) -> None:
    if broken == "action":
        _break(monkeypatch, ActionAnswer, "reply")
    elif broken == "database":
        _break(monkeypatch, WordlessTrackerStore, "retrieve")
    else:
        monkeypatch.delitem(_registered(guide), "action_answer")
    tester = GuideTester(InProcess(guide))
    await tester.say(TYPED)
    tester.expect(**APOLOGY)
    printed = "".join([caplog.text, *capfd.readouterr()])
    assert printed, "a failure must be logged"
    assert "Zebediah" not in printed and "Quill" not in printed
