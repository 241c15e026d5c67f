"""A model is trained when what it is made from has changed, and not when words have; failures are one sentence."""

from __future__ import annotations

import shutil
import sys
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from sendguide import training
from sendguide.training import INPUTS, SECONDS_HERE, TrainingError, ensure_model, inputs_hash, model_path

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """A small project with a file for every input, and content beside them."""
    folder = tmp_path / "project"
    for name in INPUTS:
        path = folder / name
        path = path if path.suffix else path / ("one.yml" if name == "data" else "one.py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("before", encoding="utf-8")
    for name in ("content/answers/a.yml", "sendguide/cli/main.py", "README.md", "tests/x.yml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("before", encoding="utf-8")
    yield folder


@pytest.mark.parametrize("name", INPUTS)
def test_the_hash_changes_with_every_input(project: Path, name: str):
    before = inputs_hash(project)
    path = project / name
    (path if path.is_file() else next(path.iterdir())).write_text("after", encoding="utf-8")
    assert inputs_hash(project) != before


@pytest.mark.parametrize("name", ["content/answers/a.yml", "sendguide/cli/main.py", "README.md", "tests/x.yml"])
def test_the_hash_does_not_change_with_words_or_other_code(project: Path, name: str):
    before = inputs_hash(project)
    (project / name).write_text("after", encoding="utf-8")
    assert inputs_hash(project) == before


def test_the_hash_changes_when_a_file_comes_goes_or_is_renamed(project: Path):
    hashes = [inputs_hash(project)]
    (project / "data" / "two.yml").write_text("before", encoding="utf-8")
    hashes.append(inputs_hash(project))
    (project / "data" / "two.yml").rename(project / "data" / "three.yml")
    hashes.append(inputs_hash(project))
    assert len(set(hashes)) == 3
    (project / "data" / "three.yml").unlink()
    assert inputs_hash(project) == hashes[0]


def test_what_python_leaves_behind_does_not_count(project: Path):
    before = inputs_hash(project)
    cache = project / "sendguide" / "nlu" / "__pycache__"
    cache.mkdir()
    (cache / "one.cpython-310.pyc").write_bytes(b"x")
    assert inputs_hash(project) == before


def test_the_hash_does_not_depend_on_where_the_project_is(project: Path, tmp_path: Path):
    shutil.copytree(project, tmp_path / "elsewhere")
    assert inputs_hash(tmp_path / "elsewhere") == inputs_hash(project)


def test_a_model_that_is_there_is_not_trained_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(training, "_train", lambda *_, **__: pytest.fail("trained"))
    model_path(tmp_path).write_bytes(b"model")
    assert ensure_model(tmp_path) == model_path(tmp_path)


def test_force_trains_even_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    trained: list[Path] = []
    monkeypatch.setattr(training, "_train", lambda path, *_, **__: trained.append(path))
    model_path(tmp_path).write_bytes(b"model")
    assert ensure_model(tmp_path, force=True) == trained[0]


def test_a_full_disk_is_told_before_training_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(training, "_train", lambda *_, **__: pytest.fail("trained"))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9 - 1000, 1000))
    with pytest.raises(TrainingError, match=r"too little room on the disk.*500 MB.*Free some space"):
        ensure_model(tmp_path / "models")


def test_training_that_fails_is_told_with_the_place_of_its_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho first\necho the data are wrong\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    with pytest.raises(TrainingError, match="Training failed: the data are wrong") as raised:
        ensure_model(tmp_path, quiet=True)
    log = next(tmp_path.glob("*.log"))
    assert log.name in str(raised.value)
    assert log.read_text(encoding="utf-8") == "first\nthe data are wrong\n"
    assert not model_path(tmp_path).exists()


@pytest.mark.parametrize("text", [None, "", "not json", "[]", '{"seconds": "x"}', '{"other": 1}', '{"seconds": null}'])
def test_the_estimate_falls_back_when_this_machine_has_no_figure(tmp_path: Path, text: str | None):
    path = tmp_path / "training-seconds.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert training._expected(path) == SECONDS_HERE


def test_the_estimate_is_what_training_took_last_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(training, "_train", lambda *_, **__: None)
    ensure_model(tmp_path)
    assert training._expected(tmp_path / "training-seconds.json") < 5
