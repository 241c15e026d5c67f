"""The classifier learns the same from the same examples, survives its file, and is never untrained in silence."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sendguide.understanding.classifier import IntentClassifier, TrainingOptions
from sendguide.understanding.encoder import DIMENSION, SentenceEncoder
from sendguide.understanding.tuning import TuningOptions, upper_names
from tests.unit.understanding.conftest import OPTIONS

ASKED = {
    "what is the price, is it free": "mediation_cost",
    "will it be all morning, how long is it": "mediation_duration",
    "can a friend come with me": "mediation_who_attends",
    "who gives me the certificate": "mediation_certificate_how",
    "i wish to appeal, where is the form": "appeal_how",
    "how many weeks are left to appeal": "appeal_deadline",
    "i want to complain": "complaint",
    "hello good morning": "greet",
}
ODD = ["", "😀", "zzz", "appeal " * 2_000, "ما هي الوساطة", "<b>\n\t</b>"]
TEXTS = [*ASKED, *ODD]


@pytest.mark.parametrize(("text", "label"), ASKED.items(), ids=ASKED.values())
def test_it_learns_what_the_examples_show(classifier: IntentClassifier, text: str, label: str):
    assert classifier.labels[int(classifier.probabilities([text]).argmax())] == label


def test_labels_are_in_the_order_of_the_alphabet(classifier: IntentClassifier, labels: list[str]):
    assert classifier.labels == sorted(set(labels))


def test_training_twice_gives_the_same(
    classifier: IntentClassifier, texts: list[str], labels: list[str], encoder: SentenceEncoder
):
    again = IntentClassifier.train(texts, labels, encoder, options=OPTIONS)
    assert again.labels == classifier.labels
    np.testing.assert_array_equal(again.probabilities(TEXTS), classifier.probabilities(TEXTS))


def test_probabilities_of_any_text_add_up_to_one(classifier: IntentClassifier):
    found = classifier.probabilities(TEXTS)
    assert found.shape == (len(TEXTS), len(classifier.labels))
    assert found.dtype == np.float32
    assert (found > 0).all()
    np.testing.assert_allclose(found.sum(axis=1), 1.0, atol=1e-5)


def test_a_text_is_judged_the_same_alone_and_among_others(classifier: IntentClassifier):
    together = classifier.probabilities(TEXTS)
    alone = np.concatenate([classifier.probabilities([text]) for text in TEXTS])
    np.testing.assert_allclose(alone, together, atol=1e-5)


TWO_ASKS = "how much is mediation and how do i appeal"
HALVES = [(0, 21), (22, len(TWO_ASKS))]


def test_the_parts_of_a_text_are_judged_beside_the_whole(classifier: IntentClassifier):
    rows, alone = classifier.of_parts(TWO_ASKS, HALVES)
    assert rows.shape == alone.shape == (3, len(classifier.labels))
    np.testing.assert_allclose(rows[0], classifier.probabilities([TWO_ASKS])[0], atol=1e-5)
    for found in (rows, alone):
        assert [classifier.labels[place] for place in found[1:].argmax(axis=1)] == ["mediation_cost", "appeal_how"]
        np.testing.assert_allclose(found.sum(axis=1), 1.0, atol=1e-5)


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_has_parts(classifier: IntentClassifier, text: str):
    rows, alone = classifier.of_parts(text, [(0, len(text)), (0, 0)])
    assert np.isfinite(rows).all()
    assert np.isfinite(alone).all()


KNOWN = {"how much": True, "MEDIATION!": True, "zzz qqq": False, "": False, "😀": False, "ما هي": False}


@pytest.mark.parametrize(("text", "known"), KNOWN.items(), ids=range(len(KNOWN)))
def test_it_tells_words_that_it_has_seen_from_others(classifier: IntentClassifier, text: str, known: bool):
    assert classifier.knows_words(text) is known


# --- its file -------------------------------------------------------------------------------------------------------
def test_it_comes_back_from_its_file_as_it_was(classifier: IntentClassifier, encoder: SentenceEncoder, tmp_path: Path):
    classifier.save(tmp_path)
    loaded = IntentClassifier.load(tmp_path, encoder)
    assert loaded.labels == classifier.labels
    assert [loaded.knows_words(text) for text in TEXTS] == [classifier.knows_words(text) for text in TEXTS]
    np.testing.assert_allclose(loaded.probabilities(TEXTS), classifier.probabilities(TEXTS), atol=1e-6)


def test_what_comes_back_can_be_kept_again(classifier: IntentClassifier, encoder: SentenceEncoder, tmp_path: Path):
    classifier.save(tmp_path)
    (tmp_path / "again").mkdir()
    IntentClassifier.load(tmp_path, encoder).save(tmp_path / "again")
    one, other = ((folder / "classifier.json").read_text(encoding="utf-8") for folder in (tmp_path, tmp_path / "again"))
    assert json.loads(one) == json.loads(other)


def test_its_file_holds_arrays_and_json_and_no_code(classifier: IntentClassifier, tmp_path: Path):
    classifier.save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["classifier.json", "classifier.npz"]
    json.loads((tmp_path / "classifier.json").read_text(encoding="utf-8"))
    with np.load(tmp_path / "classifier.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)


def test_its_file_holds_only_the_layers_that_were_tuned(
    classifier: IntentClassifier, encoder: SentenceEncoder, tmp_path: Path
):
    classifier.save(tmp_path)
    with np.load(tmp_path / "classifier.npz", allow_pickle=False) as arrays:
        kept = {name for name in arrays.files if name in encoder.weights}
        assert kept == set(upper_names(encoder, OPTIONS.tuning))
        assert arrays["vector_weights"].shape == (DIMENSION, len(classifier.labels))


def test_an_empty_folder_is_refused(encoder: SentenceEncoder, tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        IntentClassifier.load(tmp_path, encoder)


@pytest.mark.parametrize("name", ["classifier.npz", "classifier.json"])
def test_half_a_model_is_refused(classifier: IntentClassifier, encoder: SentenceEncoder, tmp_path: Path, name: str):
    classifier.save(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(FileNotFoundError):
        IntentClassifier.load(tmp_path, encoder)


# --- options --------------------------------------------------------------------------------------------------------
NOT_TUNED = TrainingOptions(min_count=1, tuning=TuningOptions(epochs=0))


def test_one_label_is_not_enough_to_learn_from(texts: list[str], encoder: SentenceEncoder):
    with pytest.raises(ValueError, match="class"):
        IntentClassifier.train(texts, ["complaint"] * len(texts), encoder, options=NOT_TUNED)


def test_a_higher_temperature_makes_it_less_sure(texts: list[str], labels: list[str], encoder: SentenceEncoder):
    surest = [
        IntentClassifier.train(texts, labels, encoder, options=replace(NOT_TUNED, temperature=value))
        .probabilities(list(ASKED))
        .max(axis=1)
        for value in (0.4, 1.2)
    ]
    assert (surest[0] > surest[1]).all()
