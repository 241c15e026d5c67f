"""The real content, read once, and its words as a parent gets them."""

from __future__ import annotations

from datetime import date

import pytest

from sendguide.answers.compose import Composer
from sendguide.content.loader import Content, read_content
from sendguide.settings import settings
from tests.conftest import TODAY


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
