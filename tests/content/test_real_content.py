"""The content that the public reads has no problems, and its schemas are those of the models."""

from __future__ import annotations

from datetime import date

import pytest

from sendguide.answers.blocks import plain_text, text_blocks
from sendguide.content.checks import check_content
from sendguide.content.loader import Content
from sendguide.content.placeholders import fill
from sendguide.content.schemas import check_schemas
from sendguide.settings import PROJECT
from tests.content.words import VARIANTS
from tests.support.days import day_of_content


def test_the_content_has_nothing_to_mend():
    today = day_of_content()
    assert today <= date.today()
    problems = check_content(PROJECT / "content", today=today, project=PROJECT)
    assert [str(problem) for problem in problems if not problem.is_warning] == []


def test_the_schemas_are_those_of_the_models():
    assert [str(problem) for problem in check_schemas(PROJECT / "content" / "schema")] == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_word_of_an_answer_is_lost_or_changed_on_its_way_to_blocks(content: Content, variant: str):
    changed = []
    for answer in content.answers.values():
        words = fill(getattr(answer, variant) or "", content.contacts)
        if plain_text(text_blocks(words)).split() != words.split():
            changed.append(answer.id)
    assert changed == []
