"""Rasa component around `sendguide.understanding.reader`: learns from the examples, reads messages, sets the intent."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from sendguide.answers.payloads import FLOW_INTENT, SERVICES_INTENT
from sendguide.content.loader import Content, content_store
from sendguide.content.models import ERASE
from sendguide.decisions.listening import ForFlow, listen
from sendguide.decisions.state import state_from_json
from sendguide.directory.heard import HEARD, hear
from sendguide.directory.listening import is_for_services
from sendguide.directory.state import ListState, list_state
from sendguide.directory.store import directory_store
from sendguide.settings import PROJECT, settings
from sendguide.slots import FLOW, LAST_ANSWER, OFFERED, SERVICES
from sendguide.understanding.asks import AskModel
from sendguide.understanding.classifier import IntentClassifier
from sendguide.understanding.clean import match_key
from sendguide.understanding.decide import Certainty, Thresholds
from sendguide.understanding.encoder import load_encoder
from sendguide.understanding.learn_asks import learn_asks
from sendguide.understanding.reader import Before, MessageReader, Reading, Words
from sendguide.understanding.spelling import Speller

TRIAGE = "triage"
"""Key of the parse result that carries the decision to the actions: ids and numbers only."""

ASKS = PROJECT / "data" / "asks.tsv"
CLARIFY_INTENT = "clarify"
FALLBACK_INTENT = "nlu_fallback"
INTENT_OF = {
    Certainty.UNSURE: CLARIFY_INTENT,
    Certainty.CHECK_IN: CLARIFY_INTENT,
    Certainty.LOST: FALLBACK_INTENT,
}
"""The intent of a decision that names no answer to give; the others are their own."""


_COLLECTED: ContextVar[list[Reading] | None] = ContextVar("collected readings", default=None)


@contextmanager
def readings() -> Iterator[list[Reading]]:
    """Collects the readings made inside, for `--explain`. They hold words of the message and are kept nowhere else."""
    collected: list[Reading] = []
    token = _COLLECTED.set(collected)
    try:
        yield collected
    finally:
        _COLLECTED.reset(token)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Reader(GraphComponent, RasaIntentClassifier):
    """Turns a message into one intent that a rule can act on; says why under the key `triage`."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The thresholds; see `Thresholds`."""
        return asdict(Thresholds())

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, reader: MessageReader | None = None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._reader = reader

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Reader:
        """An untrained component, for training."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from all examples that have an intent and words, and from the messages with several asks."""
        words = words_of(content_store().current())
        messages = [message for message in training_data.intent_examples if message.get(TEXT)]
        texts = [words.speller.correct(message.get(TEXT)) for message in messages]
        classifier = IntentClassifier.train(texts, [message.get(INTENT) for message in messages], load_encoder())
        asks = learn_asks(classifier, read_asks(ASKS), words)
        with self._storage.write_to(self._resource) as folder:
            classifier.save(folder)
            (folder / "asks.json").write_text(json.dumps(asdict(asks)), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Reader:
        """The trained component. Raises when the model holds none: an untrained guide must not answer."""
        with model_storage.read_from(resource) as folder:
            classifier = IntentClassifier.load(folder, load_encoder())
            asks = AskModel(**json.loads((folder / "asks.json").read_text(encoding="utf-8")))
        thresholds = Thresholds(**{name: config[name] for name in cls.get_default_config()})
        reader = MessageReader(classifier, asks, words_of(content_store().current()), thresholds)
        return cls(config, model_storage, resource, reader)

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Sets the intent to act on."""
        if self._reader is None:
            raise ValueError("The guide is not trained. Run `sendguide train`.")
        for message in messages:
            text, before = message.get(TEXT) or "", _before(tracker)
            reading = self._reader.read(text, today=settings().day(), before=before)
            _write(message, reading, _for_flow(tracker, text, reading, before))
            _listen_for_services(message, tracker, text, reading)
            if (collected := _COLLECTED.get()) is not None:
                collected.append(reading)
        return messages


def words_of(content: Content) -> Words:
    """What the reader takes from the content."""
    commands = [item for item in content.commands.values() if item.id != ERASE]
    forms = [form for term in content.terms.values() for form in (term.term, term.expansion, *term.also) if form]
    return Words(
        speller=Speller(content.spelling, known=forms),
        topics={answer.id: answer.about for answer in content.answers.values() if answer.about},
        commands={match_key(phrase): item.id for item in commands for phrase in item.phrases},
        screen=content.screen,
    )


def read_asks(path: Path) -> list[tuple[frozenset[str], str]]:
    """The messages of `data/asks.tsv`: the ids asked for, and the words."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(frozenset(row["ids"].split("+")), row["text"]) for row in rows]


def _before(tracker: DialogueStateTracker | None) -> Before:
    if tracker is None:
        return Before()
    return Before(tracker.get_slot(LAST_ANSWER), tracker.get_slot(OFFERED) or ())


def _for_flow(tracker: DialogueStateTracker | None, text: str, reading: Reading, before: Before) -> ForFlow | None:
    state = state_from_json(tracker.get_slot(FLOW)) if tracker is not None else None
    content, today = content_store().current(), settings().day()
    return listen(content, state, text, reading, offered=before.offered, today=today)


def _listen_for_services(message: Message, tracker: DialogueStateTracker | None, text: str, reading: Reading) -> None:
    """Notes what the message says about services; where it is about a list of them, that is its intent."""
    directory, phrases = directory_store().current(), content_store().current().services.phrases
    heard = hear(text, reading.details, directory.lexicon(phrases), reading.corrections)
    message.set(HEARD, heard.to_dict(), add_to_output=True)
    state = list_state(tracker.get_slot(SERVICES)) if tracker is not None else ListState()
    in_flow = message.get(INTENT)[INTENT_NAME_KEY] == FLOW_INTENT
    if not in_flow and is_for_services(state, heard, reading, text, directory):
        intent = {INTENT_NAME_KEY: SERVICES_INTENT, PREDICTED_CONFIDENCE_KEY: 1.0}
        message.set(INTENT, intent, add_to_output=True)


def _write(message: Message, reading: Reading, flow: ForFlow | None) -> None:
    decision = reading.decision
    name = INTENT_OF.get(decision.certainty)
    name = FLOW_INTENT if flow is not None else name
    intent = {INTENT_NAME_KEY: name or decision.ids[0], PREDICTED_CONFIDENCE_KEY: decision.confidence}
    ranking = [{INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: value} for name, value in reading.ranking]
    outcome = {**asdict(decision), "certainty": decision.certainty.value}
    if flow is not None:
        outcome[FLOW] = asdict(flow)
    details = [
        {"entity": item.kind, "value": item.value, "start": item.start, "end": item.end, "extractor": "Reader"}
        for item in reading.details
    ]
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
    message.set(ENTITIES, [*message.get(ENTITIES, []), *details], add_to_output=True)
    message.set(TRIAGE, outcome, add_to_output=True)
