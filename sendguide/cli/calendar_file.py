"""`sendguide deadline --ics`: the dates as a file that calendars open."""

from __future__ import annotations

import sys
from datetime import date, datetime, time, timezone
from pathlib import Path

from sendguide.content.models import Contact
from sendguide.content.reader import Reader
from sendguide.content.takeaway_models import TakeAways
from sendguide.content.yaml_file import ContentError
from sendguide.deadlines.result import Deadline, Refusal
from sendguide.errors import GuideError
from sendguide.takeaways.choose import calendar
from sendguide.takeaways.events import events_of


def write_calendar(file: Path, found: Deadline | Refusal, *, content: Path, today: date) -> int:
    """Writes the dates that have not passed. It reads two files of the content and no others.

    Args:
        file: where to.
        found: what was worked out.
        content: the content folder.
        today: the day from which to look.

    Returns:
        0, or 1 when there is no date to put in it; then nothing is written.

    Raises:
        ContentError: when the content cannot be used.
        GuideError: when the file cannot be written.
    """
    reader = Reader(content)
    words, contacts = reader.one(TakeAways, "takeaways.yml"), reader.many(Contact, "contacts.yml")
    if words is None or reader.problems:
        raise ContentError(reader.problems)
    if isinstance(found, Refusal) or not events_of(words, contacts, found, today=today):
        print("No calendar file was written: there is no date ahead to put in it.", file=sys.stderr)
        return 1
    now = datetime.combine(today, time(), tzinfo=timezone.utc)
    try:
        file.write_bytes(calendar(words, contacts, found, now=now).data)
    except OSError as error:
        raise GuideError(f"The file {file} cannot be written: {error.strerror}. Choose another place.") from None
    return 0
