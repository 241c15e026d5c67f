"""Our sentence vectors for Rasa's pipelines: what DIET makes of them is one of the contenders."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from sendguide.understanding.encoder import SentenceEncoder, load_encoder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one unit vector of 384 numbers to every message; DIET reads it beside its own features of the sentence.

    There is no feature for each token: the encoder cuts words into other pieces than Rasa's tokenizer does.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Needs tokens only because Rasa's graph validation wants a tokenizer before any featurizer."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        """What has to be installed."""
        return ["tokenizers", "safetensors"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's options; `weights` names the weights, so that a change of weights makes Rasa compute again."""
        return {**DenseFeaturizer.get_default_config(), "weights": "all-MiniLM-L6-v2"}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to check."""

    def __init__(self, config: dict[str, Any], name: str, encoder: SentenceEncoder) -> None:
        super().__init__(name, config)
        self._encoder = encoder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        """Uses the one encoder of this process."""
        return cls(config, execution_context.node_name, load_encoder())

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the vector of each message's text."""
        texts = [message.get(TEXT) or "" for message in messages]
        vectors = self._encoder.encode(texts)
        for message, vector in zip(messages, vectors, strict=True):
            self.add_features_to_message(None, vector.reshape(1, -1), TEXT, message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the vectors of all examples, encoded in batches."""
        self.process([message for message in training_data.training_examples if message.get(TEXT)])
        return training_data
