"""`sendguide deadline --ics`: the same calendar as the download, soon, and every failure told in a sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sendguide.cli.deadline import run_deadline
from sendguide.cli.main import main
from sendguide.content.bundle import Content
from sendguide.errors import GuideError
from sendguide.settings import PROJECT
from tests.conftest import TODAY
from tests.unit.takeaways.support import days, entries

VALUES = {"letter": "1 October 2026", "kind": "refusal_to_assess"}
DAY = date.fromisoformat(TODAY)


def _run(file: Path, **more: Any) -> int:
    return run_deadline({**VALUES, **more}, content=PROJECT / "content", day=DAY, as_json=True, ics=file)


def test_it_writes_the_dates_and_still_prints_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "dates.ics"
    assert _run(file) == 0
    assert {day for _, day in days(file.read_bytes())} == {date(2026, 12, 1)}
    assert json.loads(capsys.readouterr().out)["appeal_by"] == "2026-12-01"


def test_it_takes_the_day_that_is_stated(tmp_path: Path):
    file = tmp_path / "dates.ics"
    assert _run(file, today="2026-10-02") == 0
    assert {entry.decoded("dtstamp").date() for entry in entries(file.read_bytes())} == {date(2026, 10, 2)}


@pytest.mark.parametrize("more", [{"kind": "discrimination"}, {"letter": "2026-09-01"}, {"letter": "2024-09-01"}])
def test_without_a_date_ahead_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: dict[str, str]
):
    assert _run(tmp_path / "dates.ics", **more) == 1
    printed = capsys.readouterr()
    assert "No calendar file was written" in printed.err and printed.out
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_told_with_its_remedy(tmp_path: Path):
    with pytest.raises(GuideError, match=r"cannot be written.*Choose another place"):
        _run(tmp_path / "no" / "dates.ics")


def test_a_batch_has_no_calendar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(sys, "argv", ["sendguide", "deadline", "--batch", "-", "--ics", "x.ics"])
    with pytest.raises(SystemExit, match="1"):
        main()
    assert "for one letter" in capsys.readouterr().err


def test_it_loads_the_calendar_library_only_for_a_file(tmp_path: Path):
    words = ["deadline", "--letter", "2026-10-01", "--today", TODAY]
    code = "import sys; from sendguide.cli.main import app; app(sys.argv[1:], standalone_mode=False)"
    code += "; print('icalendar' in sys.modules)"
    for more, loaded in (([], "False"), (["--ics", str(tmp_path / "dates.ics")], "True")):
        done = subprocess.run([sys.executable, "-c", code, *words, *more], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == loaded


def test_contacts_are_as_in_the_download(tmp_path: Path, content: Content):
    file = tmp_path / "dates.ics"
    _run(file)
    phone = content.contacts["kids_send_mediation"].phone
    assert phone and all(phone in entry["description"] for entry in entries(file.read_bytes()))
