"""The real guide for all tests: trained once, loaded once in this process, served once on a free port."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sendguide.answers.compose import Composer
from sendguide.cli.local import LocalGuide, load_guide
from sendguide.content.loader import Content, read_content
from sendguide.settings import settings
from sendguide.training import ensure_model
from tests.support.server import ServedGuide, serve_guide

TODAY = "2026-11-23"
KEPT = {"SENDGUIDE_MODELS", "SENDGUIDE_PYTHON"}

RATES = [f"SENDGUIDE_RATE_{name}" for name in ("MESSAGES", "ADDRESS", "SESSIONS", "CALLS")]

NOT_OURS = [
    "ignore:Slot auto-fill has been removed:UserWarning",  # Rasa says so of any domain with slots, at every load
]
"""Warnings of Rasa 3.6 when it loads a model, besides those in pyproject.toml; all others are errors."""


def pytest_configure(config: pytest.Config) -> None:
    """Fixes the day before anything reads the settings, and leaves out what the developer has set for trying things."""
    for name in [name for name in os.environ if name.startswith("SENDGUIDE_") and name not in KEPT]:
        del os.environ[name]
    os.environ["SENDGUIDE_TODAY"] = TODAY
    os.environ["SENDGUIDE_SNAPSHOTS"] = str(Path(tempfile.gettempdir()) / "sendguide-tests-import-nothing")
    for name in RATES:  # all tests come from one address; those of the limits set their own
        os.environ[name] = "1000000/minute"
    settings.cache_clear()
    config.addinivalue_line("markers", "hard: takes many minutes; run by `make test-hard` only")
    for warning in NOT_OURS:
        config.addinivalue_line("filterwarnings", warning)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--hard` runs the long tests too."""
    parser.addoption("--hard", action="store_true", help="also the tests that take many minutes (make test-hard)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves the long tests out unless they are asked for."""
    if not config.getoption("--hard"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("hard")])
        items[:] = [item for item in items if not item.get_closest_marker("hard")]


@pytest.fixture(scope="session")
def model() -> Path:
    """The model of the present inputs; trained now if there is none."""
    return ensure_model(settings().models, quiet=True)


@pytest.fixture(scope="session")
def guide(model: Path) -> LocalGuide:
    """The guide in this process. Use it with `await` in tests: its agent belongs to their event loop."""
    return load_guide(model=model)


@pytest.fixture(scope="session")
def http(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedGuide]:
    """The guide behind its own web server on a free port, with an agent and a database of its own."""
    with serve_guide(model, tmp_path_factory.mktemp("http")) as served:
        yield served


@pytest.fixture(scope="session")
def content() -> Content:
    """Everything in `content/`."""
    found, problems = read_content(settings().content)
    assert found is not None, problems
    return found


@pytest.fixture(scope="session")
def composer(content: Content) -> Composer:
    """Composes replies from the real content on the day of the tests."""
    return Composer(content, today=date.fromisoformat(TODAY))
