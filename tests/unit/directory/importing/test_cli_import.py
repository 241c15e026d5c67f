"""`sendguide import` as council staff run it: a process of its own, its words, its exit codes, and kill -9."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import threading
from pathlib import Path
from typing import Any

import pytest

from sendguide.cli.import_ import default_name
from sendguide.directory.importing.snapshots import current
from sendguide.settings import PROJECT
from tests.support.feeds import Feed, made_up
from tests.support.http_replay import Asked, Reply, Served, serving

Json = dict[str, Any]
FIXTURES = PROJECT / "tests" / "fixtures"
TIMEOUT = 120


class Terminal:
    """Runs the command with its own folder of snapshots."""

    def __init__(self, snapshots: Path) -> None:
        self.snapshots = snapshots
        self.hosts = ""

    def start(self, *arguments: str, stderr: int = subprocess.PIPE) -> subprocess.Popen[str]:
        """Begins an import."""
        stated = {"SENDGUIDE_SNAPSHOTS": str(self.snapshots), "SENDGUIDE_IMPORT_CONTACT": "team@example.org"}
        return subprocess.Popen(
            [sys.executable, "-m", "sendguide", "import", *arguments],
            cwd=PROJECT,
            env={**os.environ, **stated, "SENDGUIDE_IMPORT_HOSTS": self.hosts, "COLUMNS": "200"},
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )

    def __call__(self, *arguments: str, code: int = 0) -> tuple[str, str]:
        """What an import prints and says on the side, when it ends with a code."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=TIMEOUT)
        assert process.returncode == code, (process.returncode, out, err)
        assert "Traceback" not in err
        return out, err

    def names(self, source: str) -> list[str]:
        """The names of the services that count."""
        found = current(self.snapshots / source)
        return sorted(record["name"] for record in found.records()) if found else []


@pytest.fixture
def run(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "snapshots")


def saved(folder: Path, services: list[Json]) -> str:
    path = folder / "services.json"
    path.write_text(json.dumps({"contents": services}), encoding="utf-8")
    return str(path)


def names_of(services: list[Json]) -> list[str]:
    return sorted(service["name"] for service in services)


def test_an_import_says_what_came_and_a_second_that_all_is_as_it_was(run: Terminal, tmp_path: Path):
    services = made_up()
    services[3] |= {"url": "", "email": "", "contacts": []}
    services[5]["attributes"][0]["taxonomy_term"] |= {"name": "Quite unheard of", "term": "Quite unheard of"}
    path = saved(tmp_path, services)
    out, err = run("oruk", path)
    assert "oruk: 12 read, 11 usable, 1 turned away." in out
    assert "Example Hearing Support Team): it has no telephone number" in out
    assert "quarantine.jsonl" in out
    assert "Quite unheard of (1 time)" in out and "content/local_offer/mapping.csv" in out
    assert "11 new\n  + Example Autism Saturday Club\n" in out
    assert "11 services of oruk are now in use." in out
    assert err == ""
    out, _ = run("oruk", path)
    assert "All 11 services are as they were." in out


def test_a_dry_run_shows_the_difference_and_changes_nothing(run: Terminal, tmp_path: Path):
    services = made_up()
    run("oruk", saved(tmp_path, services), "--name", "example")
    changed = [
        {**services[1], "fees": "£9"},
        *services[2:],
        {**services[0], "id": "new-one", "name": "Example New Club"},
    ]
    out, _ = run("oruk", saved(tmp_path, changed), "--name", "example", "--dry-run")
    gone = services[0]["name"]
    assert f"1 new\n  + Example New Club\n1 changed\n  ~ {services[1]['name']} (fees)\n1 gone\n  - {gone}\n" in out
    assert "This was a dry run: nothing was changed." in out
    assert run.names("example") == names_of(services)


def test_words_of_a_source_cannot_steer_the_terminal(run: Terminal, tmp_path: Path):
    services = made_up()
    services[1] |= {"name": "Example \x1b[31m red \u202e name \ud800", "url": "", "email": "", "contacts": []}
    out, _ = run("oruk", saved(tmp_path, services))
    assert "turned away" in out
    assert "\x1b" not in out and "\u202e" not in out
    run("oruk", saved(tmp_path, services), "--json", "--dry-run")


