"""`sendguide directory`: coverage, what is overdue, and records put in order, as staff see them."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from sendguide.cli.main import main
from sendguide.cli.records import tidy_file
from sendguide.directory.ids import record_id
from sendguide.directory.importing.snapshots import write_snapshot
from sendguide.directory.records import read_records
from sendguide.directory.terms import read_terms
from sendguide.directory.tidying import as_text
from sendguide.errors import GuideError
from sendguide.settings import PROJECT
from tests.unit.directory.own_record import NAME, TERMS, record, words


@pytest.fixture
def content(tmp_path: Path, environment: pytest.MonkeyPatch) -> Path:
    """A content folder with our terms and one service that an editor has just written."""
    folder = tmp_path / "content" / "local_offer"
    (folder / "services").mkdir(parents=True)
    shutil.copy(PROJECT / "content" / "local_offer" / "taxonomies.json", folder)
    (folder / "services" / f"{NAME}.json").write_text(json.dumps(words()), encoding="utf-8")
    environment.setenv("SENDGUIDE_CONTENT", str(tmp_path / "content"))
    environment.setenv("SENDGUIDE_SNAPSHOTS", str(tmp_path / "snapshots"))
    environment.setenv("SENDGUIDE_TODAY", "2027-03-01")
    return folder.parent


def run(*arguments: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["sendguide", "directory", *arguments])
    with pytest.raises(SystemExit) as raised:
        main()
    return int(raised.value.code or 0)


def test_tidy_then_coverage_then_overdue(content: Path, environment: Any, capsys: pytest.CaptureFixture[str]):
    assert run("tidy", monkeypatch=environment) == 0
    assert capsys.readouterr().out == f"{NAME}.json: put in order\n"
    assert run("tidy", monkeypatch=environment) == 0
    assert capsys.readouterr().out == f"{NAME}.json: was in order\n"
    assert (content / "local_offer" / "services" / f"{NAME}.json").read_text(encoding="utf-8") == as_text(record())
    assert run("coverage", monkeypatch=environment) == 0
    assert "16, of which 15 empty" in capsys.readouterr().out
    assert run("overdue", monkeypatch=environment) == 0
    assert "1 overdue. Of 1 records" in capsys.readouterr().out


def test_coverage_counts_imported_services_too(content: Path, environment: Any, capsys: pytest.CaptureFixture[str]):
    imported = record(x_source={"system": "oruk", "source": "example", "id": "1"}, name="Imported club")
    write_snapshot(content.parent / "snapshots" / "example", [imported], {"source": "example"})
    run("tidy", monkeypatch=environment)
    capsys.readouterr()
    assert run("coverage", "--json", monkeypatch=environment) == 0
    rows = {row["code"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["LO-EDU-OTHER"]["services"] == ["Imported club", "Saturday club"]
    assert (rows["LO-CHILDCARE"]["count"], rows["LO-CHILDCARE"]["services"]) == (0, [])


def test_a_record_with_mistakes_is_told_and_left_out(
    content: Path, environment: Any, capsys: pytest.CaptureFixture[str]
):
    assert run("coverage", monkeypatch=environment) == 0  # the words alone are not yet a record
    captured = capsys.readouterr()
    assert f"{NAME}.json has mistakes and is left out. Run `sendguide check`." in captured.err
    assert "16, of which 16 empty" in captured.out


def test_a_file_that_cannot_be_put_in_order_does_not_stop_the_others(
    content: Path, environment: Any, capsys: pytest.CaptureFixture[str]
):
    services = content / "local_offer" / "services"
    (services / "a.json").write_text(json.dumps(words(attributes=["LO-HELTH"])), encoding="utf-8")
    (services / "b.json").write_text("{", encoding="utf-8")
    before = (services / "a.json").read_bytes()
    assert run("tidy", monkeypatch=environment) == 1
    captured = capsys.readouterr()
    assert "a.json: There is no term `LO-HELTH`. Did you mean `LO-HEALTH`?" in captured.err
    assert "b.json: JSON cannot be read" in captured.err
    assert captured.out == f"{NAME}.json: put in order\n"
    assert (services / "a.json").read_bytes() == before


def test_terms_that_cannot_be_used_are_told_in_a_sentence(
    content: Path, environment: Any, capsys: pytest.CaptureFixture[str]
):
    (content / "local_offer" / "taxonomies.json").write_text("[", encoding="utf-8")
    assert run("coverage", monkeypatch=environment) == 1
    assert "taxonomies.json cannot be used" in capsys.readouterr().err


HALF_A_SIGN = '{"name": "\\ud800", "attributes": []}'


@pytest.mark.parametrize(
    "text", [None, "[]", "{", HALF_A_SIGN], ids=["gone", "a list", "half of one", "a sign that is no text"]
)
def test_a_file_that_holds_no_service_is_refused(tmp_path: Path, text: str | None):
    path = tmp_path / "x.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(GuideError):
        tidy_file(path, TERMS)


def test_the_mark_that_some_editors_put_in_front_is_taken_out(tmp_path: Path):
    path = tmp_path / f"{NAME}.json"
    path.write_text(as_text(record()), encoding="utf-8-sig")
    assert read_records(tmp_path) == ([record()], [])
    assert tidy_file(path, TERMS)
    assert path.read_text(encoding="utf-8") == as_text(record())


def test_a_new_term_needs_code_name_and_words_only(content: Path, environment: Any, capsys: pytest.CaptureFixture[str]):
    path = content / "local_offer" / "taxonomies.json"
    terms = json.loads(path.read_text(encoding="utf-8"))
    terms[3]["taxonomy_terms"].append({"code": "sleep", "name": "Sleep", "x_words": ["Not sleeping", "sleep"]})
    path.write_text(json.dumps(terms), encoding="utf-8")
    assert run("tidy", monkeypatch=environment) == 0
    assert capsys.readouterr().out.startswith("taxonomies.json: put in order\n")
    added = read_terms(path).by_code["sleep"]
    assert added.words == ("not sleeping", "sleep")
    assert added.record["id"] == record_id("taxonomy_term", "sen-need", "sleep")
    assert (added.record["term"], added.record["taxonomy"]) == ("Sleep", "sen-need")
    assert run("tidy", monkeypatch=environment) == 0
    assert capsys.readouterr().out == f"{NAME}.json: was in order\n"
