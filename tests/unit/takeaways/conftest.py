"""The downloads of the whole application: a second web server would break the first (Sanic's TouchUp)."""

from __future__ import annotations

import pytest

from tests.support.server import ServedGuide


@pytest.fixture
def downloads(http: ServedGuide) -> str:
    """The address of `/takeaways`."""
    return f"{http.base_url}/takeaways"
