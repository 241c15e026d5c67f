"""Rasa component: the last word on a message. Sure, unsure, lost or danger; and commands such as "start again"."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from sendguide.content.loader import content_store
from sendguide.nlu.intents import CLAUSES, KNOWS_WORDS, IntentModel
from sendguide.safety.crisis import CrisisScreen
from sendguide.understanding.clauses import asks
from sendguide.understanding.clean import match_key
from sendguide.understanding.decide import Certainty, Decision, Thresholds, decide
from sendguide.understanding.language import is_other_script

TRIAGE = "triage"
"""Key of the parse result that carries the decision to the actions."""

CLARIFY_INTENT = "clarify"
FALLBACK_INTENT = "nlu_fallback"
OTHER_LANGUAGE_INTENT = "language_or_format_request"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Triage(GraphComponent, RasaIntentClassifier):
    """Turns the ranking into one intent that a rule can act on, and says why under the key `triage`."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Needs the ranking."""
        return [IntentModel]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The thresholds; see `Thresholds`."""
        return asdict(Thresholds())

    def __init__(self, thresholds: Thresholds, commands: dict[str, str], screen: CrisisScreen) -> None:
        self._thresholds = thresholds
        self._commands = commands
        self._screen = screen

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Triage:
        """Reads commands and danger phrases from the content in use."""
        content = content_store().current()
        thresholds = Thresholds(**{name: config[name] for name in cls.get_default_config()})
        phrases = {match_key(phrase): item.id for item in content.commands.values() for phrase in item.phrases}
        return cls(thresholds, phrases, CrisisScreen(content.crisis.values()))

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the intent to act on."""
        for message in messages:
            self._process(message)
        return messages

    def _process(self, message: Message) -> None:
        text = message.get(TEXT) or ""
        ranking = [
            (str(item[INTENT_NAME_KEY]), float(item[PREDICTED_CONFIDENCE_KEY]))
            for item in message.get(INTENT_RANKING_KEY, [])
        ]
        command, danger = self._commands.get(match_key(text)), self._screen.find(text)
        if command is not None:
            decision = Decision(Certainty.SURE, (command,), 1.0)
        elif not ranking or (is_other_script(text) and not danger):
            decision = Decision(Certainty.SURE, (OTHER_LANGUAGE_INTENT,), 1.0)
        else:
            knows_words = bool(message.get(KNOWS_WORDS, True))
            decision = decide(ranking, self._thresholds, danger=danger, knows_words=knows_words)
            several = asks(message.get(CLAUSES, []), self._thresholds.sure)
            if several and decision.certainty is Certainty.UNSURE:
                decision = Decision(Certainty.SURE, several, decision.confidence)
        _set_intent(message, decision)


def _set_intent(message: Message, decision: Decision) -> None:
    name = {Certainty.UNSURE: CLARIFY_INTENT, Certainty.LOST: FALLBACK_INTENT}.get(decision.certainty)
    intent = {INTENT_NAME_KEY: name or decision.ids[0], PREDICTED_CONFIDENCE_KEY: decision.confidence}
    outcome = {
        "certainty": decision.certainty.value,
        "ids": list(decision.ids),
        "confidence": decision.confidence,
        "topic": decision.topic,
    }
    message.set(INTENT, intent, add_to_output=True)
    message.set(TRIAGE, outcome, add_to_output=True)
