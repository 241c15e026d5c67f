"""A PostgreSQL of its own for the tests, from the system's binaries, on a socket in a temporary folder."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

SECONDS_TO_START = 60
SOMEBODY = "nobody"
MISSING = "PostgreSQL IS NOT TESTED: there is no /usr/lib/postgresql/*/bin/initdb. Install the package `postgresql`."


def binaries() -> Path | None:
    """The newest folder with PostgreSQL's programs; None when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def running_postgres(programs: Path) -> Iterator[str]:
    """The folder with the socket of a server that runs while this lasts; its superuser is `guide`."""
    # PostgreSQL refuses to run as root; as somebody else it needs a folder of theirs.
    somebody = pwd.getpwnam(SOMEBODY) if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="guide-postgres-"))
    if somebody is not None:
        os.chown(folder, somebody.pw_uid, somebody.pw_gid)
    as_somebody = {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []} if somebody else {}
    data, log = folder / "data", (folder / "log").open("wb")
    made = [programs / "initdb", "-D", data, "-U", "guide", "--auth=trust", "--no-sync", "-E", "UTF8"]
    subprocess.run(made, check=True, stdout=log, stderr=log, cwd=folder, **as_somebody)
    command = [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"]
    server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **as_somebody)
    try:
        _wait(folder, server)
        yield str(folder)
    finally:
        server.terminate()
        server.wait(timeout=SECONDS_TO_START)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(folder: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        assert server.poll() is None, f"PostgreSQL did not start: {(folder / 'log').read_text()}"
        try:
            psycopg2.connect(host=str(folder), user="guide", dbname="postgres").close()
        except psycopg2.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("PostgreSQL did not start in time")


def new_database(folder: str, name: str) -> str:
    """Makes an empty database; its URL."""
    connection = psycopg2.connect(host=folder, user="guide", dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    connection.close()
    return f"postgresql://guide@/{name}?host={folder}"