def test_json_is_one_object_with_everything(run: Terminal, tmp_path: Path):
    out, _ = run("oruk", saved(tmp_path, made_up()), "--json")
    found = json.loads(out)
    assert (found["source"], found["kind"], found["read"], found["count"]) == ("oruk", "oruk", 12, 12)
    assert found["written"] is True and found["refused"] == "" and found["quarantined"] == []
    assert len(found["difference"]["added"]) == 12


def test_a_shrunken_source_ends_with_1_says_so_and_can_be_accepted(run: Terminal, tmp_path: Path):
    run("oruk", saved(tmp_path, made_up()))
    out, err = run("oruk", saved(tmp_path, made_up()[:5]), code=1)
    assert err == (
        "Nothing was changed. It has 5 usable services, 58 % fewer than the 12 that are kept. "
        "If this is right, run it again with --accept-fewer.\n"
    )
    assert "now in use" not in out
    assert f"7 gone\n  - {min(names_of(made_up()[5:]), key=str.casefold)}\n" in out, "staff see what is missing"
    assert run.names("oruk") == names_of(made_up())
    out, err = run("oruk", saved(tmp_path, made_up()[:5]), "--json", code=1)
    assert "58 % fewer" in json.loads(out)["refused"]
    run("oruk", saved(tmp_path, made_up()[:5]), "--accept-fewer")
    assert run.names("oruk") == names_of(made_up()[:5])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Say what to import"),
        (("kb5",), "Say what to import"),
        (("spreadsheet", "x.csv"), "There is no import 'spreadsheet'"),
        (("kb5", "x.csv", "--name", "Big Name"), "cannot name a source"),
        (("kb5", "x.csv", "--name", "guide"), "cannot name a source"),
        (("kb5", "x.csv", "--allow-publish"), "give --licence too"),
        (("kb5", "x.csv", "--min-count", "none"), "--min-count"),
    ],
)
def test_a_command_that_makes_no_sense_ends_with_2(run: Terminal, arguments: tuple[str, ...], said: str):
    out, err = run(*arguments, code=2)
    assert said in " ".join(re.sub("[│╭╰─]", " ", err).split())
    assert out == ""
    assert not run.snapshots.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("kb5", "none.csv"), "none.csv cannot be read (No such file or directory). Check its name."),
        (("oruk", "https://feed.example.org/v3"), "Set SENDGUIDE_IMPORT_HOSTS to the hosts you trust."),
        (("kb5", "https://feed.example.org/v3"), "A KB5 export is a file."),
        (("kb5", str(PROJECT / "README.md")), "This is no KB5 export"),
    ],
)
def test_a_source_that_cannot_be_used_ends_with_1_and_one_sentence(
    run: Terminal, arguments: tuple[str, ...], said: str
):
    out, err = run(*arguments, code=1)
    assert err.startswith("Nothing was changed. ") and said in err
    assert len(err.splitlines()) == 1
    assert out == ""


def test_a_host_that_is_not_listed_is_not_asked(run: Terminal):
    run.hosts = "other.example.org"
    _, err = run("oruk", "https://feed.example.org/v3", code=1)
    assert "'feed.example.org' is not on the list of hosts" in err


@pytest.mark.parametrize(("kind", "fixture"), [("kb5", "kb5/export.csv"), ("outpost", "outpost/page.json")])
def test_other_systems_are_taken_with_one_command(run: Terminal, kind: str, fixture: str):
    out, _ = run(kind, str(FIXTURES / fixture))
    count = len(run.names(kind))
    assert count >= 2
    assert f"{count} services of {kind} are now in use." in out
    first = {path.name: path.read_bytes() for path in (run.snapshots / kind).glob("services-*")}
    out, _ = run(kind, str(FIXTURES / fixture))
    assert f"All {count} services are as they were." in out
    assert {path.name: path.read_bytes() for path in (run.snapshots / kind).glob("services-*")} == first


