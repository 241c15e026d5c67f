"""A flow as an SVG drawing: plain text, the same bytes for the same flow every time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from sendguide.content.flow_graph import longest_path
from sendguide.content.flow_models import NOT_SURE, Flow
from sendguide.content.models import Contact
from sendguide.decisions.cards import LINE, PAD, WIDTH, Card, cards
from sendguide.decisions.layout import MARGIN, TOP, Arrow, Point, layout

COLOURS = ("#1d70b8", "#00703c", "#912b88", "#b3590a", "#0f7a78", "#8a2a0b", "#4c2c92", "#5b6b00", "#a8225b", "#454a4d")
"""Lines to one box have one colour. All of them are dark enough on white."""
STYLE = (
    "text{font-family:Arial,Helvetica,'Liberation Sans',sans-serif;font-size:13px;fill:#0b0c0c}"
    ".title{font-size:22px;font-weight:bold}.head{font-weight:bold}.small{font-size:11px;fill:#505a5f}"
    ".unsure{font-style:italic}"
)


def drawing(flow: Flow, contacts: Mapping[str, Contact]) -> str:
    """The SVG text of a flow.

    Args:
        flow: a flow that was loaded.
        contacts: all contacts, for numbers in headlines.
    """
    boxes = cards(flow, contacts)
    plan = layout(flow, boxes)
    colours = {name: COLOURS[index % len(COLOURS)] for index, name in enumerate(boxes)}
    height = plan.height + TOP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{plan.width:g}" height="{height:g}" '
        f'viewBox="0 0 {plan.width:g} {height:g}" role="img" aria-labelledby="title desc">',
        f'<title id="title">{escape(flow.title)}</title>',
        f'<desc id="desc">{escape(_summary(flow))}</desc>',
        f"<style>{STYLE}</style>",
        *(_marker(index, colour) for index, colour in enumerate(COLOURS)),
        f'<rect width="{plan.width:g}" height="{height:g}" fill="#ffffff"/>',
        _text(flow.title, (MARGIN, 42), "title"),
        _text(_summary(flow), (MARGIN, 66), "small"),
        f'<g transform="translate(0 {TOP})">',
        *(_curve(arrow, colours[arrow.target]) for arrow in plan.arrows),
    ]
    for name, place in plan.places.items():
        parts += _box(boxes[name], place, is_question=flow.has_question(name), colour=colours[name])
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _summary(flow: Flow) -> str:
    count = f"{len(flow.questions)} questions, {len(flow.outcomes)} outcomes; at most {longest_path(flow)} are asked"
    return f"{flow.id}: {count}. A line with + names what an answer adds to the outcome."


def _marker(index: int, colour: str) -> str:
    return (
        f'<marker id="arrow{index}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
        f'orient="auto" markerUnits="userSpaceOnUse"><path d="M0 0L8 4L0 8z" fill="{colour}"/></marker>'
    )


def _curve(arrow: Arrow, colour: str) -> str:
    (x, y), *rest = arrow.points
    path = f"M{x:g} {y:g}"
    for to_x, to_y in rest:
        bend = (to_x - x) / 2
        straight = y == to_y
        path += f"H{to_x:g}" if straight else f"C{x + bend:g} {y:g} {to_x - bend:g} {to_y:g} {to_x:g} {to_y:g}"
        x, y = to_x, to_y
    end = f'marker-end="url(#arrow{COLOURS.index(colour)})"'
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.6" {end}/>'


def _box(card: Card, place: Point, *, is_question: bool, colour: str) -> Iterator[str]:
    x, y = place
    fill, round_ = ("#ffffff", 4) if is_question else ("#f3f2f1", 14)
    yield (
        f'<rect x="{x:g}" y="{y:g}" width="{WIDTH}" height="{card.height}" rx="{round_}" fill="{fill}" '
        f'stroke="{colour}" stroke-width="2"/>'
    )
    line = y + PAD + LINE - 4
    for text in card.heading:
        yield _text(text, (x + 12, line), "head")
        line += LINE
    for text in card.small:
        yield _text(text, (x + 12, line), "small")
        line += LINE
    for row in card.rows:
        yield f'<path d="M{x:g} {y + row.top:g}h{WIDTH}" stroke="#b1b4b6"/>'
        kind = "unsure" if row.answer == NOT_SURE else ""
        yield from _lines(row.lines, (x + 12, y + row.top + LINE), kind)
        yield from _lines(row.notes, (x + 12, y + row.top + LINE * (len(row.lines) + 1)), "small")


def _lines(lines: Sequence[str], place: Point, kind: str) -> Iterator[str]:
    for index, text in enumerate(lines):
        yield _text(text, (place[0], place[1] + index * LINE), kind)


def _text(text: str, place: Point, kind: str) -> str:
    name = f' class="{kind}"' if kind else ""
    return f'<text x="{place[0]:g}" y="{place[1]:g}"{name}>{escape(text)}</text>'
