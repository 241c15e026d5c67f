"""The guide as a process on a port that stays, so that a page in a browser sees it stop, hang, die and come back."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import requests

from sendguide.settings import PROJECT, settings

SECONDS_TO_START = 180
SECONDS_TO_END = 30


class GuideProcess:
    """`sendguide run`, to be started, frozen and killed.

    Args:
        database: where conversations are kept; outlives the process.
        chosen: settings, named as in `.env.example` without `SENDGUIDE_`.
    """

    def __init__(self, database: Path, **chosen: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        stated = {"DATABASE": f"sqlite:///{database}", "PORT": str(port), "MODELS": str(settings().models)}
        stated |= {"TODAY": settings().day().isoformat(), **chosen}
        self._environment = {**os.environ, **{f"SENDGUIDE_{name}": value for name, value in stated.items()}}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begins to start it; `wait` waits until it is ready."""
        command = [sys.executable, "-m", "sendguide", "run"]
        self._process = subprocess.Popen(command, cwd=PROJECT, env=self._environment, stderr=subprocess.DEVNULL)

    def wait(self) -> None:
        """Waits until it answers."""
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            assert self._process is not None and self._process.poll() is None, "sendguide run ended by itself"
            try:
                if requests.get(f"{self.address}/readyz", timeout=SECONDS_TO_END).ok:
                    return
            except requests.ConnectionError:
                pass
            time.sleep(0.1)
        raise AssertionError("sendguide run was not ready in time")

    def freeze(self) -> None:
        """Stops it in mid-work: connections stay open and nothing is answered."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        """Ends it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=SECONDS_TO_END)
            self._process = None
