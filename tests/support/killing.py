"""Kills the guide in mid-conversation, and checks that every acknowledged message is in its history exactly once."""

from __future__ import annotations

import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from tests.support.process import running_guide

SECONDS = 30
TEXTS = ("how much does mediation cost us", "bin day", "number for START please", "they refused to assess my son")
MOST_AT_ONCE = 3


@dataclass
class Talker:
    """Somebody who goes on talking, and remembers what was acknowledged: message id to turn and reply."""

    headers: dict[str, str]
    acknowledged: dict[str, tuple[int, Any]] = field(default_factory=dict)
    unsure: dict[str, str] = field(default_factory=dict)

    def talk(self, address: str, stop: threading.Event) -> None:
        """Sends one message after the other until the server is gone."""
        while not stop.is_set():
            name, text = uuid.uuid4().hex, TEXTS[len(self.acknowledged) % len(TEXTS)]
            self.unsure[name] = text
            try:
                self.send(address, name)
            except requests.RequestException:
                return

    def send(self, address: str, name: str) -> None:
        """Sends a message, or sends it again."""
        body = {"id": name, "text": self.unsure[name]}
        answer = requests.post(f"{address}/api/v1/messages", json=body, headers=self.headers, timeout=SECONDS)
        assert answer.status_code == 200, answer.text
        found = answer.json()
        assert found["reply"]["status"] != "error" and found["seq"] is not None, found
        self.acknowledged[name] = (found["seq"], found["reply"])
        del self.unsure[name]

    def check(self, address: str) -> None:
        """Every acknowledged message is there once, with the reply that was given; the others can be sent again."""
        for name in list(self.unsure):
            self.send(address, name)
        turns: list[dict[str, Any]] = []
        while True:
            after = turns[-1]["seq"] if turns else 0
            url = f"{address}/api/v1/history?after={after}"
            found = requests.get(url, headers=self.headers, timeout=SECONDS).json()
            turns += found["turns"]
            if not found["more"]:
                break
        replies = [(turn["seq"], turn["reply"]) for turn in turns if turn["role"] == "guide"]
        assert [seq for seq, _ in replies] == list(range(1, len(replies) + 1))
        assert sorted(self.acknowledged.values(), key=lambda item: item[0]) == replies
        name = next(reversed(self.acknowledged))
        body = {"id": name, "text": "other words"}
        again = requests.post(f"{address}/api/v1/messages", json=body, headers=self.headers, timeout=SECONDS).json()
        assert (again["seq"], again["reply"]) == self.acknowledged[name]


def kill_and_check(database: Path, *, times: int, seed: int) -> int:
    """Kills the guide so many times, each at a random moment; how many messages were acknowledged in all.

    Args:
        database: where the conversations are kept.
        times: how often it is killed.
        seed: for the moments.
    """
    moments = random.Random(seed)  # noqa: S311
    talkers: list[Talker] = []
    total = 0
    for _ in range(times):
        stop = threading.Event()
        with running_guide(database, kill=True) as address:  # killed where this block ends, while they talk
            for talker in talkers:
                talker.check(address)
            total += sum(len(talker.acknowledged) for talker in talkers[:-1])
            talkers = talkers[-1:]  # one goes on through all of it
            talkers += [_new(address) for _ in range(MOST_AT_ONCE - len(talkers))]
            threads = [threading.Thread(target=talker.talk, args=(address, stop)) for talker in talkers]
            for thread in threads:
                thread.start()
            _wait_for_more(talkers)
            time.sleep(moments.uniform(0.0, 1.0))
        stop.set()
        for thread in threads:
            thread.join(timeout=SECONDS)
    with running_guide(database) as address:
        for talker in talkers:
            talker.check(address)
    return total + sum(len(talker.acknowledged) for talker in talkers)


def _new(address: str) -> Talker:
    opened = requests.post(f"{address}/api/v1/sessions", json={}, timeout=SECONDS).json()
    return Talker({"authorization": f"Bearer {opened['token']}"})


def _wait_for_more(talkers: list[Talker]) -> None:
    before = sum(len(talker.acknowledged) for talker in talkers)
    until = time.monotonic() + SECONDS
    while sum(len(talker.acknowledged) for talker in talkers) < before + 3 and time.monotonic() < until:
        time.sleep(0.02)
