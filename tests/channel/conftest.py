"""A session of its own for each test of the API."""

from __future__ import annotations

import pytest

from tests.support.api import Chat
from tests.support.server import ServedGuide


@pytest.fixture
def chat(http: ServedGuide) -> Chat:
    """A new session."""
    return Chat(http.base_url)
