"""The training examples are what people type: each once, under one id, and none of them a development question."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import median

import pytest
import yaml
from rapidfuzz import fuzz

from sendguide.content.loader import Content
from sendguide.settings import PROJECT
from sendguide.understanding.asks import MOST_ASKS
from sendguide.understanding.clean import match_key
from sendguide.understanding.decide import NOT_AN_OPTION

DATA = PROJECT / "data"
FILES = [DATA / "nlu.yml", *sorted((DATA / "nlu").glob("*.yml"))]
NAMES = [path.stem for path in FILES]
DEV_QUESTIONS = Path(__file__).parent / "questions-dev.jsonl"
EXAMPLE = re.compile(r"^- (?=\S)")
PHONE = re.compile(r"(?<!\d)0\d(?:[ -]?\d){8,9}(?!\d)|\+44[ \d]{9,}|\b116 ?123\b|\b85258\b|\b0800 ?1111\b")
EMAIL = re.compile(r"\S+@\S+\.\S+")

FEWEST_OF_A_TOPIC = 60
MOST_BY_MEDIAN = 4

NEAR = 97
"""From this likeness on (0 to 100) two examples of an id are one, by their letters or by the words they share."""

NEAR_WORDS = 0.75
"""... if the shorter has this share of the longer one's words: a short question also stands inside many a story."""

WORDS_COMPARED = 5
"""Words from which on examples are compared: of shorter ones ("how much is it", "how long is it") one says it all."""


@dataclass(frozen=True)
class Line:
    """A line under `examples:`, and where it stands."""

    file: str
    intent: str
    line: str

    @property
    def text(self) -> str:
        return EXAMPLE.sub("", self.line).strip()


@dataclass(frozen=True)
class Ask:
    """A row of `data/asks.tsv`."""

    ids: tuple[str, ...]
    style: str
    text: str


def _blocks(path: Path) -> list[dict[str, str]]:
    blocks: list[dict[str, str]] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]
    return blocks


@pytest.fixture(scope="module")
def examples() -> list[Line]:
    """Every example by every writer."""
    return [
        Line(path.stem, block["intent"], line)
        for path in FILES
        for block in _blocks(path)
        for line in block["examples"].splitlines()
    ]


