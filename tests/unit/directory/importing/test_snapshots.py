"""The last good data of a source: whole whenever it is read, whatever dies, and the same bytes for the same records."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sendguide.directory.importing.locking import Busy, locked
from sendguide.directory.importing.snapshots import (
    KEPT,
    SnapshotError,
    as_line,
    current,
    read_snapshots,
    source_folder,
    write_snapshot,
)
from sendguide.errors import GuideError
from sendguide.settings import PROJECT
from tests.support.killed import killed_at

Json = dict[str, Any]
ABOUT = {"source": "example", "system": "oruk", "url": "", "fetched_at": "2026-11-23T12:00:00Z", "licence": ""}
OLD = [{"id": f"{number:02d}", "name": f"Old {number}"} for number in range(30)]
NEW = [{"id": f"{number:02d}", "name": f"New {number}"} for number in range(40)]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def names(folder: Path) -> list[str]:
    found = current(folder)
    assert found is not None
    return [record["name"] for record in found.records()]


def test_records_are_written_by_id_as_canonical_lines_and_named_by_their_hash(tmp_path: Path):
    folder = tmp_path / "example"
    found = write_snapshot(folder, [{"name": "Zoë’s club", "id": "b"}, {"id": "a", "name": "A\nB"}], ABOUT)
    data = found.path.read_bytes()
    assert data == '{"id":"a","name":"A\\nB"}\n{"id":"b","name":"Zoë’s club"}\n'.encode()
    digest = hashlib.sha256(data).hexdigest()
    assert found.path.name == f"services-{digest[:12]}.jsonl"
    kept = json.loads((folder / "current.json").read_text(encoding="utf-8"))
    assert kept == {**ABOUT, "file": found.path.name, "sha256": digest, "count": 2, "history": [found.path.name]}
    assert files(folder) == ["current.json", found.path.name]


def test_the_same_records_again_are_the_same_bytes_and_no_new_snapshot(tmp_path: Path):
    first = write_snapshot(tmp_path, OLD, ABOUT)
    data, written = first.path.read_bytes(), first.path.stat().st_mtime_ns
    again = write_snapshot(tmp_path, reversed(OLD), {**ABOUT, "fetched_at": "2026-11-24T12:00:00Z"})
    assert again.path.read_bytes() == data
    assert again.path.stat().st_mtime_ns == written
    assert again.about == {**first.about, "fetched_at": "2026-11-24T12:00:00Z"}
    assert files(tmp_path) == ["current.json", first.path.name]


def test_the_last_ten_are_kept_and_one_that_comes_back_counts_once(tmp_path: Path):
    for number in range(KEPT + 4):
        last = write_snapshot(tmp_path, [{"id": "a", "name": str(number)}], ABOUT)
    assert names(tmp_path) == [str(KEPT + 3)]
    assert len(list(tmp_path.glob("services-*"))) == len(last.about["history"]) == KEPT
    back = write_snapshot(tmp_path, [{"id": "a", "name": str(KEPT)}], ABOUT)
    assert back.about["history"][0] == back.path.name
    assert sorted(back.about["history"]) == sorted(last.about["history"])
    assert names(tmp_path) == [str(KEPT)]


def test_nothing_is_there_before_the_first_import(tmp_path: Path):
    assert current(tmp_path / "example") is None
    assert list(read_snapshots(tmp_path / "none")) == []


def test_all_sources_are_read_and_a_damaged_one_does_not_stop_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    for name in ("one", "two", "three"):
        write_snapshot(tmp_path / name, OLD, {**ABOUT, "source": name})
    (tmp_path / "two" / "current.json").write_text("{", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("not a source", encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        assert [found.about["source"] for found in read_snapshots(tmp_path)] == ["one", "three"]
    assert "two/current.json cannot be read" in caplog.text


@pytest.mark.parametrize("damaged", ["[]", "{}", '{"file": "../x", "sha256": "y"}', '{"file": 3, "sha256": "y"}', "\0"])
def test_a_damaged_current_file_is_told_with_the_remedy(tmp_path: Path, damaged: str):
    (tmp_path / "current.json").write_text(damaged, encoding="utf-8")
    with pytest.raises(SnapshotError, match="import it again"):
        current(tmp_path)


def test_records_that_were_changed_by_another_hand_are_not_used(tmp_path: Path):
    found = write_snapshot(tmp_path, OLD, ABOUT)
    found.path.write_bytes(found.path.read_bytes()[:-100])
    with pytest.raises(SnapshotError, match="is not what was imported"):
        found.records()
    found.path.unlink()
    with pytest.raises(SnapshotError, match="cannot be read"):
        found.records()


@pytest.mark.parametrize("name", ["", "guide", "../other", "a/b", "Big", "a b", ".hidden", "-x", "x" * 64, "ä"])
def test_a_name_that_cannot_be_a_folder_of_ours_is_refused(tmp_path: Path, name: str):
    with pytest.raises(GuideError, match="cannot name a source"):
        source_folder(tmp_path, name)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"])
def test_what_json_cannot_hold_is_told(value: object):
    with pytest.raises(ValueError, match=r"JSON compliant|surrogates"):
        as_line({"id": "a", "value": value})


def test_a_disk_that_cannot_be_written_leaves_the_old_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_snapshot(tmp_path, OLD, ABOUT)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(GuideError, match=r"No space left on device.*still counts"):
            write_snapshot(tmp_path, NEW, ABOUT)
    assert names(tmp_path) == [record["name"] for record in OLD]
    write_snapshot(tmp_path, NEW, ABOUT)
    assert not list(tmp_path.glob(".*.part"))


WRITES = """
from pathlib import Path
from sendguide.directory.importing.snapshots import current, write_snapshot
folder = Path({folder!r})
records = [{{"id": f"{{number:02d}}", "name": f"New {{number}}"}} for number in range(40)]
about = {about!r}
"""


def test_a_process_that_is_killed_at_any_step_leaves_the_old_data_or_the_new(tmp_path: Path):
    old, new = ([record["name"] for record in records] for records in (OLD, NEW))
    seen: list[bool] = []
    for step in range(60):
        folder = tmp_path / str(step)
        write_snapshot(folder, OLD, ABOUT)
        prepare = WRITES.format(folder=str(folder), about=ABOUT)
        died = killed_at(step, "write_snapshot(folder, records, about)", prepare=prepare)
        found = names(folder)
        assert found in (old, new), step
        seen.append(found == new)
        if not died:
            break
    else:
        pytest.fail("it never came to its end")
    assert seen == sorted(seen), "old data after the new"
    assert seen.count(False) >= 8 and seen.count(True) >= 2, seen
    write_snapshot(tmp_path / "3", NEW, ABOUT)
    assert names(tmp_path / "3") == new
    assert not list((tmp_path / "3").glob(".*.part"))


def test_a_process_that_is_killed_while_it_writes_again_and_again_leaves_whole_data(tmp_path: Path):
    """Any moment, also between two pieces of one write."""
    write_snapshot(tmp_path, OLD, ABOUT)
    endless = """
