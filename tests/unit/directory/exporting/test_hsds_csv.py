"""The tabular data package."""

from __future__ import annotations

import csv
import io
import json

from sendguide.directory.exporting.catalogue import Catalogue, Source
from sendguide.directory.exporting.gathering import catalogue_of
from sendguide.directory.exporting.hsds_csv import csv_bytes, package_files
from sendguide.directory.exporting.sources import read_catalogue
from sendguide.directory.exporting.tables import LINKED, TABLES
from sendguide.settings import PROJECT
from tests.support.data_package import read_package, services_of, without_joins
from tests.support.published import OPEN_LICENCE, SECRET, own_record, terms
from tests.unit.directory.exporting.conftest import TODAY

ALLOWED = {"guide": Source("guide", OPEN_LICENCE, "", True)}


def _ours() -> Catalogue:
    return read_catalogue(PROJECT / "content", PROJECT / "no snapshots", today=TODAY)


def test_the_package_is_what_it_says_of_itself(catalogue: Catalogue):
    for each in (catalogue, _ours()):
        files, conflicts = package_files(each)
        rows, wrong = read_package(dict(files))
        assert wrong == [] and not conflicts
        assert len(rows["service"]) == len(each.records) > 0
        assert {"organization", "phone", "attribute", "taxonomy", "taxonomy_term", "service_area"} <= rows.keys()


def test_columns_have_the_types_of_hsds(catalogue: Catalogue):
    package = json.loads(dict(package_files(catalogue)[0])["datapackage.json"])
    fields = {
        (resource["name"], field["name"]): field
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
    }
    expected = {
        ("service", "id"): {"type": "string", "format": "uuid", "constraints": {"required": True, "unique": True}},
        ("service", "organization_id"): {"type": "string", "format": "uuid"},
        ("service", "minimum_age"): {"type": "number"},
        ("service", "assured_date"): {"type": "date", "format": "default"},
        ("service", "last_modified"): {"type": "datetime", "format": "any"},
        ("schedule", "opens_at"): {"type": "time", "format": "any"},
        ("phone", "number"): {"type": "string", "constraints": {"required": True}},
        ("location", "latitude"): {"type": "number"},
    }
    for (table, column), declared in expected.items():
        assert fields[table, column] == {"name": column, **declared}


def test_our_reader_can_say_no(catalogue: Catalogue):
    files = dict(package_files(catalogue)[0])
    phones = files["phones.csv"].decode()
    organization = catalogue.records[0]["organization_id"]
    broken = {
        "services.csv": files["services.csv"].decode().replace(organization, catalogue.records[0]["id"], 1),
        "phones.csv": phones + phones.splitlines()[1] + "\r\n",
        "cost_options.csv": files["cost_options.csv"].decode().replace("3.5,", "three,"),
    }
    for path, text in broken.items():
        assert text != files[path].decode() and read_package(files | {path: text.encode()})[1]


def test_the_services_come_back_as_they_were(catalogue: Catalogue):
    for each in (catalogue, _ours()):
        rows, _ = read_package(dict(package_files(each)[0]))
        back = {item["id"]: item for item in services_of(rows)}
        assert back.keys() == {record["id"] for record in each.records}
        for record in each.records:
            assert without_joins(back[record["id"]]) == without_joins(record)


def test_csv_is_that_of_the_rfc():
    cells = ['say "hi"', "a,b", "one\r\ntwo", "=1+1", " blank ", "é"]
    data = csv_bytes(["a", "b", "c", "d", "e", "f"], [cells])
    assert data.startswith(b"a,b,c,d,e,f\r\n") and data.endswith(b"\r\n")
    assert b'"say ""hi""","a,b","one\r\ntwo",=1+1, blank ,' in data
    assert list(csv.reader(io.StringIO(data.decode(), newline="")))[1] == cells


def test_nothing_of_ours_is_in_it(catalogue: Catalogue):
    for name, data in package_files(catalogue)[0]:
        assert SECRET.encode() not in data, name
        assert b'"x_' not in data and b",x_" not in data, name


def test_the_licence_and_the_source_are_in_it(catalogue: Catalogue):
    package = json.loads(dict(package_files(catalogue)[0])["datapackage.json"])
    assert [item["path"] for item in package["licenses"]] == [OPEN_LICENCE] * 2
    assert {"title": "Example feed"} in package["sources"]
    assert package["profile"] == "tabular-data-package"


def test_an_object_that_two_services_share_is_one_row_and_a_contact_is_two():
    first, second = own_record(), own_record()
    second["id"] = "00000000-0000-5000-8000-000000000001"
    found = catalogue_of([first, second], ALLOWED, terms(), publisher="", today=TODAY)
    files, conflicts = package_files(found)
    rows, wrong = read_package(dict(files))
    assert wrong == [] and not conflicts
    assert (len(rows["organization"]), len(rows["location"]), len(rows["contact"]), len(rows["phone"])) == (1, 1, 2, 2)


def test_what_differs_is_told_and_the_first_counts():
    first, second = own_record(), own_record()
    second |= {"id": "00000000-0000-5000-8000-000000000001"}
    second["organization"] = second["organization"] | {"description": "Other.", "email": "a@example.org"}
    found = catalogue_of([first, second], ALLOWED, terms(), publisher="", today=TODAY)
    files, conflicts = package_files(found)
    (organization,) = read_package(dict(files))[0]["organization"]
    assert conflicts == {"organization": 1}
    assert organization["email"] == "a@example.org"


def test_what_hsds_does_not_know_is_kept_with_its_type():
    record = own_record() | {
        "funding": [
            {"id": "00000000-0000-5000-8000-000000000002", "source": "A fund", "notes": {"a": [1]}, "big": True}
        ]
    }
    rows, wrong = read_package(
        dict(package_files(catalogue_of([record], ALLOWED, terms(), publisher="", today=TODAY))[0])
    )
    assert wrong == []
    assert rows["funding"][0]["notes"] == {"a": [1]} and rows["funding"][0]["big"] is True


def test_tables_only_point_to_tables_and_columns_that_there_are():
    for name, table in TABLES.items():
        assert set(table.links) | set(table.required) <= set(table.columns), name
        assert set(table.links.values()) <= set(TABLES)
        for other, column in table.lists.values():
            assert column in TABLES[other].columns and TABLES[other].links.get(column) == name
        for other, column in table.ones.values():
            assert table.links[column] == other
    for other, *columns in LINKED.values():
        assert set(columns) <= set(TABLES[other].columns)
    assert len({table.path for table in TABLES.values()}) == len(TABLES)
