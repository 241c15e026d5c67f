"""A Local Offer to publish, on disk and as a catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from sendguide.directory.exporting.catalogue import Catalogue
from sendguide.directory.exporting.feed import Feed
from sendguide.directory.exporting.sources import read_catalogue
from sendguide.settings import Settings
from tests.support.published import write_local_offer

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Folders:
    """Where the content and the snapshots are."""

    content: Path
    snapshots: Path

    def settings(self) -> Settings:
        """Settings that name them."""
        return Settings(content=self.content, snapshots=self.snapshots, today=TODAY)


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """A Local Offer on disk, for tests that change it."""
    found = Folders(tmp_path / "content", tmp_path / "snapshots")
    write_local_offer(found.content, snapshots=found.snapshots)
    return found


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """What of it may be published."""
    folder = tmp_path_factory.mktemp("published")
    write_local_offer(folder / "content", snapshots=folder / "snapshots")
    return read_catalogue(folder / "content", folder / "snapshots", today=TODAY)


@pytest.fixture(scope="session")
def feed(catalogue: Catalogue) -> Feed:
    """The same as a feed."""
    return Feed(catalogue)
