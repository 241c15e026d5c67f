"""`make bench-understanding`: classifiers side by side on the same examples, judged on the development questions.

Each contender runs in a process of its own, so that its memory can be told. The stock pipeline (DIET) takes about half
an hour on twelve examples an id and hours on all: `--diet` adds it, on as many examples as `--examples` says.

    python -m benchmarks.understanding                       # ours and its parts, on all examples
    python -m benchmarks.understanding --examples 12 --diet  # all of them on twelve examples an id
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from benchmarks.dev_numbers import read_questions
from sendguide.settings import PROJECT

SEED = 2026
EPOCHS = 100
Ranker = Callable[[str], list[str]]


def read_examples(per_id: int | None) -> tuple[list[str], list[str]]:
    """Texts and labels of `data/nlu.yml`, or `per_id` random ones of each label."""
    texts: list[str] = []
    labels: list[str] = []
    chance = random.Random(SEED)  # noqa: S311 - a repeatable sample, not a secret
    for block in yaml.safe_load((PROJECT / "data" / "nlu.yml").read_text(encoding="utf-8"))["nlu"]:
        lines = [line.removeprefix("- ") for line in block["examples"].splitlines()]
        chosen = lines if per_id is None else chance.sample(lines, min(per_id, len(lines)))
        texts += chosen
        labels += [block["intent"]] * len(chosen)
    return texts, labels


def ours(texts: list[str], labels: list[str], *, share: float) -> Ranker:
    """N-grams and sentence vectors, with this share for the vectors: 0 is n-grams alone, 1 is vectors alone."""
    from sendguide.understanding.classifier import IntentClassifier, TrainingOptions
    from sendguide.understanding.encoder import load_encoder

    encoder = load_encoder()
    options = TrainingOptions(vector_share=share)
    model = IntentClassifier.train(texts, encoder.encode(texts), labels, options=options)

    def rank(text: str) -> list[str]:
        row = model.probabilities([text], encoder.encode([text]))[0]
        return [model.labels[index] for index in np.argsort(-row)[:3]]

    return rank


def joint(texts: list[str], labels: list[str]) -> Ranker:
    """One logistic regression over n-grams and sentence vectors side by side."""
    from scipy.sparse import csr_matrix, hstack

    from sendguide.understanding.classifier import Linear, NgramFeatures, TrainingOptions
    from sendguide.understanding.encoder import load_encoder

    encoder = load_encoder()
    features = NgramFeatures.learn(texts, min_count=3)

    def matrix(some: list[str]) -> Any:
        return hstack([features.matrix(some), csr_matrix(encoder.encode(some))]).tocsr()

    model, names = Linear.fit(matrix(texts), labels, TrainingOptions())

    def rank(text: str) -> list[str]:
        row = np.asarray(model.log_probabilities(matrix([text])))[0]
        return [names[index] for index in np.argsort(-row)[:3]]

    return rank


def nearest(texts: list[str], labels: list[str]) -> Ranker:
    """The labels of the nearest examples by sentence vector."""
    from sendguide.understanding.encoder import load_encoder

    encoder = load_encoder()
    vectors = encoder.encode(texts)

    def rank(text: str) -> list[str]:
        order = np.argsort(-(vectors @ encoder.encode([text])[0]))
        return list(dict.fromkeys(labels[index] for index in order[:60]))[:3]

    return rank


def diet(texts: list[str], labels: list[str]) -> Ranker:
    """The pipeline of `rasa init`: count vectors and DIET, 100 epochs."""
    from sendguide.server.engine import quiet_rasa

    quiet_rasa()
    import rasa.model_training
    from rasa.core.agent import Agent

    folder = Path(tempfile.mkdtemp(prefix="sendguide-diet-"))
    grouped: dict[str, list[str]] = {}
    for text, label in zip(texts, labels, strict=True):
        grouped.setdefault(label, []).append(f"- {text}")
    blocks = [{"intent": label, "examples": "\n".join(lines)} for label, lines in grouped.items()]
    (folder / "nlu.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": blocks}), encoding="utf-8")
    (folder / "config.yml").write_text(yaml.safe_dump(stock_config()), encoding="utf-8")
    model = rasa.model_training.train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
    agent = Agent.load(str(model))

    def rank(text: str) -> list[str]:
        parsed = asyncio.run(agent.parse_message(text))
        return [item["name"] for item in parsed["intent_ranking"][:3]]

    return rank


def stock_config() -> dict[str, Any]:
    """The NLU part of `rasa init`'s config, with a fixed seed."""
    return {
        "recipe": "default.v1",
        "language": "en",
        "assistant_id": "stock",
        "pipeline": [
            {"name": "WhitespaceTokenizer"},
            {"name": "RegexFeaturizer"},
            {"name": "LexicalSyntacticFeaturizer"},
            {"name": "CountVectorsFeaturizer"},
            {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
            {"name": "DIETClassifier", "epochs": EPOCHS, "constrain_similarities": True, "random_seed": SEED},
        ],
    }


CONTENDERS: dict[str, Callable[[list[str], list[str]], Ranker]] = {
    "ours: n-grams and vectors vote": lambda texts, labels: ours(texts, labels, share=0.3),
    "n-grams, logistic regression": lambda texts, labels: ours(texts, labels, share=0.0),
    "vectors, logistic regression": lambda texts, labels: ours(texts, labels, share=1.0),
    "both in one regression": joint,
    "nearest example by vector": nearest,
}
DIET = "stock rasa init (DIET)"


def judge(name: str, per_id: int | None) -> dict[str, Any]:
    """Trains one contender and asks it every development question."""
    texts, labels = read_examples(per_id)
    started = time.perf_counter()
    rank = diet(texts, labels) if name == DIET else CONTENDERS[name](texts, labels)
    trained = time.perf_counter() - started
    questions = read_questions()
    rank(questions[0]["text"])
    started = time.perf_counter()
    rankings = [rank(question["text"]) for question in questions]
    milliseconds = (time.perf_counter() - started) * 1000 / len(questions)
    right = [{question["label"], *(question.get("labels") or [])} for question in questions]
    return {
        "contender": name,
        "examples": len(texts),
        "first": float(np.mean([ids[0] in wanted for ids, wanted in zip(rankings, right, strict=True)])),
        "within three": float(np.mean([bool(wanted & set(ids)) for ids, wanted in zip(rankings, right, strict=True)])),
        "training s": trained,
        "ms a message": milliseconds,
        "memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Runs every contender and prints one row each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, help="examples an id; all by default")
    parser.add_argument("--diet", action="store_true", help="add the stock pipeline (slow)")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(judge(chosen.one, chosen.examples)))
        return
    names = [*CONTENDERS, *([DIET] if chosen.diet else [])]
    print(f"{'contender':32} examples  right first  within three  training s  ms a message  memory MB", flush=True)
    for name in names:
        command = [sys.executable, "-m", "benchmarks.understanding", "--one", name]
        command += ["--examples", str(chosen.examples)] if chosen.examples else []
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        row = json.loads(done.stdout.strip().splitlines()[-1])
        print(
            f"{row['contender']:32} {row['examples']:8}  {row['first']:11.1%}  {row['within three']:12.1%}"
            f"  {row['training s']:10.0f}  {row['ms a message']:12.1f}  {row['memory MB']:9.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
