"""Several readings of one message become one ranking."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def pool(one: Floats, other: Floats, *, share: float) -> Floats:
    """A weighted product of two rows of probabilities (logarithmic opinion pool, Genest and Zidek 1986).

    Args:
        one: probabilities above 0, shape (labels,).
        other: the same of another reading.
        share: weight of `other`, 0 to 1.
    """
    return as_probabilities((1 - share) * np.log(one) + share * np.log(other))


def as_probabilities(votes: Floats) -> Floats:
    """Logarithmic votes as probabilities that add up to 1 along the last axis."""
    powers = np.exp(votes - votes.max(axis=-1, keepdims=True))
    out: Floats = (powers / powers.sum(axis=-1, keepdims=True)).astype(np.float32)
    return out
