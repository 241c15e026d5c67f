"""Marks the terms of `content/glossary.yml` in a message (START, section F, EHCP, …) as entities, with spaCy."""

from __future__ import annotations

from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from spacy.matcher import PhraseMatcher

from sendguide.content.loader import content_store
from sendguide.content.models import Term

CASED = frozenset({"START", "EP", "OT", "DP", "AR", "LA", "SLT", "I"})
"""Short forms that are everyday words or letters in lower case: matched only as written."""


class TermFinder:
    """Finds glossary terms. Plain spaCy; the Rasa component below only wraps it.

    Args:
        terms: the glossary.
    """

    def __init__(self, terms: list[Term]) -> None:
        self._language = spacy.blank("en")
        self._loose = PhraseMatcher(self._language.vocab, attr="LOWER")
        self._exact = PhraseMatcher(self._language.vocab, attr="ORTH")
        self._kinds = {term.id: term.kind for term in terms}
        for term in terms:
            for form in {term.term, *term.also, *([term.expansion] if term.expansion else [])}:
                matcher = self._exact if form in CASED else self._loose
                matcher.add(term.id, [self._language.make_doc(form)])

    def find(self, text: str) -> list[dict[str, Any]]:
        """The terms in a text as Rasa entities: kind, id, place, words; the longest wins where they overlap."""
        document = self._language.make_doc(text)
        spans = [*self._loose(document, as_spans=True), *self._exact(document, as_spans=True)]
        return [
            {
                "entity": self._kinds[span.label_],
                "value": span.label_,
                "start": span.start_char,
                "end": span.end_char,
                "extractor": "TermMatcher",
            }
            for span in spacy.util.filter_spans(spans)
        ]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class TermMatcher(GraphComponent, EntityExtractorMixin):
    """Rasa component: adds glossary terms to a message as entities."""

    @staticmethod
    def required_packages() -> list[str]:
        """What has to be installed."""
        return ["spacy"]

    def __init__(self, finder: TermFinder) -> None:
        self._finder = finder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TermMatcher:
        """Reads the glossary of the content in use."""
        return cls(TermFinder(list(content_store().current().terms.values())))

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the terms of each message to its entities."""
        for message in messages:
            found = self._finder.find(message.get(TEXT) or "")
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages
