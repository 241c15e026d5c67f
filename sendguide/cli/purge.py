"""`sendguide purge`: erases conversations that are older than they may be kept. Safe while the guide serves."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from sendguide.errors import GuideError
from sendguide.server.sessions import LONGEST_SECONDS
from sendguide.storage.database import Database, StoreError
from sendguide.storage.erasing import purge

SECONDS_OF = {"d": 24 * 3600.0, "h": 3600.0}
SHORTEST_HOURS = LONGEST_SECONDS / SECONDS_OF["h"]


class PurgeError(GuideError):
    """The age cannot be used."""


def read_age(words: str) -> float:
    """Seconds of an age such as `30d` or `36h`.

    Raises:
        PurgeError: when it is none, or so short that conversations that still go on would be erased.
    """
    found = re.fullmatch(r"([0-9]{1,5})([dh])", words.strip())
    if found is None:
        raise PurgeError(f"“{words}” is no age. Give days or hours, such as 30d or 36h.")
    seconds = int(found[1]) * SECONDS_OF[found[2]]
    if seconds < LONGEST_SECONDS:
        raise PurgeError(f"A chat can go on for {SHORTEST_HOURS:.0f} hours. Give at least {SHORTEST_HOURS:.0f}h.")
    return seconds


def run_purge(
    age: str, *, database: str, is_trial: bool, say: Callable[[str], None], clock: Callable[[], float] = time.time
) -> int:
    """Erases what is older and says how much that was.

    Args:
        age: such as `30d`.
        database: where the conversations are, as a URL.
        is_trial: only say what would be erased.
        say: prints a line.
        clock: the time in seconds since 1970.

    Returns:
        The exit code: 1 when something erased may still be in a file, because another program was reading.

    Raises:
        PurgeError: when the age or the database cannot be used; what was erased until then stays erased.
    """
    seconds, now = read_age(age), clock()
    try:
        opened = Database(database)
        try:
            done = purge(opened, before=now - seconds, now=now, is_trial=is_trial)
        finally:
            opened.close()
    except StoreError as error:
        raise PurgeError(f"It stopped: {error}. Check SENDGUIDE_DATABASE, and run this again.") from error
    chats = f"{done.conversations} conversation{'' if done.conversations == 1 else 's'}"
    if is_trial:
        say(f"{chats} would be erased. Nothing was changed.")
        return 0
    say(f"{chats} erased.")
    if not done.is_gone:
        say("Another program reads the database, so traces may be left in its log. Run this again.")
    return 0 if done.is_gone else 1
