"""Calls are counted, with Redis when there is one; a Redis that is away refuses nobody."""

from __future__ import annotations

import gc
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from sendguide.server.errors import ApiError
from sendguide.server.limits import FORGET_EVERY_SECONDS, Limits, Rates

RATES = Rates(messages="2/minute", address="3/minute", sessions="2/hour", calls="5/second")


async def _refused(limits: Limits, who: str, what: str = "messages") -> bool:
    try:
        await limits.count(what, who)
    except ApiError as error:
        assert error.status == 429 and 1 <= int(error.headers["retry-after"]) <= 3601
        return True
    return False


async def test_one_too_many_is_refused_and_others_are_not():
    limits = Limits(RATES, salt="s")
    assert [await _refused(limits, "a") for _ in range(4)] == [False, False, True, True]
    assert not await _refused(limits, "b")
    assert not await _refused(limits, "a", "address")


async def test_who_calls_is_kept_as_a_hash_only():
    limits = Limits(RATES, salt="s")
    await limits.count("messages", "192.0.2.77")
    gc.collect()
    assert "192.0.2.77" not in str(vars(limits._memory))


async def test_another_salt_is_another_hash():
    one, other = Limits(RATES, salt="one"), Limits(RATES, salt="other")
    for limits in (one, other):
        await limits.count("messages", "192.0.2.77")
    assert not set(one._memory.storage) & set(other._memory.storage)


async def test_old_counts_are_forgotten():
    limits = Limits(RATES, salt="s")
    await limits.count("calls", "a")
    limits._memory.expirations = dict.fromkeys(limits._memory.expirations, time.time() - 1)
    limits._memory._looked_at -= FORGET_EVERY_SECONDS
    assert not await _refused(limits, "b", "calls")
    assert len(limits._memory.storage) == len(limits._memory.expirations) == 1


async def test_a_count_that_is_over_begins_anew():
    limits = Limits(RATES, salt="s")
    assert [await _refused(limits, "a") for _ in range(3)] == [False, False, True]
    limits._memory.expirations = dict.fromkeys(limits._memory.expirations, time.time() - 1)
    assert [await _refused(limits, "a") for _ in range(3)] == [False, False, True]


async def test_without_its_redis_it_counts_for_itself(caplog: pytest.LogCaptureFixture):
    limits = Limits(RATES, salt="s", storage="redis://127.0.0.1:1")
    assert [await _refused(limits, "a") for _ in range(3)] == [False, False, True]
    assert "cannot be reached" in caplog.text


async def test_two_servers_with_one_redis_count_together(tmp_path: Path):
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("REDIS IS NOT TESTED: there is no redis-server. Install the package `redis-server`.")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen([program, "--port", str(port), "--save", "", "--dir", str(tmp_path)])
    try:
        one, other = (Limits(RATES, salt="s", storage=f"redis://127.0.0.1:{port}") for _ in range(2))
        until = time.monotonic() + 30
        while not one._storage.check() and time.monotonic() < until:
            time.sleep(0.1)
        assert [await _refused(limits, "a") for limits in (one, other, one, other)] == [False, False, True, True]
    finally:
        server.terminate()
        server.wait(timeout=30)
