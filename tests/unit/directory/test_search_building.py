"""Building an index: from JSON or what was read of it, past records that cannot be used, beside one that answers."""

from __future__ import annotations

import json
import threading

import pytest

from sendguide.directory.index import Index
from sendguide.directory.wanted import Wanted
from tests.support.services import a_service, some_terms


def test_json_and_what_was_read_of_it_give_the_same() -> None:
    records = [a_service("One", amount=0), a_service("Two")]
    lines = [json.dumps(record).encode() + b"\n" for record in records]
    one, other = (Index.build(each, some_terms(), rest=lambda: None) for each in (records, lines))
    assert one.search(Wanted(), limit=5) == other.search(Wanted(), limit=5)
    assert list(one.records()) == list(other.records()) == records


def test_services_and_records_by_id() -> None:
    record = a_service("One")
    index = Index.build([record], some_terms(), rest=lambda: None)
    service = index.service(record["id"])
    assert service is not None and service.name == "One"
    assert index.record(record["id"]) == record
    assert (index.service("unknown"), index.record("unknown")) == (None, None)


def test_an_empty_index_answers() -> None:
    index = Index.build([], some_terms(), rest=lambda: None)
    results = index.find(Wanted(text="swimming", topics=("clubs",), age=3), limit=5)
    assert (len(index), results.total, results.found, results.dropped) == (0, 0, (), ())


def test_what_cannot_be_used_is_left_out_and_named() -> None:
    broken = [b"{", b"[]", b'{"id": "x"}', a_service("No status", status=None), a_service("Date", assured_date="soon")]
    index = Index.build([*broken, a_service("Good")], some_terms(), rest=lambda: None)
    assert [item.number for item in index.unreadable] == [1, 2, 3, 4, 5]
    assert all(item.reason for item in index.unreadable)
    assert [record["name"] for record in index.records()] == ["Good"]
    assert index.search(Wanted(), limit=5).total == 1


def test_an_id_that_comes_twice_is_one_service_in_any_order() -> None:
    old = a_service("One", last_modified="2025-01-01T00:00:00.000Z", description="Old.")
    new = old | {"last_modified": "2026-01-01T00:00:00.000Z", "description": "New."}
    for order in ((old, new), (new, old)):
        index = Index.build(order, some_terms(), rest=lambda: None)
        assert [record["description"] for record in index.records()] == ["New."]


def test_negative_numbers_of_results_are_refused() -> None:
    index = Index.build([], some_terms(), rest=lambda: None)
    for limit, offset in ((-1, 0), (1, -1)):
        with pytest.raises(ValueError, match="must not be negative"):
            index.search(Wanted(), limit=limit, offset=offset)


def test_none_of_many_and_pages_past_the_end_still_count_all() -> None:
    index = Index.build([a_service(str(number)) for number in range(3)], some_terms(), rest=lambda: None)
    for limit, offset in ((0, 0), (5, 3), (5, 1000)):
        results = index.search(Wanted(), limit=limit, offset=offset)
        assert (results.total, results.found) == (3, ())


def test_an_index_answers_from_several_threads_while_another_is_built() -> None:
    records = [a_service(f"Club {number}") for number in range(300)]
    old = Index.build(records[:100], some_terms(), rest=lambda: None)
    built: list[Index] = []
    builder = threading.Thread(target=lambda: built.append(Index.build(records, some_terms())))
    totals: list[int] = []
    askers = [
        threading.Thread(
            target=lambda: totals.extend(old.search(Wanted(text="club"), limit=3).total for _ in range(20))
        )
        for _ in range(3)
    ]
    for thread in (builder, *askers):
        thread.start()
    for thread in (builder, *askers):
        thread.join()
    assert totals == [100] * 60
    assert built[0].search(Wanted(text="club"), limit=3).total == 300


def test_the_builder_rests_between_records() -> None:
    rests: list[None] = []
    Index.build([a_service(str(number)) for number in range(64)], some_terms(), rest=lambda: rests.append(None))
    assert len(rests) == 1 + 4
