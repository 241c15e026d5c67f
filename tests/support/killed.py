"""Runs a piece of Python in a process of its own that dies, as by kill -9, at its n-th touch of the disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from sendguide.settings import PROJECT

_DIES = """
import os, signal, sys
left = [{steps}]
def touched(event):
    if event in ("open", "os.rename", "os.remove", "os.mkdir", "flush", "write"):
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(lambda event, args: started and touched(event))
started = False
fsync = os.fsync
def flushed(handle):
    touched("flush")
    fsync(handle)
    touched("flush")
os.fsync = flushed
from pathlib import Path
open_file = Path.open
def opened(self, *args, **named):
    file = open_file(self, *args, **named)
    if started:
        touched("open")  # it is empty now, and nothing is written yet
    return file
Path.open = opened
{prepare}
started = True
{code}
"""


def killed_at(steps: int, code: str, *, prepare: str = "") -> bool:
    """Whether the process died before it was done.

    Args:
        steps: how often it may open, rename, remove, make or flush something.
        code: what it does.
        prepare: what it does before anything is counted, such as imports.

    Raises:
        AssertionError: when it failed in another way.
    """
    program = _DIES.format(steps=steps, prepare=prepare, code=code)
    done = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, env=os.environ, capture_output=True, text=True)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0
