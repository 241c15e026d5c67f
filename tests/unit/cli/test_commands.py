"""Expected failures of the commands are one sentence with the remedy and exit code 1, never a traceback."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sendguide.cli import run as run_command
from sendguide.cli.check import run_check
from sendguide.cli.main import main
from sendguide.cli.run import StartError, require_port
from sendguide.content.schemas import write_schemas
from sendguide.settings import PROJECT
from tests.conftest import TODAY
from tests.support.days import day_of_content
from tests.unit.content.draft import COST, Draft

Fails = Callable[..., str]


@pytest.fixture
def fails(environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Fails:
    """Runs `sendguide` with some arguments and settings, and gives the one sentence with which it fails."""

    def run(*arguments: str, **variables: str) -> str:
        for name, value in variables.items():
            environment.setenv(f"SENDGUIDE_{name}", value)
        environment.setattr(sys, "argv", ["sendguide", *arguments])
        environment.setattr(run_command, "ensure_model", lambda *_, **__: pytest.fail("it went on"))
        with pytest.raises(SystemExit) as raised:
            main()
        output = capsys.readouterr()
        assert raised.value.code == 1
        assert output.out == ""
        assert len(output.err.strip().splitlines()) == 1, output.err
        return output.err

    return run


def test_a_port_in_use_is_told_before_anything_slow(fails: Fails):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
        message = fails("run", PORT=port)
    assert f"Port {port} on 127.0.0.1 is in use" in message
    assert "SENDGUIDE_PORT" in message


def test_a_free_port_is_accepted():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(StartError):
            require_port("127.0.0.1", port)
    require_port("127.0.0.1", port)


@pytest.mark.parametrize("port", ["70000", "-1", "eight"])
def test_a_port_that_cannot_be_is_told_by_the_name_of_its_setting(fails: Fails, port: str):
    assert "SENDGUIDE_PORT" in fails("run", PORT=port)


def test_a_host_that_is_not_here_is_not_called_a_port_in_use(fails: Fails):
    message = fails("run", HOST="203.0.113.7", PORT="8123")  # an address kept for examples
    assert "in use" not in message
    assert "SENDGUIDE_HOST" in message


def test_a_setting_that_cannot_be_read_is_told_by_name(fails: Fails):
    assert "SENDGUIDE_TODAY" in fails("check", TODAY="yesterday")


def test_broken_content_is_told_with_file_and_line(fails: Fails, tmp_path: Path):
    draft = Draft.of_some_content(tmp_path)
    draft.replace(COST, "law_as_at: 2026-11-23", "law_as_at: today")
    message = fails("run", CONTENT=str(draft.content))
    assert f"{COST}:{draft.line_with(COST, 'law_as_at: today')}" in message


def test_a_content_folder_that_is_not_there_is_told(fails: Fails, tmp_path: Path):
    assert "council.yml" in fails("run", CONTENT=str(tmp_path / "none"))


def _check(draft: Draft, *, write: bool = False) -> int:
    return run_check(draft.content, project=draft.project, today=date.fromisoformat(TODAY), write=write)


def test_check_ends_well_when_all_is_in_order(capsys: pytest.CaptureFixture[str]):
    code = run_check(PROJECT / "content", project=PROJECT, today=day_of_content(), write=False)
    output = capsys.readouterr()
    assert code == 0, output.out
    assert "error:" not in output.out


def test_check_ends_with_one_and_names_the_place_when_something_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    draft = Draft.of_everything(tmp_path)
    draft.replace(COST, "[med-006,", "[med-999,")
    assert _check(draft) == 1
    output = capsys.readouterr()
    assert output.out.startswith(f"{COST}:{draft.line_with(COST, 'med-999')}: error:")
    assert "1 to mend" in output.err


def test_check_ends_well_when_there_is_only_something_to_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    draft = Draft.of_everything(tmp_path)
    draft.replace(COST, "review_by: 2027-02-23", "review_by: 2026-12-01")
    assert _check(draft) == 0
    output = capsys.readouterr()
    assert "warning:" in output.out
    assert "1 to plan" in output.err


def test_check_notices_old_schemas_and_writes_them_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    draft = Draft.of_everything(tmp_path)
    write_schemas(draft.content / "schema")
    (draft.content / "schema" / "answer.json").write_text("{}", encoding="utf-8")
    assert _check(draft) == 1
    assert "--write-schemas" in capsys.readouterr().out
    assert _check(draft, write=True) == 0
