"""Rasa component around `sendguide.understanding.classifier`: ranks the intents of a message."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from sendguide.nlu.featurizer import SentenceFeaturizer, sentence_vector
from sendguide.understanding.classifier import IntentClassifier, TrainingOptions
from sendguide.understanding.clauses import clauses
from sendguide.understanding.encoder import load_encoder

KNOWS_WORDS = "knows_words"
"""Whether any word of the message was seen in training; for `Triage`."""

CLAUSES = "clauses"
"""For each clause of an unclear message its likeliest id and probability; for `Triage`."""

CLEAR = 0.85
"""A message as clear as this is neither taken apart nor checked for words that mean nothing."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentModel(GraphComponent, RasaIntentClassifier):
    """Logistic regression over sentence vectors and n-grams, stored as arrays (no pickle, no skops)."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Needs the sentence vectors."""
        return [SentenceFeaturizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The training options (see `TrainingOptions`) and how much of the ranking goes on."""
        return {**asdict(TrainingOptions()), "ranking_length": 6}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        classifier: IntentClassifier | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._classifier = classifier

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentModel:
        """An untrained component, for training."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from all examples that have an intent and words."""
        messages = [message for message in training_data.intent_examples if message.get(TEXT)]
        options = TrainingOptions(**{name: self._config[name] for name in asdict(TrainingOptions())})
        self._classifier = IntentClassifier.train(
            [message.get(TEXT) for message in messages],
            np.stack([sentence_vector(message) for message in messages]),
            [message.get(INTENT) for message in messages],
            options=options,
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._classifier.save(folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentModel:
        """The trained component. Raises when the model holds none: an untrained guide must not answer."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, IntentClassifier.load(folder))

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent and ranking of each message."""
        if self._classifier is None:
            raise ValueError("The intent model is not trained. Run `sendguide train`.")
        vectors = np.stack([sentence_vector(message) for message in messages])
        probabilities = self._classifier.probabilities([message.get(TEXT) for message in messages], vectors)
        for message, row in zip(messages, probabilities):
            order = np.argsort(-row)[: self._config["ranking_length"]]
            ranking = [
                {INTENT_NAME_KEY: self._classifier.labels[index], PREDICTED_CONFIDENCE_KEY: float(row[index])}
                for index in order
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            clear = bool(row.max() >= CLEAR)
            message.set(KNOWS_WORDS, clear or self._classifier.knows_words(message.get(TEXT)))
            message.set(CLAUSES, [] if clear else _clauses(message.get(TEXT), self._classifier))
        return messages


def _clauses(text: str, classifier: IntentClassifier) -> list[tuple[str, float]]:
    parts = clauses(text)
    if not parts:
        return []
    rows = classifier.probabilities(parts, load_encoder().encode(parts))
    return [(classifier.labels[int(row.argmax())], float(row.max())) for row in rows]
