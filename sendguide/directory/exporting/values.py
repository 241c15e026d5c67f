"""How the values of the feed's parameters are read. Each reader says with a ValueError what it wants instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timezone

from sendguide.directory.ids import is_uuid

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OUTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)(?: ?[0-9][A-Z]{2})?", re.ASCII)
CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?", re.ASCII)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, without punctuation."""
    return tuple(re.findall(r"\w+", text.casefold()))


def whole(least: int, most: int | None = None) -> Callable[[str], int]:
    """Reads a whole number between two."""

    def read(text: str) -> int:
        if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) and least <= int(text) and (most is None or int(text) <= most):
            return int(text)
        raise ValueError(f"a whole number from {least}" + (f" to {most}" if most else "") + ", such as 20")

    return read


def number(what: str) -> Callable[[str], float]:
    """Reads a number; `what` says what it should be."""

    def read(text: str) -> float:
        if re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,3})?", text, re.ASCII):
            return float(text)
        raise ValueError(what)

    return read


def words(text: str) -> tuple[str, ...]:
    """Reads the words of a search."""
    found = words_of(text)
    if not found:
        raise ValueError("at least one word")
    return found


def id(text: str) -> str:
    """Reads an id."""
    if not is_uuid(text):
        raise ValueError("an id as the feed gives it: a UUID with hyphens")
    return text


def time(text: str) -> str:
    """Reads a time of day."""
    found = CLOCK.fullmatch(text)
    if not found:
        raise ValueError("a time such as 09:30")
    return f"{int(found[1]):02}:{found[2]}"


def day(text: str) -> str:
    """Reads a day of the week, by code or name."""
    wanted = text.casefold()
    for code, name in zip(DAYS, NAMES):
        if wanted == code.casefold() or (len(wanted) > 2 and name.startswith(wanted)):
            return code
    raise ValueError("a day of the week: MO, TU, WE, TH, FR, SA or SU")


def moment(text: str) -> datetime:
    """Reads a day or a moment; UTC unless told."""
    # A plus sign that was not escaped arrives as a blank.
    tidy = re.sub(r" ([0-9]{2}:[0-9]{2})$", r"+\1", text.strip())
    try:
        found = datetime.fromisoformat(re.sub(r"[Zz]$", "+00:00", tidy))
        return found.astimezone(timezone.utc) if found.tzinfo else found.replace(tzinfo=timezone.utc)
    except (ValueError, OverflowError):
        raise ValueError("a day or a moment such as 2026-11-01 or 2026-11-01T09:00:00Z") from None


def area(text: str) -> str:
    """Reads a postcode and keeps only its area."""
    found = OUTCODE.fullmatch(" ".join(text.upper().split()))
    if not found:
        raise ValueError("a postcode or its first part, such as CV6")
    return found[1]
