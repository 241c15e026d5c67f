"""The secret that signs session tokens, for when none is set: made once and kept beside the conversations."""

from __future__ import annotations

import secrets

from sqlalchemy import text as sql
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

MAKE_TABLE = sql("CREATE TABLE IF NOT EXISTS session_key (id INTEGER PRIMARY KEY, secret VARCHAR(64) NOT NULL)")
READ = sql("SELECT secret FROM session_key WHERE id = 1")
WRITE = sql("INSERT INTO session_key (id, secret) VALUES (1, :secret)")


def kept_key(engine: Engine) -> str:
    """The key in the database; the first one to ask makes it.

    Who can read the database can read the conversations, so the key beside them gives nothing more away. A council that
    keeps its database elsewhere sets `SENDGUIDE_SESSION_KEYS` instead.
    """
    with engine.begin() as connection:
        connection.execute(MAKE_TABLE)
    try:
        with engine.begin() as connection:
            found = connection.execute(READ).scalar()
            if found is None:
                found = secrets.token_hex(32)
                connection.execute(WRITE, {"secret": found})
    except IntegrityError:  # another process was quicker
        with engine.connect() as connection:
            found = connection.execute(READ).scalar()
    return str(found)
