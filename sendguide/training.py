"""Trains the model when it is older than its inputs: the file name carries a hash of everything that goes into it."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm

from sendguide.errors import GuideError
from sendguide.settings import PROJECT

INPUTS = ("config.yml", "domain.yml", "data", "sendguide/nlu", "sendguide/understanding", "requirements.lock")
"""What a model is made from. Words in `content/` are not among them: they are looked up at run time."""

SECONDS_HERE = 280.0
"""How long training took where it was last measured; used as the estimate until this machine has its own figure."""

FREE_BYTES_NEEDED = 500_000_000


class TrainingError(GuideError):
    """The model could not be trained."""


def inputs_hash(project: Path = PROJECT) -> str:
    """A hash (12 hex digits) over the names and bytes of all inputs."""
    digest = hashlib.sha256()
    for path in _input_files(project):
        digest.update(str(path.relative_to(project)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _input_files(project: Path) -> Iterator[Path]:
    for name in INPUTS:
        path = project / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (item for item in found if item.is_file() and item.suffix in {".yml", ".tsv", ".py", ".lock"})


def model_path(models: Path, project: Path = PROJECT) -> Path:
    """Where the model of the present inputs is, or would be."""
    return models / f"sendguide-{inputs_hash(project)}.tar.gz"


def ensure_model(models: Path, *, force: bool = False, quiet: bool = False) -> Path:
    """The model of the present inputs, trained now if there is none.

    Args:
        models: the folder with models.
        force: train even if there is one.
        quiet: no progress bar.

    Raises:
        TrainingError: when there is no room, or Rasa fails.
    """
    path = model_path(models)
    if path.exists() and not force:
        return path
    models.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(models).free < FREE_BYTES_NEEDED:
        needed = FREE_BYTES_NEEDED // 1_000_000
        raise TrainingError(f"There is too little room on the disk to train ({needed} MB needed). Free some space.")
    durations = models / "training-seconds.json"
    started = time.monotonic()
    _train(path, _expected(durations), quiet=quiet)
    durations.write_text(json.dumps({"seconds": round(time.monotonic() - started, 1)}), encoding="utf-8")
    return path


def _train(path: Path, expected: float, *, quiet: bool) -> None:
    # A process of its own: TensorFlow's memory and Rasa's settings stay out of the server, and a bar can run beside it.
    log = path.with_suffix("").with_suffix(".log")
    command = [sys.executable, "-m", "sendguide.nlu.train", str(path)]
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(command, cwd=PROJECT, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait(process, expected, quiet=quiet)
        except BaseException:
            process.terminate()
            process.wait()
            raise
    if process.returncode != 0 or not path.exists():
        last = log.read_text(encoding="utf-8").strip().splitlines()[-1:] or ["no output"]
        raise TrainingError(f"Training failed: {last[0]}. The whole output is in {log.name} in {log.parent}.")
    log.unlink()


def _wait(process: subprocess.Popen[bytes], expected: float, *, quiet: bool) -> None:
    total = f"{int(expected) // 60}:{int(expected) % 60:02d}"
    text = "{desc} {percentage:3.0f}% |{bar}| {elapsed} of about " + total
    hidden = quiet or not sys.stderr.isatty()  # a bar in a log file would be thousands of lines
    if hidden and not quiet:
        print(f"Training the guide (about {total}) …", file=sys.stderr, flush=True)
    with tqdm(total=expected, desc="Training the guide", bar_format=text, disable=hidden, file=sys.stderr) as bar:
        started = time.monotonic()
        while process.poll() is None:
            time.sleep(0.5)
            passed = time.monotonic() - started
            bar.n = min(passed, expected * 0.99)
            if passed > expected:
                bar.set_description("Training the guide (longer than last time)")
            bar.refresh()
        bar.n = expected
        bar.refresh()


def _expected(durations: Path) -> float:
    try:
        return float(json.loads(durations.read_text(encoding="utf-8"))["seconds"])
    except (OSError, ValueError, KeyError, TypeError):
        return SECONDS_HERE
