"""What was typed for `sendguide deadline`: dates and the kind of decision."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sendguide.deadlines.kinds import Kind
from sendguide.errors import GuideError

NUMBERS = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1(?:[0-9]{2}|[0-9]{4})")
YEAR = re.compile(r"\b20[0-9]{2}\b", re.ASCII)
YEARS = range(2000, 2100)


class NotUnderstood(GuideError):
    """A date or kind that cannot be read."""


@dataclass(frozen=True)
class Stated:
    """What was stated, as read: options of the command or a line of a batch."""

    letter: date | None
    certificate: date | None
    contacted: date | None
    kind: Kind | None
    today: date

    @classmethod
    def read(cls, values: Mapping[str, Any], *, day: date) -> Stated:
        """Reads words.

        Args:
            values: `letter`, `certificate`, `contacted`, `kind` and `today` as typed; what is missing, None or empty
                is not known.
            day: today, if it is not stated.

        Raises:
            NotUnderstood: when one of them cannot be read.
        """
        today = read_date("today", values.get("today"), today=day) or day

        def day_of(name: str) -> date | None:
            return read_date(name, values.get(name), today=today)

        kind = read_kind(values.get("kind"))
        return cls(day_of("letter"), day_of("certificate"), day_of("contacted"), kind, today)


def read_date(name: str, words: Any, *, today: date) -> date | None:
    """A date as 2026-10-01, 1/10/2026, 1/10/26 or 1 October 2026; day before month. None for nothing.

    Args:
        name: what it is the date of, for the message.
        words: what was typed.
        today: the day on which it was typed.

    Raises:
        NotUnderstood: when it is not one day with its year.
    """
    text = str(words).strip() if words is not None else ""
    if not text:
        return None
    found = _iso(text) or _british(text, today)
    if found is None or found.year not in YEARS:
        remedy = "Write it as 2026-10-01, 01/10/2026 (day first) or 1 October 2026."
        raise NotUnderstood(f"{name}: “{text}” cannot be read as a date. {remedy}")
    return found


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _british(text: str, today: date) -> date | None:
    from sendguide.understanding.dates import find_dates  # only when it is needed

    details = find_dates(text, today=today)
    if len(details) != 1 or details[0].words != text:
        return None
    # In numbers the day comes first, so they are sure. In words the year must be there, and the day: no "March 2026".
    sure = NUMBERS.fullmatch(text) or (YEAR.search(text) and not details[0].ambiguous)
    return date.fromisoformat(details[0].value) if sure else None


def read_kind(words: Any) -> Kind | None:
    """A kind of decision; None for nothing.

    Raises:
        NotUnderstood: when there is no such kind.
    """
    name = str(words).strip().lower().replace("-", "_").replace(" ", "_") if words is not None else ""
    if not name:
        return None
    try:
        return Kind(name)
    except ValueError:
        known = ", ".join(kind.value for kind in Kind)
        raise NotUnderstood(f"kind: “{words}” is not known. Use one of: {known}.") from None
