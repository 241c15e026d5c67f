"""Several questions in one message: "can i appeal and can i complain". Which ids, in order, at most three.

A small logistic regression looks at each id that the message or one of its parts may ask for, and says how likely it is
that it is really asked: learned from messages with several asks, and from ones that only look as if they had
(`data/asks.tsv`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

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
    top, tops = int(message.argmax()), part_rows.argmax(axis=1).tolist()
    joined = any(JOINS.search(part.text) or STARTS_ANEW.match(part.text) for part in parts[1:])
    found = []
    for column in sorted(columns.difference(excluded)):
        place = int(part_rows[:, column].argmax())
        row, part = part_rows[place], parts[place]
        own, whole = _log(row[column]), _log(message[column])
        features = (
            *(whole, whole * (column != top), _log(message[top]), float(column == top)),
            *(own, own * part.asks, _log(np.delete(row, column).max()), float(tops.count(column))),
            *(float(part.asks), len(parts) / 3, float(place == 0)),
            *(float(bool(STARTS_ANEW.match(part.text))), float(joined)),
        )
        found.append(Candidate(column, place, features))
    return found


def _log(value: float) -> float:
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

    def asked(self, found: Sequence[Candidate], *, first: float, others: float) -> list[int]:
        """The columns asked for, in the order of the message: at most three.

        Args:
            found: what may be asked for.
            first: how likely the likeliest must be to be asked for ...
            others: ... and each of the others.
        """
        ranked = sorted(((self.probability(item), item) for item in found), key=lambda pair: -pair[0])[:MOST_ASKS]
        chosen = [item for place, (value, item) in enumerate(ranked) if value >= (others if place else first)]
        return [item.column for item in sorted(chosen, key=lambda item: item.part)]
