"""What the component writes on a message: an intent to act on, the ranking, why, and what the message states."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from sendguide.content.loader import Content
from sendguide.nlu import reader as component
from sendguide.nlu.reader import ASKS, Reader, read_asks, readings, words_of
from sendguide.settings import PROJECT
from sendguide.understanding.asks import MOST_ASKS, AskModel
from sendguide.understanding.decide import Certainty, Thresholds
from sendguide.understanding.reader import MessageReader

Ranking = dict[str, float]

SURE: Ranking = {"mediation_cost": 0.95, "mediation_what_is": 0.03}
CLOSE: Ranking = {"mediation_cost": 0.4, "mediation_what_is": 0.35}
FLAT: Ranking = {"mediation_cost": 0.05, "mediation_what_is": 0.05}
EITHER_ASK = AskModel(weights=(0.0,) * 22, bias=0.0)
"""Gives every id the same chance, so that never more than one is asked for."""


class Fixed:
    """A classifier that ranks every text the same; what is said about a subject (in brackets) it ranks otherwise."""

    def __init__(self, ids: Sequence[str], ranking: Ranking, about: Ranking | None = None) -> None:
        self.labels = sorted(ids)
        self._ranking, self._about = ranking, about or ranking

    def probabilities(self, texts: Sequence[str]) -> Any:
        return np.stack([self._row(self._about if text.endswith(")") else self._ranking) for text in texts])

    def of_parts(self, text: str, places: Sequence[tuple[int, int]]) -> tuple[Any, Any]:
        rows = self.probabilities([text, *(text[start:end] for start, end in places)])
        return rows, np.full_like(rows, 1e-6)

    def knows_words(self, text: str) -> bool:
        return True

    def _row(self, ranking: Ranking) -> Any:
        rest = (1 - sum(ranking.values())) / (len(self.labels) - len(ranking))
        return np.array([ranking.get(label, rest) for label in self.labels], dtype=np.float32)


class Bench:
    """The component with a fixed ranking in place of a trained classifier."""

    def __init__(self, content: Content, storage: LocalModelStorage) -> None:
        self._content, self._storage = content, storage
        self._words = words_of(content)

    def component(self, ranking: Ranking, about: Ranking | None = None) -> Reader:
        """The component."""
        classifier: Any = Fixed(list(self._content.answers), ranking, about)
        reader = MessageReader(classifier, EITHER_ASK, self._words)
        return Reader(Reader.get_default_config(), self._storage, Resource("reader"), reader)

    def read(self, text: str, ranking: Ranking, tracker: DialogueStateTracker | None = None) -> Message:
        """The message after the component."""
        message = Message({"text": text})
        assert self.component(ranking).process([message], tracker) == [message]
        return message


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> LocalModelStorage:
    """Where Rasa keeps what components learn."""
    return LocalModelStorage.create(tmp_path_factory.mktemp("storage"))


@pytest.fixture(scope="module")
def bench(content: Content, storage: LocalModelStorage) -> Bench:
    """The bench with the content in use."""
    return Bench(content, storage)


def _tracker(domain: Domain, **slots: Any) -> DialogueStateTracker:
    events = [SlotSet(name, value) for name, value in slots.items()]
    return DialogueStateTracker.from_events("someone", events, slots=domain.slots)


@pytest.fixture(scope="module")
def domain() -> Domain:
    """The domain in use."""
    return Domain.load(PROJECT / "domain.yml")


# --- the intent -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "ranking", "intent"),
    [
        ("how much is it", SURE, "mediation_cost"),
        ("how much is it", CLOSE, "clarify"),
        ("asdf qwer", FLAT, "nlu_fallback"),
        ("he wants to kill himself", SURE, "crisis_mental_health"),
        ("Start again!", SURE, "start_again"),
        ("tell me more", CLOSE, "tell_me_more"),
        ("easy read please", FLAT, "easy_read"),
        ("none of these", FLAT, "none_of_these"),
        ("tell me more about the cost of mediation", SURE, "mediation_cost"),
        ("ما هي الوساطة", SURE, "language_or_format_request"),
        (
            "ابني عمره اثنا عشر عاما ولا نعرف ماذا نفعل he wants to kill himself وهو الآن في غرفته وحده في البيت",
            SURE,
            "crisis_mental_health",
        ),
        ("", FLAT, "nlu_fallback"),
        ("😀", FLAT, "nlu_fallback"),
    ],
)
def test_a_message_gets_one_intent_to_act_on(bench: Bench, text: str, ranking: Ranking, intent: str):
    assert bench.read(text, ranking).get("intent")["name"] == intent


@pytest.mark.parametrize("text", ["how much is it", "easy read", "he wants to kill himself", "ما هي", "the first one"])
@pytest.mark.parametrize("ranking", [SURE, CLOSE, FLAT], ids=["sure", "close", "flat"])
def test_every_intent_stands_in_the_domain(bench: Bench, domain: Domain, text: str, ranking: Ranking):
    message = bench.read(text, ranking)
    assert message.get("intent")["name"] in domain.intents
    assert 0 <= message.get("intent")["confidence"] <= 1


def test_a_message_without_words_is_read_too(bench: Bench):
    message = Message({})
    bench.component(FLAT).process([message])
    assert message.get("intent")["name"] == "nlu_fallback"


def test_the_ranking_is_best_first(bench: Bench):
    ranking = bench.read("how much is it", CLOSE).get("intent_ranking")
    assert [item["name"] for item in ranking[:2]] == ["mediation_cost", "mediation_what_is"]
    assert [item["confidence"] for item in ranking[:2]] == pytest.approx([0.4, 0.35])


# --- why ------------------------------------------------------------------------------------------------------------
def test_what_was_decided_goes_along_for_the_actions(bench: Bench):
    outcome = bench.read("the form is due and he wants to kill himself", {"appeal_deadline": 0.9}).get("triage")
    assert (outcome["certainty"], list(outcome["ids"])) == ("crisis", ["crisis_mental_health"])
    assert outcome["topic"] == "appeal_deadline"
    assert outcome["confidence"] < 0.1


def test_the_options_of_an_unsure_decision_go_along(bench: Bench):
    outcome = bench.read("how much is it", CLOSE).get("triage")
    assert (outcome["certainty"], list(outcome["ids"])) == ("unsure", ["mediation_cost", "mediation_what_is"])


def test_what_to_offer_after_an_answer_goes_along(bench: Bench):
    outcome = bench.read("how much is it", {"mediation_cost": 0.9, "mediation_what_is": 0.05}).get("triage")
    assert (list(outcome["ids"]), list(outcome["also"])) == (["mediation_cost"], ["mediation_what_is"])


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _leaves(item)
    else:
        yield value


MESSAGES = [
    "my son Zebedee of CV1 2AB is 8 and was refused an assessment on 3 November 2026, how do i appel",
    "Zebedee wants to kill himself",
    "Zebedee qwrt",
    "tell me more",
    "ما هي الوساطة",
]


@pytest.mark.parametrize("text", MESSAGES, ids=range(len(MESSAGES)))
@pytest.mark.parametrize("ranking", [SURE, CLOSE, FLAT], ids=["sure", "close", "flat"])
def test_why_it_was_decided_is_told_in_ids_and_numbers_only(
    bench: Bench, content: Content, text: str, ranking: Ranking
):
    outcome = bench.read(text, ranking).get("triage")
    known = {*content.answers, *content.commands, *(item.value for item in Certainty)}
    assert set(outcome) == {"certainty", "ids", "confidence", "topic", "also", "warmth"}
    for value in _leaves(list(outcome.values())):
        assert value is None or isinstance(value, (int, float)) or value in known
    json.dumps(outcome)


# --- what a message states ------------------------------------------------------------------------------------------
def test_details_are_entities_beside_those_that_are_there(bench: Bench):
    text = "START said on 3 November 2026 they refused to assess, he is 8"
    message = Message({"text": text, "entities": [{"entity": "organisation", "value": "start", "start": 0, "end": 5}]})
    bench.component(SURE).process([message])
    found = {item["entity"]: item["value"] for item in message.get("entities")}
    assert found == {
        "organisation": "start",
        "date": "2026-11-03",
        "decision_kind": "refusal_to_assess",
        "age": "8",
    }
    words = {item["entity"]: text[item["start"] : item["end"]] for item in message.get("entities")}
    assert (words["organisation"], words["date"]) == ("START", "3 November 2026")


STATED = {
    "date": "the letter came yesterday",
    "decision_kind": "they refused to assess",
    "plan_section": "section F is wrong",
    "age": "my son is 8 years old",
    "school_year": "she is in year 5",
    "postcode_area": "we live in CV1 2AB",
}


@pytest.mark.parametrize(("kind", "text"), STATED.items(), ids=STATED.keys())
def test_every_kind_of_detail_stands_in_the_domain(bench: Bench, domain: Domain, kind: str, text: str):
    assert kind in {item["entity"] for item in bench.read(text, SURE).get("entities")}
    assert kind in domain.entities, "Rasa warns of entities that it does not know, at every message"


def test_a_day_without_a_year_is_reckoned_from_the_day_of_the_settings(bench: Bench):
    entities = bench.read("the letter came yesterday", SURE).get("entities")
    assert [item["value"] for item in entities] == ["2026-11-22"]


# --- what went before -----------------------------------------------------------------------------------------------
def test_an_ordinal_picks_from_what_was_offered(bench: Bench, domain: Domain):
    tracker = _tracker(domain, offered=["appeal_how", "complaint"])
    assert bench.read("the second one", SURE, tracker).get("intent")["name"] == "complaint"
    assert bench.read("the second one", SURE, _tracker(domain)).get("intent")["name"] == "mediation_cost"


def test_a_follow_up_is_read_with_the_last_answer(bench: Bench, domain: Domain):
    component = bench.component(CLOSE, about={"appeal_how": 0.98})
    message = Message({"text": "how does that work"})
    component.process([message], _tracker(domain, last_answer="appeal_how"))
    assert message.get("intent_ranking")[0]["name"] == "appeal_how"
    component.process([message], _tracker(domain))
    assert message.get("intent_ranking")[0]["name"] == "mediation_cost"


# --- what is collected for `--explain` ------------------------------------------------------------------------------
def test_readings_are_collected_inside_and_not_outside(bench: Bench):
    component = bench.component(SURE)
    component.process([Message({"text": "before"})])
    with readings() as collected:
        component.process([Message({"text": "is it free"}), Message({"text": "is it free really"})])
        with readings() as inner:
            component.process([Message({"text": "wot is it"})])
    component.process([Message({"text": "after"})])
    assert [reading.text for reading in collected] == ["is it free", "is it free really"]
    assert [reading.text for reading in inner] == ["what is it"]
    assert collected[0].thresholds == Thresholds()


def test_nothing_is_collected_after_an_error(bench: Bench):
    with pytest.raises(RuntimeError), readings() as collected:
        raise RuntimeError
    bench.read("is it free", SURE)
    assert collected == []


# --- learning -------------------------------------------------------------------------------------------------------
EXAMPLES = {
    "mediation_cost": ["how much is mediation", "is mediation free", "who pays for mediation", "what does it cost"],
    "appeal_how": ["how do i appeal", "where is the appeal form", "i want to appeal", "how do we start an appeal"],
    "greet": ["hello", "hi there", "good morning", "hiya"],
}
SOME_ASKS = "ids\tstyle\ttext\n" + "".join(
    f"{ids}\tparent\t{text}\n"
    for ids, text in [
        ("mediation_cost+appeal_how", "is mediation free and how do i appeal"),
        ("appeal_how+mediation_cost", "where is the form. who pays for mediation"),
        ("mediation_cost", "is it free and who says so"),
        ("appeal_how", "i want to appeal. what do i do"),
    ]
)


def _context() -> ExecutionContext:
    return ExecutionContext(GraphSchema({}))


def test_what_is_learnt_is_kept_and_read_back(
    storage: LocalModelStorage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "asks.tsv").write_text(SOME_ASKS, encoding="utf-8")
    monkeypatch.setattr(component, "ASKS", tmp_path / "asks.tsv")
    examples = [Message.build(text, intent) for intent, texts in EXAMPLES.items() for text in texts]
    config, resource = {**Reader.get_default_config(), "sure": 0.3, "unknown": 0.3}, Resource("learnt")
    kept = Reader.create(config, storage, resource, _context()).train(TrainingData(examples))
    loaded = Reader.load(config, storage, kept, _context())
    message = Message({"text": "wot does mediation cost"})
    with readings() as collected:
        loaded.process([message])
    assert message.get("intent")["name"] == "mediation_cost"
    assert {item["name"] for item in message.get("intent_ranking")} == set(EXAMPLES)
    assert collected[0].thresholds == Thresholds(sure=0.3, unknown=0.3)


def test_an_untrained_component_answers_nothing(storage: LocalModelStorage):
    untrained = Reader.create(Reader.get_default_config(), storage, Resource("reader"), _context())
    with pytest.raises(ValueError, match="sendguide train"):
        untrained.process([Message({"text": "how much is it"})])


def test_a_model_without_a_reader_is_refused(storage: LocalModelStorage):
    with pytest.raises(ValueError, match="never_trained"):
        Reader.load(Reader.get_default_config(), storage, Resource("never_trained"), _context())


def test_the_options_of_the_component_are_the_thresholds():
    assert Thresholds(**Reader.get_default_config()) == Thresholds()


# --- what comes from files ------------------------------------------------------------------------------------------
def test_messages_with_several_asks_are_read_from_their_file(content: Content):
    rows = read_asks(ASKS)
    assert len(rows) > 500
    assert all(ids and ids <= set(content.answers) and len(ids) <= MOST_ASKS for ids, _ in rows)
    assert all(text.strip() for _, text in rows)
    assert {len(ids) for ids, _ in rows} == {1, 2, 3}


def test_quotation_marks_in_the_file_are_just_characters(tmp_path: Path):
    path = tmp_path / "asks.tsv"
    path.write_text('ids\tstyle\ttext\na+b\tparent\t"no" they said. "what\nb\tparent\tnow?\n', encoding="utf-8")
    assert read_asks(path) == [(frozenset({"a", "b"}), '"no" they said. "what'), (frozenset({"b"}), "now?")]


def test_the_words_come_from_the_content(content: Content):
    words = words_of(content)
    assert words.topics["mediation_certificate_how"] == "the mediation certificate"
    assert words.commands["start again"] == "start_again"
    found = words.screen.find("he wants to kill himself")
    assert found is not None and found.answer_id == "crisis_mental_health"
    assert words.speller.correct("medation with SENDIASS") == "mediation with SENDIASS"
