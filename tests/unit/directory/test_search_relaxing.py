"""When nothing fits: as few filters as possible are dropped, the least important first, and it is said which."""

from __future__ import annotations

from datetime import datetime

import pytest

from sendguide.directory.index import Index
from sendguide.directory.wanted import GIVEN_UP_FIRST, SUBJECT, Wanted
from tests.support.services import Json, a_service, some_terms, weekly

SUNDAY_NIGHT = datetime(2026, 11, 22, 23)


def index_of(*records: Json) -> Index:
    return Index.build(records, some_terms(), rest=lambda: None)


def relaxed(wanted: Wanted, *records: Json) -> tuple[list[str], tuple[str, ...]]:
    results = index_of(*records).find(wanted, limit=10)
    return [found.service.name for found in results.found], results.dropped


def test_nothing_is_dropped_where_something_fits() -> None:
    assert relaxed(Wanted(topics=("clubs",), free=True), a_service(amount=0)) == (["A club"], ())


@pytest.mark.parametrize(
    ("wanted", "dropped"),
    [
        (Wanted(topics=("clubs",), open_at=SUNDAY_NIGHT), "open_at"),
        (Wanted(topics=("clubs",), day="SU"), "day"),
        (Wanted(topics=("clubs",), outcode="CV9"), "outcode"),
        (Wanted(topics=("clubs",), referral="school"), "referral"),
        (Wanted(topics=("clubs",), free=True), "free"),
        (Wanted(topics=("clubs",), text="archery"), "text"),
        (Wanted(topics=("clubs",), sectors=("health",)), "sectors"),
        (Wanted(topics=("clubs",), categories=("LO-HEALTH",)), "categories"),
        (Wanted(topics=("clubs",), like="unknown"), "like"),
        (Wanted(topics=("clubs",), needs=("hearing",)), "needs"),
        (Wanted(topics=("clubs",), age=20.0), "age"),
        (Wanted(topics=("therapists",), needs=("autism",)), "topics"),
    ],
)
def test_each_part_is_dropped_when_it_alone_is_in_the_way(wanted: Wanted, dropped: str) -> None:
    record = a_service(codes=("clubs", "autism", "social_care"), ages=(5, 11), outcodes=("CV6",), amount=2)
    assert relaxed(wanted, record) == (["A club"], (dropped,))


def test_fewer_go_before_less_important_ones() -> None:
    """One that fails by age alone is shown rather than one that fails by day and place."""
    records = (
        a_service("Other age", ages=(11, 18), outcodes=("CV6",), schedules=[weekly("SA")]),
        a_service("Other day and place", ages=(0, 5), outcodes=("CV1",), schedules=[weekly("MO")]),
    )
    wanted = Wanted(topics=("clubs",), age=3.0, outcode="CV6", day="SA")
    assert relaxed(wanted, *records) == (["Other age"], ("age",))


def test_of_equally_few_the_least_important_go() -> None:
    records = (
        a_service("Other age", ages=(11, 18), amount=0, schedules=[weekly("SA")]),
        a_service("Not free", ages=(0, 5), amount=4, schedules=[weekly("SA")]),
        a_service("Other day", ages=(0, 5), amount=0, schedules=[weekly("MO")]),
    )
    wanted = Wanted(topics=("clubs",), age=3.0, free=True, day="SA")
    assert relaxed(wanted, *records) == (["Other day"], ("day",))
    assert relaxed(wanted, *records[:2]) == (["Not free"], ("free",))
    assert relaxed(wanted, *records[:1]) == (["Other age"], ("age",))


def test_of_pairs_the_one_whose_more_important_part_matters_less_goes() -> None:
    records = (
        a_service("Day and age", ages=(11, 18), amount=0, outcodes=("CV6",), schedules=[weekly("MO")]),
        a_service("Place and cost", ages=(0, 5), amount=4, outcodes=("CV1",), schedules=[weekly("SA")]),
    )
    wanted = Wanted(topics=("clubs",), age=3.0, free=True, outcode="CV6", day="SA")
    assert relaxed(wanted, *records) == (["Place and cost"], ("outcode", "free"))


def test_what_is_dropped_is_named_the_least_important_first() -> None:
    wanted = Wanted(topics=("clubs",), age=3.0, free=True, outcode="CV6", day="SA", open_at=SUNDAY_NIGHT)
    assert relaxed(wanted, a_service(ages=(11, 18), outcodes=("CV1",))) == (
        ["A club"],
        ("open_at", "day", "outcode", "free", "age"),
    )


def test_what_is_looked_for_is_never_dropped_altogether() -> None:
    record = a_service(ages=(0, 25))
    assert relaxed(Wanted(text="archery"), record) == ([], ())
    assert relaxed(Wanted(topics=("therapists",), age=3.0), record) == ([], ())
    assert relaxed(Wanted(topics=("therapists",), text="archery", age=3.0), record) == ([], ())
    assert relaxed(Wanted(like="unknown", age=3.0), record) == ([], ())


def test_without_a_subject_the_rest_may_all_be_dropped() -> None:
    assert relaxed(Wanted(free=True), a_service()) == (["A club"], ("free",))


def test_what_was_shown_before_is_not_shown_again_to_find_something() -> None:
    record = a_service()
    assert relaxed(Wanted(topics=("clubs",), leave_out=frozenset({record["id"]})), record) == ([], ())


def test_pages_of_a_relaxed_answer_go_on_from_each_other() -> None:
    index = index_of(*(a_service(f"Club {number}") for number in range(5)))
    wanted = Wanted(topics=("clubs",), free=True)
    pages = [index.find(wanted, limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [found.service.name for page in pages for found in page.found] == [f"Club {number}" for number in range(5)]
    assert {(page.total, page.dropped) for page in pages} == {(5, ("free",))}


def test_every_part_that_leaves_out_has_a_place_in_the_order() -> None:
    others = {"today", "leave_out"}
    assert set(GIVEN_UP_FIRST) | others == set(Wanted.__dataclass_fields__)
    assert set(SUBJECT) <= set(GIVEN_UP_FIRST)
