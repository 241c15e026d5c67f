"""Records are read whole or reported with file, line and remedy; what breaks the schema is told in sentences."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.directory.records import read_records, validate
from sendguide.directory.service import service_of
from sendguide.directory.tidying import as_text
from tests.unit.directory.own_record import NAME, record

Json = dict[str, Any]
Change = Callable[[Json], Any]


def imported() -> Json:
    """A record of another source, with no more than such a record must have."""
    found = record()
    for key in ("last_modified", "service_areas", "url", "application_process", "contacts"):
        del found[key]
    found["x_governance"] = {"owner": "Council", "verified_on": None}
    found["x_source"] = {"system": "oruk", "source": "example", "id": "1"}
    return found


def write(folder: Path, text: str | bytes, name: str = f"{NAME}.json") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_record_follows_the_schema_and_can_be_viewed():
    assert validate(record()) == []
    service = service_of(record())
    assert (service.outcodes, service.phones[0].number, service.is_free) == (("CV6",), "+441632960123", True)


def test_a_record_of_another_source_needs_less():
    assert validate(imported()) == []


WRONG: dict[str, tuple[Change, str, str]] = {
    "no name": (lambda r: r.pop("name"), "the record: `name` is missing", "families know it"),
    "no organisation": (lambda r: r.pop("organization"), "`organization` is missing", "Open Referral"),
    "no description": (lambda r: r.pop("description"), "`description` is missing", "plain words"),
    "empty description": (lambda r: r.update(description=""), "`description`: it is empty", "plain words"),
    "null email": (lambda r: r.update(email=None), "`email`: “null”", "help@example.org"),
    "wrong email": (lambda r: r.update(email="help at example"), "`email`: “help at example”", "help@example.org"),
    "id that is no UUID": (lambda r: r.update(id="12"), "`id`: “12”", "UUID"),
    "unknown status": (lambda r: r.update(status="live"), "`status`: “live”", "temporarily closed"),
    "age in words": (lambda r: r.update(minimum_age="five"), "`minimum_age`: “five”", "5, or 2.5"),
    "ages the wrong way round": (lambda r: r.update(minimum_age=12), "`minimum_age`: 12 is more", "Swap"),
    "web address without https": (lambda r: r.update(url="www.example.org"), "`url`: “www.example.org”", "https://"),
    "day that does not exist": (
        lambda r: r["x_governance"].update(read_on="2026-02-30"),
        "`x_governance.read_on`: “2026-02-30”",
        "2026-11-23",
    ),
    "moment without a time": (lambda r: r.update(last_modified="2026-11-23"), "`last_modified`", "T00:00:00.000Z"),
    "number as spoken": (
        lambda r: r["contacts"][0]["phones"][0].update(number="024 7696"),
        "`contacts[0].phones[0].number`: “024 7696”",
        "+442476961455",
    ),
    "wrong postcode": (
        lambda r: r["service_at_locations"][0]["location"]["addresses"][0].update(postal_code="CV61PR"),
        "postal_code`: “CV61PR”",
        "CV6 1PR",
    ),
    "time of 25 hours": (
        lambda r: r.update(schedules=[{"id": r["id"], "opens_at": "25:00"}]),
        "`schedules[0].opens_at`: “25:00”",
        "09:00",
    ),
    "misspelt field": (lambda r: r.update(descripton="x"), "`descripton` is not a field here", "docs/local-offer-data"),
    "own key that is not documented": (
        lambda r: r["x_send"].update(mediation=True),
        "`x_send`: `mediation` is not a field here",
        "commissioned_by",
    ),
    "unknown way of referral": (
        lambda r: r["x_send"].update(referral=["anyone"]),
        "`x_send.referral[0]`: “anyone”",
        "school",
    ),
    "low confidence": (lambda r: r["x_governance"].update(confidence="low"), "“low”", "not published"),
    "no owner": (lambda r: r["x_governance"].pop("owner"), "`owner` is missing", "keeps this record right"),
    "no day of verifying, not even null": (
        lambda r: r["x_governance"].pop("verified_on"),
        "`verified_on` is missing",
        "or null",
    ),
    "no source": (lambda r: r["x_governance"].pop("verified_from"), "`verified_from` is missing", "verified_from"),
    "empty sources": (
        lambda r: r["x_governance"].update(verified_from=[]),
        "`x_governance.verified_from`: it is empty",
        "at least one page",
    ),
    "no heading": (lambda r: without(r, "local_offer_category"), "`attributes`", "LO-HEALTH"),
    "no part": (lambda r: without(r, "sector"), "`attributes`", "education, health or social_care"),
    "no area": (lambda r: r.update(service_areas=[]), "`service_areas`: it is empty", "such as Coventry"),
    "no way in": (
        lambda r: [r.pop(key) for key in ("url", "application_process", "contacts")],
        "none of several things",
        "a phone, an email, a web address",
    ),
    "another organisation's id": (
        lambda r: r.update(organization_id=r["id"]),
        "`organization_id`: it is not the id",
        "directory tidy",
    ),
}


def without(record: Json, link_type: str) -> None:
    record["attributes"] = [item for item in record["attributes"] if item["link_type"] != link_type]


@pytest.mark.parametrize(("change", "says", "remedy"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_told_with_the_place_and_what_to_do(change: Change, says: str, remedy: str):
    broken = record()
    change(broken)
    told = [sentence for sentence in validate(broken) if says in sentence]
    assert told, validate(broken)
    assert remedy in told[0]


def test_each_thing_is_told_once():
    broken = record(url="www.example.org")  # neither the pattern nor the format of an address
    assert len(validate(broken)) == 1


@pytest.mark.parametrize("value", [None, [], "service", 3], ids=str)
def test_what_is_no_service_at_all_is_told(value: Any):
    assert "not a service" in validate(value)[0]


def nested(depth: int) -> Json:
    found: Json = {}
    for _ in range(depth):
        found = {"attributes": [found]}
    return found


@pytest.mark.parametrize("value", ["\ud800", nested(400)], ids=["half a sign", "parts within parts"])
def test_what_cannot_be_looked_through_is_told_and_not_raised(value: Any):
    assert "it holds a sign that is no text" in validate(record(url=value))[0]


def test_files_are_read_in_order_and_hidden_ones_passed_by(tmp_path: Path):
    write(tmp_path, as_text(record()))
    write(tmp_path, "{", ".#saturday_club.json")
    records, problems = read_records(tmp_path)
    assert ([item["name"] for item in records], problems) == (["Saturday club"], [])


def test_a_mistake_is_told_with_its_line_and_the_others_are_read(tmp_path: Path):
    folder = tmp_path / "content" / "local_offer" / "services"
    folder.mkdir(parents=True)
    write(folder, as_text(record()))
    text = as_text(record(minimum_age="five"))
    write(folder, text, "aa.json")
    records, problems = read_records(folder)
    assert len(records) == 1
    place = (problems[0].file, problems[0].line)
    line = next(number for number, words in enumerate(text.splitlines(), 1) if '"minimum_age"' in words)
    assert place == ("content/local_offer/services/aa.json", line)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('{\n  "name": "x",\n}', 3, "JSON cannot be read"),
        (b"\xff\xfe", 1, "UTF-8"),
        ("[" * 100_000, 1, "nested too deeply"),
        ("[]", 1, "not a service"),
    ],
    ids=["comma too many", "not UTF-8", "too deep", "a list"],
)
def test_a_file_that_cannot_be_used_is_told(tmp_path: Path, text: str | bytes, line: int, says: str):
    write(tmp_path, text)
    records, problems = read_records(tmp_path)
    assert records == []
    assert (problems[0].line, says in problems[0].message) == (line, True), problems


def test_the_file_is_called_after_its_record(tmp_path: Path):
    write(tmp_path, as_text(record()), "sunday_club.json")
    records, problems = read_records(tmp_path)
    assert records == []
    assert "`x_source` is not that of the file `sunday_club.json`" in problems[0].message


def test_an_id_that_does_not_go_with_the_file_is_told(tmp_path: Path):
    other = record()["organization_id"]
    write(tmp_path, as_text(record(id=other)))
    records, problems = read_records(tmp_path)
    assert records == []
    assert "sendguide directory tidy" in problems[0].remedy


PLACES = [(), ("name",), ("contacts",), ("contacts", 0), ("service_at_locations", 0, "location"), ("attributes", 0)]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(record())), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(PLACES), ANYTHING)
def test_any_value_anywhere_is_judged_without_failing(place: tuple[Any, ...], value: Any):
    broken = copy.deepcopy(record())
    if not place:
        told = validate(value)
    else:
        node: Any = broken
        for step in place[:-1]:
            node = node[step]
        node[place[-1]] = value
        told = validate(broken)
    assert told == [] or all(sentence.endswith((".", ")")) for sentence in told)
    json.dumps(told)
