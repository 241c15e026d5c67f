"""Rasa's own commands work from the root: validate, test, and the action server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests
import yaml

from sendguide.settings import PROJECT

SECONDS = 120
BROKEN_STORY = """
version: "3.1"
stories:
  - story: not what the rules say
    steps:
      - intent: thanks
      - action: action_fallback
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """No telemetry, and a database that is thrown away."""
    database = f"sqlite:///{tmp_path}/conversations.db"
    return {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "SENDGUIDE_DATABASE": database}


def rasa(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a stock command in the root, as `rasa …` would, and waits for it."""
    command = [sys.executable, "-m", "rasa", *arguments]
    options = {"cwd": PROJECT, "env": environment, "timeout": SECONDS}
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def test_the_data_are_valid_to_rasa(environment: dict[str, str]) -> None:
    done = rasa(environment, "data", "validate", "--fail-on-warnings")
    assert done.returncode == 0, done.stderr[-3000:]
    assert "No story structure conflicts found" in done.stderr + done.stdout


def test_every_story_goes_by_the_rules(model: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    options = ["--fail-on-prediction-errors", "--no-plot", "--out", str(tmp_path)]
    done = rasa(environment, "test", "core", "--model", str(model), "--stories", "tests/stories", *options)
    assert done.returncode == 0, done.stderr[-3000:]
    stories = yaml.safe_load((PROJECT / "tests/stories/test_guide.yml").read_text(encoding="utf-8"))["stories"]
    assert f"Evaluating {len(stories)} stories" in done.stderr + done.stdout


def test_a_story_against_the_rules_fails(model: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "test_broken.yml").write_text(BROKEN_STORY, encoding="utf-8")
    options = ["--fail-on-prediction-errors", "--no-plot", "--out", str(tmp_path / "results")]
    done = rasa(environment, "test", "core", "--model", str(model), "--stories", str(tmp_path), *options)
    assert done.returncode != 0


def test_the_action_server_starts_with_all_actions_of_the_domain(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "rasa", "run", "actions", "--port", str(port)]
    output = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=PROJECT, env=environment, **output) as server:
        try:
            found = _actions(f"http://127.0.0.1:{port}/actions", server)
        finally:
            server.terminate()
    domain = yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))
    assert found == set(domain["actions"])


def _actions(url: str, server: subprocess.Popen[bytes]) -> set[str]:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            return {action["name"] for action in requests.get(url, timeout=5).json()}
        except requests.ConnectionError:
            time.sleep(0.2)
    raise AssertionError("the action server did not start")
