"""Shared by the unit tests: the real content, settings read anew, and property tests that are the same on every run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings as hypothesis_settings

from sendguide.content.loader import content_store
from sendguide.settings import settings
from tests.support.clock import Clock

hypothesis_settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
hypothesis_settings.load_profile("repeatable")


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """For tests that set `SENDGUIDE_…`: the settings are read anew, and again once the variables are back."""
    settings.cache_clear()
    content_store.cache_clear()
    yield monkeypatch
    settings.cache_clear()
    content_store.cache_clear()
