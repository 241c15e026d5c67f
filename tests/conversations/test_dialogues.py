"""Every dialogue of the folders beside this file, through the real model and actions, in process and over HTTP."""

from __future__ import annotations

import pytest

from tests.support.dialogues import Dialogue, read_dialogues
from tests.support.tester import BackEnd, GuideTester, InProcess, OverHttp

DIALOGUES = read_dialogues()


@pytest.fixture(params=["in process", "over HTTP"])
def back_end(request: pytest.FixtureRequest) -> BackEnd:
    """Both ways to the guide."""
    if request.param == "in process":
        return InProcess(request.getfixturevalue("guide"))
    return OverHttp(request.getfixturevalue("http").base_url)


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[dialogue.name for dialogue in DIALOGUES])
async def test_the_dialogue_goes_as_written(dialogue: Dialogue, back_end: BackEnd) -> None:
    await dialogue.play(GuideTester(back_end, name=f"{dialogue.file}: {dialogue.name}"))
