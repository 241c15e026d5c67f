"""Each of the 70 ids of the taxonomy has everything that an answer needs, and there is nothing without an answer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.understanding.data import read_examples
from sendguide.content.loader import Content
from sendguide.content.models import QUESTION_MAX_CHARS, Group
from sendguide.settings import PROJECT
from tests.content.test_required_points import POINTS

IDS = (Path(__file__).parent / "taxonomy_ids.txt").read_text(encoding="utf-8").split()
EXAMPLES_OF_A_TOPIC = 50
EXAMPLES_OF_SMALL_TALK = 25


def _yaml(name: str) -> Any:
    return yaml.load((PROJECT / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@pytest.fixture(scope="module")
def examples() -> Counter[str]:
    """How many examples each intent has, by all writers together."""
    return Counter(example.label for example in read_examples())


def test_the_taxonomy_has_seventy_ids():
    assert len(IDS) == len(set(IDS)) == 70


def test_every_id_has_an_answer_and_finer_ids_name_a_parent(content: Content):
    assert set(IDS) - set(content.answers) == set()
    finer = [answer for answer_id, answer in content.answers.items() if answer_id not in IDS]
    assert [answer.id for answer in finer if answer.parent not in IDS] == []


def test_every_id_has_a_question_short_enough_for_a_button_and_no_two_are_alike(content: Content):
    questions = [content.answers[answer_id].question for answer_id in IDS]
    assert [question for question in questions if len(question) > QUESTION_MAX_CHARS] == []
    assert len({question.lower() for question in questions}) == len(questions)


def test_every_id_has_easy_read_words_that_are_not_the_plain_ones(content: Content):
    assert [name for name in IDS if content.answers[name].easy_read == content.answers[name].text] == []


def test_every_id_outside_small_talk_has_sources(content: Content):
    topics = [name for name in IDS if content.group_of(name) is not Group.CONVERSATION]
    assert [name for name in topics if not content.answers[name].sources] == []


def test_every_id_has_an_intent():
    assert set(IDS) - set(_yaml("domain.yml")["intents"]) == set()


def test_every_id_has_a_rule_that_starts_with_it():
    starts = [rule["steps"][0].get("intent") for rule in _yaml("data/rules.yml")["rules"]]
    assert set(IDS) - set(starts) == set()
    assert len(starts) == len(set(starts))


@pytest.mark.parametrize("answer_id", IDS)
def test_every_id_has_enough_examples(content: Content, examples: dict[str, int], answer_id: str):
    is_small_talk = content.group_of(answer_id) is Group.CONVERSATION
    assert examples.get(answer_id, 0) >= (EXAMPLES_OF_SMALL_TALK if is_small_talk else EXAMPLES_OF_A_TOPIC)


def test_every_id_has_required_points():
    assert set(IDS) - set(POINTS) == set()
