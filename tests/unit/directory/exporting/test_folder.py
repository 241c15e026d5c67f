"""A folder is written whole, and nothing else is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sendguide.directory.exporting.folder import LIST, write_folder
from sendguide.errors import GuideError

FILES = [("a.json", b"1"), ("b/c.json", b"2")]


def _read(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_are_there_and_listed(tmp_path: Path):
    out = tmp_path / "new" / "export"
    assert write_folder(out, FILES, {"kind": "x"}) == 3
    found = _read(out)
    about = json.loads(found.pop(LIST))
    assert found == dict(FILES)
    assert about["kind"] == "x" and set(about["files"]) == set(found)
    assert str(tmp_path) not in json.dumps(about)
    assert [path.name for path in out.parent.iterdir()] == ["export"]


def test_an_earlier_export_is_replaced_whole(tmp_path: Path):
    out = tmp_path / "export"
    write_folder(out, FILES, {})
    write_folder(out, [("d.json", b"3")], {})
    assert set(_read(out)) == {"d.json", LIST}
    assert [path.name for path in tmp_path.iterdir()] == ["export"]


def test_an_empty_folder_is_taken(tmp_path: Path):
    (tmp_path / "export").mkdir()
    write_folder(tmp_path / "export", FILES, {})
    assert "a.json" in _read(tmp_path / "export")


@pytest.mark.parametrize("name", ["notes.txt", "b/notes.txt"])
def test_what_somebody_put_there_is_not_lost(tmp_path: Path, name: str):
    out = tmp_path / "export"
    write_folder(out, FILES, {})
    (out / name).write_text("mine")
    before = _read(out)
    with pytest.raises(GuideError, match=f"holds {name}.*Move it away"):
        write_folder(out, [], {})
    assert _read(out) == before


def test_what_somebody_changed_is_not_lost(tmp_path: Path):
    out = tmp_path / "export"
    write_folder(out, FILES, {})
    (out / "a.json").write_text("changed")
    with pytest.raises(GuideError, match=r"a\.json"):
        write_folder(out, FILES, {})


def test_a_folder_that_is_no_export_is_refused(tmp_path: Path):
    (tmp_path / "a.json").write_text("1")
    with pytest.raises(GuideError, match="no earlier export"):
        write_folder(tmp_path, FILES, {})
    (tmp_path / LIST).write_text('{"files": []}')
    with pytest.raises(GuideError):
        write_folder(tmp_path, FILES, {})
    with pytest.raises(GuideError, match="is a file"):
        write_folder(tmp_path / "a.json", FILES, {})


def test_a_failure_on_the_way_changes_nothing(tmp_path: Path):
    out = tmp_path / "export"
    write_folder(out, FILES, {})
    before = _read(out)

    def broken() -> Iterator[tuple[str, bytes]]:
        yield "a.json", b"new"
        raise GuideError("no more")

    with pytest.raises(GuideError, match="no more"):
        write_folder(out, broken(), {})
    assert _read(out) == before and [path.name for path in tmp_path.iterdir()] == ["export"]


@pytest.mark.parametrize("name", ["../a.json", "/etc/a.json", "b/../../a.json", "b/..", ""])
def test_a_name_cannot_lead_out(tmp_path: Path, name: str):
    with pytest.raises(GuideError, match="cannot be the name"):
        write_folder(tmp_path / "export", [(name, b"")], {})
    assert not list(tmp_path.rglob("*.json"))
