"""Learns to tell several asks from one, with a classifier that has never seen the messages it learns from."""

from __future__ import annotations

from collections.abc import Sequence

from sendguide.understanding.asks import AskModel, candidates, weigh_asks
from sendguide.understanding.classifier import IntentClassifier
from sendguide.understanding.reader import Words, never_one_of_several
from sendguide.understanding.sentences import parts_to_read


def learn_asks(classifier: IntentClassifier, messages: Sequence[tuple[frozenset[str], str]], words: Words) -> AskModel:
    """Learns from messages of which it is known what they ask for.

    Args:
        classifier: trained on other messages.
        messages: for each the ids asked for, and its words.
        words: what the reader takes from the content; messages are read as it reads them.
    """
    excluded = never_one_of_several(classifier.labels)
    features: list[tuple[float, ...]] = []
    asked: list[bool] = []
    for ids, text in messages:
        plain = words.speller.correct(text)
        parts = parts_to_read(plain)
        rows, _ = classifier.of_parts(plain, [(part.start, part.end) for part in parts])
        message = weigh_asks(rows[0], parts, rows[1:])
        for candidate in candidates(message, parts, rows[1:], excluded):
            features.append(candidate.features)
            asked.append(classifier.labels[candidate.column] in ids)
    return AskModel.fit(features, asked)
