"""The benchmark of the search: its services are marked as made up, and its peer answers the same questions the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.directory_data import SOURCE, made_up_records, made_up_terms, questions
from benchmarks.directory_fts5 import Fts5Index
from benchmarks.directory_picture import draw
from benchmarks.directory_search import OURS, Times, line, percentile
from sendguide.directory.index import Index
from sendguide.directory.service import service_of

TERMS = made_up_terms()
RECORDS = list(made_up_records(400, TERMS))
AREAS = ("Coventry", "England")
INDEX = Index.build(RECORDS, TERMS, whole_areas=AREAS, rest=lambda: None)
PEER = Fts5Index(RECORDS, TERMS, AREAS)
IDS = [json.loads(raw)["id"] for raw in RECORDS]


def test_made_up_services_are_marked_and_the_same_each_time() -> None:
    assert list(made_up_records(400, TERMS)) == RECORDS
    records = [json.loads(raw) for raw in RECORDS]
    assert {(record["x_example"], service_of(record).source) for record in records} == {(True, SOURCE)}
    assert len({record["id"] for record in records}) == 400


@pytest.mark.parametrize("kind", ["filters", "open now", "open now, all", "on a day", "nothing at all"])
def test_the_peer_finds_the_same(kind: str) -> None:
    asked = questions(kind, 25, IDS)
    ours = [INDEX.search(wanted, limit=500) for wanted in asked]
    peers = [PEER.find(wanted, limit=500) for wanted in asked]
    assert [results.total for results in ours] == [total for total, _ in peers]
    assert [{found.service.id for found in results.found} for results in ours] == [
        {service.id for service in found} for _, found in peers
    ]
    assert sum(results.total for results in ours) > 0


@pytest.mark.parametrize("kind", ["common words", "five words", "typos"])
def test_the_peer_finds_about_the_same_words(kind: str) -> None:
    """Its stems are not quite ours."""
    asked = questions(kind, 25, IDS)
    ours = sum(INDEX.search(wanted, limit=1).total for wanted in asked)
    assert ours > 0
    assert sum(PEER.find(wanted, limit=1)[0] for wanted in asked) == pytest.approx(ours, rel=0.1)


def test_percentiles_and_lines() -> None:
    values = [float(number) for number in range(100)]
    assert (percentile(values, 0.5), percentile(values, 0.99), percentile([1.0], 0.99)) == (50.0, 99.0, 1.0)
    assert line(OURS, 5000, "like", Times((1.0,), (2.0,))).split() == [
        OURS,
        "5,000",
        "like",
        "1.00",
        "1.00",
        "2.00",
        "2.00",
    ]


def test_the_picture_is_the_same_for_the_same_figures(tmp_path: Path) -> None:
    times = {OURS: [[1.0, 2.0], [3.0, 4.0]], "peer": [[2.0], [9.0]]}
    for name in ("one.svg", "two.svg"):
        draw((500, 5000), times, tmp_path / name)
    drawn = (tmp_path / "one.svg").read_bytes()
    assert drawn == (tmp_path / "two.svg").read_bytes()
    assert b"5,000" in drawn and b"tantivy p99" in drawn and len(drawn) < 60_000
