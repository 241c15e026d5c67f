"""Shared by the unit tests: the real content, settings read anew, and property tests that are the same on every run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import settings as hypothesis_settings

from sendguide.answers.compose import Composer
from sendguide.content.loader import Content, read_content
from sendguide.settings import settings
from tests.conftest import TODAY

hypothesis_settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
hypothesis_settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def content() -> Content:
    """Everything in `content/`."""
    found, problems = read_content(settings().content)
    assert found is not None, problems
    return found


@pytest.fixture
def composer(content: Content) -> Composer:
    """Composes replies from the real content on the day of the tests."""
    return Composer(content, today=date.fromisoformat(TODAY))


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """For tests that set `SENDGUIDE_…`: the settings are read anew, and again once the variables are back."""
    settings.cache_clear()
    yield monkeypatch
    settings.cache_clear()
