"""An empty database of each kind, and stores on it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain

from sendguide.settings import PROJECT
from sendguide.storage.tracker_store import WordlessTrackerStore
from tests.support.postgres import MISSING, binaries, new_database, running_postgres

NUMBERS = itertools.count()
OpenStore = Callable[[], WordlessTrackerStore]


@pytest.fixture(scope="session")
def domain() -> Domain:
    """The domain of this project."""
    return Domain.load(str(PROJECT / "domain.yml"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The socket's folder of a running PostgreSQL."""
    programs = binaries()
    if programs is None:
        pytest.skip(MISSING)
    with running_postgres(programs) as folder:
        yield folder


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty database is."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'conversations.db'}"
    return new_database(request.getfixturevalue("postgres"), f"guide_{next(NUMBERS)}")


@pytest.fixture
def open_store(url: str, domain: Domain) -> Iterator[OpenStore]:
    """Opens a store on the database; each one is like a process of its own."""
    opened: list[WordlessTrackerStore] = []

    def opener() -> WordlessTrackerStore:
        opened.append(WordlessTrackerStore(domain=domain, host=url))
        return opened[-1]

    yield opener
    for store in opened:
        store.database.close()


@pytest.fixture
def store(open_store: OpenStore) -> WordlessTrackerStore:
    """One store on the database."""
    return open_store()
