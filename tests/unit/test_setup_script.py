"""`tools/setup` on a machine that lacks something: one clear sentence with the remedy, and nothing half made."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from sendguide.settings import PROJECT

NEEDED = ("bash", "env", "cat", "dirname", "sha256sum", "cut", "df", "awk", "rm", "tail")
INPUTS = ("requirements.lock", "pyproject.toml", "tools/setup")


@dataclass(frozen=True)
class Machine:
    """A copy of the project's set-up, and a PATH with only the simplest tools."""

    project: Path
    tools: Path

    def install(self, name: str, script: str) -> None:
        """Puts a command on the PATH."""
        path = self.tools / name
        path.unlink(missing_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def set_up(self) -> subprocess.CompletedProcess[str]:
        """Runs the script."""
        return subprocess.run(
            [str(self.project / "tools" / "setup")],
            env={"PATH": str(self.tools), "HOME": str(self.project)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine without any Python."""
    project, tools = tmp_path / "project", tmp_path / "tools"
    tools.mkdir()
    for name in INPUTS:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, project / name)
    for name in NEEDED:
        found = shutil.which(name)
        assert found is not None, name
        (tools / name).symlink_to(found)
    return Machine(project, tools)


def test_without_python_it_says_what_to_install(machine: Machine):
    result = machine.set_up()
    assert result.returncode == 1
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Python 3.10 was not found" in result.stderr
    assert "SENDGUIDE_PYTHON" in result.stderr
    assert not (machine.project / ".venv").exists()


@pytest.mark.parametrize(
    "script", ["echo 3.12", "exit 127", "echo 'pyenv: python3.10: command not found' >&2; exit 127"]
)
def test_another_python_or_an_empty_shim_does_not_count(machine: Machine, script: str):
    for name in ("python3.10", "python3", "python"):
        machine.install(name, script)
    result = machine.set_up()
    assert result.returncode == 1
    assert "Python 3.10 was not found" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_full_disk_is_told_before_anything_is_made(machine: Machine):
    machine.install("python3.10", "echo 3.10")
    machine.install("df", "echo header; echo /dev/x 100000 99000 1024 99% /")
    result = machine.set_up()
    assert result.returncode == 1
    assert "there are 1 MB free" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (machine.project / ".venv").exists()


def test_a_python_that_cannot_make_environments_is_told_with_the_remedy(machine: Machine):
    machine.install("python3.10", 'if [ "$1" = "-m" ]; then exit 1; fi; echo 3.10')
    machine.install("df", "echo header; echo /dev/x 0 0 90000000 1% /")
    result = machine.set_up()
    assert result.returncode == 1
    assert "python3.10-venv" in result.stderr


def test_what_is_set_up_is_not_set_up_again(machine: Machine):
    machine.install("python3.10", "echo 3.10")
    machine.install("df", "echo header; echo /dev/x 0 0 90000000 1% /")
    python = machine.project / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    shutil.copy(machine.tools / "python3.10", python)
    first = machine.set_up()
    assert first.returncode == 0, first.stderr
    assert "Installing" in first.stderr
    again = machine.set_up()
    assert (again.returncode, again.stderr) == (0, "")
    (machine.project / "requirements.lock").write_text("changed", encoding="utf-8")
    assert "Installing" in machine.set_up().stderr