big = [[{"id": f"{n:05d}", "name": f"{turn} {n}" * 40} for n in range(2000)] for turn in range(2)]
print("ready", flush=True)
while True:
    for records in big:
        write_snapshot(folder, records, about)
"""
    program = WRITES.format(folder=str(tmp_path), about=ABOUT) + endless
    for turn in range(8):
        with subprocess.Popen([sys.executable, "-c", program], cwd=PROJECT, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None and process.stdout.readline() == b"ready\n"
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.02 + 0.013 * turn)
            os.kill(process.pid, signal.SIGKILL)
        assert len(names(tmp_path)) in (len(OLD), 2000)


def test_two_imports_of_one_source_never_run_together(tmp_path: Path):
    one, two = tmp_path / "one", tmp_path / "two"
    with locked(one), locked(two), pytest.raises(Busy, match="Another import of one is running"), locked(one):
        pytest.fail("it went in")
    with locked(one):
        pass


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path):
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom sendguide.directory.importing.locking import locked\n"
        f"with locked(Path({str(tmp_path)!r})):\n    print('in', flush=True)\n    time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=PROJECT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline() == b"in\n"
        with pytest.raises(Busy), locked(tmp_path):
            pytest.fail("it went in")
        process.kill()
    with locked(tmp_path):
        pass
