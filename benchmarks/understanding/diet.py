"""Rasa's own classifier, DIET (Bunk et al. 2020), in the pipeline of `rasa init`, with and without our vectors."""

from __future__ import annotations

import asyncio
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from benchmarks.understanding.data import SEED
from benchmarks.understanding.metrics import Floats

if TYPE_CHECKING:
    from rasa.core.agent import Agent


@dataclass(frozen=True)
class RasaModel:
    """A trained pipeline of Rasa's."""

    labels: list[str]
    agent: Agent

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """Shape (texts, labels); messages are parsed one by one, as Rasa does."""
        columns = {name: column for column, name in enumerate(self.labels)}
        found = np.zeros((len(texts), len(self.labels)))
        for row, parsed in enumerate(asyncio.run(self._parse(texts))):
            for item in parsed["intent_ranking"]:
                found[row, columns[item["name"]]] = item["confidence"]
        return found

    async def _parse(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        return [await self.agent.parse_message(text) for text in texts]


def diet(texts: Sequence[str], labels: Sequence[str], *, epochs: int, with_vectors: bool) -> RasaModel:
    """Trains the pipeline on examples.

    Args:
        texts: the messages.
        labels: the answer id of each.
        epochs: passes over the examples; `rasa init` has 100.
        with_vectors: whether DIET also sees our sentence vectors.
    """
    from sendguide.server.engine import quiet_rasa

    quiet_rasa()
    import rasa.model_training
    from rasa.core.agent import Agent

    grouped: dict[str, list[str]] = defaultdict(list)
    for text, label in zip(texts, labels, strict=True):
        grouped[label].append(f"- {text}")
    blocks = [{"intent": label, "examples": "\n".join(lines)} for label, lines in grouped.items()]
    with tempfile.TemporaryDirectory(prefix="sendguide-diet-") as name:
        examples, config = Path(name, "nlu.yml"), Path(name, "config.yml")
        examples.write_text(yaml.safe_dump({"version": "3.1", "nlu": blocks}), encoding="utf-8")
        config.write_text(yaml.safe_dump(pipeline(epochs, with_vectors=with_vectors)), encoding="utf-8")
        model = rasa.model_training.train_nlu(str(config), str(examples), name)
        return RasaModel(sorted(grouped), Agent.load(str(model)))


def pipeline(epochs: int, *, with_vectors: bool) -> dict[str, Any]:
    """What `rasa init` uses to find the intent, with a fixed seed and the whole ranking given out.

    Its synonyms, response selector and fallback are left out: they do not change which intent is likeliest.
    """
    classifier = {"name": "DIETClassifier", "epochs": epochs, "constrain_similarities": True}
    steps: list[dict[str, Any]] = [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        *([{"name": "benchmarks.understanding.featurizer.SentenceFeaturizer"}] if with_vectors else []),
        {**classifier, "random_seed": SEED, "ranking_length": 0},
    ]
    return {"recipe": "default.v1", "language": "en", "assistant_id": "stock", "pipeline": steps}
