"""The answers of the feed, whoever serves them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.directory.exporting.catalogue import Catalogue
from sendguide.directory.exporting.feed import COLLECTIONS, Feed, NotThere, root
from sendguide.directory.exporting.openapi import description
from sendguide.directory.exporting.parameters import PARAMETERS, BadParameter
from tests.support.published import profile_errors, profile_schema

TOYS, ONE, TWO = "Example toy library", "Example swimming 1", "Example swimming 2"
ENVELOPE = {
    "total_items": int,
    "total_pages": int,
    "page_number": int,
    "size": int,
    "first_page": bool,
    "last_page": bool,
    "empty": bool,
    "contents": list,
}


def _names(feed: Feed, collection: str = "services", **params: str) -> list[str]:
    page = feed.answer((collection,), {name: [value] for name, value in params.items()})
    return sorted((item.get("service") or item)["name"] for item in page["contents"])


def test_the_root_is_exactly_what_the_validator_reads():
    assert root("https://example.org/openapi.json") == {
        "version": "HSDS-UK-3.0",
        "profile": "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md",
        "openapi_url": "https://example.org/openapi.json",
    }


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_pages_have_the_envelope_of_version_3(feed: Feed, collection: str):
    page = feed.answer((collection,), {})
    assert {name: type(value) for name, value in page.items()} == ENVELOPE
    assert page["total_items"] == len(feed.ids(collection)) > 0


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_pages_together_hold_every_id_once(feed: Feed, collection: str):
    found, number = [], 0
    while True:
        number += 1
        page = feed.answer((collection,), {"page": [str(number)], "per_page": ["2"]})
        assert page["page_number"] == number and page["size"] == len(page["contents"]) <= 2
        assert page["first_page"] == (number == 1)
        found += [item["id"] for item in page["contents"]]
        if page["last_page"]:
            break
    assert number == page["total_pages"]
    assert found == list(feed.ids(collection)) and len(set(found)) == len(found)


def test_a_page_after_the_last_is_empty(feed: Feed):
    page = feed.answer(("services",), {"page": ["9"]})
    assert page["empty"] and page["last_page"] and not page["first_page"] and page["contents"] == []


def test_a_list_without_any_is_empty(feed: Feed):
    page = feed.answer(("services",), {"search": ["qwertyuiop"]})
    assert (page["total_items"], page["total_pages"], page["empty"]) == (0, 0, True)
    assert page["first_page"] and page["last_page"]


def test_items_of_lists_are_shallow(feed: Feed):
    for item in feed.answer(("services",), {})["contents"]:
        nested = {key for key, value in item.items() if isinstance(value, (dict, list))}
        assert nested == {"organization"}
        assert not any(isinstance(value, (dict, list)) for value in item["organization"].values())
    for item in feed.answer(("service_at_locations",), {})["contents"]:
        assert {key for key, value in item.items() if isinstance(value, (dict, list))} == {"location", "service"}
        assert {key for key, value in item["service"].items() if isinstance(value, (dict, list))} == {"organization"}
        assert item["service_id"] == item["service"]["id"] and item["location_id"] == item["location"]["id"]


def test_answers_pass_the_profile(feed: Feed):
    shapes = {"services": ("service", "service_list"), "service_at_locations": ("service_at_location",) * 2}
    shapes["service_at_locations"] = ("service_at_location", "service_at_location_list")
    for collection, (one, listed) in shapes.items():
        for item in feed.answer((collection,), {})["contents"]:
            assert profile_errors(listed, item) == []
        for key in feed.ids(collection):
            assert profile_errors(one, feed.answer((collection, key), {})) == []


def test_the_schemas_can_say_no(feed: Feed):
    profile_schema("service")
    service = feed.answer(("services", feed.ids("services")[0]), {})
    for wrong in ({"status": "live"}, {"id": "1"}, {"email": None}, {"minimum_age": "3"}):
        assert profile_errors("service", service | wrong)


def test_terms_pass_the_profile(feed: Feed):
    """There is no compiled schema of a term alone: it is taken out of that of a service, with a service around it."""
    service = feed.answer(("services", feed.ids("services")[0]), {})
    for key in feed.ids("taxonomy_terms"):
        attribute = service["attributes"][0] | {"taxonomy_term": feed.answer(("taxonomy_terms", key), {})}
        assert profile_errors("service", service | {"attributes": [attribute]}) == []
    for key in feed.ids("taxonomies"):
        taxonomy = feed.answer(("taxonomies", key), {})
        assert {"id", "name", "description"} <= taxonomy.keys()
        assert {term["taxonomy_id"] for term in taxonomy["taxonomy_terms"]} == {key}


def test_one_service_has_everything(feed: Feed, catalogue: Catalogue):
    for record in catalogue.records:
        assert feed.answer(("services", record["id"]), {}) == record


def test_one_place_has_its_service_without_the_way_back(feed: Feed):
    for key in feed.ids("service_at_locations"):
        place = feed.answer(("service_at_locations", key), {})
        assert place["location"]["addresses"] and place["service"]["contacts"]
        assert "service_at_locations" not in place["service"]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"search": "TOY"}, [TOYS]),
        ({"search": "lessons swim"}, [ONE, TWO]),
        ({"search": "autis"}, [TOYS]),
        ({"search": "oys"}, []),
        ({"minimum_age": "0"}, [ONE, TWO, TOYS]),
        ({"minimum_age": "8"}, [ONE, TWO]),
        ({"minimum_age": "8.5"}, []),
        ({"maximum_age": "5"}, [TOYS]),
        ({"maximum_age": "18.5"}, [ONE, TWO, TOYS]),
        ({"day": "MO"}, [TOYS]),
        ({"day": "saturday"}, [TOYS]),
        ({"day": "Tue"}, [ONE, TWO]),
        ({"day": "su"}, [ONE, TWO]),
        ({"day": "WE"}, []),
        ({"start_time": "9:31"}, [ONE, TWO]),
        ({"start_time": "09:30"}, [ONE, TWO, TOYS]),
        ({"end_time": "12:00"}, [ONE, TWO, TOYS]),
        ({"end_time": "12:00", "start_time": "09:00"}, [TOYS]),
        ({"day": "TU", "end_time": "10:00"}, []),
        ({"modified_after": "2026-11-01"}, [TOYS]),
        ({"modified_after": "2026-10-01T10:00:00 01:00"}, [ONE, TWO, TOYS]),
        ({"modified_after": "2026-10-01T09:00:00.001Z"}, [TOYS]),
        ({"modified_after": "2999-01-01"}, []),
    ],
)
def test_filters(feed: Feed, params: dict[str, str], expected: list[str]):
    assert _names(feed, **params) == sorted(expected)


def test_filters_by_term(feed: Feed, catalogue: Catalogue):
    by_name = {term["code"]: term for term in catalogue.terms.values()}
    assert _names(feed, taxonomy_term_id=by_name["LO-HEALTH"]["id"]) == [ONE, TWO]
    assert _names(feed, taxonomy_term_id=by_name["autism"]["id"]) == [TOYS]
    assert _names(feed, taxonomy_term_id=by_name["LO-DISPUTE"]["id"]) == []
    assert _names(feed, taxonomy_id=by_name["autism"]["taxonomy_id"]) == [ONE, TWO, TOYS]
    topic = next(item["id"] for item in catalogue.taxonomies if item["name"] == "guide-topic")
    assert _names(feed, taxonomy_id=topic) == []


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"postcode": "CV6"}, [ONE, TWO, TOYS]),
        ({"postcode": "cv6 9zz"}, [ONE, TWO, TOYS]),
        ({"postcode": "CV5"}, []),
        ({"postcode": "CV6", "proximity": "5000"}, [ONE, TWO, TOYS]),
        ({"postcode": "CV6", "proximity": "1000"}, [ONE, TWO]),
        ({"postcode": "CV6", "proximity": "1"}, []),
        ({"postcode": "CV6", "day": "MO"}, [TOYS]),
    ],
)
def test_places_by_postcode_area_and_distance(feed: Feed, params: dict[str, str], expected: list[str]):
    """The middle of the three known places is 741 m from the pool, where two are, and 1,483 m from the hall."""
    assert _names(feed, "service_at_locations", **params) == sorted(expected)


@pytest.mark.parametrize(
    ("collection", "name", "value", "hint"),
    [
        ("services", "page", "0", "from 1"),
        ("services", "page", "two", "from 1"),
        ("services", "per_page", "101", "1 to 100"),
        ("services", "per_page", "-1", "1 to 100"),
        ("services", "search", " - ", "one word"),
        ("services", "search", "x" * 201, "200 characters"),
        ("services", "taxonomy_term_id", "LO-HEALTH", "UUID"),
        ("services", "minimum_age", "five", "such as 5"),
        ("services", "day", "someday", "MO"),
        ("services", "day", "m", "MO"),
        ("services", "start_time", "25:00", "09:30"),
        ("services", "modified_after", "yesterday", "2026-11-01"),
        ("services", "postcode", "CV6", "There are: page"),
        ("services", "full", "true", "There are: page"),
        ("taxonomies", "search", "x", "There are: page, per_page"),
        ("service_at_locations", "postcode", "Coventry", "CV6"),
        ("service_at_locations", "proximity", "far", "metres"),
        ("service_at_locations", "proximity", "100", "postcode"),
    ],
)
def test_a_wrong_parameter_is_refused_with_what_to_do(feed: Feed, collection: str, name: str, value: str, hint: str):
    with pytest.raises(BadParameter) as caught:
        feed.answer((collection,), {name: [value]})
    assert hint in str(caught.value) and str(caught.value).endswith(".")
    assert len(value) < 3 or value in ("CV6", "100") or value not in str(caught.value)


def test_twice_is_refused(feed: Feed):
    with pytest.raises(BadParameter, match="once"):
        feed.answer(("services",), {"page": ["1", "2"]})


@pytest.mark.parametrize(
    "path",
    [("service",), ("services", "x"), ("services", "x", "y"), ("organizations",), ("taxonomy_terms", "LO-HEALTH")],
)
def test_what_is_not_there_says_where_to_look(feed: Feed, path: tuple[str, ...]):
    with pytest.raises(NotThere, match=r"/services|/taxonomy_terms"):
        feed.answer(path, {})


@given(st.sampled_from(list(PARAMETERS)), st.text(max_size=40))
def test_any_value_gives_a_page_or_a_refusal(feed: Feed, name: str, value: str):
    for collection in ("services", "service_at_locations"):
        try:
            page = feed.answer((collection,), {name: [value]})
        except BadParameter:
            continue
        assert page["size"] == len(page["contents"])


def test_the_description_names_what_there_is(catalogue: Catalogue):
    found: dict[str, Any] = description("https://example.org/oruk/v3", publisher=catalogue.publisher)
    expected = {"/", *(f"/{name}" for name in COLLECTIONS), *(f"/{name}/{{id}}" for name in COLLECTIONS)}
    assert set(found["paths"]) == expected and len(expected) == 9
    for name, known in COLLECTIONS.items():
        listed = [item["$ref"].rpartition("/")[2] for item in found["paths"][f"/{name}"]["get"]["parameters"]]
        assert tuple(listed) == known and set(listed) <= set(found["components"]["parameters"])
    assert found["servers"] == [{"url": "https://example.org/oruk/v3"}]
    assert "Example Council" in found["info"]["title"]