@pytest.fixture(scope="module")
def questions() -> dict[str, str]:
    """The ids of the development questions by their words. Show ids only: who writes examples must not read them."""
    rows = [json.loads(line) for line in DEV_QUESTIONS.read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 300
    return {match_key(row["text"]): row["id"] for row in rows}


def _leaked(texts: Iterable[str], questions: dict[str, str]) -> list[str]:
    return sorted({questions[match_key(text)] for text in texts if match_key(text) in questions})


# --- files ----------------------------------------------------------------------------------------------------------
def test_there_are_many_writers():
    assert len(FILES) > 10


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_an_intent_has_one_block_in_a_file(path: Path):
    counts = Counter(block["intent"] for block in _blocks(path))
    assert [intent for intent, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_a_file_says_at_its_head_whose_words_it_holds(path: Path):
    head, _, _ = path.read_text(encoding="utf-8").partition("\nnlu:\n")
    comment = " ".join(line for line in head.splitlines() if line.startswith("#"))
    assert len(comment.split()) >= 8
    assert path.stem == "nlu" or path.stem.replace("_", " ") in comment


# --- each example ---------------------------------------------------------------------------------------------------
def test_every_line_is_an_example(examples: list[Line]):
    assert [item for item in examples if not EXAMPLE.match(item.line)] == []


def test_every_intent_is_an_answer(examples: list[Line], content: Content):
    assert {item.intent for item in examples} == set(content.answers)


def test_no_example_is_a_development_question(examples: list[Line], questions: dict[str, str]):
    assert _leaked((item.text for item in examples), questions) == []


def test_no_example_stands_under_two_ids(examples: list[Line]):
    intents: dict[str, set[str]] = defaultdict(set)
    for item in examples:
        intents[match_key(item.text)].add(item.intent)
    assert {text: names for text, names in intents.items() if len(names) > 1} == {}


def test_no_example_stands_twice(examples: list[Line]):
    counts = Counter((item.intent, match_key(item.text)) for item in examples)
    assert [key for key, count in counts.items() if count > 1] == []


def test_examples_have_words(examples: list[Line]):
    assert [item for item in examples if not match_key(item.text)] == []


@pytest.mark.parametrize("sign", ["[", "]", "{", "}", "<", ">"])
def test_examples_have_no_marks_of_rasa(examples: list[Line], sign: str):
    assert [item for item in examples if sign in item.text] == []


def test_examples_start_with_no_slash(examples: list[Line]):
    assert [item for item in examples if item.text.startswith("/")] == []


@pytest.mark.parametrize("pattern", [PHONE, EMAIL], ids=["phone number", "email address"])
def test_examples_have_no_way_to_reach_anyone(examples: list[Line], pattern: re.Pattern[str]):
    assert [item for item in examples if pattern.search(item.text)] == []


# --- all examples of an id ------------------------------------------------------------------------------------------
def _near(one: str, other: str) -> bool:
    """Whether two examples (as `match_key` makes them) are the same but for a letter, a small word or their order."""
    few, many = sorted((len(one.split()), len(other.split())))
    if few < NEAR_WORDS * many:
        return False
    score = fuzz.ratio(one, other, score_cutoff=NEAR) or fuzz.token_set_ratio(one, other, score_cutoff=NEAR)
    return score >= NEAR


def _near_pairs(examples: list[Line]) -> Iterator[tuple[Line, Line]]:
    by_intent: dict[str, list[tuple[str, Line]]] = defaultdict(list)
    for item in examples:
        key = match_key(item.text)
        if len(key.split()) >= WORDS_COMPARED:
            by_intent[item.intent].append((key, item))
    for some in by_intent.values():
        for (one, first), (other, second) in combinations(some, 2):
            if _near(one, other):
                yield first, second


NEARLY = {
    "how do i complain about the council": ("how do i complane about the council", True),
    "can i talk to a real person please": ("can i talk to a real person", True),
    "want mediation who do i tell": ("who do i tell want mediation", True),
    "how long is the mediation meeting": ("how much is the mediation meeting", False),
    "do i need a certificate": ("they wrote to us and now i do not know do i need a certificate", False),
}


@pytest.mark.parametrize(
    ("one", "other", "near"), [(one, *rest) for one, rest in NEARLY.items()], ids=range(len(NEARLY))
)
def test_nearly_the_same_is_told_from_different(one: str, other: str, near: bool):
    assert _near(one, other) is near


def test_no_two_examples_of_an_id_are_nearly_the_same(examples: list[Line]):
    assert [(one.intent, one.file, one.text, other.file, other.text) for one, other in _near_pairs(examples)] == []


def test_every_topic_has_enough_examples(examples: list[Line]):
    counts = Counter(item.intent for item in examples)
    few = {name: count for name, count in counts.items() if name not in NOT_AN_OPTION and count < FEWEST_OF_A_TOPIC}
    assert few == {}


def test_no_id_drowns_the_others(examples: list[Line]):
    counts = Counter(item.intent for item in examples)
    most = MOST_BY_MEDIAN * median(counts.values())
    assert {name: count for name, count in counts.items() if count > most} == {}


def test_every_id_is_known_from_many_writers(examples: list[Line]):
    writers: dict[str, set[str]] = defaultdict(set)
    for item in examples:
        writers[item.intent].add(item.file)
    assert {intent: len(files) for intent, files in writers.items() if len(files) < 5} == {}


# --- messages with several asks -------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def asks() -> list[Ask]:
    """Every row of `data/asks.tsv`."""
    with (DATA / "asks.tsv").open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    assert header == ["ids", "style", "text"]
    assert [row for row in rows if len(row) != len(header)] == []
    return [Ask(tuple(ids.split("+")), style, text) for ids, style, text in rows]


def test_asks_name_one_to_three_answers_each_once(asks: list[Ask], content: Content):
    assert [row for row in asks if not set(row.ids) <= set(content.answers)] == []
    assert [row for row in asks if not 1 <= len(set(row.ids)) == len(row.ids) <= MOST_ASKS] == []


def test_small_talk_is_not_among_several_asks(asks: list[Ask]):
    assert [row for row in asks if len(row.ids) > 1 and not NOT_AN_OPTION.isdisjoint(row.ids)] == []


def test_there_are_messages_with_one_two_and_three_asks(asks: list[Ask]):
    counts = Counter(len(row.ids) for row in asks)
    assert set(counts) == {1, 2, 3}
    assert min(counts[1], counts[2]) >= 200


def test_asks_are_written_in_many_styles(asks: list[Ask]):
    counts = Counter(row.style for row in asks)
    assert len(counts) >= 5
    assert all(re.fullmatch("[a-z]+", style) and count >= 10 for style, count in counts.items()), counts


def test_asks_have_words_and_no_blanks_around_them(asks: list[Ask]):
    assert [row for row in asks if not match_key(row.text) or row.text != row.text.strip()] == []


def test_no_ask_stands_twice(asks: list[Ask]):
    counts = Counter(match_key(row.text) for row in asks)
    assert [text for text, count in counts.items() if count > 1] == []


def test_no_ask_is_a_development_question(asks: list[Ask], questions: dict[str, str]):
    assert _leaked((row.text for row in asks), questions) == []


def test_no_ask_is_an_example(asks: list[Ask], examples: list[Line]):
    known = {match_key(item.text) for item in examples}
    assert [row.text for row in asks if match_key(row.text) in known] == []


@pytest.mark.parametrize("pattern", [PHONE, EMAIL], ids=["phone number", "email address"])
def test_asks_have_no_way_to_reach_anyone(asks: list[Ask], pattern: re.Pattern[str]):
    assert [row.text for row in asks if pattern.search(row.text)] == []
