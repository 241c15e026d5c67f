"""What we publish comes back as it was: exported as a feed, and imported from it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sendguide.cli.export import run_export
from sendguide.directory.exporting.public import public_record
from sendguide.directory.importing.from_oruk import from_oruk
from sendguide.directory.importing.mapping import Mapping
from sendguide.directory.importing.parsed import Findings
from sendguide.directory.records import validate
from sendguide.directory.terms import read_terms
from sendguide.settings import PROJECT, Settings
from tests.support.data_package import without_joins
from tests.unit.directory.exporting.conftest import TODAY, Folders

LOCAL_OFFER = PROJECT / "content" / "local_offer"


@pytest.mark.parametrize("ours", [True, False], ids=["our files", "made up"])
def test_services_come_back_whole_but_for_what_is_ours(tmp_path: Path, folders: Folders, ours: bool):
    settings = Settings(content=PROJECT / "content", snapshots=PROJECT / "none") if ours else folders.settings()
    run_export("oruk", tmp_path / "feed", settings=settings)
    services = tmp_path / "feed" / "services"
    page = json.loads((services / "index.json").read_text(encoding="utf-8"))
    assert page["total_items"] == page["size"] >= 3
    terms, mapping = read_terms(LOCAL_OFFER / "taxonomies.json"), Mapping.read(LOCAL_OFFER / "mapping.csv")
    findings = Findings()
    for item in page["contents"]:
        sent = json.loads((services / f"{item['id']}.json").read_text(encoding="utf-8"))
        record = from_oruk(sent, source="own-feed", terms=terms, mapping=mapping, findings=findings)
        assert validate(record) == []
        assert without_joins(public_record(record, today=TODAY)) == without_joins(sent)
    assert findings.notes == [] and not findings.unmapped
