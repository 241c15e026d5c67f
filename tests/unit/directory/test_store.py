"""The directory in use follows its files, and nothing that is wrong in them takes the services away."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from sendguide.directory.importing.snapshots import as_line
from sendguide.directory.store import DirectoryStore
from sendguide.directory.wanted import Wanted
from sendguide.settings import settings
from tests.support.clock import Clock
from tests.unit.directory.made_up import SHORT_BREAKS, made_up


class Files:
    """A copy of the Local Offer, a folder of snapshots, and the store over both."""

    def __init__(self, folder: Path) -> None:
        self.content, self.snapshots = folder / "content", folder / "snapshots"
        shutil.copytree(settings().content / "local_offer", self.content / "local_offer")
        shutil.copy(settings().content / "bank-holidays.json", self.content)
        self.services = self.content / "local_offer" / "services"
        self.clock = Clock()
        self.store = DirectoryStore(self.content, self.snapshots, area="Coventry", clock=self.clock)

    def names(self) -> set[str]:
        """The names of all services, a moment later."""
        self.clock.now += 2
        self.store.current()
        self.store.wait()
        index = self.store.current().index
        return {record["name"] for record in index.records()}


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_changed_record_is_taken_up_without_restart(files: Files) -> None:
    assert "Coventry SENDIASS" in files.names()
    _change(files.services / "coventry_sendiass.json", '"name": "Coventry SENDIASS"', '"name": "Coventry IASS"')
    assert "Coventry IASS" in files.names()


def test_a_broken_record_is_left_out_and_the_others_stay(files: Files, caplog: pytest.LogCaptureFixture) -> None:
    before = files.names()
    _change(files.services / "rise.json", '"name"', '"nom"')
    assert before - files.names() == {"RISE"}
    assert "rise.json" in caplog.text


def test_broken_terms_change_nothing(files: Files, caplog: pytest.LogCaptureFixture) -> None:
    before = files.names()
    (files.content / "local_offer" / "taxonomies.json").write_text("[", encoding="utf-8")
    assert files.names() == before
    assert "the one before stays" in caplog.text


def test_a_damaged_snapshot_is_left_out_and_the_others_stay(files: Files, caplog: pytest.LogCaptureFixture) -> None:
    before = files.names()
    folder = files.snapshots / "example"
    folder.mkdir(parents=True)
    (folder / "services-000000000000.jsonl").write_text(json.dumps(made_up("Lost", SHORT_BREAKS)), encoding="utf-8")
    about = {"file": "services-000000000000.jsonl", "sha256": "0" * 64, "count": 1}
    (folder / "current.json").write_text(json.dumps(about), encoding="utf-8")
    assert files.names() == before
    assert "left out" in caplog.text


def test_what_was_imported_stands_beside_our_own(files: Files) -> None:
    before = files.store.current().index.search(Wanted(topics=(SHORT_BREAKS,)), limit=20).total
    folder = files.snapshots / "example"
    folder.mkdir(parents=True)
    data = as_line(made_up("Example Club", SHORT_BREAKS)) + b"\n"
    (folder / "services.jsonl").write_bytes(data)
    about = {"file": "services.jsonl", "sha256": hashlib.sha256(data).hexdigest(), "count": 1}
    (folder / "current.json").write_text(json.dumps(about), encoding="utf-8")
    assert "Example Club" in files.names()
    assert files.store.current().index.search(Wanted(topics=(SHORT_BREAKS,)), limit=20).total == before + 1
