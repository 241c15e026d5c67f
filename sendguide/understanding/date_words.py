"""The names of days and months, also misspelt, and a pattern for each part of a written date."""

from __future__ import annotations

import difflib
from functools import lru_cache

from sendguide.understanding.detail import NUMBER

MONTHS = ["january", "february", "march", "april", "may", "june"]
MONTHS += ["july", "august", "september", "october", "november", "december"]
LONG_MONTHS = [name for name in MONTHS if len(name) > 5]
"""The others are too near to common words ("match") to be read when misspelt, but for the spellings listed here."""
MONTH_NUMBERS = {spelling: place for place, name in enumerate(MONTHS, start=1) for spelling in (name, name[:3])}
MONTH_NUMBERS |= {"sept": 9, "marhc": 3, "mrach": 3, "apirl": 4, "arpil": 4, "aprl": 4, "aprill": 4, "jully": 7}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
SHORT_WEEKDAYS = {name[:3]: place for place, name in enumerate(WEEKDAYS)}
SHORT_WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
DAY_WORDS = {"day before yesterday": -2, "yesterday": -1, "yesturday": -1, "yesterdy": -1, "last night": -1}
DAY_WORDS |= {"today": 0, "tonight": 0, "this morning": 0, "tomorrow": 1, "tommorow": 1, "tomorow": 1}
DAY_WORDS |= {"day after tomorrow": 2, "yday": -1, "yest": -1, "2day": 0, "tmrw": 1, "tomoz": 1, "2moro": 1}
SHIFTS = {"last": -1, "this": 0, "next": 1}

ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TEENTHS = ["tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"]
_TEENTHS += ["eighteenth", "nineteenth", "twentieth"]
_TENS = [f"{ten} {unit}" for ten, units in (("twenty", ORDINALS), ("thirty", ORDINALS[:1])) for unit in units]
NTH_NUMBERS = {name: place for place, name in enumerate([*ORDINALS, *_TEENTHS], start=1)}
NTH_NUMBERS |= {"twelth": 12, "thirtieth": 30, **dict(zip(_TENS, [*range(21, 30), 31]))}
"""First to thirty first, in words."""
NAMED_DAYS = {
    f"{name}{tail}": (12, day) for name in ("christmas", "xmas") for tail, day in ((" eve", 24), (" day", 25))
}
NAMED_DAYS |= {f"new {year} {tail}": found for year in ("years", "year's", "year")
               for tail, found in (("eve", (12, 31)), ("day", (1, 1)))}  # fmt: skip
NAMED_DAYS |= {"boxing day": (12, 26), "valentines day": (2, 14), "valentine's day": (2, 14), "halloween": (10, 31)}
NAMED_DAYS |= dict.fromkeys(("bonfire night", "guy fawkes night", "guy fawkes", "fireworks night"), (11, 5))
NAMED_DAYS |= {"remembrance day": (11, 11), "armistice day": (11, 11)}
"""Month and day of days that people call by a name."""

NOT_AFTER_NUMBER = r"(?<![0-9][:./-])(?<![£$])\b"
DAY_IN_DIGITS = rf"{NOT_AFTER_NUMBER}(?P<day>[0-9]{{1,2}})"
DAY = (
    rf"{NOT_AFTER_NUMBER}(?P<day>[0-9]{{1,2}}"
    rf"|{'|'.join(name.replace(' ', '[ -]') for name in sorted(NTH_NUMBERS, key=len, reverse=True))})"
)
NTH = r"(?P<nth>st|nd|rd|th)"
MONTH = r"(?P<month>[jfmasond][a-z]{2,9})"
LONG_YEAR = r"(?:19|20)[0-9]{2}"
YEAR = rf"(?P<year>{LONG_YEAR}|[0-9]{{2}})"
NOT_COUNTED = (
    r"(?![:.][0-9]| ?(?:st|nd|rd|th|am|pm|days|weeks|wks|months|years|hours|mins|pages|people|children|times)\b"
    rf"| (?:of )?(?:{'|'.join(name[:3] for name in MONTHS)}))"
)
"""After a year of two digits: "12 october 20 pages" is not of 2020, nor is "9 november, 12 october" of 2012."""
WEEKDAY = r"(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun|[mtwfs][a-z]{1,7}(?:day|dya|ady|dey))"
MAYBE_WEEKDAY = rf"(?:\b(?:(?:last|this|next) )?{WEEKDAY},? (?:the )?)?"
COUNT = rf"(?P<count>{NUMBER} ?|an? |(?:a )?couple (?:of )?|(?:a )?few )"
UNIT = r"(?P<unit>days?|weeks?|wks?|fortnights?|months?|mths?)"
PART = r"(?P<part>early|(?:start|begin+ing|end|back end|middle) of|mid|late)"


def day_number(written: str) -> int:
    """1 to 31 from what `DAY` matches."""
    return int(written) if written.isdigit() else NTH_NUMBERS[written.replace("-", " ")]


def month_number(word: str) -> int | None:
    """1 to 12, also for a misspelt name; None for other words."""
    return MONTH_NUMBERS.get(word) or MONTH_NUMBERS.get(_nearest_name(word, tuple(LONG_MONTHS)) or "")


def weekday_number(word: str) -> int | None:
    """0 (Monday) to 6, also for a misspelt name; None for other words."""
    name = _nearest_name(word, tuple(WEEKDAYS))
    return WEEKDAYS.index(name) if name else SHORT_WEEKDAYS.get(word)


@lru_cache(maxsize=1024)
def _nearest_name(word: str, names: tuple[str, ...]) -> str | None:
    same_initial = [name for name in names if name[0] == word[0]]
    return next(iter(difflib.get_close_matches(word, same_initial, n=1, cutoff=0.8)), None)
