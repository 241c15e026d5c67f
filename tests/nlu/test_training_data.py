"""The training examples are what people type: each once, under one id, and none of them a development question."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from sendguide.settings import PROJECT
from sendguide.understanding.clean import match_key

DEV_QUESTIONS = Path(__file__).parent / "questions-dev.jsonl"
EXAMPLE = re.compile(r"^- (?=\S)")
PHONE = re.compile(r"(?<!\d)0\d(?:[ -]?\d){8,9}(?!\d)|\+44[ \d]{9,}|\b116 ?123\b|\b85258\b|\b0800 ?1111\b")
EMAIL = re.compile(r"\S+@\S+\.\S+")

Example = tuple[str, str]


@pytest.fixture(scope="module")
def lines() -> list[Example]:
    """(intent, line) for every line under `examples:`."""
    data = yaml.load((PROJECT / "data" / "nlu.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return [(block["intent"], line) for block in data["nlu"] for line in block["examples"].splitlines()]


@pytest.fixture(scope="module")
def examples(lines: list[Example]) -> list[Example]:
    """(intent, example) for every example."""
    return [(intent, EXAMPLE.sub("", line).strip()) for intent, line in lines]


def test_every_line_is_an_example(lines: list[Example]):
    assert [line for _, line in lines if not EXAMPLE.match(line)] == []


def test_an_intent_has_one_block(examples: list[Example]):
    data = yaml.load((PROJECT / "data" / "nlu.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    counts = Counter(block["intent"] for block in data["nlu"])
    assert [intent for intent, count in counts.items() if count > 1] == []


def test_no_example_is_a_development_question(examples: list[Example]):
    questions = [json.loads(line) for line in DEV_QUESTIONS.read_text(encoding="utf-8").splitlines()]
    asked = {match_key(question["text"]): question["id"] for question in questions}
    leaked = sorted({asked[match_key(text)] for _, text in examples if match_key(text) in asked})
    assert len(questions) > 300
    assert leaked == [], "ids only: nobody who writes examples should read the questions"


def test_no_example_stands_under_two_ids(examples: list[Example]):
    intents: dict[str, set[str]] = {}
    for intent, text in examples:
        intents.setdefault(match_key(text), set()).add(intent)
    assert {text: names for text, names in intents.items() if len(names) > 1} == {}


def test_no_example_stands_twice(examples: list[Example]):
    counts = Counter((intent, match_key(text)) for intent, text in examples)
    assert [key for key, count in counts.items() if count > 1] == []


def test_examples_have_words(examples: list[Example]):
    assert [text for _, text in examples if not match_key(text)] == []


@pytest.mark.parametrize("sign", ["[", "]", "{", "}", "<", ">"])
def test_examples_have_no_marks_of_rasa(examples: list[Example], sign: str):
    assert [text for _, text in examples if sign in text] == []


def test_examples_start_with_no_slash(examples: list[Example]):
    assert [text for _, text in examples if text.startswith("/")] == []


@pytest.mark.parametrize("pattern", [PHONE, EMAIL], ids=["phone number", "email address"])
def test_examples_have_no_way_to_reach_anyone(examples: list[Example], pattern: re.Pattern[str]):
    assert [text for _, text in examples if pattern.search(text)] == []
