"""`sendguide run` as a process of its own, as council IT runs it: it can be stopped, killed and started again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from sendguide.settings import PROJECT, settings

SECONDS_TO_START = 180
SECONDS_TO_STOP = 30


@contextmanager
def running_guide(database: Path, *, kill: bool = False, snapshots: Path | None = None) -> Iterator[str]:
    """The guide's address while it runs.

    Args:
        database: where conversations are kept.
        kill: end it as a crash would, not politely.
        snapshots: where imported services are; by default nothing was imported.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    stated = {"SENDGUIDE_DATABASE": f"sqlite:///{database}", "SENDGUIDE_PORT": str(port)}
    stated |= {"SENDGUIDE_MODELS": str(settings().models), "SENDGUIDE_TODAY": settings().day().isoformat()}
    stated |= {"SENDGUIDE_SNAPSHOTS": str(snapshots)} if snapshots is not None else {}
    command = [sys.executable, "-m", "sendguide", "run"]
    process = subprocess.Popen(command, cwd=PROJECT, env={**os.environ, **stated}, stderr=subprocess.DEVNULL)
    try:
        yield _when_ready(f"http://127.0.0.1:{port}", process)
    finally:
        process.kill() if kill else process.terminate()
        process.wait(timeout=SECONDS_TO_STOP)


def _when_ready(address: str, process: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        assert process.poll() is None, "sendguide run ended before it was ready"
        try:
            if requests.get(f"{address}/readyz", timeout=SECONDS_TO_STOP).ok:
                return address
        except requests.ConnectionError:
            pass
        time.sleep(0.2)
    raise AssertionError("sendguide run was not ready in time")
