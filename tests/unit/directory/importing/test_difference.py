"""What a dry run shows."""

from __future__ import annotations

from sendguide.directory.importing.difference import Difference, difference

OLD = [
    {"id": "1", "name": "Stays"},
    {"id": "2", "name": "Changes", "fees": "Free", "x_source": {"payload_sha256": "a"}},
    {"id": "3", "name": "Goes"},
    {"id": "4", "name": "Same but for its payload", "x_source": {"payload_sha256": "a"}},
]
NEW = [
    {"id": "4", "name": "Same but for its payload", "x_source": {"payload_sha256": "b"}},
    {"id": "2", "name": "Changes", "minimum_age": 3, "x_source": {"payload_sha256": "b"}},
    {"id": "1", "name": "Stays"},
    {"id": "6", "name": "brand new"},
    {"id": "5", "name": "Another"},
]


def test_it_is_shown_by_name_with_what_changed():
    assert list(difference(OLD, NEW).lines()) == [
        "2 new",
        "  + Another",
        "  + brand new",
        "2 changed",
        "  ~ Changes (fees, minimum age)",
        "  ~ Same but for its payload (source)",
        "1 gone",
        "  - Goes",
    ]


def test_a_long_list_is_cut_for_people_but_not_for_programs():
    found = difference([], [{"id": str(number), "name": f"Service {number:02d}"} for number in range(30)])
    lines = list(found.lines(limit=3))
    assert lines[:5] == ["30 new", "  + Service 00", "  + Service 01", "  + Service 02", "    and 27 more"]
    assert len(found.as_json()["added"]) == 30


def test_for_programs_it_has_ids():
    assert difference(OLD, NEW).as_json() == {
        "added": [{"id": "5", "name": "Another"}, {"id": "6", "name": "brand new"}],
        "changed": [
            {"id": "2", "name": "Changes", "fields": ["fees", "minimum_age"]},
            {"id": "4", "name": "Same but for its payload", "fields": ["x_source"]},
        ],
        "gone": [{"id": "3", "name": "Goes"}],
    }


def test_nothing_changed_is_nothing():
    assert not difference(OLD, reversed(OLD))
    assert difference(OLD, reversed(OLD)) == Difference()
    assert difference(OLD, NEW)
