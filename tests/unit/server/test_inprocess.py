"""The actions run in Rasa's own process as the action server would run them."""

from __future__ import annotations

import asyncio
from importlib.metadata import version
from typing import Any

import pytest
from rasa.utils.endpoints import ClientResponseError
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from sendguide.server import inprocess
from sendguide.server.inprocess import InProcessActions

CALL = {"next_action": "action_none", "tracker": {"sender_id": "x", "slots": {}, "events": []}, "domain": {}}


@pytest.fixture(scope="module")
def actions() -> InProcessActions:
    """The actions of this project."""
    return InProcessActions()


def test_rasa_is_the_version_that_this_was_written_for():
    assert version("rasa") == "3.6.21"
    assert version("rasa-sdk") == "3.6.2"


async def test_an_action_gives_events_and_a_reply(actions: InProcessActions):
    answer = await actions.request(json={**CALL, "next_action": "action_start_again"})
    assert [event["event"] for event in answer["events"]] == ["reset_slots"]
    assert answer["responses"][0]["custom"]["status"] == "smalltalk"


async def test_an_action_that_does_not_exist_is_not_found(actions: InProcessActions):
    with pytest.raises(ClientResponseError) as raised:
        await actions.request(json=CALL)
    assert raised.value.status == 404


async def test_an_action_that_refuses_is_told_as_such(actions: InProcessActions, monkeypatch: pytest.MonkeyPatch):
    async def refuse(self: ActionExecutor, call: dict[str, Any]) -> None:
        raise ActionExecutionRejection("action_none")

    monkeypatch.setattr(ActionExecutor, "run", refuse)
    with pytest.raises(ClientResponseError) as raised:
        await actions.request(json=CALL)
    assert raised.value.status == 400


async def test_an_action_that_takes_too_long_has_failed(actions: InProcessActions, monkeypatch: pytest.MonkeyPatch):
    async def dawdle(self: ActionExecutor, call: dict[str, Any]) -> None:
        await asyncio.sleep(10)

    monkeypatch.setattr(ActionExecutor, "run", dawdle)
    monkeypatch.setattr(inprocess, "ACTION_SECONDS", 0.01)
    with pytest.raises(ClientResponseError) as raised:
        await actions.request(json=CALL)
    assert raised.value.status == 504