def test_the_overview_names_every_source_with_its_day_and_licence(run: Terminal, tmp_path: Path):
    assert run("--list")[0] == "Nothing was imported yet.\n"
    path = saved(tmp_path, made_up())
    run("oruk", path, "--name", "one")
    run("oruk", path, "--name", "two", "--licence", "OGL-UK-3.0", "--attribution", "Example Council", "--allow-publish")
    assert run("--list")[0].splitlines() == [
        "one: 12 services, read on 2026-11-23 from services.json; no licence recorded; not passed on",
        "two: 12 services, read on 2026-11-23 from services.json; OGL-UK-3.0; may be passed on",
    ]


# --- over the web ---------------------------------------------------------------------------------------------------


class Held:
    """A feed that answers the details of some services only when it is let go."""

    def __init__(self, feed: Feed, *, answers: int) -> None:
        self.feed, self._left = feed, answers
        self.let_go, self.held = threading.Event(), threading.Event()
        self.details: list[str] = []

    def __call__(self, asked: Asked) -> Reply:
        if asked.path.startswith("/services/"):
            self.details.append(asked.path)
            self._left -= 1
            if self._left < 0:
                self.held.set()
                self.let_go.wait(TIMEOUT)
        return self.feed(asked)

    def wait(self, process: subprocess.Popen[str]) -> None:
        """Waits until a process is held."""
        while not self.held.wait(0.1):
            assert process.poll() is None, process.communicate()


def address(served: Served, run: Terminal) -> tuple[str, ...]:
    run.hosts = served.host
    return ("oruk", served.url, "--name", "example", "--allow-loopback")


def test_kill_9_in_the_middle_leaves_the_old_data_and_the_next_run_goes_on(run: Terminal, tmp_path: Path):
    run("oruk", saved(tmp_path, made_up()[:10]), "--name", "example")
    before = {path.name: path.read_bytes() for path in (run.snapshots / "example").glob("*.json*")}
    feed = Held(Feed(made_up()), answers=7)
    with serving(feed) as served:
        process = run.start(*address(served, run))
        feed.wait(process)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=TIMEOUT)
        assert {path.name: path.read_bytes() for path in (run.snapshots / "example").glob("*.json*")} == before
        assert run.names("example") == names_of(made_up()[:10])
        feed.let_go.set()
        first = len(feed.details)
        out, _ = run(*address(served, run))
    assert run.names("example") == names_of(made_up())
    reused = re.search(r"(\d+) services were already fetched by an earlier run", out)
    assert reused is not None and int(reused[1]) >= 3
    assert len(feed.details) - first == 12 - int(reused[1]) + 1, "the probe asks for one more"


def test_two_imports_of_one_source_do_not_run_together(run: Terminal):
    feed = Held(Feed(made_up()), answers=3)
    with serving(feed) as served:
        process = run.start(*address(served, run))
        feed.wait(process)
        _, err = run(*address(served, run), code=1)
        assert "Another import of example is running" in err
        feed.let_go.set()
        process.communicate(timeout=TIMEOUT)
    assert process.returncode == 0
    assert run.names("example") == names_of(made_up())


def test_without_the_flag_for_tests_this_computer_is_not_asked(run: Terminal):
    with serving(Feed(made_up())) as served:
        _, err = run(*address(served, run)[:-1], code=1)
    assert "https://" in err
    assert served.asked == []


def test_a_person_at_a_terminal_sees_how_far_it_is(run: Terminal, tmp_path: Path):
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))  # lines and columns
    process = run.start("oruk", saved(tmp_path, made_up()), stderr=theirs)
    out, _ = process.communicate(timeout=TIMEOUT)
    os.write(theirs, b"the end")  # or there might be nothing to wait for
    seen = os.read(ours, 100_000).decode()
    os.close(theirs)
    os.close(ours)
    assert process.returncode == 0
    assert "Reading" in seen and "Checking" in seen
    assert "Checking" not in out


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("https://Bristol.OpenPlace.directory/o/OpenReferralService/v3", "bristol-openplace-directory"),
        ("http://127.0.0.1:8000/v3", "127-0-0-1"),
        ("exports/Local Offer 2026-11.csv", "kb5"),
    ],
)
def test_a_source_is_called_by_its_host_or_its_kind(where: str, name: str):
    assert default_name("kb5", where) == name
