"""Several questions in one message: "can i appeal and can i complain". Which ids, in order, at most three.

A small logistic regression looks at each id that the message or one of its parts may ask for, and says how likely it is
that it is really asked: learned from messages with several asks, and from ones that only look as if they had
(`data/asks.tsv`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from sendguide.understanding.pooling import pool
from sendguide.understanding.sentences import Part

Floats = npt.NDArray[np.float32]

MOST_ASKS = 3
ASK_WEIGHT = 0.3
"""How much the sentences that ask count against the whole message; chosen on stories by a writer left out."""

IDS_OF_MESSAGE, IDS_OF_PART = 5, 2
"""How many of the likeliest ids of a message, and of each part, are looked at."""

JOINS = re.compile(r"\b(?:also|and|plus|another|second)\b|&", re.IGNORECASE)
FEW_WORDS = 4
"""A shorter part ("how long") says little by itself."""

STARTS_ANEW = re.compile(r"(?:and|also|plus|oh)\b", re.IGNORECASE)


def weigh_asks(message: Floats, parts: Sequence[Part], rows: Iterable[Floats]) -> Floats:
    """A long message read once as a whole and once with weight on its ask; each id counts with the better reading.

    So a question that only sounds like the ask ("has that person ever met my child?") cannot push the subject out: the
    two then stand close together, and the guide asks back (ADR 0007).

    Args:
        message: probabilities of the whole message, shape (labels,).
        parts: its sentences and their clauses.
        rows: probabilities of each part.

    Returns:
        One value from 0 to 1 for each label; they may add up to more than 1.
    """
    asking = [np.log(row) for part, row in zip(parts, rows) if part.asks]
    if not asking:
        return message
    ask = np.exp(np.mean(asking, axis=0))
    return np.maximum(message, pool(message, ask, share=ASK_WEIGHT))


@dataclass(frozen=True)
class Candidate:
    """An id that may be asked for: its column, the part that asks for it, and what speaks for it."""

    column: int
    part: int
    features: tuple[float, ...]


def candidates(message: Floats, parts: Sequence[Part], part_rows: Floats, excluded: Collection[int]) -> list[Candidate]:
    """The ids that may be asked for.

    Args:
        message: probabilities of the whole message, shape (labels,).
        parts: its parts.
        part_rows: probabilities of each part, shape (len(parts), labels).
        excluded: columns that are never one of several asks (small talk, danger).
    """
    columns = {int(column) for column in np.argsort(-message)[:IDS_OF_MESSAGE]}
    columns |= {int(column) for row in part_rows for column in np.argsort(-row)[:IDS_OF_PART]}
    found = []
    for column in sorted(columns.difference(excluded)):
        place = int(part_rows[:, column].argmax())
        of_part = _of_part(column, place, message, part_rows)
        of_words = _of_words(place, parts, own=float(part_rows[place, column]))
        found.append(Candidate(column, place, (*_of_message(column, message, parts), *of_part, *of_words)))
    return found


def _of_message(column: int, message: Floats, parts: Sequence[Part]) -> tuple[float, ...]:
    """How the whole message speaks for an id."""
    whole, best = message[column], message.max()
    is_best = float(column == message.argmax())
    return (_log(whole), _log(whole) * (1 - is_best), _log(best), is_best, float(whole), float(len(parts) == 1))


def _of_part(column: int, place: int, message: Floats, part_rows: Floats) -> tuple[float, ...]:
    """How the part that asks for an id speaks for it, and whether the message's likeliest id explains that part."""
    row, best = part_rows[place], int(message.argmax())
    own, rival = float(row[column]), float(np.delete(row, column).max())
    leads = float(own > rival)
    led = float((part_rows.argmax(axis=1) == column).sum())
    of_best = (float(row[best]), float(part_rows[:, best].argmax() == place)) if column != best else (0.0, 0.0)
    return (_log(own), _log(rival), own, leads, leads * _log(own), led, *of_best)


def _of_words(place: int, parts: Sequence[Part], *, own: float) -> tuple[float, ...]:
    """What the words of the message say of its asks: "and", "also", how many, how short, whether the part asks."""
    joined = any(JOINS.search(part.text) or STARTS_ANEW.match(part.text) for part in parts[1:])
    text, asks = parts[place].text, float(parts[place].asks)
    few, anew = float(len(text.split()) < FEW_WORDS), float(bool(STARTS_ANEW.match(text)))
    asking = min(sum(part.asks for part in parts), 4) / 4
    return (min(len(parts), 6) / 6, float(place == 0), anew, float(joined), few, asks, asking, asks * own)


def _log(value: np.floating[Any] | float) -> float:
    return float(np.log(value + 1e-6))


@dataclass(frozen=True)
class AskModel:
    """The logistic regression: one weight a feature, and a bias."""

    weights: tuple[float, ...]
    bias: float

    @classmethod
    def fit(cls, features: Sequence[tuple[float, ...]], asked: Sequence[bool]) -> AskModel:
        """Learns from candidates of which it is known whether they are asked."""
        model = LogisticRegression(max_iter=2000).fit(np.array(features), np.array(asked))
        return cls(tuple(float(weight) for weight in model.coef_[0]), float(model.intercept_[0]))

    def probability(self, candidate: Candidate) -> float:
        """How likely an id is really asked for, 0 to 1."""
        return float(1 / (1 + np.exp(-np.dot(self.weights, candidate.features) - self.bias)))

    def asked(
        self, found: Sequence[Candidate], *, first: float, others: float, sure: int | None = None, ahead: float = 0.0
    ) -> list[int]:
        """The columns asked for, in the order of the message: at most three.

        Args:
            found: what may be asked for.
            first: how likely the likeliest must be to be asked for ...
            others: ... and each of the others.
            sure: the column that the whole message surely asks for, if there is one ...
            ahead: ... and how likely another must be to be answered before it, though it is asked before it.
        """
        ranked = sorted(((self.probability(item), item) for item in found), key=lambda pair: -pair[0])[:MOST_ASKS]
        chosen = [pair for place, pair in enumerate(ranked) if pair[0] >= (others if place else first)]
        start = next((item.part for _, item in chosen if item.column == sure), 0)
        late = [item for value, item in chosen if item.column != sure and item.part < start and value < ahead]
        chosen_items = [item for _, item in chosen]
        return [
            item.column
            for item in sorted(chosen_items, key=lambda item: (item.part, 0) if item not in late else (start, 1))
        ]
