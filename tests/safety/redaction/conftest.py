"""The redactor for the real content."""

from __future__ import annotations

from datetime import date

import pytest

from sendguide.content.loader import content_store
from sendguide.safety.redaction import Redactor, redactor


@pytest.fixture(scope="session")
def real() -> Redactor:
    """With the lists and contacts in `content/`, on a fixed day."""
    store = content_store()
    return redactor(store.current(), store.root, today=lambda: date(2026, 11, 23))
