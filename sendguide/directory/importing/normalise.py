"""Single values in one way of writing: postcodes, e-mail addresses, web addresses, days and yes or no.

Each function takes whatever a source holds and answers None (or nothing) when it cannot be read: nothing is guessed.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta, timezone
from typing import Optional
from urllib.parse import quote, urlsplit

from sendguide.directory.importing.html_text import line

# The forms of British postcodes. Whether one exists is not checked: what a council typed is shown as it is.
_OUT = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_IN = r"[0-9][A-Z]{2}"
_POSTCODE = re.compile(rf"\s*({_OUT})\s*({_IN})\s*", re.IGNORECASE)
_OUTCODE = re.compile(rf"\s*({_OUT})\s*", re.IGNORECASE)
_POSTCODE_IN_TEXT = re.compile(rf"\b({_OUT})[\s-]*({_IN})\b", re.IGNORECASE)

_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
LONGEST_URL = 2000

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_BRITISH_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T].*)?")
_WRITTEN_DAY = re.compile(
    r"(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\.?,?\s+(\d{4})(?:\s.*)?", re.I
)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119
_TIME = re.compile(r"[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)

_YES = frozenset({"yes", "y", "true", "t", "1", "on"})
_NO = frozenset({"no", "n", "false", "f", "0", "off", "none"})


def postcode(value: object) -> Optional[str]:
    """A full postcode as `CV6 1PR`."""
    found = _POSTCODE.fullmatch(line(value))
    return f"{found[1]} {found[2]}".upper() if found else None


def outcode(value: object) -> Optional[str]:
    """The first half, `CV6`, of a full postcode or of one that is only that."""
    text = line(value)
    found = _POSTCODE.fullmatch(text) or _OUTCODE.fullmatch(text)
    return found[1].upper() if found else None


def shorten_postcodes(text: str) -> str:
    """Cuts every full postcode in a text to its first half."""
    return _POSTCODE_IN_TEXT.sub(lambda found: found[1].upper(), text)


def cut_postcodes(text: str) -> str:
    """Takes every full postcode out of a text, and says so."""
    return _POSTCODE_IN_TEXT.sub("(postcode not published)", text)


def emails(value: object) -> list[str]:
    """All e-mail addresses in a field, in order, each once; the part after the @ in small letters."""
    found: dict[str, None] = {}
    for match in _EMAIL.finditer(line(value, longest=5000)):
        local, _, domain = match[0].rpartition("@")
        if ".." not in local and not local.endswith("."):
            found[f"{local}@{domain.lower()}"] = None
    return list(found)


def web_address(value: object) -> Optional[str]:
    """The first web address in a field, with `https://` put in front when it has none.

    Only `http` and `https`, and only names of hosts: no `javascript:`, no names and passwords, no numbers of machines.
    """
    for part in line(value, longest=5000).split():
        # Brackets and stops around an address are the sentence's; a bracket that opens within it is its own.
        found = _one_address(part.strip("<>[]\"',;." if "(" in part.lstrip("(") else "<>()[]\"',;."))
        if found:
            return found
    return None


def _one_address(text: str) -> Optional[str]:
    if "@" in text or len(text) > LONGEST_URL:
        return None
    if not text.lower().startswith(("http://", "https://")):
        if _SCHEME.match(text):
            return None
        text = "https://" + text.removeprefix("//")
    try:
        parts = urlsplit(text)
        host, _ = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError):
        return None
    if not _HOST.fullmatch(host):
        return None
    return quote(text, safe="%/:=&?~#+!$,;'@()*[]|") if text.isascii() else _ascii_address(text, parts.netloc, host)


def _ascii_address(text: str, netloc: str, host: str) -> str:
    scheme, _, rest = text.partition("://")
    return f"{scheme}://{host}{quote(rest[len(netloc) :], safe='%/:=&?~#+!$,;@()*')}"


def day(value: object) -> Optional[str]:
    """A day as `2025-03-12`: from ISO, `12/03/2025` (day first), `12 March 2025` or a spreadsheet's day number."""
    text = line(value, longest=60)
    for read in (_iso_day, _british_day, _written_day, _serial_day):
        try:
            found = read(text)
        except (ValueError, OverflowError):
            return None
        if found:
            return found.isoformat() if 1900 <= found.year <= 2200 else None
    return None


def _iso_day(text: str) -> Optional[date]:
    found = _ISO_DAY.fullmatch(text)
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _british_day(text: str) -> Optional[date]:
    found = _BRITISH_DAY.fullmatch(text)
    if not found:
        return None
    year = int(found[4]) + (2000 if len(found[4]) == 2 else 0)
    return date(year, int(found[3]), int(found[1]))


def _written_day(text: str) -> Optional[date]:
    found = _WRITTEN_DAY.fullmatch(text)
    month = _MONTHS.get(found[2][:3].lower()) if found else None
    return date(int(found[3]), month, int(found[1])) if found and month else None


def _serial_day(text: str) -> Optional[date]:
    found = _SERIAL.fullmatch(text)
    return _SERIAL_ZERO + timedelta(days=int(found[1])) if found and int(found[1]) in _SERIALS else None


def moment(value: object) -> Optional[str]:
    """A point in time as Open Referral writes it, `2025-03-12T09:30:00.000Z`; a day alone is its first moment.

    A time without a zone is taken as UTC: the guide shows the day only.
    """
    found = day(value)
    if found is None:
        return None
    time = _TIME.search(line(value, longest=60))
    if not time:
        return f"{found}T00:00:00.000Z"
    zone = "+00:00" if (time[5] or "Z").upper() == "Z" else time[5][:3] + ":" + time[5][-2:]
    fraction = (time[4] or "0").ljust(6, "0")[:6]
    try:
        text = f"{found}T{int(time[1]):02d}:{time[2]}:{time[3] or '00'}.{fraction}{zone}"
        there = datetime.fromisoformat(text).astimezone(timezone.utc)
    except (ValueError, OverflowError):
        return f"{found}T00:00:00.000Z"
    return there.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def clock_time(value: object) -> Optional[str]:
    """A time of day as `09:30`: from `09:30:00`, `9.30am`, `9am`, and times within a moment."""
    text = line(value, longest=60).lower()
    if text in {"noon", "midday", "12 noon", "12noon", "12 midday"}:
        return "12:00"
    text = text.rpartition("t")[2] if re.match(r"\d{4}-\d{2}-\d{2}t", text) else text
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*(am|pm)?(?:z|\+00:?00)?", text)
    if not found or not (found[2] or found[3]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3] == "pm" else 0) if 1 <= hour <= 12 else 24
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def yes_or_no(value: object) -> Optional[bool]:
    """True or False for the ways of writing yes and no; None for anything else."""
    if isinstance(value, bool):
        return value
    text = line(value, longest=20).lower().rstrip(".")
    return True if text in _YES else False if text in _NO else None


def number_of(value: object) -> Optional[float]:
    """A number from a number or its digits; None for anything else, also for what is not finite."""
    try:
        found = float(line(value)) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else math.nan
    except (ValueError, OverflowError):
        return None
    if not math.isfinite(found):
        return None
    return int(found) if found == int(found) else found
