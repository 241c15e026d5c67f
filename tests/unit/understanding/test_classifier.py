"""The classifier learns the same from the same examples, survives its file, and is never untrained in silence."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from sendguide.understanding.classifier import IntentClassifier, TrainingOptions
from sendguide.understanding.encoder import load_encoder

EXAMPLES = {
    "cost": ["how much is mediation", "what does it cost", "is it free", "do i have to pay for it", "any fee for this"],
    "place": ["where is the meeting", "is it online", "can we meet in person", "which room is it in", "is it on zoom"],
    "who": ["who comes to it", "can my mum come too", "may i bring a friend", "who will be there", "can school come"],
}
ASKED = [
    "what is the price, is it free",
    "is the meeting online or in person",
    "can a friend come with me",
    "",
    "😀 zzz",
]
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
LABELS = [label for label, texts in EXAMPLES.items() for _ in texts]
OPTIONS = TrainingOptions(min_count=1)
Floats = npt.NDArray[np.float32]


@pytest.fixture(scope="module")
def vectors() -> tuple[Floats, Floats]:
    """Vectors of the examples and of what is asked."""
    encoder = load_encoder()
    return encoder.encode(TEXTS), encoder.encode(ASKED)


@pytest.fixture(scope="module")
def classifier(vectors: tuple[Floats, Floats]) -> IntentClassifier:
    """Trained on the examples."""
    return IntentClassifier.train(TEXTS, vectors[0], LABELS, options=OPTIONS)


def test_it_learns_what_the_examples_show(classifier: IntentClassifier, vectors: tuple[Floats, Floats]):
    best = classifier.probabilities(ASKED, vectors[1]).argmax(axis=1)[:3]
    assert [classifier.labels[index] for index in best] == ["cost", "place", "who"]


def test_training_twice_gives_the_same(classifier: IntentClassifier, vectors: tuple[Floats, Floats]):
    again = IntentClassifier.train(TEXTS, vectors[0], LABELS, options=OPTIONS)
    assert again.labels == classifier.labels
    np.testing.assert_array_equal(again.probabilities(ASKED, vectors[1]), classifier.probabilities(ASKED, vectors[1]))


def test_probabilities_of_any_text_add_up_to_one(classifier: IntentClassifier, vectors: tuple[Floats, Floats]):
    found = classifier.probabilities(ASKED, vectors[1])
    assert found.shape == (len(ASKED), len(EXAMPLES))
    assert (found > 0).all()
    np.testing.assert_allclose(found.sum(axis=1), 1.0, atol=1e-5)


def test_a_text_is_judged_the_same_alone_and_among_others(classifier: IntentClassifier, vectors: tuple[Floats, Floats]):
    together = classifier.probabilities(ASKED, vectors[1])
    for row, text in enumerate(ASKED):
        alone = classifier.probabilities([text], vectors[1][row : row + 1])
        np.testing.assert_allclose(alone[0], together[row], atol=1e-6)


def test_it_comes_back_from_its_file_as_it_was(
    classifier: IntentClassifier, vectors: tuple[Floats, Floats], tmp_path: Path
):
    classifier.save(tmp_path)
    loaded = IntentClassifier.load(tmp_path)
    before, after = (model.probabilities(ASKED, vectors[1]) for model in (classifier, loaded))
    assert loaded.labels == classifier.labels
    np.testing.assert_allclose(after, before, atol=1e-6)


def test_its_file_holds_arrays_and_json_and_no_code(classifier: IntentClassifier, tmp_path: Path):
    classifier.save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["classifier.json", "classifier.npz"]
    json.loads((tmp_path / "classifier.json").read_text(encoding="utf-8"))
    with np.load(tmp_path / "classifier.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)


def test_an_empty_folder_is_refused(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        IntentClassifier.load(tmp_path)


def test_half_a_model_is_refused(classifier: IntentClassifier, tmp_path: Path):
    classifier.save(tmp_path)
    (tmp_path / "classifier.npz").unlink()
    with pytest.raises(FileNotFoundError):
        IntentClassifier.load(tmp_path)


def test_one_label_is_not_enough_to_learn_from(vectors: tuple[Floats, Floats]):
    with pytest.raises(ValueError, match="class"):
        IntentClassifier.train(TEXTS, vectors[0], ["cost"] * len(TEXTS), options=OPTIONS)


@pytest.mark.parametrize(("temperature", "is_surer"), [(0.5, True), (2.0, False)])
def test_a_higher_temperature_makes_it_less_sure(
    classifier: IntentClassifier, vectors: tuple[Floats, Floats], temperature: float, is_surer: bool
):
    options = TrainingOptions(min_count=1, temperature=temperature)
    other = IntentClassifier.train(TEXTS, vectors[0], LABELS, options=options)
    usual = classifier.probabilities(ASKED[:3], vectors[1][:3]).max(axis=1)
    assert ((other.probabilities(ASKED[:3], vectors[1][:3]).max(axis=1) > usual) == is_surer).all()
