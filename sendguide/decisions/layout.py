"""Where the boxes of a drawing stand, and how arrows run between them without crossing a box.

Boxes stand in columns: a question or outcome is one column to the right of the last question that leads to it. An arrow
that passes a column by has a lane there, which it shares with all arrows to the same box.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sendguide.content.flow_graph import Edge, edges
from sendguide.content.flow_models import Flow
from sendguide.decisions.cards import WIDTH, Card

BETWEEN = 130
"""Room between two columns, for the arrows."""
APART = 22
"""Room between two boxes of a column."""
LANE = 10
MARGIN = 30
TOP = 90

Point = tuple[float, float]


@dataclass(frozen=True)
class Arrow:
    """An arrow from an answer to what follows: its points, each piece between two of them drawn as one curve."""

    target: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Layout:
    """Where everything is: the upper left corners of the boxes, the arrows, and the size of the whole."""

    places: dict[str, Point]
    arrows: tuple[Arrow, ...]
    width: float
    height: float


def layout(flow: Flow, boxes: Mapping[str, Card]) -> Layout:
    """Places all boxes of a flow and draws all arrows; the same for the same flow every time.

    Args:
        flow: a flow that was loaded, so that it has no circle.
        boxes: its boxes by id.
    """
    columns = _columns(flow)
    tops: dict[tuple[int, str], float] = {}
    for number in range(max(columns.values()) + 1):
        tops.update(_stack(number, flow, boxes, columns, tops))
    places = {name: (_left(column), tops[column, name]) for name, column in columns.items()}
    arrows = tuple(_arrow(edge, boxes, columns, tops) for edge in edges(flow))
    right = max(x + WIDTH for x, _ in places.values()) + MARGIN
    bottom = max(y + boxes[name].height for name, (_, y) in places.items())
    lanes = max(top for top in tops.values())
    return Layout(places, arrows, right, max(bottom, lanes) + MARGIN)


def _columns(flow: Flow) -> dict[str, int]:
    """The column of each box: the length of the longest way to it."""
    found = {flow.start: 0}
    waiting = [flow.start]
    while waiting:
        name = waiting.pop(0)
        for edge in edges(flow):
            if edge.question == name and found.get(edge.target, -1) < found[name] + 1:
                found[edge.target] = found[name] + 1
                waiting.append(edge.target)
    return found


def _stack(
    number: int,
    flow: Flow,
    boxes: Mapping[str, Card],
    columns: Mapping[str, int],
    tops: Mapping[tuple[int, str], float],
) -> dict[tuple[int, str], float]:
    """The tops of all boxes and lanes of a column, each near what leads to it."""
    pulls: dict[str, list[float]] = {flow.start: [0.0]} if number == 0 else {}
    for edge in edges(flow):
        start, end = columns[edge.question], columns[edge.target]
        if start < number <= end:
            pulls.setdefault(edge.target, []).append(_before(edge, number, boxes, columns, tops)[1])
    wanted = {name: sum(found) / len(found) for name, found in pulls.items()}
    heights = {name: boxes[name].height if columns[name] == number else LANE for name in wanted}
    order = sorted(wanted, key=lambda name: (wanted[name], name))
    return {(number, name): top for name, top in zip(order, _spread(order, wanted, heights))}


def _spread(order: Sequence[str], wanted: Mapping[str, float], heights: Mapping[str, int]) -> list[float]:
    """Tops from above to below without overlaps, then all moved so that they are as near as can be."""
    tops: list[float] = []
    free = 0.0
    for name in order:
        top = max(wanted[name] - heights[name] / 2, free)
        tops.append(top)
        free = top + heights[name] + APART
    off = sum(wanted[name] - heights[name] / 2 - top for name, top in zip(order, tops)) / len(order)
    shift = max(off, -min(tops)) if tops else 0.0
    return [round(top + shift, 1) for top in tops]


def _before(
    edge: Edge,
    number: int,
    boxes: Mapping[str, Card],
    columns: Mapping[str, int],
    tops: Mapping[tuple[int, str], float],
) -> Point:
    """Where an arrow comes from on its way into a column: an answer, or its lane in the column before."""
    start = columns[edge.question]
    if number == start + 1:
        row = next(row for row in boxes[edge.question].rows if row.answer == edge.answer)
        return _left(start) + WIDTH, tops[start, edge.question] + row.middle
    return _left(number - 1) + WIDTH, tops[number - 1, edge.target] + LANE / 2


def _arrow(
    edge: Edge, boxes: Mapping[str, Card], columns: Mapping[str, int], tops: Mapping[tuple[int, str], float]
) -> Arrow:
    start, end = columns[edge.question], columns[edge.target]
    points = [_before(edge, start + 1, boxes, columns, tops)]
    for number in range(start + 1, end):
        y = tops[number, edge.target] + LANE / 2
        points += [(_left(number), y), (_left(number) + WIDTH, y)]
    points.append((_left(end), tops[end, edge.target] + min(26.0, boxes[edge.target].height / 2)))
    return Arrow(edge.target, tuple(points))


def _left(column: int) -> float:
    return MARGIN + column * (WIDTH + BETWEEN)
