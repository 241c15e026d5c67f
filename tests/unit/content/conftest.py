"""Drafts to break."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.content.draft import Draft


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """A copy of the real content with a few of its answers."""
    return Draft.of_some_content(tmp_path)
