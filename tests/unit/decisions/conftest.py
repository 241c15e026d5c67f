"""A small flow, by itself and in a draft of the content."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from sendguide.content.flow_models import Flow
from tests.unit.content.draft import Draft

SMALL = Path(__file__).parent / "small.yml"
IN_DRAFT = "content/decisions/small.yml"


@pytest.fixture(scope="session")
def flow() -> Flow:
    """The small flow."""
    return Flow(**yaml.safe_load(SMALL.read_text(encoding="utf-8")))


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """A draft of some content whose only flow is the small one."""
    draft = Draft.of_some_content(tmp_path)
    (draft.content / "decisions").mkdir(exist_ok=True)
    shutil.copy(SMALL, draft.project / IN_DRAFT)
    return draft
