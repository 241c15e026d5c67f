"""What each part of a `Wanted` leaves out, and the reasons that come with what is found."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from sendguide.directory.index import Index
from sendguide.directory.wanted import Reason, Results, Wanted
from tests.support.services import Json, a_service, some_terms, weekly

NOON = datetime(2026, 11, 23, 12)


def index_of(*records: Json, **options: Any) -> Index:
    return Index.build(records, some_terms(), rest=lambda: None, **options)


def names(results: Results) -> list[str]:
    return [found.service.name for found in results.found]


def found_by(wanted: Wanted, *records: Json, **options: Any) -> list[str]:
    return names(index_of(*records, **options).search(wanted, limit=20))


def reasons(wanted: Wanted, record: Json, **options: Any) -> list[Reason]:
    (found,) = index_of(record, **options).search(wanted, limit=1).found
    return list(found.reasons)


def test_any_code_of_a_kind_will_do_and_every_kind_must_fit() -> None:
    records = (
        a_service("Breaks", codes=("short_breaks", "LO-SOCIAL", "social_care")),
        a_service("Therapy", codes=("therapists", "LO-HEALTH", "health")),
        a_service("Club", codes=("clubs", "LO-SOCIAL", "social_care")),
    )
    assert found_by(Wanted(topics=("short_breaks", "therapists")), *records) == ["Breaks", "Therapy"]
    assert found_by(Wanted(categories=("LO-SOCIAL",)), *records) == ["Breaks", "Club"]
    assert found_by(Wanted(sectors=("health",)), *records) == ["Therapy"]
    assert found_by(Wanted(topics=("clubs", "therapists"), sectors=("social_care",)), *records) == ["Club"]
    assert found_by(Wanted(topics=("no such topic",)), *records) == []


def test_a_service_that_names_the_need_comes_before_one_for_everyone() -> None:
    records = (
        a_service("For all", codes=("clubs",)),
        a_service("For autistic children", codes=("clubs", "autism")),
        a_service("For deaf children", codes=("clubs", "hearing")),
    )
    wanted = Wanted(needs=("autism",))
    results = index_of(*records).search(wanted, limit=5)
    assert names(results) == ["For autistic children", "For all"]
    assert [found.reasons for found in results.found] == [(Reason("need", "autism"),), (Reason("everyone"),)]


@pytest.mark.parametrize(
    ("ages", "fits"),
    [
        ((0, 5), True),
        ((3, 3), True),
        ((None, 3), True),
        ((3, None), True),
        ((None, None), True),
        ((4, 25), False),
        ((0, 2.5), False),
        ((None, 2), False),
    ],
)
def test_age(ages: tuple[float | None, float | None], fits: bool) -> None:
    assert found_by(Wanted(age=3.0), a_service(ages=ages)) == (["A club"] if fits else [])


def test_age_is_a_reason_only_where_ages_are_known() -> None:
    assert reasons(Wanted(age=3), a_service(ages=(0, 5))) == [Reason("age")]
    assert reasons(Wanted(age=3), a_service()) == []


def test_near_a_postcode_area() -> None:
    records = (
        a_service("Whole city", outcodes=("CV1",), areas=("Coventry City Council area",)),
        a_service("By telephone"),
        a_service("There", outcodes=("CV2", "CV6")),
        a_service("Elsewhere", outcodes=("CV1",)),
        a_service("Another city", outcodes=("CV1",), areas=("Birmingham",)),
        a_service("Visits CV6", areas=("CV5 and CV6",)),
        a_service("Visits CV5", areas=("CV5",)),
        a_service("National", outcodes=("N1",), areas=("England",)),
    )
    index = index_of(*records, whole_areas=("Coventry", "England"))
    results = index.search(Wanted(outcode="cv6 1pr"), limit=20)
    assert names(results) == ["There", "By telephone", "Visits CV6", "Whole city", "National"]
    assert [found.reasons for found in results.found] == [
        (Reason("outcode", "CV6"),),
        (Reason("anywhere"),),
        (Reason("outcode", "CV6"),),
        (Reason("area", "Coventry City Council area"),),
        (Reason("area", "England"),),
    ]


def test_a_place_with_an_online_side_can_be_had_from_anywhere() -> None:
    both = a_service(outcodes=("CV1",))
    both["service_at_locations"].append({"location": {"location_type": "virtual", "name": "Online"}})
    assert reasons(Wanted(outcode="CV6"), both) == [Reason("anywhere")]


def test_only_what_is_known_to_be_free() -> None:
    records = (a_service("Free", amount=0), a_service("Paid", amount=3), a_service("Unknown"))
    assert found_by(Wanted(free=True), *records) == ["Free"]
    assert reasons(Wanted(free=True), records[0]) == [Reason("free")]


def test_only_what_is_known_to_take_that_way_in() -> None:
    records = (
        a_service("Ask yourself", referral=("school", "self")),
        a_service("By school", referral=("school",)),
        a_service("Unknown"),
    )
    assert found_by(Wanted(referral="self"), *records) == ["Ask yourself"]
    assert reasons(Wanted(referral="self"), records[0]) == [Reason("referral", "self")]


def test_open_at_a_time() -> None:
    records = (
        a_service("Open", schedules=[weekly(closes="15:30:00")]),
        a_service("Saturdays", schedules=[weekly("SA")]),
        a_service("Begins tomorrow", schedules=[weekly(valid_from="2026-11-24")]),
        a_service("Ended yesterday", schedules=[weekly(valid_to="2026-11-22")]),
        a_service("One of two", schedules=[weekly("SU"), weekly("MO", valid_from="2026-11-23")]),
        a_service("Unknown"),
        a_service("Shut for now", schedules=[weekly()], status="temporarily closed"),
    )
    assert found_by(Wanted(open_at=NOON), *records) == ["One of two", "Open"]
    assert reasons(Wanted(open_at=NOON), records[0]) == [Reason("open", "15:30")]
    assert found_by(Wanted(open_at=NOON), *records, bank_holidays=[NOON.date()]) == []


def test_open_on_a_day_of_the_week() -> None:
    records = (
        a_service("Weekdays", schedules=[weekly()]),
        a_service("Saturdays", schedules=[weekly("SA"), weekly("MO")]),
        a_service("First Saturday", schedules=[weekly("1SA", freq="MONTHLY")]),
        a_service("No more", schedules=[weekly("SA", valid_to="2026-10-31")]),
    )
    assert found_by(Wanted(day="SA", today=NOON.date()), *records) == ["First Saturday", "Saturdays"]
    assert found_by(Wanted(day="SA", today=date(2026, 10, 31)), *records) == ["First Saturday", "No more", "Saturdays"]
    assert reasons(Wanted(day="SA"), records[1]) == [Reason("day", "SA")]


def test_services_shown_before_are_left_out() -> None:
    one, two = a_service("One"), a_service("Two")
    assert found_by(Wanted(leave_out=frozenset({one["id"], "unknown"})), one, two) == ["Two"]


@pytest.mark.parametrize("status", ["inactive", "defunct"])
def test_what_is_not_active_is_not_found_but_can_be_looked_up(status: str) -> None:
    record = a_service(status=status)
    index = index_of(record)
    assert (len(index), index.search(Wanted(), limit=5).total) == (0, 0)
    service = index.service(record["id"])
    assert service is not None and service.status == status


def test_what_is_closed_for_a_time_comes_last() -> None:
    records = (
        a_service("A", codes=("autism",), outcodes=("CV6",), ages=(0, 5), status="temporarily closed"),
        a_service("B", outcodes=("CV1",), areas=("England",)),
    )
    assert found_by(Wanted(needs=("autism",), outcode="CV6", age=3), *records) == ["B", "A"]


def test_equally_good_ones_come_by_name_then_id() -> None:
    records = [a_service(name, key=key) for name in ("Beta", "alpha", "Émile", "Delta") for key in "12"]
    results = index_of(*records).search(Wanted(topics=("clubs",)), limit=10)
    assert names(results) == ["alpha", "alpha", "Beta", "Beta", "Delta", "Delta", "Émile", "Émile"]
    ids = [found.service.id for found in results.found]
    assert all(ids[place] < ids[place + 1] for place in range(0, 8, 2))


def test_of_equally_good_ones_those_of_this_area_and_those_that_state_ages_come_first() -> None:
    records = (
        a_service("A national one", areas=("England",)),
        a_service("Here", areas=("Coventry and Warwickshire",)),
        a_service("Here for its ages", areas=("Coventry",), ages=(0, 5)),
    )
    found = found_by(Wanted(topics=("clubs",), age=3), *records, whole_areas=("Coventry", "England"))
    assert found == ["Here for its ages", "Here", "A national one"]


def test_what_fits_the_words_better_comes_before_what_only_states_ages() -> None:
    records = (
        a_service("Occupational therapy", description="Sometimes with speech therapy.", ages=(0, 18)),
        a_service("Speech therapy", description="For children."),
    )
    assert found_by(Wanted(text="speech therapy", age=3), *records) == ["Speech therapy", "Occupational therapy"]
