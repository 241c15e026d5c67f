"""Which sources may be passed on."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

import pytest

from sendguide.directory.exporting.catalogue import Catalogue, Source
from sendguide.directory.exporting.gathering import catalogue_of
from sendguide.directory.exporting.sources import read_catalogue
from sendguide.directory.exporting.store import CatalogueStore
from tests.support.clock import Clock
from tests.support.published import OPEN_LICENCE, SECRET, imported_record, own_record, terms
from tests.unit.directory.exporting.conftest import TODAY, Folders


def _names(catalogue: Catalogue) -> set[str]:
    return {record["name"] for record in catalogue.records}


def test_only_sources_with_a_licence_that_allow_it_are_in(catalogue: Catalogue):
    assert _names(catalogue) == {"Example toy library", "Example swimming 1", "Example swimming 2"}
    assert [source.name for source in catalogue.sources] == ["guide", "open-feed"]
    assert SECRET not in json.dumps(catalogue.records)
    withheld = {reason.split("”")[0].split("“")[-1]: (number, reason) for reason, number in catalogue.withheld.items()}
    assert withheld["no-licence"][0] == 2 and "no licence is recorded" in withheld["no-licence"][1]
    assert withheld["not-allowed"][0] == 2 and "publishing is not allowed" in withheld["not-allowed"][1]
    assert "--allow-publish" in withheld["not-allowed"][1]


@pytest.mark.parametrize(
    "manifest",
    [
        None,
        {},
        {"licence": OPEN_LICENCE},
        {"licence": OPEN_LICENCE, "allow_publish": "yes"},
        {"licence": "", "allow_publish": True},
        {"licence": {}, "allow_publish": True},
    ],
)
def test_our_own_are_held_back_too_without_a_licence(folders: Folders, manifest: dict[str, Any] | None):
    path = folders.content / "local_offer" / "manifest.json"
    path.unlink()
    if manifest is not None:
        path.write_text(json.dumps(manifest), encoding="utf-8")
    found = read_catalogue(folders.content, folders.snapshots, today=TODAY)
    assert _names(found) == {"Example swimming 1", "Example swimming 2"}


def test_a_source_that_nothing_is_known_of_is_held_back():
    found = catalogue_of([imported_record("stray", "1")], {}, terms(), publisher="", today=TODAY)
    assert found.records == () and sum(found.withheld.values()) == 1


def test_a_record_cannot_borrow_the_licence_of_another_source(folders: Folders):
    (current,) = folders.snapshots.glob("no-licence/current.json")
    snapshot = current.parent / json.loads(current.read_text())["file"]
    data = snapshot.read_text().replace('"source":"no-licence"', '"source":"guide"')
    snapshot.write_text(data)
    about = json.loads(current.read_text()) | {"sha256": hashlib.sha256(data.encode()).hexdigest()}
    current.write_text(json.dumps(about))
    found = read_catalogue(folders.content, folders.snapshots, today=TODAY)
    assert _names(found) == {"Example toy library", "Example swimming 1", "Example swimming 2"}


def test_a_damaged_snapshot_is_told_and_holds_up_nothing_else(folders: Folders):
    (snapshot,) = folders.snapshots.glob("open-feed/services-*.jsonl")
    snapshot.write_text("{}\n")
    found = read_catalogue(folders.content, folders.snapshots, today=TODAY)
    assert _names(found) == {"Example toy library"}
    assert any("cannot be read" in reason for reason in found.withheld)


def test_of_two_with_the_same_id_the_first_counts():
    sources = {"guide": Source("guide", OPEN_LICENCE, "", True)}
    record = own_record()
    found = catalogue_of([record, record | {"name": "Other"}], sources, terms(), publisher="", today=TODAY)
    assert _names(found) == {record["name"]} and list(found.withheld.values()).count(1) >= 1


def test_made_up_examples_are_held_back():
    sources = {"guide": Source("guide", OPEN_LICENCE, "", True)}
    found = catalogue_of([own_record() | {"x_example": True}], sources, terms(), publisher="", today=TODAY)
    assert found.records == () and list(found.withheld) == ["services of “guide”: a made-up example."]


def test_the_version_changes_with_anything_and_nothing_else(folders: Folders, catalogue: Catalogue):
    again = read_catalogue(folders.content, folders.snapshots, today=TODAY)
    assert again.version == catalogue.version
    path = folders.content / "local_offer" / "services" / "example_toy_library.json"
    path.write_text(path.read_text(encoding="utf-8").replace("Come along.", "Come in."), encoding="utf-8")
    assert read_catalogue(folders.content, folders.snapshots, today=TODAY).version != catalogue.version


def test_terms_have_their_taxonomy_and_nothing_of_ours(catalogue: Catalogue):
    ids = {taxonomy["id"] for taxonomy in catalogue.taxonomies}
    assert len(ids) == 4 and len(catalogue.terms) > 30
    assert {term["taxonomy_id"] for term in catalogue.terms.values()} == ids
    assert '"x_' not in json.dumps([catalogue.taxonomies, catalogue.terms])


def test_the_store_follows_the_files_and_keeps_what_it_has(folders: Folders, clock: Clock):
    store = CatalogueStore(folders.content, folders.snapshots, today=lambda: TODAY, clock=clock)
    first = store.current()
    manifest = folders.content / "local_offer" / "manifest.json"
    manifest.unlink()
    assert store.current() is first
    clock.now += 2
    store.current()
    store.wait()
    second = store.current()
    assert _names(first) - _names(second) == {"Example toy library"}
    manifest.write_text("{")
    clock.now += 2
    store.current()
    store.wait()
    assert store.current() is second


def test_the_store_follows_the_day(folders: Folders, clock: Clock):
    days = [date(2026, 10, 31)]
    store = CatalogueStore(folders.content, folders.snapshots, today=lambda: days[0], clock=clock)
    before = {record["name"]: record for record in store.current().records}
    days[0] = TODAY
    clock.now += 2
    store.current()
    store.wait()
    after = {record["name"]: record for record in store.current().records}
    assert "assured_date" in after["Example toy library"] and before.keys() == after.keys()
