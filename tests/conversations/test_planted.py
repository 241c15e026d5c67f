"""P01: 300 messages with planted personal data through the whole guide; none of it is in the database or a log."""

from __future__ import annotations

import logging
import re
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


def is_in(piece: str, text: str) -> bool:
    """Whether a piece stands in a text; one of digits by itself: random ids, times and measures have digits too."""
    if not re.fullmatch(r"[0-9a-f]+", piece):
        return piece in text
    return re.search(rf"(?<![0-9a-f.]){piece}(?![0-9a-f])", text) is not None


def test_a_piece_of_digits_is_found_by_itself_only() -> None:
    assert is_in("7741", "case 7741, please") and is_in("7741", '"7741"') and is_in("ann lee", "joann leek")
    assert not is_in("7741", "a3f7741e") and not is_in("7741", "0.7741") and not is_in("7741", "1764429.77412")


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
    stored, logged = _bytes(database).decode("utf-8", "replace").lower(), caplog.text.lower()
    assert "refusal_to_assess" in stored
    assert [piece for piece in wanted if is_in(piece, stored)] == []
    assert [piece for piece in wanted if is_in(piece, logged)] == []
