"""The dates in a parent's message, as people in the United Kingdom write them.

A small grammar of our own: `date_forms` has the ways to write a date, `date_words` their words, `date_context` what
the words around say. We looked at `dateparser` and left it: told that the day comes first, it reads 2026-03-04 as 3
April, and it can read neither "last Tuesday" nor "fortnight".

Without a year, a date is the last one that is not after today; or the next one, when the words around it look ahead
("by", "the deadline is", "… is the hearing"). Weekdays and days of the month are read the same way.

A date is `ambiguous`, so that the parent should be asked, when

* day and month could be swapped (03/04/26);
* no word says whether it is past or to come, and the next one is at most six months away;
* only the day of a month is given ("the 12th");
* it is not one day: "last week" is its Monday, "last month", "in March" and "early March" are the 1st, "mid March" is
  the 15th, "late" and "end of March" are the last day, "a few weeks" are three, "about 3 weeks ago" is 3 weeks ago;
* people differ on what it means: a "last" or "next" weekday of this very week, a "this" weekday already gone;
* it is one of several ("9 to 12 November"), may be a month of a year ("Oct 26"), or has only a name ("Christmas Eve").
"""

from __future__ import annotations

from datetime import date

from sendguide.understanding.date_context import Around
from sendguide.understanding.date_forms import CALENDAR
from sendguide.understanding.date_relative import RELATIVE
from sendguide.understanding.detail import SENTENCE_END, Detail, plain

FORMS = (*CALENDAR, *RELATIVE)
"""Every way to write a date. Of two that begin at the same place, the longer is tried first, then the earlier here."""

REACH = 60
"""How many characters before or after a date can say something about it."""


def find_dates(text: str, *, today: date) -> list[Detail]:
    """The dates of a message in order of place, none overlapping.

    Args:
        text: the message, cleaned (single spaces).
        today: the day on which it is written.

    Returns:
        details of kind `date` with ISO values. Numbers that are no possible date ("31/02/26") give nothing, and neither
        do durations ("20 weeks"). Years of two digits are 20xx.
    """
    small = plain(text)
    matches = ((match, reader) for pattern, reader in FORMS for match in pattern.finditer(small))
    found: list[Detail] = []
    free = 0  # where the last date ended
    for match, reader in sorted(matches, key=lambda item: (item[0].start(), -item[0].end())):
        start, end = match.span()
        if start < free:
            continue
        before = SENTENCE_END.split(small[max(free, start - REACH) : start])[-1].lstrip()
        around = Around(today, before, small[end : end + REACH], "day" in match.re.groupindex)
        reading = reader(match, around)
        if reading:
            day, ambiguous = reading
            found.append(Detail("date", day.isoformat(), start, end, text[start:end], ambiguous, around.role))
            free = end
    return found
