"""Tuning teaches the upper layers the subject and leaves everything else as it was published."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
import tensorflow as tf

from sendguide.understanding import tuning
from sendguide.understanding.encoder import DIMENSION, LAYERS, SentenceEncoder
from sendguide.understanding.tuning import Tuned, TuningOptions, tune, upper_names

Floats = npt.NDArray[np.float32]

Integers = npt.NDArray[np.int64]

ONCE = TuningOptions(epochs=1, batch_tokens=64)
REFERENCE = [0.0676569, 0.0634959, 0.0487131, 0.0793050]
"""The first four numbers for 'This is an example sentence' on the model's own page (sentence-transformers)."""

ODD = ["is it free?", "", "😀", "mediation " * 300, "ما هي الوساطة"]


@pytest.fixture(scope="module")
def before(encoder: SentenceEncoder) -> dict[str, Floats]:
    """The weights as published, copied before anything is tuned."""
    return {name: values.copy() for name, values in encoder.weights.items()}


@pytest.fixture(scope="module")
def numbers(labels: list[str]) -> Integers:
    """The number of each example's id."""
    return np.unique(labels, return_inverse=True)[1]


@pytest.fixture(scope="module")
def tuned(encoder: SentenceEncoder, texts: list[str], numbers: Integers, before: dict[str, Floats]) -> Tuned:
    """Tuned to the examples in one pass."""
    return tune(encoder, texts, numbers, ONCE)


# --- what changes ---------------------------------------------------------------------------------------------------
def test_the_upper_layers_change_and_nothing_else(encoder: SentenceEncoder, tuned: Tuned):
    other = encoder.tuned(tuned.weights)
    upper = {name for name in encoder.weights if name.startswith(("encoder.layer.4.", "encoder.layer.5."))}
    assert set(tuned.weights) == upper
    for name, values in other.weights.items():
        assert (values is encoder.weights[name]) == (name not in upper)
    assert all(not np.array_equal(tuned.weights[name], encoder.weights[name]) for name in upper if "weight" in name)


def test_what_is_tuned_has_the_shape_it_had(encoder: SentenceEncoder, labels: list[str], tuned: Tuned):
    ids = len(set(labels))
    assert {name: values.shape for name, values in tuned.weights.items()} == {
        name: encoder.weights[name].shape for name in tuned.weights
    }
    assert all(np.isfinite(values).all() and values.dtype == np.float32 for values in tuned.weights.values())
    assert (tuned.head.shape, tuned.bias.shape) == ((DIMENSION, ids), (ids,))


def test_the_encoder_as_published_stays_so(encoder: SentenceEncoder, before: dict[str, Floats], tuned: Tuned):
    vectors = encoder.encode(ODD)
    encoder.tuned(tuned.weights).encode(ODD)
    assert set(encoder.weights) == set(before)
    assert all(np.array_equal(encoder.weights[name], values) for name, values in before.items())
    np.testing.assert_array_equal(encoder.encode(ODD), vectors)


def test_without_new_weights_the_vectors_are_the_same(encoder: SentenceEncoder):
    np.testing.assert_array_equal(encoder.tuned({}).encode(ODD), encoder.encode(ODD))


@pytest.mark.parametrize("frozen", range(LAYERS + 1))
def test_the_layers_that_are_not_frozen_are_tuned(encoder: SentenceEncoder, frozen: int):
    layers = {int(name.split(".")[2]) for name in upper_names(encoder, TuningOptions(frozen_layers=frozen))}
    assert layers == set(range(frozen, LAYERS))


# --- what it is good for --------------------------------------------------------------------------------------------
def _apart(vectors: Floats, labels: Integers) -> float:
    """How much nearer texts with one label are than texts with different labels, in cosine."""
    near = vectors @ vectors.T
    same = labels[:, None] == labels[None, :]
    others = ~np.eye(len(labels), dtype=bool)
    return float(near[same & others].mean() - near[~same].mean())


def test_the_ids_are_further_apart_than_before(
    encoder: SentenceEncoder, texts: list[str], numbers: Integers, tuned: Tuned
):
    vectors = encoder.tuned(tuned.weights).encode(texts)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert _apart(vectors, numbers) > _apart(encoder.encode(texts), numbers) + 0.05


def test_two_ids_that_were_close_are_further_apart_too(
    encoder: SentenceEncoder, texts: list[str], labels: list[str], tuned: Tuned
):
    close = [place for place, label in enumerate(labels) if label in ("appeal_how", "appeal_deadline")]
    some, numbers = [texts[place] for place in close], np.array([labels[place] == "appeal_how" for place in close])
    before, after = (_apart(model.encode(some), numbers) for model in (encoder, encoder.tuned(tuned.weights)))
    assert after > before + 0.05


def test_its_softmax_tells_the_examples_apart(
    encoder: SentenceEncoder, texts: list[str], numbers: Integers, tuned: Tuned
):
    logits = encoder.tuned(tuned.weights).encode(texts) @ tuned.head * ONCE.scale + tuned.bias
    assert (logits.argmax(axis=1) == numbers).mean() >= 0.95


def test_tuning_twice_gives_the_same(encoder: SentenceEncoder, texts: list[str], numbers: Integers, tuned: Tuned):
    again = tune(encoder, texts, numbers, ONCE)
    for name, weights in tuned.weights.items():
        np.testing.assert_array_equal(weights, again.weights[name])
    np.testing.assert_array_equal(tuned.head, again.head)
    np.testing.assert_array_equal(tuned.bias, again.bias)


# --- the arithmetic is that of the encoder --------------------------------------------------------------------------
def _pooled_by_tensorflow(encoder: SentenceEncoder, texts: list[str], options: TuningOptions) -> Floats:
    padded, mask = tuning._padded(encoder.states(texts, layers=options.frozen_layers))
    vectors = tf.math.l2_normalize(tuning._Upper(tf, encoder, options).pooled(padded, mask), 1)
    found: Floats = vectors.numpy()
    return found


def test_the_arithmetic_is_that_of_the_published_model(encoder: SentenceEncoder):
    options = TuningOptions(frozen_layers=0, dropout=0.0)
    vector = _pooled_by_tensorflow(encoder, ["This is an example sentence"], options)[0]
    np.testing.assert_allclose(vector[:4], REFERENCE, atol=2e-5)


@pytest.mark.parametrize("frozen", [0, 4, 5])
def test_whole_numbers_in_the_matrices_hardly_turn_a_vector(encoder: SentenceEncoder, frozen: int):
    options = TuningOptions(frozen_layers=frozen, dropout=0.0)
    cosines = (_pooled_by_tensorflow(encoder, ODD, options) * encoder.encode(ODD)).sum(axis=1)
    assert cosines.min() > 0.97


def test_the_states_of_a_text_do_not_depend_on_the_texts_beside_it(encoder: SentenceEncoder):
    together = encoder.states(ODD, layers=4)
    for text, states in zip(ODD, together):
        np.testing.assert_allclose(encoder.states([text], layers=4)[0], states, atol=1e-4)
    assert all(states.shape[1] == DIMENSION for states in together)


def test_no_texts_have_no_states(encoder: SentenceEncoder):
    assert encoder.states([], layers=4) == []
