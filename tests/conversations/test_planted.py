"""P01: 300 messages with planted personal data through the whole guide; none of it is in the database or a log."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from sendguide.cli.local import LocalGuide
from sendguide.settings import settings
from tests.conversations.test_storage import _bytes, opened
from tests.safety.redaction.cases import Case, read_cases

EACH = 10
"""Messages in one conversation."""

SHORTEST = 4
"""Characters of the shortest piece that is looked for: shorter ones stand in other words by chance."""


def pieces(cases: list[Case]) -> set[str]:
    """The planted pieces that are not also words of the guide's own content, in small letters."""
    own = " ".join(path.read_text(encoding="utf-8") for path in settings().content.rglob("*.yml")).lower()
    planted = {case.text[span.start : span.end].lower() for case in cases for span in case.spans}
    return {piece for piece in planted if len(piece) >= SHORTEST and piece not in own}


async def test_planted_personal_data_never_lands(
    model: Path, guide: LocalGuide, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cases = read_cases("planted_1")
    database = tmp_path / "conversations.db"
    with caplog.at_level(logging.DEBUG):
        tester = opened(model, database, guide)
        for number, case in enumerate(cases):
            if number % EACH == 0:
                await tester.open()
            await tester.say(case.text)
    wanted = pieces(cases)
    assert len(wanted) > 250
    stored, logged = _bytes(database).lower(), caplog.text.lower()
    assert b"refusal_to_assess" in stored
    assert [piece for piece in wanted if piece.encode() in stored] == []
    assert [piece for piece in wanted if piece in logged] == []
