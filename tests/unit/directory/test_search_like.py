"""Services like one, and the same service from two sources."""

from __future__ import annotations

import itertools

import pytest

from sendguide.directory.index import Index
from sendguide.directory.wanted import Reason, Wanted
from tests.support.services import Json, a_service, some_terms


def index_of(*records: Json) -> Index:
    return Index.build(records, some_terms(), rest=lambda: None)


def shown(*records: Json) -> list[str]:
    index = index_of(*records)
    return [found.service.source for found in index.search(Wanted(), limit=10).found]


def test_those_like_it_share_terms_then_place_then_ages() -> None:
    one = a_service("One", codes=("clubs", "autism"), outcodes=("CV6",), ages=(5, 11))
    index = index_of(
        one,
        a_service("Same subject and need", codes=("clubs", "autism"), outcodes=("CV1",), ages=(18, 25)),
        a_service("Same subject, place and ages", codes=("clubs",), outcodes=("CV6",), ages=(8, 18)),
        a_service("Same subject", codes=("clubs",), outcodes=("CV1",), ages=(18, 25)),
        a_service("Same place only", codes=("therapists",), outcodes=("CV6",), ages=(5, 11)),
    )
    results = index.like(one["id"], 10)
    assert [found.service.name for found in results.found] == [
        "Same subject and need",
        "Same subject, place and ages",
        "Same subject",
    ]
    assert results.found[0].reasons == (Reason("like", "clubs"), Reason("like", "autism"))


def test_more_like_it_that_is_free() -> None:
    one = a_service("One")
    index = index_of(one, a_service("Free", amount=0), a_service("Paid", amount=2))
    found = index.find(Wanted(like=one["id"], free=True), limit=5)
    assert [item.service.name for item in found.found] == ["Free"]


def test_nothing_is_like_what_is_not_there_or_has_no_terms() -> None:
    bare = a_service("Bare", codes=())
    index = index_of(bare, a_service("Other", codes=()))
    assert index.like("unknown", 5).total == 0
    assert index.like(bare["id"], 5).total == 0


def test_a_service_that_is_not_shown_can_still_have_others_like_it() -> None:
    gone = a_service("Gone", status="defunct")
    assert index_of(gone, a_service("Still there")).like(gone["id"], 5).total == 1


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"phone": "+442476000001"}, {"phone": "024 7600 0001"}),
        ({"outcodes": ("CV6",)}, {"outcodes": ("CV6", "CV1")}),
        ({"phone": "+442476000001", "outcodes": ("CV6",)}, {"phone": "+442476000001"}),
    ],
)
def test_the_same_service_from_two_sources_is_shown_once_ours_first(ours: Json, theirs: Json) -> None:
    records = [
        a_service("The Sunshine Club & Café", **ours),
        a_service("SUNSHINE CLUB AND CAFE", source="council", **theirs),
        a_service("Sunshine club and café.", source="feed", **theirs),
    ]
    assert all(shown(*order) == ["guide"] for order in itertools.permutations(records))
    index = index_of(*records)
    assert (len(index), len(list(index.records()))) == (1, 3)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"phone": "+442476000001"}, {"phone": "+442476000002"}),
        ({"outcodes": ("CV6",)}, {"outcodes": ("CV1",)}),
        ({"phone": "+442476000001", "outcodes": ("CV6",)}, {"phone": "+442476000001", "outcodes": ("CV1",)}),
        ({}, {}),
    ],
)
def test_one_name_in_two_places_or_with_two_numbers_is_two_services(ours: Json, theirs: Json) -> None:
    assert sorted(shown(a_service(**ours), a_service(source="feed", **theirs))) == ["feed", "guide"]


def test_two_entries_of_one_source_are_two_services() -> None:
    assert len(shown(*(a_service(source="feed", key=key, phone="+442476000001") for key in "12"))) == 2


def test_an_active_entry_is_shown_rather_than_one_that_is_closed_and_ours_only_if_it_is_shown_at_all() -> None:
    phone = "+442476000001"
    closed = a_service(source="one", phone=phone, status="temporarily closed")
    gone = a_service(phone=phone, status="inactive")
    assert shown(closed, gone, a_service(source="two", phone=phone)) == ["two"]


def test_of_two_feeds_the_entry_known_to_be_right_later_is_shown() -> None:
    phone = "+442476000001"
    old = a_service(source="a", phone=phone, last_modified="2025-01-01T00:00:00.000Z")
    new = a_service(source="b", phone=phone, last_modified="2026-01-01T00:00:00.000Z")
    assert shown(old, new) == shown(new, old) == ["b"]
