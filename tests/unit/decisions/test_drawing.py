"""A drawing has all words of a flow, nothing in it overlaps, and it is the same every time."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sendguide.cli.draw import run_draw
from sendguide.content.flow_graph import edges
from sendguide.content.flow_models import Flow
from sendguide.content.loader import Content
from sendguide.content.yaml_file import ContentError
from sendguide.decisions.cards import CHARS, WIDTH, cards
from sendguide.decisions.layout import layout
from sendguide.decisions.svg import drawing
from sendguide.errors import GuideError
from sendguide.settings import PROJECT
from tests.unit.content.draft import Draft
from tests.unit.decisions.conftest import IN_DRAFT

FLOWS = ["appeal_deadline", "certificate_needed", "council_said_no", "mediate_or_appeal", "who_to_contact"]


def _texts(svg: str) -> str:
    root = ElementTree.fromstring(svg)  # noqa: S314  (our own)
    return " ".join(" ".join(root.itertext()).split())


def test_a_drawing_has_all_questions_answers_outcomes_and_rules(flow: Flow, content: Content):
    words = _texts(drawing(flow, content.contacts))
    for question in flow.questions:
        assert question.text in words
        assert all(found.text in words for found in question.exits().values())
    for outcome in flow.outcomes:
        assert outcome.headline in words
        assert ", ".join(outcome.rules) in words
    assert "+ large_note, red_note" in words
    assert "works out dates" in words


def test_a_drawing_is_the_same_every_time(flow: Flow, content: Content):
    assert drawing(flow, content.contacts) == drawing(flow, content.contacts)
    assert drawing(flow, content.contacts).endswith("</svg>\n")


@pytest.mark.parametrize("flow_id", FLOWS)
def test_no_box_overlaps_another_and_none_is_outside(content: Content, flow_id: str):
    flow = content.decisions[flow_id]
    boxes = cards(flow, content.contacts)
    plan = layout(flow, boxes)
    areas = {name: (x, y, x + WIDTH, y + boxes[name].height) for name, (x, y) in plan.places.items()}
    assert set(areas) == {item.id for item in (*flow.questions, *flow.outcomes)}
    for (one, a), (other, b) in itertools.combinations(areas.items(), 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, other)
    assert all(x >= 0 and y >= 0 and right <= plan.width and low <= plan.height for x, y, right, low in areas.values())


@pytest.mark.parametrize("flow_id", FLOWS)
def test_no_arrow_crosses_a_box(content: Content, flow_id: str):
    flow = content.decisions[flow_id]
    boxes = cards(flow, content.contacts)
    plan = layout(flow, boxes)
    assert len(plan.arrows) == len(edges(flow))
    for arrow in plan.arrows:
        for (x, y), (to_x, to_y) in itertools.pairwise(arrow.points):
            for name, (left, top) in plan.places.items():
                beside = to_x <= left or x >= left + WIDTH
                above_or_below = max(y, to_y) < top or min(y, to_y) > top + boxes[name].height
                assert beside or above_or_below, (arrow, name)


@pytest.mark.parametrize("flow_id", FLOWS)
def test_every_line_fits_into_its_box(content: Content, flow_id: str):
    for card in cards(content.decisions[flow_id], content.contacts).values():
        lines = [*card.heading, *card.small, *(line for row in card.rows for line in (*row.lines, *row.notes))]
        assert [line for line in lines if len(line) > CHARS] == []


def test_words_with_special_signs_are_written_safely(flow: Flow, content: Content):
    odd = flow.copy(update={"title": "Is 1 < 2 & 3?"})
    assert "Is 1 < 2 & 3?" in _texts(drawing(odd, content.contacts))


def test_the_command_writes_the_drawings(content: Content, tmp_path: Path):
    written = run_draw(None, content=PROJECT / "content", out=tmp_path / "new")
    assert [path.name for path in written] == [f"{name}.svg" for name in FLOWS]
    assert written[0].read_text(encoding="utf-8") == drawing(content.decisions[FLOWS[0]], content.contacts)
    assert [path.name for path in run_draw("who_to_contact", content=PROJECT / "content", out=tmp_path / "one")] == [
        "who_to_contact.svg"
    ]


def test_the_command_says_which_flows_there_are(tmp_path: Path):
    with pytest.raises(GuideError, match=r"There is no flow certificate\. Flows: appeal_deadline, certificate_needed"):
        run_draw("certificate", content=PROJECT / "content", out=tmp_path)


def test_the_command_says_where_it_cannot_write(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(GuideError, match=re.escape("Check --out")):
        run_draw(None, content=PROJECT / "content", out=tmp_path / "file")


def test_the_command_draws_no_flow_that_cannot_be_walked(draft: Draft, tmp_path: Path):
    draft.replace(IN_DRAFT, "next: size", "next: nowhere")
    with pytest.raises(ContentError, match="nowhere"):
        run_draw(None, content=draft.content, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()
