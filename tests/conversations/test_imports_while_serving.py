"""Staff load their data with one command, and the next answers of the running guide have it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from sendguide.answers.reply import Reply
from sendguide.directory.importing.snapshots import current
from sendguide.settings import PROJECT
from tests.support.feeds import Feed, made_up
from tests.support.http_replay import Reply as Replayed
from tests.support.http_replay import serving
from tests.support.process import running_guide
from tests.support.tester import GuideTester, OverHttp

KB5 = PROJECT / "tests" / "fixtures" / "kb5" / "export.csv"
SECONDS = 30
SPEECH = "who do i ask about speech therapy for my son"
OF_KB5, OF_THE_FEED = "Example Speech and Language Clinic", "Example Speech and Language Drop-in"


@dataclass
class Running:
    """A guide that runs, and the folders it reads."""

    address: str
    database: Path
    snapshots: Path

    def command(self, *words: str, hosts: str = "") -> subprocess.Popen[str]:
        """Starts a command of the staff beside it."""
        env = {**os.environ, "SENDGUIDE_SNAPSHOTS": str(self.snapshots), "SENDGUIDE_IMPORT_HOSTS": hosts}
        env |= {"SENDGUIDE_DATABASE": f"sqlite:///{self.database}", "SENDGUIDE_IMPORT_CONTACT": "tests@example.org"}
        command = [sys.executable, "-m", "sendguide", *words]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=PROJECT, env=env, stdout=pipe, stderr=pipe, text=True)

    def done(self, *words: str, hosts: str = "") -> str:
        """Runs a command that must succeed, and gives what it printed."""
        process = self.command(*words, hosts=hosts)
        out, errors = process.communicate(timeout=SECONDS * 2)
        assert process.returncode == 0, out + errors
        return out


@pytest.fixture(scope="module")
def running(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("imports")
    snapshots = folder / "snapshots"
    with running_guide(folder / "conversations.db", snapshots=snapshots) as address:
        yield Running(address, folder / "conversations.db", snapshots)


def _services(reply: Reply) -> set[str]:
    return {block.title for message in reply.messages for block in message.blocks if block.kind == "service"}


async def _all_services(running: Running, question: str = SPEECH) -> set[str]:
    """All services under an answer, page after page, in a new conversation."""
    tester = GuideTester(OverHttp(running.address))
    found = _services(await tester.say(question))
    while any(button.title.startswith("Show more") for button in tester.last().buttons):
        title = next(button.title for button in tester.last().buttons if button.title.startswith("Show more"))
        found |= _services(await tester.press(title))
    return found


async def _until(running: Running, name: str, *, there: bool = True) -> set[str]:
    """Asks again, as parents do, until a service is there or gone: the index is made beside the answering."""
    until = time.monotonic() + SECONDS
    while (name in (found := await _all_services(running))) is not there:
        assert time.monotonic() < until, f"{name} did not come or go: {sorted(found)}"
        time.sleep(0.2)
    return found


async def test_a_kb5_export_and_a_feed_change_the_next_answers(running: Running) -> None:
    before = await _all_services(running)
    assert before and OF_KB5 not in before
    printed = running.done("import", "kb5", str(KB5))
    assert OF_KB5 in printed
    assert before < await _until(running, OF_KB5)

    with serving(Feed(made_up())) as served:
        running.done("import", "oruk", served.url, "--name", "feed", "--allow-loopback", hosts=served.host)
    found = await _until(running, OF_THE_FEED)
    assert before | {OF_KB5} < found, "what was there stays beside what came"
    tester = GuideTester(OverHttp(running.address))
    await tester.say(SPEECH)
    await tester.say("for a 2 year old")
    tester.expect(status="answered", contains=["for age 2"])


async def test_kill_in_the_middle_of_an_import_leaves_the_old_data_serving(running: Running) -> None:
    with serving(Feed(made_up())) as served:
        running.done("import", "oruk", served.url, "--name", "killed", "--allow-loopback", hosts=served.host)
    before = await _until(running, OF_THE_FEED)
    kept = (running.snapshots / "killed" / "current.json").read_bytes()
    hung_up = threading.Event()
    renamed, asked = f"{OF_THE_FEED} Renamed", list[str]()
    changed = [{**item, "name": renamed} if item["name"] == OF_THE_FEED else item for item in made_up()]

    def slow(request: Any) -> Replayed:
        asked.append(request.path)
        if request.path.startswith("/services/") and len([path for path in asked if "/services/" in path]) > 3:
            hung_up.wait(SECONDS)
        return Feed(changed)(request)

    with serving(slow) as served:
        words = ("import", "oruk", served.url, "--name", "killed", "--allow-loopback")
        process = running.command(*words, hosts=served.host)
        until = time.monotonic() + SECONDS
        while len([path for path in asked if "/services/" in path]) <= 3:
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < until, "the import did not begin to fetch"
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=SECONDS)
        hung_up.set()
    assert (running.snapshots / "killed" / "current.json").read_bytes() == kept
    assert await _all_services(running) == before
    with serving(Feed(changed)) as served:  # the next run brings what the killed one did not
        running.done("import", "oruk", served.url, "--name", "killed", "--allow-loopback", hosts=served.host)
    await _until(running, renamed)


def test_a_shrunken_feed_changes_nothing(running: Running) -> None:
    old = made_up("v1")
    with serving(Feed(old, version="v1")) as served:
        running.done("import", "oruk", served.url, "--name", "shrinks", "--allow-loopback", hosts=served.host)
    kept = current(running.snapshots / "shrinks")
    with serving(Feed(old[: len(old) // 2], version="v1")) as served:
        words = ("import", "oruk", served.url, "--name", "shrinks", "--allow-loopback")
        process = running.command(*words, hosts=served.host)
        out, errors = process.communicate(timeout=SECONDS * 2)
    assert process.returncode == 1
    assert "Nothing was changed" in out + errors
    assert current(running.snapshots / "shrinks") == kept
    assert kept is not None and len(kept.records()) > len(old) // 2


async def test_a_reported_mistake_and_a_gap_reach_the_staff(running: Running) -> None:
    tester = GuideTester(OverHttp(running.address))
    await tester.say("how do i contact sendiass")
    await tester.press("Report a mistake: Coventry SENDIASS")
    await tester.press("It has closed or moved")
    for _ in range(5):
        await tester.say("who can help with short breaks")
        await tester.say("open on sundays in CB25")
    mistakes = json.loads(running.done("directory", "mistakes", "--json"))
    assert [(row["service"], row["value"]) for row in mistakes] == [("Coventry SENDIASS", "closed")]
    gaps = json.loads(running.done("directory", "gaps", "--json"))
    assert "day:SU" in {row["value"] for row in gaps}
    assert {row["name"] for row in gaps} == {"local_offer_social_care_short_breaks"}


def test_the_feed_has_ours_and_nothing_without_a_licence(running: Running) -> None:
    page = requests.get(f"{running.address}/oruk/v3/services?per_page=100", timeout=SECONDS).json()
    names = {item["name"] for item in page["contents"]}
    assert "Coventry SENDIASS" in names
    assert not any(name.startswith("Example") for name in names)
