"""What the taxonomy says a right answer must contain is in each answer (`required.yml`), and what is wrong is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sendguide.content.loader import Content
from tests.content.words import folded

POINTS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "required.yml").read_text(encoding="utf-8")
)


def _cases() -> Iterator[Any]:
    for answer_id, points in POINTS.items():
        for point in points:
            yield pytest.param(answer_id, point, id=f"{answer_id}: {point['point']}")


@pytest.mark.parametrize(("answer_id", "point"), _cases())
def test_an_answer_makes_its_required_point(content: Content, answer_id: str, point: dict[str, Any]):
    words = folded(content, answer_id, ("text", "more"))
    missing = [pattern for pattern in point.get("all", []) if not re.search(pattern, words, re.IGNORECASE)]
    wrong = [pattern for pattern in point.get("none", []) if re.search(pattern, words, re.IGNORECASE)]
    assert not missing, f"not said: {missing} in: {words}"
    assert not wrong, f"must not be said: {wrong} in: {words}"


def test_every_point_asks_for_something_and_nothing_else():
    for answer_id, points in POINTS.items():
        for point in points:
            assert set(point) <= {"point", "all", "none"}, (answer_id, point)
            assert point.get("all") or point.get("none"), (answer_id, point)


def test_every_answer_must_say_something_and_not_only_avoid_something():
    assert [answer_id for answer_id, points in POINTS.items() if not any(point.get("all") for point in points)] == []
