"""`sendguide export`, from files to files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sendguide.cli.export import KINDS, run_export
from sendguide.cli.main import app
from sendguide.directory.exporting.oruk import UK_OPENAPI
from sendguide.errors import GuideError
from tests.support.published import SECRET, profile_errors
from tests.unit.directory.exporting.conftest import Folders


def _read(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_bytes_twice_and_no_secret_in_them(folders: Folders, tmp_path: Path, kind: str):
    run_export(kind, tmp_path / "one", settings=folders.settings())
    run_export(kind, tmp_path / "two", settings=folders.settings())
    found = _read(tmp_path / "one")
    assert found == _read(tmp_path / "two")
    run_export(kind, tmp_path / "two", settings=folders.settings())
    assert found == _read(tmp_path / "two")
    for name, data in found.items():
        for secret in (SECRET, "assurer_email", '"x_', str(tmp_path)):
            assert secret not in data.decode("utf-8-sig"), (name, secret)


def test_it_says_what_is_in_it_and_what_is_withheld_and_why(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    run_export("oruk", tmp_path / "out", settings=folders.settings())
    said = capsys.readouterr().out
    assert said.startswith("3 services in ")
    assert "guide: 1." in said and "open-feed: 2." in said
    assert "Withheld: 2 × services of “no-licence”: no licence is recorded. Import it again" in said
    assert "Withheld: 2 × services of “not-allowed”: publishing is not allowed." in said
    assert "Withheld: 1 × masked place" in said and "Withheld: 4 × private contacts" in said
    assert SECRET not in said


def test_the_feed_as_a_folder_is_the_feed(folders: Folders, tmp_path: Path):
    run_export("oruk", tmp_path / "out", settings=folders.settings(), url="https://data.example.org/oruk/")
    found = {name: json.loads(data) for name, data in _read(tmp_path / "out").items()}
    assert found["index.json"]["openapi_url"] == "https://data.example.org/oruk/openapi.json"
    assert found["openapi.json"]["servers"] == [{"url": "https://data.example.org/oruk"}]
    listed = found["services/index.json"]["contents"]
    assert len(listed) == found["services/index.json"]["total_items"] == 3
    for item in listed:
        service = found[f"services/{item['id']}.json"]
        assert profile_errors("service_list", item) == profile_errors("service", service) == []
        assert all(service[key] == value for key, value in item.items() if key != "organization")
    about = found.pop("export.json")
    assert set(about["files"]) == set(found) and about["services"] == 3
    assert {source["name"] for source in about["sources"]} == {"guide", "open-feed"}


def test_without_an_address_the_uks_description_is_named(folders: Folders, tmp_path: Path):
    run_export("oruk", tmp_path / "out", settings=folders.settings())
    found = _read(tmp_path / "out")
    assert json.loads(found["index.json"])["openapi_url"] == UK_OPENAPI and "openapi.json" not in found


def test_one_kind_replaces_another(folders: Folders, tmp_path: Path):
    run_export("csv", tmp_path / "out", settings=folders.settings())
    run_export("hsds-csv", tmp_path / "out", settings=folders.settings())
    assert {"services.csv", "datapackage.json"} <= _read(tmp_path / "out").keys()


@pytest.mark.parametrize(
    ("kind", "url", "said"),
    [("pdf", "", "oruk, hsds-csv, csv"), ("csv", "https://example.org", "--url"), ("oruk", "ftp://x", "--url")],
)
def test_what_cannot_be_asked_is_told(folders: Folders, tmp_path: Path, kind: str, url: str, said: str):
    with pytest.raises(GuideError, match=said):
        run_export(kind, tmp_path / "out", settings=folders.settings(), url=url)
    assert not (tmp_path / "out").exists()


def test_a_record_with_a_mistake_is_withheld_and_told(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = folders.content / "local_offer" / "services" / "example_toy_library.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"active"', '"live"'), encoding="utf-8")
    run_export("csv", tmp_path / "out", settings=folders.settings())
    said = capsys.readouterr().out
    assert said.startswith("2 services") and "Withheld: 1 × services with mistakes in their files" in said


def test_the_command_does_it(folders: Folders, tmp_path: Path, environment: pytest.MonkeyPatch):
    environment.setenv("SENDGUIDE_CONTENT", str(folders.content))
    environment.setenv("SENDGUIDE_SNAPSHOTS", str(folders.snapshots))
    done = CliRunner().invoke(app, ["export", "hsds-csv", str(tmp_path / "out")])
    assert done.exit_code == 0 and done.output.startswith("3 services in ")
    assert (tmp_path / "out" / "datapackage.json").exists()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    refused = CliRunner().invoke(app, ["export", "csv", str(tmp_path / "out")])
    assert isinstance(refused.exception, GuideError) and "notes.txt" in str(refused.exception)
