"""Whatever is looked for among whatever services: what is found passes every filter that was not dropped."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sendguide.directory.index import Index
from sendguide.directory.opening import DAYS, is_open, opens_on
from sendguide.directory.service import Service, service_of
from sendguide.directory.terms import CATEGORY, NEED, SECTOR, TOPIC
from sendguide.directory.wanted import Wanted
from tests.support.services import WORDS, Json, a_service, some_terms, weekly

HOLIDAYS = frozenset({date(2026, 12, 25)})
AREAS = ("Coventry", "England")
CODES = {kind: tuple(code for each, code in WORDS if each == kind) for kind in (TOPIC, CATEGORY, SECTOR, NEED)}
OUTCODES = ("CV1", "CV6", "B1")
WAYS = ("self", "school")
TEXTS = ("", "swimming", "swiming club", "football for children", "deaf", "archery", "the")

ages = st.none() | st.sampled_from((0, 3, 5, 11, 18, 2.5))
moments = st.datetimes(datetime(2026, 11, 20), datetime(2026, 12, 31))


def some(choices: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(choices), max_size=2, unique=True).map(tuple)


rules = st.builds(
    weekly,
    days=st.sampled_from(("MO,TU,WE,TH,FR", "SA", "FR,SA", "MO,TU,WE,TH,FR,SA,SU")),
    opens=st.sampled_from(("00:00", "09:00", "20:00")),
    closes=st.sampled_from(("12:00", "17:30", "02:00", "24:00")),
    valid_to=st.sampled_from((None, "2026-11-30")),
)
records = st.lists(
    st.builds(
        a_service,
        name=st.sampled_from(("A club", "Swimming", "Football", "Émile")),
        codes=st.tuples(*(some(codes) for codes in CODES.values())).map(lambda parts: sum(parts, ())),
        ages=st.tuples(ages, ages),
        outcodes=some(OUTCODES),
        areas=some((*AREAS, "Leeds", "CV6")),
        phone=st.sampled_from(("", "+442476000001")),
        amount=st.sampled_from((None, 0, 2)),
        referral=some(WAYS),
        schedules=st.lists(rules, max_size=2),
        source=st.sampled_from(("guide", "feed")),
        key=st.sampled_from("123456789"),
        description=st.sampled_from(("Swimming for children.", "Football", "Deaf children's club")),
        status=st.sampled_from(("active", "active", "active", "temporarily closed", "inactive", "defunct")),
    ),
    max_size=12,
    unique_by=lambda record: record["id"],
)
wanteds = st.builds(
    Wanted,
    topics=some((*CODES[TOPIC], "unknown")),
    categories=some(CODES[CATEGORY]),
    sectors=some(CODES[SECTOR]),
    needs=some(CODES[NEED]),
    age=st.none() | st.floats(0, 25),
    text=st.sampled_from(TEXTS),
    outcode=st.none() | st.sampled_from((*OUTCODES, "CV9")),
    free=st.booleans(),
    referral=st.none() | st.sampled_from(WAYS),
    open_at=st.none() | moments,
    day=st.none() | st.sampled_from(DAYS),
    today=st.none() | st.just(date(2026, 12, 1)),
)
anything = st.builds(
    Wanted,
    topics=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    needs=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    age=st.none() | st.floats(),
    text=st.text(max_size=30),
    outcode=st.none() | st.text(max_size=9),
    referral=st.none() | st.text(max_size=5),
    open_at=st.none() | st.datetimes() | st.datetimes(timezones=st.timezones()),
    day=st.none() | st.text(max_size=4),
    today=st.none() | st.dates(),
    like=st.none() | st.text(max_size=5),
    leave_out=st.frozensets(st.text(max_size=5), max_size=3),
)


def built(given_records: list[Json]) -> Index:
    return Index.build(given_records, some_terms(), bank_holidays=HOLIDAYS, whole_areas=AREAS, rest=lambda: None)


def fits(wanted: Wanted, service: Service) -> dict[str, bool]:
    """Each part of what is wanted against a service, worked out the long way; its text and likeness apart."""
    terms = service.terms
    youngest, oldest = service.minimum_age or 0, math.inf if service.maximum_age is None else service.maximum_age
    on = wanted.today or (wanted.open_at.date() if wanted.open_at else None)
    comes = (not service.outcodes and "CV6" not in service.areas) or bool(set(AREAS) & set(service.areas))
    return {
        "topics": not wanted.topics or bool(set(wanted.topics) & set(terms[TOPIC])),
        "categories": not wanted.categories or bool(set(wanted.categories) & set(terms[CATEGORY])),
        "sectors": not wanted.sectors or bool(set(wanted.sectors) & set(terms[SECTOR])),
        "needs": not wanted.needs or not terms[NEED] or bool(set(wanted.needs) & set(terms[NEED])),
        "age": wanted.age is None or youngest <= wanted.age <= oldest,
        "outcode": not wanted.outcode or comes or wanted.outcode in (*service.outcodes, *service.areas),
        "free": not wanted.free or service.is_free is True,
        "referral": not wanted.referral or wanted.referral in service.referral,
        "open_at": not wanted.open_at
        or (service.status == "active" and is_open(service.schedules, wanted.open_at, bank_holidays=HOLIDAYS)),
        "day": not wanted.day or opens_on(service.schedules, wanted.day, today=on),
    }


@given(records, wanteds)
@settings(max_examples=80, deadline=None)
def test_exactly_the_services_that_pass_every_filter_are_found(given_records: list[Json], wanted: Wanted) -> None:
    index = built(given_records)
    without_text = wanted.without("text")
    everything = [found.service for found in index.search(Wanted(), limit=50).found]
    expected = {service.id for service in everything if all(fits(wanted, service).values())}
    found = index.search(without_text, limit=50)
    assert {item.service.id for item in found.found} == expected
    assert found.total == len(expected)
    assert {item.service.id for item in index.search(wanted, limit=50).found} <= expected


@given(records, wanteds)
@settings(max_examples=80, deadline=None)
def test_as_few_filters_as_possible_are_dropped(given_records: list[Json], wanted: Wanted) -> None:
    index = built(given_records)
    wanted = wanted.without("text")
    results = index.find(wanted, limit=50)
    for item in results.found:
        failed = {name for name, is_passed in fits(wanted, item.service).items() if not is_passed}
        assert failed <= set(results.dropped)
    if results.dropped:
        everything = [found.service for found in index.search(Wanted(), limit=50).found]
        subject = [name for name in ("topics", "categories", "sectors", "needs") if getattr(wanted, name)]
        fitting = [fits(wanted, service) for service in everything]
        candidates = [each for each in fitting if not subject or any(each[name] for name in subject)]
        assert len(results.dropped) == min(list(each.values()).count(False) for each in candidates) > 0
        assert results.total > 0


@given(records, wanteds, st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_of_the_records_makes_no_difference(given_records: list[Json], wanted: Wanted, chance: Any) -> None:
    shuffled = chance.sample(given_records, len(given_records))
    assert built(given_records).find(wanted, limit=50) == built(shuffled).find(wanted, limit=50)


@given(records, wanteds, st.integers(1, 4))
@settings(max_examples=50, deadline=None)
def test_pages_follow_each_other_without_gap_or_repetition(
    given_records: list[Json], wanted: Wanted, size: int
) -> None:
    index = built(given_records)
    whole = index.find(wanted, limit=50)
    pages = [index.find(wanted, limit=size, offset=offset) for offset in range(0, whole.total + size, size)]
    assert tuple(item for page in pages for item in page.found) == whole.found
    assert len(whole.found) == whole.total
    scores = [item.score for item in whole.found]
    assert scores == sorted(scores, reverse=True)


@given(records)
@settings(max_examples=40, deadline=None)
def test_only_services_that_are_shown_are_found_and_none_twice(given_records: list[Json]) -> None:
    index = built(given_records)
    found = [item.service for item in index.search(Wanted(), limit=50).found]
    assert len({service.id for service in found}) == len(found) == len(index)
    assert {service.status for service in found} <= {"active", "temporarily closed"}
    known = {record["id"] for record in given_records}
    assert {service_of(record).id for record in index.records()} == known


INDEX = built([a_service("One", schedules=[weekly()], amount=0), a_service("Two", codes=("autism",), ages=(3, 5))])


@given(anything, st.integers(0, 5), st.integers(0, 5))
@settings(max_examples=150, deadline=None)
def test_anything_can_be_asked(wanted: Wanted, limit: int, offset: int) -> None:
    results = INDEX.find(wanted, limit=limit, offset=offset)
    assert len(results.found) == max(0, min(limit, results.total - offset))
    again = INDEX.find(replace(wanted), limit=limit, offset=offset)
    assert again == results
